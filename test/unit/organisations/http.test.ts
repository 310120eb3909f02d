import {
  BaseReply,
  csrfHeader,
  fileNameHeader,
  ImportView,
  organisationRoutes,
  PendingReply,
  staffRoutes,
  StaffSession,
  type StaffRole,
} from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openTestCentral, problemOf, signInStaff, type TestCentral } from "../central/support.ts";
import { inventedBin, ndjson, row } from "./support.ts";

let one: TestCentral;
beforeEach(() => {
  one = openTestCentral();
});
afterEach(() => one.close());
const ask = async (path: string, init: RequestInit = {}, client = "127.0.0.1"): Promise<Response> =>
  one.central.fetch(new Request(`http://central.test${path}`, init), { client });
/** Headers of a page whose person signed in. */
async function page(role: StaffRole): Promise<Record<string, string>> {
  const headers = { cookie: await signInStaff(one, role), "sec-fetch-site": "same-origin" };
  const session = v.parse(StaffSession, await (await ask(staffRoutes.session, { headers })).json());
  return { ...headers, [csrfHeader]: session.csrf };
}
const post = (headers: Record<string, string>, body: unknown): RequestInit => ({
  method: "POST",
  headers: { ...headers, "content-type": "application/json" },
  body: JSON.stringify(body),
});
const upload = (headers: Record<string, string>, bytes: Uint8Array, name = "база 04.ndjson"): RequestInit => ({
  method: "POST",
  headers: { ...headers, "content-type": "application/octet-stream", [fileNameHeader]: encodeURIComponent(name) },
  body: Uint8Array.from(bytes),
});

it("[TB17] registrars and administrators only, by a page that signed in; a browser is never the operator", async () => {
  const paths = [organisationRoutes.base, organisationRoutes.pending, organisationRoutes.import(1)];
  for (const path of paths) {
    expect(await problemOf(await ask(path, { headers: { "sec-fetch-site": "same-origin" } }))).toBe("staff.not-signed-in");
    expect(await problemOf(await ask(path, {}, "203.0.113.9"))).toBe("staff.not-signed-in");
  }
  const watch = await page("watch");
  for (const path of paths) expect((await ask(path, { headers: watch })).status).toBe(403);
  for (const role of ["registrar", "administrator"] as const)
    expect((await ask(organisationRoutes.base, { headers: await page(role) })).status).toBe(200);
  const foreign = { ...(await page("registrar")), [csrfHeader]: "0".repeat(64) };
  expect((await ask(organisationRoutes.rollBack, post(foreign, { present: 1, reason: "жоқ" }))).status).toBe(403);
  // The operator's command on central's own machine says of itself that it is no browser.
  expect((await ask(organisationRoutes.base)).status).toBe(200);
});

it("[TB3] a file goes up, is read in the background, and the record names who sent it; faults come as CSV", async () => {
  const headers = await page("registrar");
  const rows = [...Array.from({ length: 30 }, (_, at) => row(at + 1)), { bin: "=1+1" }];
  const begun = await ask(organisationRoutes.imports, upload(headers, ndjson(rows)));
  expect(begun.status).toBe(202);
  const { id, file } = v.parse(ImportView, await begun.json());
  expect(file).toBe("база 04.ndjson");
  await one.central.organisations.idle();
  const view = v.parse(ImportView, await (await ask(organisationRoutes.import(id), { headers })).json());
  expect(view).toMatchObject({ state: "present", by: "registrar-1", rows: 30, faults: 1 });
  const faults = await ask(organisationRoutes.importFaults(id), { headers });
  expect(faults.headers.get("content-type")).toContain("text/csv");
  // The mark of UTF-8 is taken off by `text`.
  expect(await faults.text()).toBe("line,column,code\r\n31,bin,invalid-bin\r\n");
  expect(v.parse(BaseReply, await (await ask(organisationRoutes.base, { headers })).json()).present?.id).toBe(id);
  expect(JSON.stringify(one.logged)).not.toContain(inventedBin(1));
});

it("[TB2] a roll-back is refused where the base is another than was looked at", async () => {
  const headers = await page("administrator");
  await ask(organisationRoutes.imports, upload(headers, ndjson([row(1)])));
  await one.central.organisations.idle();
  const { present, previous } = v.parse(BaseReply, await (await ask(organisationRoutes.base, { headers })).json());
  const stale = await ask(organisationRoutes.rollBack, post(headers, { present: previous?.id, reason: "қате файл" }));
  expect(await problemOf(stale)).toBe("base-changed");
  const done = await ask(organisationRoutes.rollBack, post(headers, { present: present?.id, reason: "қате файл" }));
  expect(v.parse(BaseReply, await done.json()).present?.id).toBe(previous?.id);
});

it("[TB16] pending organisations are listed, confirmed and refused over the same routes, with their faults", async () => {
  const headers = await page("registrar");
  expect(v.parse(PendingReply, await (await ask(organisationRoutes.pending, { headers })).json())).toEqual({ pending: [], more: false });
  const body = { bin: inventedBin(400), name: "x", oked: "10711", okedSecondary: [], headcount: 1, ground: "хат" };
  expect(await problemOf(await ask(organisationRoutes.confirm, post(headers, body)))).toBe("organisation-not-pending");
  expect(await problemOf(await ask(organisationRoutes.refuse, post(headers, { bin: body.bin, reason: "жоқ" })))).toBe(
    "organisation-not-pending",
  );
  expect((await ask(organisationRoutes.confirm, post(headers, { ...body, oked: "1" }))).status).toBe(422);
  expect(await (await ask(organisationRoutes.one, post(headers, { bin: body.bin }))).json()).toMatchObject({ known: null, refused: null });
});

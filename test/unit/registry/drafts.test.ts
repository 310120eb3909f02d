import { Draft, DraftList, draftRoutes, Preparers, type DraftBody } from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { draftsMax } from "../../../central/src/features/drafts/drafts.ts";
import { bins, dayMs, freshPlate, openTestCentral, person, problemOf, sign, signers, startMs, submit } from "../central/support.ts";
import { inventedIin } from "../central/people.ts";
import { documentOf, draftWith, emptyBody, ownApplications, prepareDraft, request, seatOf, type One, type Seat } from "./support.ts";

let one: One;
let seat: Seat;
beforeEach(async () => {
  one = openTestCentral();
  seat = await seatOf(one);
});
afterEach(() => one.close());
const put = (at: Seat, draft: string, body: DraftBody) => request(at, draftRoutes.draft(draft), body, "PUT");
const read = async (at: Seat, draft: string) => v.parse(Draft, await (await request(at, draftRoutes.draft(draft))).json());

it("[RG3] HR prepares, the head signs, and the draft is signed by the receipt of its document", async () => {
  const hr = await seatOf(one, signers.employee);
  const draft = await draftWith(hr, { persons: [person(1), person(2)], vehicles: [{ plate: freshPlate(), country: "KAZ" }] });
  expect(draft).toMatchObject({ state: "editing", revision: 1 });
  expect(draft.preparedBy.toLowerCase()).toContain("сынақбаев");
  expect(await problemOf(await request(hr, draftRoutes.prepare(draft.draft), {}))).toBe("portal.right-missing");
  await request(hr, draftRoutes.ready(draft.draft), { ready: true });
  const { document, sha256, readable, difference } = await prepareDraft(seat, draft.draft);
  expect(difference).toEqual({
    add: { persons: 2, vehicles: 1 },
    remove: { persons: 0, vehicles: 0 },
    before: { persons: 0, vehicles: 0 },
    after: { persons: 2, vehicles: 1 },
    cap: 5,
    taken: 2,
  });
  expect(sha256).toHaveLength(64);
  expect(readable?.kk.join("\n")).toContain(person(1).value);
  const view = await submit(one, document ?? "", sign(signers.head, document ?? ""));
  expect(view.state).toBe("issued");
  expect(await read(hr, draft.draft)).toMatchObject({ state: "signed", submission: view.id });
  expect(await problemOf(await put(hr, draft.draft, { ...emptyBody, revision: 1 }))).toBe("draft.not-editable");
  expect(await problemOf(await request(seat, draftRoutes.prepare(draft.draft), {}))).toBe("draft.not-editable");
  expect(await ownApplications(hr)).toMatchObject([{ state: "issued", revision: 0, active: { persons: 2, vehicles: 1 } }]);
});

it("[RG3] a signature that does not stand gives the draft back", async () => {
  const draft = await draftWith(seat, { persons: [person(1)] });
  const document = await documentOf(seat, draft.draft);
  expect((await submit(one, document, sign(signers.employee, document))).state).toBe("refused");
  expect(await read(seat, draft.draft)).toMatchObject({ state: "ready", submission: null });
  expect((await submit(one, document, sign(signers.head, document))).state).toBe("issued");
  expect((await read(seat, draft.draft)).state).toBe("signed");
});

it("[RG4] who saves over somebody's newer work is given that work, and changes nothing", async () => {
  const hr = await seatOf(one, signers.employee);
  const draft = await draftWith(hr, { persons: [person(1)] });
  expect((await put(seat, draft.draft, { ...emptyBody, revision: 1, title: "бірінші" })).status).toBe(200);
  const late = await put(hr, draft.draft, { ...emptyBody, revision: 1, title: "кеш" });
  expect(late.status).toBe(409);
  const { code, draft: newer } = v.parse(v.looseObject({ code: v.string(), draft: Draft }), await late.json());
  expect([code, newer.title, newer.revision]).toEqual(["draft.revision-stale", "бірінші", 2]);
  expect((await read(hr, draft.draft)).title).toBe("бірінші");
});

it("[RG4] what the head is looking at is not edited under their hand", async () => {
  const draft = await draftWith(seat, { persons: [person(1)] });
  await request(seat, draftRoutes.ready(draft.draft), { ready: true });
  expect(await problemOf(await put(seat, draft.draft, { ...emptyBody, revision: 1 }))).toBe("draft.not-editable");
  await request(seat, draftRoutes.ready(draft.draft), { ready: false });
  expect((await put(seat, draft.draft, { ...emptyBody, revision: 1 })).status).toBe(200);
});

it("[RG4] an unfinished draft is saved and not prepared", async () => {
  const draft = await draftWith(seat, { purpose: null, persons: [person(1)] });
  expect(await problemOf(await request(seat, draftRoutes.prepare(draft.draft), {}))).toBe("draft.incomplete");
});

it("[RG5] another organisation's draft, roster and application do not exist", async () => {
  const draft = await draftWith(seat, { persons: [person(1)] });
  const stranger = await seatOf(one, signers.otherHead, bins.clinic);
  for (const [path, body, method] of [
    [draftRoutes.draft(draft.draft)],
    [draftRoutes.draft(draft.draft), { ...emptyBody, revision: 1 }, "PUT"],
    [draftRoutes.draft(draft.draft), undefined, "DELETE"],
    [draftRoutes.prepare(draft.draft), {}],
  ] as const)
    expect((await request(stranger, path, body, method)).status, path).toBe(404);
  expect((await request(stranger, draftRoutes.ownRoster(draft.draft))).status).toBe(404);
  expect((await request({ ...stranger, bin: bins.bakery }, draftRoutes.drafts)).status).toBe(403);
  expect((await one.send(draftRoutes.drafts, { kind: "application", application: null, title: "" })).status).toBe(401);
});

it("[RG6] drafts have limits, and old ones are forgotten with everybody on them", async () => {
  const first = await draftWith(seat, { persons: [person(1)] });
  for (let at = 1; at < draftsMax; at += 1)
    await request(seat, draftRoutes.drafts, { kind: "application", application: null, title: `${at}` });
  const start = { kind: "application", application: null, title: "артық" };
  expect(await problemOf(await request(seat, draftRoutes.drafts, start))).toBe("draft.too-many");
  expect((await request(seat, draftRoutes.draft(first.draft), undefined, "DELETE")).status).toBe(204);
  expect((await request(seat, draftRoutes.drafts, start)).status).toBe(201);
  const rows = (): number => one.stores.sql.registry.prepare<{ rows: number }>("select count(*) as rows from draft").get()?.rows ?? 0;
  const kept = one.stores.sql.registry.prepare<{ content: string }>("select content from draft where draft = ?1").get(first.draft);
  expect(kept?.content).not.toContain(person(1).value);
  const { drafts } = v.parse(DraftList, await (await request(seat, draftRoutes.drafts)).json());
  expect(drafts).toHaveLength(draftsMax);
  expect(one.stores.drafts.purge(startMs - 90 * dayMs, startMs + 1)).toBe(1);
  expect(one.stores.drafts.purge(startMs + 1, startMs + 1)).toBe(draftsMax);
  expect(rows()).toBe(0);
});

it("[RG7] a head names who may prepare; they prepare and cannot sign, until they are taken off the list", async () => {
  const named = { iin: inventedIin(7001), name: "Сынақ Кәсіпкер" };
  expect((await request(seat, draftRoutes.preparers, { preparers: [named, named] }, "PUT")).status).toBe(422);
  const saved = await request(seat, draftRoutes.preparers, { preparers: [named] }, "PUT");
  expect(v.parse(Preparers, await saved.json())).toEqual({ preparers: [named] });
  const outside = await seatOf(one, signers.proprietor);
  const draft = await draftWith(outside, { persons: [person(1)] });
  expect(await problemOf(await request(outside, draftRoutes.prepare(draft.draft), {}))).toBe("portal.right-missing");
  expect((await request(outside, draftRoutes.preparers)).status).toBe(403);
  await request(seat, draftRoutes.preparers, { preparers: [] }, "PUT");
  expect((await request(outside, draftRoutes.drafts)).status).toBe(403);
});

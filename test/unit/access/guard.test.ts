import { csrfHeader, organisationHeader, type PortalRight } from "@beket/api";
import { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createPortalStore } from "../../../central/src/adapters/sql-portal.ts";
import { createPortalAccess } from "../../../central/src/features/access/portal-access.ts";
import { requirePortal } from "../../../central/src/http/portal-guard.ts";
import { inventedIin } from "../central/people.ts";
import { bins, crypto, openTestCentral, origin, problemOf } from "../central/support.ts";
import type { One } from "./support.ts";

let one: One;
beforeEach(() => {
  one = openTestCentral();
});
afterEach(() => one.close());

const world = (named: () => readonly string[] = () => []) => {
  let next = 1;
  const access = createPortalAccess({
    store: createPortalStore(one.stores.sql.registry),
    base: one.stores.organisations,
    preparers: { organisationsOf: named },
    clock: one.clock,
    random: (bytes) => new Uint8Array(bytes).fill(next++),
    crypto,
    secret: new Uint8Array(32),
    origin: () => origin,
  });
  const app = new Hono();
  const add = (path: string, right?: PortalRight): void => {
    app.on(["GET", "POST"], path, requirePortal(access, right), (c) => c.json(c.get("portal")));
  };
  add("/any");
  add("/sign", "sign");
  const iin = inventedIin(31);
  const { token, held } = access.open({ code: access.codeOf(iin), iin, bin: bins.clinic, capacity: "employee", person: "Сынақ" });
  const reach = (path: string, bin: string, headers: Record<string, string> = {}, method = "GET") =>
    app.request(path, { method, headers: { cookie: `${access.cookieName()}=${token}`, [organisationHeader]: bin, ...headers } });
  return { app, reach, held };
};

it("[AX8] a route learns who asks, for which organisation, and what they may", async () => {
  const { reach } = world();
  const reply = await reach("/any", bins.clinic);
  expect(await reply.json()).toMatchObject({ bin: bins.clinic, may: ["prepare"], user: { capacity: "employee", bin: bins.clinic } });
});

it("[AX8] another's organisation is refused like one that does not exist", async () => {
  const { reach } = world();
  const refused = [await reach("/any", bins.bakery), await reach("/any", "999999999999"), await reach("/any", "")];
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect(new Set(await Promise.all(refused.map((reply) => reply.text()))).size).toBe(1);
});

it("[AX8] who only prepares does not sign", async () => {
  const { reach } = world();
  expect(await problemOf(await reach("/sign", bins.clinic))).toBe("portal.right-missing");
});

it("[AX4] a name that the head took back counts at the next request", async () => {
  let named: readonly string[] = [bins.bakery];
  const { reach } = world(() => named);
  expect((await reach("/any", bins.bakery)).status).toBe(200);
  named = [];
  expect((await reach("/any", bins.bakery)).status).toBe(403);
});

it("[AX7] a changing request without the proof is not let through to the route", async () => {
  const { reach, held } = world();
  expect((await reach("/any", bins.clinic, {}, "POST")).status).toBe(403);
  expect((await reach("/any", bins.clinic, { [csrfHeader]: held.csrf }, "POST")).status).toBe(200);
});

it("[AX6] without a session nobody gets anywhere", async () => {
  const { app } = world();
  expect(await problemOf(await app.request("/any", { headers: { [organisationHeader]: bins.clinic } }))).toBe("portal.not-signed-in");
});

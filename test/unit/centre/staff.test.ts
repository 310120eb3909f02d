import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { staffRoutes, StaffSession, type StaffRole } from "@beket/api";
import { Hono } from "hono";
import { afterEach, beforeEach, expect, it } from "vitest";
import * as v from "valibot";
import { createStaffStore } from "../../../central/src/adapters/sql-staff.ts";
import { webauthn } from "../../../central/src/adapters/webauthn.ts";
import { createStaff } from "../../../central/src/features/staff/sessions.ts";
import { freeTries, lockMsAfter } from "../../../central/src/features/staff/try-limit.ts";
import { requireStaff } from "../../../central/src/http/staff-guard.ts";
import { readStaff } from "../../../central/src/adapters/read-files.ts";
import { crypto, openTestCentral, passphrase, problemOf, signInStaff, staffVerifier, type TestCentral } from "../central/support.ts";

let one: TestCentral;
const suspended = { staff: "watch-9", roles: ["watch" as const], verifier: staffVerifier, status: "suspended" as const };
beforeEach(() => {
  one = openTestCentral({ staff: [suspended] });
});
afterEach(() => one.close());

const ask = (method: string, cookie: string, headers: Record<string, string> = {}) =>
  one.central.fetch(new Request(`http://central.test${staffRoutes.session}`, { method, headers: { cookie, ...headers } }), { client: "" });
const signIn = (staff: string, words = passphrase, client = "192.0.2.1") =>
  one.send(staffRoutes.session, { staff, passphrase: words }, client);

it("[CN1] a session is a cookie that no script reads and no other site sends, and lasts eight hours", async () => {
  const signed = await signIn("watch-1");
  const cookie = signed.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/^__Host-beket-staff-web=[0-9a-f]{64};/);
  for (const part of ["HttpOnly", "SameSite=Strict", "Secure", "Path=/;", "Max-Age=28800"]) expect(cookie).toContain(part);
  const session = v.parse(StaffSession, await signed.json());
  expect(session).toEqual({
    staff: "watch-1",
    roles: ["watch"],
    laboratory: null,
    method: "passphrase",
    expiresAt: one.clock.now() + 8 * 3_600_000,
    csrf: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const own = cookie.split(";")[0] ?? "";
  expect(await (await ask("GET", own)).json()).toEqual(session);
  one.move(8 * 3_600_000 - 1);
  expect((await ask("GET", own)).status).toBe(200);
  one.move(1);
  expect(await problemOf(await ask("GET", own))).toBe("staff.not-signed-in");
});

it("[CN1] signing out ends the session at central, and the next sign-in at a screen ends the one before", async () => {
  const first = await signInStaff(one, "watch");
  const out = await ask("DELETE", first);
  expect([out.status, out.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
  expect((await ask("GET", first)).status).toBe(401);
  const second = await signInStaff(one, "planner");
  const request = new Request(`http://central.test${staffRoutes.session}`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: second },
    body: JSON.stringify({ staff: "auditor-1", passphrase }),
  });
  expect((await one.central.fetch(request, { client: "" })).status).toBe(201);
  expect((await ask("GET", second)).status).toBe(401);
});

it("[CN1] of one person's sessions the oldest ends for the ninth", async () => {
  const cookies: string[] = [];
  for (let at = 0; at < 9; at++) cookies.push(await signInStaff(one, "watch"));
  const states = await Promise.all(cookies.map(async (cookie) => (await ask("GET", cookie)).status));
  expect(states).toEqual([401, 200, 200, 200, 200, 200, 200, 200, 200]);
});

it("[CN2] a wrong passphrase, an unknown code and a suspended person are told alike", async () => {
  const refused = [await signIn("watch-1", "не та фраза"), await signIn("nobody-7"), await signIn("watch-9")];
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(new Set(await Promise.all(refused.map((reply) => reply.text()))).size).toBe(1);
  expect(refused.map((reply) => reply.headers.get("set-cookie"))).toEqual([null, null, null]);
});

it("[CN2] an unknown code costs a comparison like a known one", async () => {
  const compared: string[] = [];
  const staff = createStaff({
    rows: [suspended],
    passphrases: {
      verify: async (_, verifier) => {
        compared.push(verifier);
        return false;
      },
      decoy: Promise.resolve("decoy"),
    },
    clock: one.clock,
    random: (bytes) => new Uint8Array(bytes),
    crypto,
    screenSecret: new Uint8Array(32),
    store: createStaffStore(one.stores.sql.registry),
    webauthn,
    audit: { viewed: () => undefined },
    isDemo: false,
    onStep: () => undefined,
    origin: () => "http://127.0.0.1:8080",
  });
  await staff.signIn({ staff: "nobody-7", passphrase }, "a");
  await staff.signIn({ staff: "watch-9", passphrase }, "a");
  expect(compared).toEqual(["decoy", staffVerifier]);
  expect([staff.cookieName(), staff.isSecure()]).toEqual(["beket-staff-8080", false]);
});

it("[CN3] after five failures a code waits, whoever asks, and after twenty a client, whatever it asks", async () => {
  for (let at = 0; at < freeTries.staff; at++) expect((await signIn("watch-1", "не та фраза", `198.51.100.${at}`)).status).toBe(401);
  const locked = await signIn("watch-1", passphrase, "198.51.100.50");
  expect([locked.status, locked.headers.get("retry-after"), await problemOf(locked)]).toEqual([423, "30", "staff.locked"]);
  for (let at = 0; at < freeTries.client; at++) await signIn(`guess-${at}`, passphrase, "203.0.113.1");
  expect((await signIn("planner-1", passphrase, "203.0.113.1")).status).toBe(423);
  expect((await signIn("planner-1", passphrase, "203.0.113.2")).status).toBe(201);
  one.move(30_000);
  expect((await signIn("watch-1", "не та фраза", "198.51.100.60")).status).toBe(401);
  expect((await signIn("watch-1", passphrase, "198.51.100.61")).headers.get("retry-after")).toBe("60");
  one.move(60_000);
  expect((await signIn("watch-1", passphrase, "198.51.100.61")).status).toBe(201);
  expect((await signIn("watch-1", "не та фраза", "198.51.100.61")).status).toBe(401);
  expect([4, 5, 6, 30].map((failures) => lockMsAfter("staff", failures))).toEqual([0, 30_000, 60_000, 900_000]);
  expect([19, 20, 21, 99].map((failures) => lockMsAfter("client", failures))).toEqual([0, 30_000, 60_000, 900_000]);
});

it("[CN3] a stranger's failures do not lock out a screen where somebody signed in; its own do", async () => {
  const at = (cookie: string, staff: string, words: string) => {
    const headers = { "content-type": "application/json", cookie };
    const body = JSON.stringify({ staff, passphrase: words });
    return one.central.fetch(new Request(`http://central.test${staffRoutes.session}`, { method: "POST", headers, body }), {
      client: "192.0.2.9",
    });
  };
  const given = (await signIn("watch-1")).headers.getSetCookie().find((line) => line.startsWith("beket-staff-screen-")) ?? "";
  for (const part of ["HttpOnly", "SameSite=Strict", "Secure", "Path=/api/v1/staff/session", "Max-Age=7776000"])
    expect(given).toContain(part);
  const mark = given.split(";")[0] ?? "";
  for (let stranger = 0; stranger < 8; stranger++) await signIn("planner-1", "не та фраза", `198.51.100.${stranger}`);
  expect((await signIn("planner-1")).status).toBe(423);
  expect((await at(mark, "planner-1", passphrase)).status).toBe(201);
  expect((await at(`${mark.slice(0, -1)}${mark.endsWith("0") ? "1" : "0"}`, "planner-1", passphrase)).status).toBe(423);
  expect((await at(mark.replace("watch-1", "watch-9"), "planner-1", passphrase)).status).toBe(423);
  expect((await ask("GET", mark)).status).toBe(401);
  for (let own = 0; own < freeTries.staff; own++) expect((await at(mark, "planner-1", "не та фраза")).status).toBe(401);
  expect((await at(mark, "planner-1", passphrase)).status).toBe(423);
});

it("[CN3] many tries at once are no free tries", async () => {
  const replies = await Promise.all(Array.from({ length: 20 }, (_, at) => signIn("watch-1", "не та фраза", `192.0.2.${at}`)));
  expect(replies.filter(({ status }) => status === 401)).toHaveLength(freeTries.staff);
  expect(replies.filter(({ status }) => status === 423)).toHaveLength(15);
});

it("[CN4] a route names its roles; any of them lets through, and the code says which is missing", async () => {
  const staff = createStaff({
    rows: [{ staff: "two", roles: ["watch", "laboratory"], laboratory: "lab-1", verifier: "x", status: "active" }],
    passphrases: { verify: () => Promise.resolve(true), decoy: Promise.resolve("") },
    clock: one.clock,
    random: (bytes) => new Uint8Array(bytes).fill(7),
    crypto,
    screenSecret: new Uint8Array(32),
    store: createStaffStore(one.stores.sql.registry),
    webauthn,
    audit: { viewed: () => undefined },
    isDemo: false,
    onStep: () => undefined,
    origin: () => "http://127.0.0.1:8080",
  });
  const signed = await staff.signIn({ staff: "two", passphrase }, "a");
  const cookie = `beket-staff-8080=${signed.ok ? signed.value.token : ""}`;
  const reach = async (headers: Record<string, string>, ...roles: readonly StaffRole[]) => {
    const app = new Hono();
    app.get("/", requireStaff(staff, ...roles), (c) => c.json(c.get("staff")));
    return app.request("/", { headers });
  };
  expect(await (await reach({ cookie }, "laboratory", "planner")).json()).toMatchObject({ staff: "two", laboratory: "lab-1" });
  expect((await reach({ cookie })).status).toBe(200);
  const missing = await reach({ cookie }, "health-officer");
  expect([missing.status, await problemOf(missing)]).toEqual([403, "staff.role-missing"]);
  expect((await reach({}, "laboratory")).status).toBe(401);
  expect((await reach({ cookie: "beket-staff-8080=00" }, "laboratory")).status).toBe(401);
});

it("[CN5] the log names the codes of the file and nothing that was typed", async () => {
  await signIn("880101300123", passphrase);
  await signIn("watch-1", "құпия сөз тіркесі");
  await ask("DELETE", await signInStaff(one, "watch"));
  const lines = one.logged.filter((line) => line.includes('"staff-'));
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(["staff-refused", "staff-refused", "staff-signed-in", "staff-signed-out"]);
  expect(lines.map((line) => JSON.parse(line).staff)).toEqual([undefined, "watch-1", "watch-1", "watch-1"]);
  expect(lines.join("")).not.toMatch(/880101300123|құпия|бір екі/);
});

it("[CN6] a staff file with one code twice, or with a line that is no row, is not taken", () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-staff-"));
  const row = (staff: string) => JSON.stringify({ staff, roles: ["watch"], verifier: "x", status: "active" });
  const read = (lines: readonly string[]) => {
    const path = join(folder, "staff.ndjson");
    writeFileSync(path, lines.join("\n"));
    const rows = readStaff(path);
    return rows.ok ? rows.value.length : rows.error.replace(folder, "");
  };
  expect(read([row("a"), row("b"), ""])).toBe(2);
  expect(read([row("a"), row("b"), row("a")])).toBe("/staff.ndjson: row 3 has a code that an earlier one has");
  expect(read([row("a"), row("b").replace("watch", "king")])).toBe("/staff.ndjson: line 2 is not as expected at roles.0");
  rmSync(folder, { recursive: true });
});

it("[CN7] the centre's app is served below /centre/ before the portal, and says so while it is not built", async () => {
  const page = async (central: TestCentral, path: string) =>
    central.central.fetch(new Request(`http://central.test${path}`), { client: "" });
  expect(await problemOf(await page(one, "/centre/"))).toBe("centre-not-built");
  const folder = mkdtempSync(join(tmpdir(), "beket-centre-app-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html>centre");
  const built = openTestCentral({ centreFolder: folder });
  const moved = await page(built, "/centre");
  expect([moved.status, moved.headers.get("location")]).toEqual([302, "/centre/"]);
  const found = await Promise.all(["/centre/", "/centre/map", "/centre/none.js"].map((path) => page(built, path)));
  expect(found.map(({ status }) => status)).toEqual([200, 200, 404]);
  expect(await found[1]?.text()).toContain("centre");
  // What a map in WebGL needs, and no more: its worker as a file of ours, its pictures as blobs, its colours without inline style.
  const policy = found[0]?.headers.get("content-security-policy") ?? "";
  for (const part of ["worker-src 'self';", "img-src 'self' data: blob:;", "style-src 'self';", "script-src 'self';"])
    expect(policy).toContain(part);
  await built.close();
  rmSync(folder, { recursive: true });
});

import { afterEach, beforeEach, expect, it } from "vitest";
import { inventedBin, inventedIin } from "./people.ts";
import { bins, openTestCentral, problemOf, type TestCentral } from "./support.ts";

let one: TestCentral;
beforeEach(() => {
  one = openTestCentral();
});
afterEach(() => one.close());
const get = (path: string, headers: Record<string, string> = {}, client = "127.0.0.1") =>
  one.central.fetch(new Request(`http://central.test${path}`, { headers }), { client });

it("[CE23] a BIN is answered at once: may apply, under which rule, or why not, and never with the headcount", async () => {
  const check = async (bin: string) => (await one.send("/api/v1/organisations/check", { bin })).json();
  const bakery = await check(bins.bakery);
  expect(bakery).toEqual({
    standing: "may-apply",
    name: "Нан-Сынақ ЖШС",
    ledgers: [
      { ledger: "city", rule: "food", oked: "10711", purposes: ["shift", "supply"] },
      { ledger: "roadblock", rule: "food", oked: "10711", purposes: ["shift", "supply"] },
    ],
  });
  expect(await check(bins.museum)).toMatchObject({ standing: "activity-not-authorised", ledgers: [] });
  expect(await check(bins.closed)).toMatchObject({ standing: "not-active" });
  expect(await check(inventedBin(9_000))).toMatchObject({ standing: "pending", name: null, ledgers: [] });
  expect(await check(inventedIin(7001))).toEqual(await check(inventedIin(9_001)));
  expect(JSON.stringify([bakery, await check(bins.clinic)])).not.toContain("400");
  const wrong = await one.send("/api/v1/organisations/check", { bin: "12345" });
  expect(await problemOf(wrong)).toBe("bin-invalid");
});

it("[CE24] questions about organisations and statuses are limited per client", async () => {
  const ask = (client: string) => one.send("/api/v1/organisations/check", { bin: bins.bakery }, client);
  const replies = await Promise.all(Array.from({ length: 40 }, () => ask("192.0.2.1")));
  expect(replies.filter((reply) => reply.status === 429)).toHaveLength(10);
  expect(replies.at(-1)?.headers.get("retry-after")).toBe("1");
  expect((await ask("192.0.2.2")).status).toBe(200);
  one.move(60_000);
  expect((await ask("192.0.2.1")).status).toBe(200);
});

it("[CE24] one household of addresses of version 6 is one client", async () => {
  const ask = (client: string) => one.send("/api/v1/organisations/check", { bin: bins.bakery }, client);
  const replies = await Promise.all(Array.from({ length: 40 }, (_, at) => ask(`2001:db8:0:7::${at.toString(16)}`)));
  expect(replies.filter((reply) => reply.status === 429)).toHaveLength(10);
  expect((await ask("2001:db8:0:7:1:2:3:4")).status).toBe(429);
  expect((await ask("2001:db8:0:8::1")).status).toBe(200);
  expect((await ask("::ffff:192.0.2.3")).status).toBe(200);
});

it("[CE32] behind a proxy of ours the client is the one it names last", async () => {
  const proxied = openTestCentral({ behindProxy: true });
  const ask = (chain: string) => {
    const headers = { "content-type": "application/json", "x-forwarded-for": chain };
    const body = JSON.stringify({ bin: bins.bakery });
    const request = new Request("http://central.test/api/v1/organisations/check", { method: "POST", headers, body });
    return proxied.central.fetch(request, { client: "127.0.0.1" });
  };
  for (let at = 0; at < 40; at++) await ask(`198.51.100.${at}, 192.0.2.1`);
  expect((await ask("198.51.100.99, 192.0.2.1")).status).toBe(429);
  expect((await ask("192.0.2.1, 192.0.2.2")).status).toBe(200);
  const spoofed = new Request("http://central.test/api/v1/nodes", { headers: { "x-forwarded-for": "127.0.0.1, 192.0.2.1" } });
  expect((await proxied.central.fetch(spoofed, { client: "127.0.0.1" })).status).toBe(403);
  await proxied.close();
});

it("[CE32] a stranger's documents and signatures are limited by their number and their size, an operator's are not", async () => {
  const body = JSON.stringify({ document: "{}".padEnd(999_900), cms: "AAAA" });
  const headers = { "content-type": "application/json", "content-length": String(body.length) };
  const send = (path: string, client: string) =>
    one.central.fetch(new Request(`http://central.test${path}`, { method: "POST", headers, body }), { client });
  const paths = ["/api/v1/applications/prepare", "/api/v1/applications", "/api/v1/revocations/prepare", "/api/v1/revocations"];
  const statuses: number[] = [];
  for (let at = 0; at < 40; at++) statuses.push((await send(paths[at % 4] ?? "", "192.0.2.1")).status);
  statuses.push((await send("/api/v1/authority-acts", "192.0.2.1")).status);
  expect(statuses.indexOf(429)).toBe(17);
  expect(statuses.at(-1)).toBe(429);
  for (let at = 0; at < 40; at++) expect((await send("/api/v1/authority-acts", "127.0.0.1")).status).toBe(422);
});

it("[CE25] bodies are limited and typed, errors are problems without values, and other origins have no business here", async () => {
  const large = await one.send("/api/v1/organisations/check", { bin: "1".repeat(5_000) });
  expect(large.status).toBe(413);
  const wrong = await one.send("/api/v1/applications/status", { id: inventedIin(1), secret: "x" });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).not.toContain(inventedIin(1));
  const cross = await one.central.fetch(new Request("http://central.test/api/v1/regime", { headers: { "sec-fetch-site": "cross-site" } }), {
    client: "",
  });
  expect(await problemOf(cross)).toBe("cross-site");
  const reply = await get("/api/v1/regime");
  expect(reply.headers.get("access-control-allow-origin")).toBeNull();
  expect(reply.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(reply.headers.get("cache-control")).toBe("no-store");
});

it("[CE26] nodes and replay are for the operator alone", async () => {
  expect((await get("/api/v1/nodes")).status).toBe(200);
  expect(await problemOf(await get("/api/v1/nodes", {}, "192.0.2.9"))).toBe("operator-only");
  expect((await one.send("/api/v1/audit/replay", {}, "192.0.2.9")).status).toBe(403);
});

it("[CE31] the places are the operator's; without a file the lists are empty", async () => {
  const reply = await get("/api/v1/places");
  expect([reply.status, await reply.json()]).toEqual([200, { posts: [], areas: [] }]);
});

it("[CE27] health tells counts and ages, and fails without rules", async () => {
  const ok = await get("/health");
  expect(ok.status).toBe(200);
  expect(await ok.json()).toMatchObject({ program: "central" });
  one.stores.regimes.all();
  one.move(-400 * 86_400_000);
  const failing = await get("/health");
  expect(failing.status).toBe(503);
  expect(await problemOf(await get("/"))).toBe("portal-not-built");
});

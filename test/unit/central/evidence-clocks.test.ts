import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { err } from "@beket/domain";
import { openDatabase, closeDatabase, migrate } from "@beket/node-kit";
import { afterEach, describe, expect, it } from "vitest";
import registry001 from "../../../central/migrations/registry/001-first.sql" with { type: "text" };
import { createEvidenceHttp } from "../../../central/src/adapters/http-evidence.ts";
import { openStores } from "../../../central/src/adapters/stores.ts";
import { admit, afterFailure, circuitOf, defaultBackOff, freshHost } from "../../../central/src/features/evidence/host-state.ts";
import { createPaced } from "../../../central/src/features/submissions/paced.ts";
import { httpFaults } from "../../support/evidence/faults.ts";
import { becomes } from "../../support/eventually.ts";
import { hourMs, openEvidenceWorld, type EvidenceWorld } from "./evidence-support.ts";
import { apply, bins, crlsAt, dayMs, person, signers, startMs, testKeys } from "./support.ts";

let world: EvidenceWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

describe("a clock that was set back", () => {
  it("[CE36] lets a host rest no longer than the longest pause", () => {
    let state = freshHost;
    for (let failure = 0; failure < 9; failure += 1) state = afterFailure(state, 10 * dayMs, 0.9, defaultBackOff);
    const back = 3 * dayMs;
    expect(admit(state, state.retryAt - 1, defaultBackOff)).toBeNull();
    expect(admit(state, back, defaultBackOff)).toMatchObject({ isProbing: true });
    expect(circuitOf(state, back, defaultBackOff)).toBe("half-open");
  });

  it("[CE35] lets nobody wait for a next attempt of the time before", async () => {
    world = openEvidenceWorld();
    world.server.misbehave("ocsp", httpFaults.broken);
    const view = await apply(world.one);
    await world.settled();
    world.server.misbehave("ocsp", null);
    // By an hour: the evidence of its receipt is then from the future, but it is asked for.
    world.one.move(-hourMs);
    const asked = world.server.asked("ocsp");
    await world.one.central.retryWaiting();
    await world.settled();
    expect(world.server.asked("ocsp")).toBeGreaterThan(asked);
    world.one.move(2 * hourMs);
    await world.one.central.retryWaiting();
    await world.settled();
    expect((await world.statusOf(view)).state).toBe("issued");
  });
});

it("[CE36] a service that comes and goes has everybody judged again at most four times a minute", () => {
  let now = 1_000_000;
  let runs = 0;
  const timers: { readonly at: number; readonly run: () => void }[] = [];
  const schedule = (delayMs: number, run: () => void) => {
    const timer = { at: now + delayMs, run };
    timers.push(timer);
    return () => void timers.splice(timers.indexOf(timer), 1);
  };
  const paced = createPaced({ schedule, now: () => now, everyMs: 15_000, run: () => (runs += 1) });
  for (let second = 0; second < 60; second += 1) {
    paced.ask();
    paced.ask();
    for (const timer of timers.splice(0).toSorted((a, b) => a.at - b.at)) {
      if (timer.at <= now) timer.run();
      else timers.push(timer);
    }
    now += 1_000;
  }
  expect(runs).toBe(4);
  now -= dayMs;
  paced.ask();
  expect(timers.every(({ at }) => at - now <= dayMs + 15_000)).toBe(true);
  paced.stop();
  expect(timers).toEqual([]);
});

it("[CE16] what was rejected while others were judged is not judged again", async () => {
  world = openEvidenceWorld(() => []);
  const { one } = world;
  await apply(one);
  // The older one comes first.
  one.move(1_000);
  const other = await apply(one, { bin: bins.clinic, persons: [person(2)] }, signers.otherHead);
  await world.settled();
  one.setCrls(crlsAt(startMs - hourMs));
  const resumed = one.central.retryWaiting();
  // Between the two, as an attempt of its own would.
  const answer = { reasons: ["application.evidence-timeout"], rows: [] };
  one.stores.submissions.settle(other.id, { state: "rejected", retryUntil: null, answer, wait: null }, null);
  await resumed;
  expect((await world.statusOf(other)).state).toBe("refused");
  expect(one.stores.ledgers.roadblock.count()).toBe(1);
});

it("[CE36] who is due is found without reading those who wait", () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-due-"));
  const stores = openStores(folder, testKeys().scopes);
  const bytes = new Uint8Array(1);
  const wait = (id: string, nextAttemptAt: number, retryUntil: number): void => {
    const base = { id, kind: "application" as const, document: bytes, cms: bytes, retryUntil: null, answer: null, wait: null };
    const about = { nonce: id, applicant: null, about: null, facts: null };
    stores.submissions.receive({ ...base, documentSha256: `d${id}`, cmsSha256: `c${id}`, receivedAt: startMs, state: "received" }, about);
    if (nextAttemptAt === 0) return;
    const change = { state: "waiting" as const, retryUntil, answer: null, wait: { attempts: 1, nextAttemptAt, unreached: [] } };
    stores.submissions.settle(id, change, null);
  };
  wait("received", 0, 0);
  wait("due", 100, 5_000);
  wait("later", 300, 5_000);
  wait("ended", 300, 150);
  wait("far", 1_001, 5_000);
  expect(stores.submissions.due(200, 1_000)).toEqual(["received", "due", "ended", "far"]);
  const plan = stores.sql.registry
    .prepare<{ detail: string }>("explain query plan select id from submission where state in ('received', 'waiting') order by received_at")
    .all();
  expect(plan.map(({ detail }) => detail).join()).toContain("COVERING INDEX submission_open");
  stores.close();
  rmSync(folder, { recursive: true });
});

it("[CE29] after the end nothing more is asked, however many were in line", async () => {
  let asked = 0;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => {
      asked += 1;
      return new Promise<Response>(() => undefined);
    },
  });
  const http = createEvidenceHttp({ schedule: () => () => undefined });
  const ask = { url: `http://127.0.0.1:${server.port}/`, method: "GET" as const, contentType: null, accept: "*/*", body: null };
  const whole = { ...ask, etag: null, lastModified: null, sizeBytesMax: 10, timeoutMs: 1_000 };
  const first = http.ask(whole);
  await becomes(() => asked === 1);
  http.stop();
  expect(await first).toEqual(err("unreachable"));
  expect(await http.ask(whole)).toEqual(err("unreachable"));
  expect(asked).toBe(1);
  await server.stop(true);
});

it("[CE16] what waited under 0.1.0 waits on, with its verdicts", () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-0.1.0-"));
  const old = openDatabase(join(folder, "registry.db"), "durable");
  migrate(old, "registry", [registry001]);
  old.run(
    `insert into submission (id, kind, document_sha256, cms_sha256, document, cms, received_at, state, retry_until, answer)
     values ('a', 'application', 'd', 'c', x'00', x'01', 5, 'waiting', 9, '{"reasons":["eds.revocation.no-evidence"],"rows":[]}')`,
  );
  old.run("insert into evidence values ('a', 6, 'INDETERMINATE', 'eds.revocation.no-evidence', '{}')");
  old.run("insert into evidence_blob values ('b', 'crl', x'02')");
  closeDatabase(old);
  const stores = openStores(folder, testKeys().scopes);
  expect(stores.submissions.due(7, 1_000)).toEqual(["a"]);
  expect(stores.submissions.byId("a")).toMatchObject({ state: "waiting", retryUntil: 9, wait: null });
  expect(stores.archive.blob("b")).toEqual(Uint8Array.of(2));
  expect(stores.archive.stampCounts()).toEqual({ wanted: 0, done: 0, givenUp: 0 });
  expect(stores.sql.registry.prepare<unknown>("select validated_at, bundle from evidence").all()).toEqual([
    { validated_at: 6, bundle: null },
  ]);
  stores.close();
  rmSync(folder, { recursive: true });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { healthRoutes, HoldsReply } from "@beket/api";
import { encodeEvent, type BeketEvent } from "@beket/domain";
import { systemRandom } from "@beket/node-kit";
import { createScopeWriter, uuidv7 } from "@beket/replication";
import * as v from "valibot";
import { afterEach, expect, it } from "vitest";
import { openStores, type Stores } from "../../../central/src/adapters/stores.ts";
import { createHealthDesk } from "../../../central/src/features/health/desk.ts";
import { readEvent, type EventLog, type StoredEvent } from "../../../central/src/features/ingest/event-feed.ts";
import { createRegimes } from "../../../central/src/features/regime/regimes.ts";
import { until } from "../central/post.ts";
import { codec, crypto, openTestCentral, startMs, testKeys } from "../central/support.ts";
import { createFacts, dayMs, iin, newId, openBorder, passport, profileOf, signedIn } from "./border.ts";

const clock = { now: () => startMs, monotonic: () => 0, bootId: "0123456789abcdef" };
const keys = testKeys();
const folders: string[] = [];
const idBytes = (): Uint8Array => uuidv7(clock, systemRandom);
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Events that lie open in memory, in the order of their arrival. */
function createLog(events: readonly (BeketEvent | "unreadable")[]): {
  readonly log: EventLog;
  readonly opener: Parameters<typeof readEvent>[1];
} {
  const rows = events.map((event, at): StoredEvent => ({
    position: at + 1,
    source: "border-01",
    epoch: "1",
    seq: at + 1,
    id: idBytes(),
    receivedAt: startMs,
    sealed: event === "unreadable" ? new Uint8Array() : encodeEvent(event),
  }));
  return {
    log: {
      arrivals: (after, rowsMax) => rows.slice(after, after + rowsMax),
      epochKey: () => ({ sealedKey: new Uint8Array() }),
    },
    opener: {
      open: ({ row }) => (row.sealed.length === 0 ? { ok: false, error: { code: "body-unreadable" } } : { ok: true, value: row.sealed }),
    },
  };
}

/** Throws at the given call, counted over everything it wraps, and at every one after it: a process that has ended. */
function dyingAt(call: number) {
  let calls = 0;
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const found: unknown = Reflect.get(target, name, receiver);
        if (typeof found !== "function") return found;
        return (...args: readonly unknown[]): unknown => {
          calls += 1;
          if (calls >= call) throw new Error("ended");
          return Reflect.apply(found, target, args);
        };
      },
    });
  return { wrap, calls: () => calls };
}

/** A desk that starts, follows what it has not followed, and gives the lane its rows. */
function runDesk(stores: Stores, events: ReturnType<typeof createLog>, lane: number[], call = Infinity): boolean {
  const { wrap, calls } = dyingAt(call);
  const writer = createScopeWriter({
    scope: keys.scopes.common.scope,
    key: new Uint8Array(Buffer.from(keys.scopes.common.key, "hex")),
    store: stores.scopes.common,
    crypto,
    codec,
    clock,
    signingSeed: new Uint8Array(Buffer.from(keys.registrySeed, "hex")),
  });
  const desk = createHealthDesk({
    store: wrap(stores.health),
    rules: stores.healthRules,
    scope: wrap({ commit: writer.commit, urgent: (rows: readonly number[]) => void lane.push(...rows), changed: () => undefined }),
    regimes: createRegimes(stores.regimes),
    clock,
    random: systemRandom,
    isTaken: stores.common.isTaken,
    opening: events,
    schedule: () => () => undefined,
    pause: () => Promise.resolve(),
    onFault: () => undefined,
  });
  try {
    desk.start();
    const rows = events.log.arrivals(desk.follower.cursor(), 256);
    const last = rows.at(-1);
    if (last !== undefined)
      desk.follower.apply(
        rows.map((row) => ({ row, read: readEvent(events.log, events.opener, row) })),
        last.position,
      );
    return true;
  } catch (fault) {
    if (calls() < call) throw fault;
    return false;
  }
}
const openFolder = (): Stores => {
  const folder = mkdtempSync(join(tmpdir(), "beket-health-"));
  folders.push(folder);
  return openStores(folder, keys.scopes);
};
const factsOf = createFacts({ clock });

it("[HD10] ended at any call, the desk goes on at its next start: one case, one hold an identifier, each given to the lane", () => {
  const [person, test] = [newId({ clock }), newId({ clock })];
  const subjects = [iin(1), passport("N1234567")];
  const events = createLog([
    factsOf.person(person, profileOf(subjects)),
    factsOf.registered(test, person, subjects),
    factsOf.read(test, "positive-acute"),
    factsOf.ordered(test, "TUBE-1"),
    factsOf.pcr(test, "TUBE-1", "positive"),
  ]);
  let isWhole = false;
  let call = 0;
  while (!isWhole) {
    call += 1;
    const stores = openFolder();
    const lane: number[] = [];
    isWhole = runDesk(stores, events, lane, call);
    runDesk(stores, events, lane);
    const [found, ...others] = stores.health.cases(10);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ state: "confirmed", person });
    const holds = stores.health.holds(found?.case ?? "");
    expect(holds.map((hold) => hold.key)).toEqual(subjects);
    expect(new Set(lane)).toEqual(new Set(holds.map((hold) => hold.scopeRow)));
    expect(stores.health.urgent()).toEqual([]);
    expect(stores.scopes.common.current(holds.map((hold) => hold.scopeRow))).toHaveLength(2);
    stores.close();
  }
  // It was not vacuous: the desk was ended at each of many calls.
  expect(call).toBeGreaterThan(40);
});

it("[HD10] rows that a stopped central had not given to the lane go out at its next start, ahead of the posts' catch-up", async () => {
  const border = await openBorder();
  await border.tested([iin(1), passport("N1234567")]);
  const { health } = border.one.stores;
  // As if the process had ended between the commit and the lane.
  health.addUrgent(health.cases(1).flatMap((row) => health.holds(row.case).map((hold) => hold.scopeRow)));
  const { folder, keys: sameKeys } = border.one;
  await border.close(true);
  const second = openTestCentral({ folder, keys: sameKeys });
  const lanes = (): number => second.hub.traffic.filter(({ topic }) => topic.endsWith("/lane")).length;
  await second.central.start();
  await until(() => lanes() === 2);
  expect(second.stores.health.urgent()).toEqual([]);
  const officer = await signedIn(second, "health-officer");
  const { holds } = v.parse(HoldsReply, await (await officer.get(healthRoutes.holds)).json());
  expect(holds.map((hold) => `${hold.state} ${hold.holds.length}`)).toEqual(["provisional 2"]);
  await second.close();
});

it("[HD10] a case and its registry row are one commit: where the row fails there is no case, and the events are taken again", () => {
  const [person, test] = [newId({ clock }), newId({ clock })];
  const events = createLog([factsOf.registered(test, person, [iin(1)]), factsOf.read(test, "positive-acute")]);
  const stores = openFolder();
  const before = stores.scopes.common.position().version;
  const failing = {
    ...stores,
    health: {
      ...stores.health,
      addUrgent: () => {
        throw new Error("disk full");
      },
    },
  };
  expect(() => runDesk(failing, events, [], Infinity)).toThrow("disk full");
  expect(stores.health.cases(1)).toEqual([]);
  expect([stores.health.cursor(), stores.scopes.common.position().version]).toEqual([0, before]);
  const lane: number[] = [];
  runDesk(stores, events, lane);
  expect([stores.health.cases(2).length, lane.length, stores.health.cursor()]).toEqual([1, 1, 2]);
  stores.close();
});

it("[HD11] twice stored, unreadable, strange and orphaned events stop nothing", () => {
  const [person, test, orphan] = [newId({ clock }), newId({ clock }), newId({ clock })];
  const reading = factsOf.read(test, "positive-acute");
  const strange: BeketEvent = {
    kind: "queue",
    occurredAt: startMs,
    post: "rb-01",
    lane: null,
    officer: null,
    tablet: null,
    paper: null,
    vehiclesWaiting: 3,
    source: "officer",
  };
  const events = createLog([
    "unreadable",
    strange,
    factsOf.read(orphan, "positive-acute"),
    factsOf.pcr(orphan, "TUBE-9", "positive"),
    factsOf.followUp(person, null, "isolated"),
    factsOf.registered(test, person, [iin(1)]),
    reading,
    reading,
    // A clock that stands at the beginning of time.
    factsOf.read(orphan, "positive-acute", 0),
    "unreadable",
  ]);
  const stores = openFolder();
  expect(runDesk(stores, events, [])).toBe(true);
  expect(stores.health.cursor()).toBe(10);
  expect(stores.health.cases(10)).toMatchObject([{ person, state: "provisional" }]);
  // The cursor was lost: all of it again.
  stores.health.moveCursor(0);
  expect(runDesk(stores, events, [])).toBe(true);
  expect(stores.health.cases(10)).toHaveLength(1);
  stores.close();
});

it("[HD12] common.db holds no name, phone or address of anybody, and no identifier of who was not positive", async () => {
  const border = await openBorder();
  await border.tested([iin(1), passport("N7777777")]);
  await border.tested([iin(2), passport("N8888888")], "negative");
  const { test } = await border.tested([iin(3)], "positive-past");
  await border.sent(border.facts.ordered(test, "TUBE-1"), border.facts.pcr(test, "TUBE-1", "negative"));
  border.one.move(dayMs);
  const { folder } = border.one;
  await border.close(true);
  folders.push(folder);
  const bytes = ["common.db", "common.db-wal"].map((file) => Bun.file(join(folder, file)));
  const parts = await Promise.all(
    bytes.map(async (file) => ((await file.exists()) ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0))),
  );
  const text = Buffer.concat(parts);
  const { name, phone, onwardAddress } = profileOf([]);
  expect(text.includes(iin(1).value)).toBe(true);
  for (const absent of [name, phone ?? "", onwardAddress ?? "", iin(2).value, "N8888888", iin(3).value])
    expect(text.includes(absent)).toBe(false);
});

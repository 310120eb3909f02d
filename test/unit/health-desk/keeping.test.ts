import { rmSync } from "node:fs";
import { join } from "node:path";
import { healthRoutes, HoldsReply } from "@beket/api";
import type { BeketEvent } from "@beket/domain";
import * as v from "valibot";
import { expect, it } from "vitest";
import { until } from "../central/post.ts";
import { openTestCentral, startMs } from "../central/support.ts";
import { createFacts, dayMs, iin, newId, openBorder, passport, profileOf, signedIn } from "./border.ts";
import { clock, createLog, follow, openDesk, openCommon, type Common, type MemoryLog } from "./memory.ts";

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

/** One run of a desk that may end at a call; whether it came to its end. */
function run(stores: Common, events: MemoryLog, lane: number[], call = Infinity): boolean {
  const { wrap, calls } = dyingAt(call);
  try {
    follow(openDesk(stores, events, lane, wrap), events);
    return true;
  } catch (fault) {
    if (calls() < call) throw fault;
    return false;
  }
}
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
    const stores = openCommon();
    const lane: number[] = [];
    isWhole = run(stores, events, lane, call);
    run(stores, events, lane);
    const [found, ...others] = stores.health.cases(10);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ state: "confirmed", person });
    const holds = stores.health.holds(found?.case ?? "");
    expect(holds.map((hold) => hold.key)).toEqual(subjects);
    expect(new Set(lane)).toEqual(new Set(holds.map((hold) => hold.scopeRow)));
    expect(stores.health.urgent()).toEqual([]);
    expect(stores.scope.current(holds.map((hold) => hold.scopeRow))).toHaveLength(2);
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
  const stores = openCommon();
  const before = stores.scope.position().version;
  const failing = {
    ...stores,
    health: {
      ...stores.health,
      addUrgent: () => {
        throw new Error("disk full");
      },
    },
  };
  expect(() => run(failing, events, [], Infinity)).toThrow("disk full");
  expect(stores.health.cases(1)).toEqual([]);
  expect([stores.health.cursor(), stores.scope.position().version]).toEqual([0, before]);
  const lane: number[] = [];
  run(stores, events, lane);
  expect([stores.health.cases(2).length, lane.length, stores.health.cursor()]).toEqual([1, 1, 2]);
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
  const stores = openCommon();
  expect(run(stores, events, [])).toBe(true);
  expect(stores.health.cursor()).toBe(10);
  expect(stores.health.cases(10)).toMatchObject([{ person, state: "provisional" }]);
  // The cursor was lost: all of it again.
  stores.health.moveCursor(0);
  expect(run(stores, events, [])).toBe(true);
  expect(stores.health.cases(10)).toHaveLength(1);
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
  const bytes = ["common.db", "common.db-wal"].map((file) => Bun.file(join(folder, file)));
  const parts = await Promise.all(
    bytes.map(async (file) => ((await file.exists()) ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0))),
  );
  const isHeld = (value: string): boolean => Buffer.concat(parts).includes(value);
  const { name, phone, onwardAddress } = profileOf([]);
  expect(isHeld(iin(1).value)).toBe(true);
  rmSync(folder, { recursive: true });
  for (const absent of [name, phone ?? "", onwardAddress ?? "", iin(2).value, "N8888888", iin(3).value]) expect(isHeld(absent)).toBe(false);
});

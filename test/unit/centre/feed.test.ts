import { expect, it } from "vitest";
import type { EventOpener } from "@beket/replication";
import {
  createEventFeed,
  createEventReader,
  type EventLog,
  type Follower,
  type StoredEvent,
} from "../../../central/src/features/ingest/event-feed.ts";

const rowAt = (position: number): StoredEvent => ({
  position,
  source: "rb-1",
  epoch: "e",
  seq: position,
  id: new Uint8Array(16).fill(position % 256),
  receivedAt: position,
  sealed: new Uint8Array(),
});

/** A log that grows, read by followers whose turns come one after the other, as timers do. */
function openLog(stored: number) {
  let newest = stored;
  let opened = 0;
  const turns: (() => void)[] = [];
  const log: EventLog = {
    arrivals: (after, rowsMax) => Array.from({ length: Math.min(rowsMax, newest - after) }, (_, at) => rowAt(after + at + 1)),
    epochKey: () => ({ sealedKey: new Uint8Array() }),
  };
  const opener: EventOpener = {
    open: () => {
      opened += 1;
      return { ok: true, value: new TextEncoder().encode("{}") };
    },
  };
  const reader = createEventReader(log, opener);
  const follow = (from: number, fails: (turn: number) => boolean = () => false) => {
    let cursor = from;
    let turn = 0;
    let faults = 0;
    const taken: number[] = [];
    const follower: Follower = {
      cursor: () => cursor,
      apply: (rows, to) => {
        if (fails(turn++)) throw new Error("disk");
        taken.push(...rows.map(({ row }) => row.position));
        cursor = to;
      },
    };
    const schedule = (_ms: number, run: () => void) => {
      turns.push(run);
      return () => undefined;
    };
    const feed = createEventFeed({ reader, follower, schedule, onFault: () => (faults += 1) });
    return { feed, taken, faults: () => faults };
  };
  return {
    follow,
    opened: () => opened,
    grow: (by: number): void => void (newest += by),
    run: (): void => {
      for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) turn();
    },
  };
}
const upTo = (first: number, last: number): readonly number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

it("[CN12] each follower takes every event once and in order, and each event is opened once for all that go side by side", () => {
  const one = openLog(1_000);
  const followers = [one.follow(0), one.follow(0), one.follow(0)];
  for (const { feed } of followers) feed.wake();
  one.run();
  for (const { taken } of followers) expect(taken).toEqual(upTo(1, 1_000));
  expect(one.opened()).toBe(1_000);
  one.grow(3);
  for (const { feed } of followers) feed.wake();
  one.run();
  for (const { taken } of followers) expect(taken).toEqual(upTo(1, 1_003));
  expect(one.opened()).toBe(1_003);
});

it("[CN12] a follower that fails holds up no other, and one that stands elsewhere misses nothing", () => {
  const one = openLog(1_000);
  const [steady, failing, ahead, behind] = [one.follow(0), one.follow(0, (turn) => turn < 3), one.follow(700), one.follow(100)];
  for (const { feed } of [steady, failing, ahead, behind]) feed.wake();
  one.run();
  expect(failing.faults()).toBe(3);
  expect([steady.taken, failing.taken]).toEqual([upTo(1, 1_000), upTo(1, 1_000)]);
  expect([ahead.taken, behind.taken]).toEqual([upTo(701, 1_000), upTo(101, 1_000)]);
});

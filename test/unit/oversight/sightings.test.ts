import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Uuid } from "@beket/domain";
import { Database } from "bun:sqlite";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createSightingStore, openSightings } from "../../../central/src/adapters/sqlite-sightings.ts";
import { createSightings, createSubjectMark } from "../../../central/src/features/sightings/sightings.ts";
import { distanceM } from "../../../central/src/features/sightings/contradictions.ts";
import { crypto } from "../central/support.ts";
import { iin, openOversight, plate, type uuid, type Oversight } from "./world.ts";

let one: Oversight;
beforeEach(async () => {
  one = await openOversight();
});
afterEach(() => one.close());

const markOf = () =>
  createSubjectMark(crypto, crypto.hmacSha256(Buffer.from(one.keys.registrySeed, "hex"))(new TextEncoder().encode("beket/sightings/1")));
const seenOf = (key: ReturnType<typeof iin>) => createSightings(one.stores.sightings, markOf()).of(key, 0, 50);

it("[AB1] look-ups and passages are found by who has the identifier, newest first, and no identifier lies in the file", async () => {
  await one.post.check(iin(1));
  await one.later(1_000);
  await one.pass(iin(1));
  await one.pass(plate("777ABC02"));
  await one.followed();
  expect(seenOf(iin(1))).toMatchObject([
    { kind: "passage", post: "rb-01", officer: "rb-01-a", outcome: "ALLOW" },
    { kind: "lookup", post: "rb-01", purpose: "post-check" },
  ]);
  expect(seenOf(iin(2))).toEqual([]);
  const before = seenOf(iin(1));
  new Database(join(one.folder, "sightings.db")).run("pragma wal_checkpoint(truncate)");
  const bytes = readFileSync(join(one.folder, "sightings.db")).toString("latin1");
  expect(bytes).toContain("rb-01-a");
  for (const secret of [iin(1).value, "777ABC02"]) expect(bytes).not.toContain(secret);
  // Another version of the file, or a lost one, is read again from the events.
  await one.close(true);
  new Database(join(one.folder, "sightings.db")).run("update counting set version = 0");
  one = await openOversight({ folder: one.folder, keys: one.keys });
  await one.followed();
  expect(seenOf(iin(1))).toEqual(before);
});

it("[AB2] a refusal is of the people of its look-up, before or after it", async () => {
  await one.post.check(iin(1));
  await one.followed();
  const lookup = seenOf(iin(1))[0]?.event;
  const refuse = (of: ReturnType<typeof uuid>, number: string) =>
    one.post.append({
      kind: "refusal",
      ...one.post.envelope(),
      lookup: of,
      number,
      reasons: [{ code: "absent" }],
      slip: "printed",
    });
  await refuse(v.parse(Uuid, lookup), "7K-204");
  await one.followed();
  expect(seenOf(iin(1)).map(({ kind, outcome }) => [kind, outcome])).toContainEqual(["refusal", "DENY"]);
  // The other way round, by hand: the store keeps it until its look-up is there.
  const store = createSightingStore(openSightings(":memory:", 0));
  const mark = markOf()(iin(2));
  store.wait({ event: "r", lookup: "l", position: 1, source: "rb-01", occurredAt: 5, post: "rb-01", lane: null, officer: null });
  expect(store.waitedFor("other")).toEqual([]);
  expect(store.waitedFor("l")).toHaveLength(1);
  const row = { event: "e", kind: "lookup", occurredAt: 1, post: "p", lane: null, officer: null, outcome: null, purpose: null } as const;
  expect(store.add({ ...row, subject: mark, position: 1, source: "a", direction: "in", weight: 2 })).toBe(true);
  expect(store.add({ ...row, subject: mark, position: 9, source: "b", direction: "in", weight: 2 })).toBe(false);
});

it("[AB3] sightings go with the regime's days, but for who is under a legal hold", async () => {
  await one.pass(iin(1));
  await one.pass(iin(2));
  await one.followed();
  const held = markOf()(iin(2));
  const gone = one.stores.sightings.forget("passage", one.clock.now() + 1, (mark) => Buffer.from(mark).equals(Buffer.from(held)));
  expect(gone).toBe(1);
  expect([seenOf(iin(1)).length, seenOf(iin(2)).length]).toEqual([0, 1]);
  expect(one.stores.sightings.forget("lookup", one.clock.now() + 1, () => false)).toBe(0);
});

it("[AB4] a straight line on the globe is no longer than the road: Almaty to Astana", () => {
  const metres = distanceM([76.945, 43.238], [71.43, 51.128]);
  expect(Math.round(metres / 1_000)).toBeGreaterThan(960);
  expect(Math.round(metres / 1_000)).toBeLessThan(980);
  expect(distanceM([76.9, 43.2], [76.9, 43.2])).toBe(0);
});

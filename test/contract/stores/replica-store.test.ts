import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openReplicaStore } from "@beket/node-kit";
import type { ReplicaChange, ReplicaStore } from "@beket/replication";
import { createMemoryReplicaStore } from "@beket/replication/memory";
import { bytesOf, keyNumbered, scopeRow, temporaryFolder, tombstone } from "./samples.ts";

type Opened = { readonly store: ReplicaStore; readonly again: (() => ReplicaStore) | null; readonly end: () => void };
const subjects: readonly { readonly name: string; readonly open: () => Opened }[] = [
  { name: "memory", open: () => ({ store: createMemoryReplicaStore(), again: null, end: () => undefined }) },
  {
    name: "SQLite",
    open: () => {
      const { file, remove } = temporaryFolder();
      let store = openReplicaStore(file("replica.db"));
      const again = (): ReplicaStore => {
        store.close();
        store = openReplicaStore(file("replica.db"));
        return store;
      };
      const end = (): void => {
        store.close();
        remove();
      };
      return { store, again, end };
    },
  },
];

const change = (rows: ReplicaChange["rows"], version: number, more: Partial<ReplicaChange> = {}): ReplicaChange => ({
  rows,
  version,
  sums: new Uint8Array(2_048).fill(version),
  whole: true,
  dataAsOf: null,
  ...more,
});
const [a, b, c] = [keyNumbered(1), keyNumbered(2), keyNumbered(3)];

describe.each(subjects)("a replica store in $name", ({ open }) => {
  let opened: Opened;
  beforeEach(() => {
    opened = open();
  });
  afterEach(() => opened.end());

  it("[AS7] starts empty and whole", () => {
    const empty = { version: 0, whole: true, dataAsOf: null, sums: new Uint8Array(2_048), head: null, highestTime: 0 };
    expect(opened.store.position()).toEqual(empty);
    expect(opened.store.rowsAt(a)).toEqual({ rows: [], overlay: [] });
    expect(opened.store.hasKey(a)).toBe(false);
  });

  it("[AS7] changes rows, sums, cursor and completeness together, and keeps them", () => {
    const { store } = opened;
    store.apply(change([scopeRow(1, 1, a), scopeRow(2, 2, b), scopeRow(3, 3, a)], 3, { whole: false, dataAsOf: 77 }));
    const check = (present: ReplicaStore): void => {
      expect(present.position()).toMatchObject({ version: 3, whole: false, dataAsOf: 77, sums: new Uint8Array(2_048).fill(3) });
      expect(present.rowsAt(a).rows).toEqual([scopeRow(1, 1, a), scopeRow(3, 3, a)]);
      expect(present.rowsByNumber([3, 9, 2])).toEqual([scopeRow(3, 3, a), scopeRow(2, 2, b)]);
      expect([a, b, c].map((key) => present.hasKey(key))).toEqual([true, true, false]);
    };
    check(store);
    if (opened.again !== null) check(opened.again());
  });

  it("[AS7] a newer version takes the place of the older; a tombstone stays as a row that no longer counts", () => {
    const { store } = opened;
    store.apply(change([scopeRow(1, 1, a), scopeRow(2, 2, b)], 2));
    store.apply(change([scopeRow(1, 3, a), scopeRow(2, 4, b, tombstone)], 4));
    expect(store.rowsAt(a).rows).toEqual([scopeRow(1, 3, a)]);
    expect(store.rowsAt(b).rows).toEqual([scopeRow(2, 4, b, tombstone)]);
    expect([a, b].map((key) => store.hasKey(key))).toEqual([true, false]);
    expect(store.rowsByNumber([1, 2])).toEqual([scopeRow(1, 3, a), scopeRow(2, 4, b, tombstone)]);
  });

  it("[AS8] a row of a partial batch drops the overlay row it has reached, and no other", () => {
    const { store } = opened;
    for (const row of [scopeRow(1, 5, a), scopeRow(2, 9, b), scopeRow(3, 4, c)]) store.putOverlay(row);
    store.apply(change([scopeRow(1, 5, a), scopeRow(2, 8, b)], 8, { whole: false }));
    expect([a, b, c].map((key) => store.rowsAt(key).overlay)).toEqual([[], [scopeRow(2, 9, b)], [scopeRow(3, 4, c)]]);
  });

  it("[AS8] the overlay moves no cursor and goes only with a whole batch that reached it", () => {
    const { store } = opened;
    store.apply(change([scopeRow(1, 1, a)], 1));
    store.putOverlay(scopeRow(1, 5, a, tombstone));
    store.putOverlay(scopeRow(7, 6, b));
    store.putOverlay(scopeRow(8, 9, c));
    expect(store.position().version).toBe(1);
    expect(store.rowsAt(a)).toEqual({ rows: [scopeRow(1, 1, a)], overlay: [scopeRow(1, 5, a, tombstone)] });
    expect([b, c].map((key) => store.hasKey(key))).toEqual([true, true]);
    store.apply(change([scopeRow(2, 6, b)], 6, { whole: false }));
    expect(store.rowsAt(b).overlay).toEqual([scopeRow(7, 6, b)]);
    store.apply(change([], 7));
    expect(store.rowsAt(a).overlay).toEqual([]);
    expect(store.rowsAt(b).overlay).toEqual([]);
    const kept = opened.again === null ? store : opened.again();
    expect(kept.rowsAt(c).overlay).toEqual([scopeRow(8, 9, c)]);
    expect(kept.hasKey(c)).toBe(true);
  });

  it("[AS8] an overlay row takes the place of the one before it", () => {
    const { store } = opened;
    store.putOverlay(scopeRow(4, 5, a));
    store.putOverlay(scopeRow(4, 8, a, tombstone));
    expect(store.rowsAt(a).overlay).toEqual([scopeRow(4, 8, a, tombstone)]);
    expect(store.hasKey(a)).toBe(false);
  });

  it("[AS9] a reset keeps the head and the highest time", () => {
    const { store } = opened;
    store.apply(change([scopeRow(1, 1, a)], 1));
    store.putOverlay(scopeRow(2, 9, b));
    store.recordHead({ version: 4, time: 100, highestTime: 120, dataAsOf: 90, bytes: bytesOf(50) });
    expect(store.position()).toMatchObject({ version: 1, head: { version: 4, time: 100 }, highestTime: 120, dataAsOf: 90 });
    store.reset();
    expect(store.position()).toEqual({
      version: 0,
      whole: true,
      dataAsOf: null,
      sums: new Uint8Array(2_048),
      head: { version: 4, time: 100 },
      highestTime: 120,
    });
    expect([a, b].map((key) => [store.hasKey(key), store.rowsAt(key)])).toEqual([a, b].map(() => [false, { rows: [], overlay: [] }]));
  });

  it("[AS10] finds each of any keys, and no neighbour of them", () => {
    const { store } = opened;
    const corners = [
      "0000000000000000",
      "ffffffffffffffff",
      "7fffffffffffffff",
      "8000000000000000",
      "00000000ffffffff",
      "ffffffff00000000",
    ];
    store.apply(
      change(
        corners.map((hex, index) => scopeRow(index + 1, index + 1, new Uint8Array(Buffer.from(hex, "hex")))),
        6,
      ),
    );
    for (const [index, hex] of corners.entries()) {
      expect(store.rowsAt(new Uint8Array(Buffer.from(hex, "hex"))).rows.map((row) => row.row)).toEqual([index + 1]);
    }
    let version = 6;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.nat(63), (key, bit) => {
        version += 1;
        const row = scopeRow(version, version, key);
        store.apply(change([row], version));
        expect(store.rowsAt(key).rows).toContainEqual(row);
        expect(store.hasKey(key)).toBe(true);
        expect(store.rowsByNumber([version])).toEqual([row]);
        const neighbour = key.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(store.rowsAt(neighbour).rows).not.toContainEqual(row);
      }),
      { numRuns: 200 },
    );
  });
});

it("[AS7] a row number that changes its key is refused, and nothing of its batch is kept", () => {
  const store = openReplicaStore(":memory:");
  store.apply(change([scopeRow(1, 1, a)], 1));
  expect(() => store.apply(change([scopeRow(2, 2, b), scopeRow(1, 3, c)], 3))).toThrow("a row number keeps its key");
  expect(store.position().version).toBe(1);
  expect(store.hasKey(b)).toBe(false);
  store.close();
});

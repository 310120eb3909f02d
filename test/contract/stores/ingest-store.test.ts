import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIngestStore } from "@beket/node-kit";
import type { IngestBatch, IngestStore, JournalRow, PoisonRow } from "@beket/replication";
import { createMemoryIngestStore } from "@beket/replication/memory";
import { epochRow, journalRow, journalRows, temporaryFolder } from "./samples.ts";

type Opened = { readonly store: IngestStore; readonly again: (() => IngestStore) | null; readonly end: () => void };
const subjects: readonly { readonly name: string; readonly open: () => Opened }[] = [
  { name: "memory", open: () => ({ store: createMemoryIngestStore(), again: null, end: () => undefined }) },
  {
    name: "SQLite",
    open: () => {
      const { file, remove } = temporaryFolder();
      let store = openIngestStore(file("events.db"));
      const again = (): IngestStore => {
        store.close();
        store = openIngestStore(file("events.db"));
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

const batch = (rows: readonly JournalRow[], source = "post-1", epoch = "e1", poisoned: readonly PoisonRow[] = []): IngestBatch => ({
  source,
  ...epochRow(epoch),
  rows,
  poisoned,
});
const only = (...seqs: readonly number[]): readonly JournalRow[] => seqs.map((seq) => journalRow("e1", seq));

describe.each(subjects)("an ingest store in $name", ({ open }) => {
  let opened: Opened;
  beforeEach(() => {
    opened = open();
  });
  afterEach(() => opened.end());

  it("[AS13] stores once, whatever is sent again", () => {
    const { store } = opened;
    expect(store.store(batch(only(1, 2, 3)), 5)).toEqual({ stored: 3, duplicates: 0, forks: [] });
    expect(store.store(batch(only(2, 3, 4)), 6)).toEqual({ stored: 1, duplicates: 2, forks: [] });
    expect(store.store(batch(only(4, 4)), 6)).toEqual({ stored: 0, duplicates: 2, forks: [] });
    expect(store.held("post-1")).toEqual([{ epoch: "e1", ranges: [[1, 4]], backedUpTo: 4 }]);
    expect(store.held("post-2")).toEqual([]);
  });

  it("[AS13] keeps both branches of a cloned disk and says so", () => {
    const { store } = opened;
    store.store(batch(only(1, 2)), 5);
    const other = journalRow("e1", 2, 100, "clone");
    expect(store.store(batch([other]), 6)).toEqual({ stored: 1, duplicates: 0, forks: [{ epoch: "e1", seq: 2 }] });
    expect(store.store(batch([other]), 7)).toEqual({ stored: 0, duplicates: 1, forks: [] });
    const hashes = store.hashesAt("post-1", "e1", 2).map((hash) => Buffer.from(hash).toString("hex"));
    expect(hashes.toSorted()).toEqual([journalRow("e1", 2), other].map((row) => Buffer.from(row.hash).toString("hex")).toSorted());
    expect(store.hashesAt("post-1", "e1", 9)).toEqual([]);
  });

  it("[AS13] sees a fork within one batch", () => {
    const rows = [journalRow("e1", 1), journalRow("e1", 1, 100, "clone")];
    expect(opened.store.store(batch(rows), 5)).toEqual({ stored: 2, duplicates: 0, forks: [{ epoch: "e1", seq: 1 }] });
  });

  it("[AS14] rows set aside count as held", () => {
    const { store } = opened;
    const poison = { row: journalRow("e1", 2), reason: "chain" as const };
    expect(store.store(batch(only(1, 3), "post-1", "e1", [poison]), 5)).toEqual({ stored: 2, duplicates: 0, forks: [] });
    store.store(batch([], "post-1", "e1", [poison]), 6);
    expect(store.held("post-1", "e1")).toEqual([{ epoch: "e1", ranges: [[1, 3]], backedUpTo: 3 }]);
    expect(store.hashesAt("post-1", "e1", 2)).toEqual([poison.row.hash]);
  });

  it("[AS14] keeps sources and epochs apart", () => {
    const { store } = opened;
    store.store(batch(journalRows("e1", 2, 3)), 5);
    store.store(batch(journalRows("e2", 1, 1), "post-1", "e2"), 6);
    store.store(batch(journalRows("e1", 7, 7), "post-2"), 7);
    const held = [
      { epoch: "e1", ranges: [[2, 3]], backedUpTo: 0 },
      { epoch: "e2", ranges: [[1, 1]], backedUpTo: 1 },
    ];
    expect(store.held("post-1")).toEqual(held);
    expect(store.held("post-1", "e2")).toEqual(held.slice(1));
    expect(store.held("post-1", "e9")).toEqual([]);
    if (opened.again !== null) expect(opened.again().held("post-1")).toEqual(held);
  });

  it("[AS14] joins ranges in whatever order the rows come", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }), { maxLength: 12 }), (batches) => {
        const { store, end } = open();
        const seen = new Set<number>();
        for (const seqs of batches) {
          store.store(batch(only(...seqs)), 1);
          for (const seq of seqs) seen.add(seq);
          const covered = (store.held("post-1")[0]?.ranges ?? []).flatMap(([from, to]) =>
            Array.from({ length: to - from + 1 }, (_, index) => from + index),
          );
          expect(covered).toEqual([...seen].toSorted((x, y) => x - y));
          const ranges = store.held("post-1")[0]?.ranges ?? [];
          for (const [index, [from]] of ranges.entries()) expect(from).toBeGreaterThan((ranges[index - 1]?.[1] ?? -1) + 1);
        }
        end();
      }),
      { numRuns: 60 },
    );
  });
});

describe("the SQLite ingest store", () => {
  it("[AS15] gives arrivals in the order of their commit", () => {
    const store = openIngestStore(":memory:");
    store.store(batch(only(3, 1)), 50);
    store.store(batch(journalRows("e1", 1, 2), "post-2"), 60);
    store.store(batch(only(1, 2)), 70);
    const all = store.arrivals(0, 100);
    expect(all.map(({ source, seq, receivedAt }) => [source, seq, receivedAt])).toEqual([
      ["post-1", 3, 50],
      ["post-1", 1, 50],
      ["post-2", 1, 60],
      ["post-2", 2, 60],
      ["post-1", 2, 70],
    ]);
    expect(store.arrivals(all[1]?.position ?? 0, 2)).toEqual(all.slice(2, 4));
    const { position: _position, source: _source, receivedAt: _receivedAt, ...row } = all[0] ?? { position: 0, source: "", receivedAt: 0 };
    expect(row).toEqual(journalRow("e1", 3));
    store.close();
  });

  it("[AS13] names forks, poison and the epoch's sealed key", () => {
    const store = openIngestStore(":memory:");
    const poison = { row: journalRow("e1", 2), reason: "size" as const };
    store.store(batch([journalRow("e1", 1), journalRow("e1", 1, 100, "clone")], "post-1", "e1", [poison]), 5);
    expect(store.forks()).toEqual([{ source: "post-1", epoch: "e1", seq: 1 }]);
    expect(store.poisoned("post-1")).toEqual([poison]);
    expect(store.epochOf("post-1", "e1")).toEqual({ source: "post-1", ...epochRow("e1") });
    expect(store.epochOf("post-1", "e2")).toBeNull();
    store.close();
  });

  it("[AS18] waits for the backup to be confirmed when told to", () => {
    const store = openIngestStore(":memory:", { backup: "confirmed" });
    store.store(batch(only(1, 2, 3)), 5);
    expect(store.held("post-1")).toEqual([{ epoch: "e1", ranges: [[1, 3]], backedUpTo: 0 }]);
    store.recordBackup("post-1", "e1", 2);
    store.recordBackup("post-1", "e1", 1);
    expect(store.held("post-1")[0]?.backedUpTo).toBe(2);
    store.close();
  });
});

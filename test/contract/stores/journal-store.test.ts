import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openJournalStore } from "@beket/node-kit";
import type { JournalStore } from "@beket/replication";
import { createMemoryJournalStore } from "@beket/replication/memory";
import { epochRow, hashOf, journalRow, journalRows, temporaryFolder } from "./samples.ts";

type Opened = { readonly store: JournalStore; readonly again: (() => JournalStore) | null; readonly end: () => void };
type Subject = { readonly name: string; readonly open: () => Opened };

const subjects: readonly Subject[] = [
  { name: "memory", open: () => ({ store: createMemoryJournalStore(), again: null, end: () => undefined }) },
  {
    name: "SQLite",
    open: () => {
      const { file, remove } = temporaryFolder();
      let store = openJournalStore(file("journal.db"), { ballastRows: 0 });
      const again = (): JournalStore => {
        store.close();
        store = openJournalStore(file("journal.db"), { ballastRows: 0 });
        return store;
      };
      return {
        store,
        again,
        end: () => {
          store.close();
          remove();
        },
      };
    },
  },
];

describe.each(subjects)("a journal store in $name", ({ open }) => {
  let opened: Opened;
  beforeEach(() => {
    opened = open();
    opened.store.openEpoch(epochRow("epoch-a"));
  });
  afterEach(() => opened.end());

  it("[AS1] gives rows back as they were, in order", () => {
    const { store } = opened;
    const rows = journalRows("epoch-a", 1, 50);
    expect(store.append(rows.slice(0, 20))).toEqual({ ok: true });
    expect(store.append(rows.slice(20))).toEqual({ ok: true });
    expect(store.read("epoch-a", 1, 50, 1e9)).toEqual(rows);
    expect(store.read("epoch-a", 11, 13, 1e9)).toEqual(rows.slice(10, 13));
    expect(store.read("epoch-a", 51, 99, 1e9)).toEqual([]);
    expect(store.read("epoch-z", 1, 9, 1e9)).toEqual([]);
  });

  it("[AS1] keeps to the byte limit and still gives one row", () => {
    const { store } = opened;
    store.append(journalRows("epoch-a", 1, 10, 100));
    expect(store.read("epoch-a", 1, 10, 350).map((row) => row.seq)).toEqual([1, 2, 3]);
    expect(store.read("epoch-a", 4, 10, 1).map((row) => row.seq)).toEqual([4]);
  });

  it("[AS1] appending nothing is fine", () => {
    expect(opened.store.append([])).toEqual({ ok: true });
  });

  it("[AS2] refuses a gap and a seq that is taken", () => {
    const { store } = opened;
    store.append(journalRows("epoch-a", 1, 3));
    expect(() => store.append([journalRow("epoch-a", 5)])).toThrow("broken invariant");
    expect(() => store.append([journalRow("epoch-a", 3)])).toThrow("broken invariant");
    expect(() => store.append([journalRow("epoch-unknown", 1)])).toThrow("broken invariant");
    expect(store.read("epoch-a", 1, 9, 1e9).map((row) => row.seq)).toEqual([1, 2, 3]);
  });

  it("[AS3] finds an id after its row was pruned", () => {
    const { store } = opened;
    const rows = journalRows("epoch-a", 1, 10);
    store.append(rows);
    store.recordAck("epoch-a", [[1, 8]], 8);
    store.prune("epoch-a", 8);
    expect(store.read("epoch-a", 1, 10, 1e9).map((row) => row.seq)).toEqual([9, 10]);
    expect(rows.map((row) => store.find(row.id))).toEqual(rows.map((row) => ({ epoch: "epoch-a", seq: row.seq })));
    expect(store.find(hashOf("never").slice(0, 16))).toBeNull();
  });

  it("[AS4] keeps the state of each epoch", () => {
    const { store } = opened;
    expect(store.epochs()).toEqual([{ ...epochRow("epoch-a"), lastSeq: 0, lastHash: new Uint8Array(32), prunedTo: 0, acked: [] }]);
    store.append(journalRows("epoch-a", 1, 10));
    const second = { ...epochRow("epoch-b"), previousHash: journalRow("epoch-a", 10).hash };
    store.openEpoch(second);
    store.append(journalRows("epoch-b", 1, 2));
    store.recordAck("epoch-a", [[1, 5]], 3);
    store.recordAck(
      "epoch-a",
      [
        [1, 6],
        [8, 9],
      ],
      4,
    );
    store.prune("epoch-a", 4);
    const expected = [
      {
        ...epochRow("epoch-a"),
        lastSeq: 10,
        lastHash: journalRow("epoch-a", 10).hash,
        prunedTo: 4,
        acked: [
          [1, 6],
          [8, 9],
        ],
      },
      { ...second, lastSeq: 2, lastHash: journalRow("epoch-b", 2).hash, prunedTo: 0, acked: [] },
    ];
    expect(store.epochs()).toEqual(expected);
    if (opened.again !== null) expect(opened.again().epochs()).toEqual(expected);
  });

  it("[AS4] pruning everything keeps the end of the chain", () => {
    const { store } = opened;
    store.append(journalRows("epoch-a", 1, 5_000, 10));
    store.prune("epoch-a", 5_000);
    store.append([journalRow("epoch-a", 5_001)]);
    expect(store.epochs()[0]).toMatchObject({ lastSeq: 5_001, prunedTo: 5_000 });
    expect(store.read("epoch-a", 1, 6_000, 1e9).map((row) => row.seq)).toEqual([5_001]);
  });
});

describe("the SQLite journal store", () => {
  it("[AS4] epochs that never got a row do not add up, and the others keep their rows", () => {
    const { file, remove } = temporaryFolder();
    const store = openJournalStore(file("journal.db"), { ballastRows: 0 });
    store.openEpoch(epochRow("epoch-a"));
    const rows = journalRows("epoch-a", 1, 3);
    store.append(rows);
    for (let start = 0; start < 50; start++) store.openEpoch(epochRow(`epoch-${start}`));
    expect(store.epochs().map(({ epoch }) => epoch)).toEqual(["epoch-a", "epoch-49"]);
    const later = journalRows("epoch-49", 1, 2);
    expect(store.append(later)).toEqual({ ok: true });
    expect([store.read("epoch-a", 1, 9, 1e9), store.read("epoch-49", 1, 9, 1e9)]).toEqual([rows, later]);
    store.close();
    remove();
  });

  it("[AS2, AS3] keeps nothing of a refused append, and forgets ids only when told", () => {
    const { file, remove } = temporaryFolder();
    const store = openJournalStore(file("j.db"), { ballastRows: 0 });
    store.openEpoch(epochRow("e"));
    store.append(journalRows("e", 1, 3));
    const repeated = { ...journalRow("e", 5), id: journalRow("e", 1).id };
    expect(() => store.append([journalRow("e", 4), repeated])).toThrow("UNIQUE");
    expect(store.epochs()[0]?.lastSeq).toBe(3);
    store.prune("e", 2);
    expect(store.forgetIds(Number.MAX_SAFE_INTEGER)).toBe(2);
    expect(store.find(journalRow("e", 1).id)).toBeNull();
    expect(store.find(journalRow("e", 3).id)).toEqual({ epoch: "e", seq: 3 });
    store.close();
    remove();
  });
});

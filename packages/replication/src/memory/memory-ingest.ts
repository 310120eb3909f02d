import { equalBytes } from "../bytes/bytes.ts";
import { addRange } from "../journal/ranges.ts";
import type { IngestBatch, IngestStore, JournalRow, PoisonRow, SeqRange } from "../ports.ts";

type EpochShelf = {
  readonly rows: Map<number, readonly JournalRow[]>;
  readonly poisoned: Map<number, readonly PoisonRow[]>;
  ranges: readonly SeqRange[];
};
export type MemoryIngestStore = IngestStore & {
  /** All good rows of a source, by epoch in the order of arrival, then by seq; branches side by side. */
  readonly rowsOf: (source: string) => readonly JournalRow[];
  readonly poisonedOf: (source: string) => readonly PoisonRow[];
};

/** Central's event store in memory, for tests and simulations. What it holds counts as backed up. */
export function createMemoryIngestStore(): MemoryIngestStore {
  const sources = new Map<string, Map<string, EpochShelf>>();

  const shelfOf = (batch: IngestBatch): EpochShelf => {
    const epochs = sources.get(batch.source) ?? new Map<string, EpochShelf>();
    sources.set(batch.source, epochs);
    const shelf = epochs.get(batch.epoch) ?? { rows: new Map(), poisoned: new Map(), ranges: [] };
    epochs.set(batch.epoch, shelf);
    return shelf;
  };

  return {
    held: (source, epoch) =>
      [...(sources.get(source) ?? [])]
        .filter(([id]) => epoch === undefined || id === epoch)
        .map(([id, shelf]) => {
          const first = shelf.ranges[0];
          return { epoch: id, ranges: shelf.ranges, backedUpTo: first !== undefined && first[0] === 1 ? first[1] : 0 };
        }),
    hashesAt: (source, epoch, seq) => {
      const shelf = sources.get(source)?.get(epoch);
      const good = shelf?.rows.get(seq) ?? [];
      const aside = shelf?.poisoned.get(seq) ?? [];
      return [...good.map((row) => row.hash), ...aside.map((poison) => poison.row.hash)];
    },
    store: (batch) => {
      const shelf = shelfOf(batch);
      const forks: { readonly epoch: string; readonly seq: number }[] = [];
      let stored = 0;
      let duplicates = 0;
      for (const row of batch.rows) {
        const there = shelf.rows.get(row.seq) ?? [];
        if (there.some((other) => equalBytes(other.hash, row.hash))) {
          duplicates += 1;
          continue;
        }
        if (there.length > 0) forks.push({ epoch: batch.epoch, seq: row.seq });
        shelf.rows.set(row.seq, [...there, row]);
        shelf.ranges = addRange(shelf.ranges, [row.seq, row.seq]);
        stored += 1;
      }
      for (const poison of batch.poisoned) {
        const there = shelf.poisoned.get(poison.row.seq) ?? [];
        if (there.some((other) => equalBytes(other.row.hash, poison.row.hash))) continue;
        shelf.poisoned.set(poison.row.seq, [...there, poison]);
        shelf.ranges = addRange(shelf.ranges, [poison.row.seq, poison.row.seq]);
      }
      return { stored, duplicates, forks };
    },
    rowsOf: (source) =>
      [...(sources.get(source)?.values() ?? [])].flatMap((shelf) =>
        [...shelf.rows].toSorted(([a], [b]) => a - b).flatMap(([, rows]) => rows),
      ),
    poisonedOf: (source) => [...(sources.get(source)?.values() ?? [])].flatMap((shelf) => [...shelf.poisoned.values()].flat()),
  };
}

import type { Database } from "bun:sqlite";
import type { SeqRange } from "@beket/replication";

/** Sorted, disjoint, joined ranges of seqs of each epoch, changed in place: a batch touches its neighbours only. */
export type RangeTable = {
  readonly all: (epochId: number) => readonly SeqRange[];
  readonly has: (epochId: number, seq: number) => boolean;
  /** False when no seq lies within what is held, which is so for most batches. */
  readonly touches: (epochId: number, seqs: readonly number[]) => boolean;
  readonly add: (epochId: number, range: SeqRange) => void;
};

type RangeRecord = { readonly from: number; readonly to: number };

export function createRangeTable(database: Database): RangeTable {
  const columns = 'from_seq AS "from", to_seq AS "to" FROM ingest_range WHERE epoch_id = ?1';
  const all = database.prepare<RangeRecord, [number]>(`SELECT ${columns} ORDER BY from_seq`);
  const lastFrom = database.prepare<RangeRecord, [number, number]>(`SELECT ${columns} AND from_seq <= ?2 ORDER BY from_seq DESC LIMIT 1`);
  const within = database.prepare<RangeRecord, [number, number, number]>(
    `SELECT ${columns} AND from_seq > ?2 AND from_seq <= ?3 ORDER BY from_seq`,
  );
  const remove = database.prepare<null, [number, number]>("DELETE FROM ingest_range WHERE epoch_id = ?1 AND from_seq = ?2");
  const insert = database.prepare<null, [number, number, number]>(
    "INSERT INTO ingest_range (epoch_id, from_seq, to_seq) VALUES (?1, ?2, ?3)",
  );
  const widen = database.prepare<null, [number, number, number]>(
    "UPDATE ingest_range SET to_seq = ?3 WHERE epoch_id = ?1 AND from_seq = ?2",
  );

  return {
    all: (epochId) => all.all(epochId).map(({ from, to }) => [from, to] as const),
    has: (epochId, seq) => {
      const range = lastFrom.get(epochId, seq);
      return range !== null && range.to >= seq;
    },
    touches: (epochId, seqs) => {
      let low = Number.POSITIVE_INFINITY;
      let high = 0;
      for (const seq of seqs) {
        low = Math.min(low, seq);
        high = Math.max(high, seq);
      }
      const range = seqs.length === 0 ? null : lastFrom.get(epochId, high);
      return range !== null && range.to >= low;
    },
    add: (epochId, [from, to]) => {
      const before = lastFrom.get(epochId, from);
      const joins = before !== null && before.to >= from - 1;
      const swallowed = within.all(epochId, from, to + 1);
      const end = Math.max(to, joins ? before.to : 0, swallowed.at(-1)?.to ?? 0);
      for (const range of swallowed) remove.run(epochId, range.from);
      if (joins) widen.run(epochId, before.from, end);
      else insert.run(epochId, from, end);
    },
  };
}

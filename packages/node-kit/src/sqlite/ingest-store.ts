import type { Database } from "bun:sqlite";
import { assert } from "@beket/domain";
import type { HeldEpoch, IngestBatch, IngestOutcome, IngestStore, JournalRow, PoisonReason, PoisonRow, SeqRange } from "@beket/replication";
import { migrate } from "../sql/sqlite.ts";
import { borrowDatabase } from "./database.ts";
import { createRangeTable, type RangeTable } from "./range-table.ts";
import ingest001 from "./migrations/ingest-001.sql" with { type: "text" };

/** One row that central received; `position` is the order of arrival and a cursor for whoever projects the events. */
export type Arrival = JournalRow & { readonly position: number; readonly source: string; readonly receivedAt: number };
export type IngestEpoch = {
  readonly source: string;
  readonly epoch: string;
  readonly openedAt: number;
  readonly bootId: string;
  readonly sealedKey: Uint8Array;
  readonly previousHash: Uint8Array;
};
export type SqliteIngestStore = IngestStore & {
  /** Good rows in the order of their arrival after a position (0 at the start), every branch of a cloned disk too. */
  readonly arrivals: (after: number, rowsMax: number) => readonly Arrival[];
  /** The position of the newest arrival; 0 at the start. Nothing is ever left out between. */
  readonly newestPosition: () => number;
  /** The epoch as its source opened it, with its sealed key; null when unknown. */
  readonly epochOf: (source: string, epoch: string) => IngestEpoch | null;
  readonly epochs: () => readonly IngestEpoch[];
  /** Only with `backup: "confirmed"`: everything up to `upTo` lies on a second disk. */
  readonly recordBackup: (source: string, epoch: string, upTo: number) => void;
  readonly forks: () => readonly { readonly source: string; readonly epoch: string; readonly seq: number }[];
  readonly poisoned: (source: string) => readonly PoisonRow[];
  readonly close: () => void;
};

/**
 * Central's store of what sources sent. `backup: "commit"` (default): a durable commit counts as backed up, for one machine without a
 * second disk. `"confirmed"`: only `recordBackup` moves `backedUpTo`, and the sources keep their rows until then.
 */
export function openIngestStore(given: Database | string, options: { readonly backup?: "commit" | "confirmed" } = {}): SqliteIngestStore {
  const { database, close } = borrowDatabase(given, "durable");
  migrate(database, "ingest", [ingest001]);
  return { ...createIngestStore(database, options.backup ?? "commit"), close };
}

function createIngestStore(database: Database, backup: "commit" | "confirmed"): Omit<SqliteIngestStore, "close"> {
  const statements = prepare(database);
  const ranges = createRangeTable(database);
  const store = database.transaction((batch: IngestBatch, receivedAt: number) => storeBatch(statements, ranges, batch, receivedAt));

  const heldOf = ({ id, epoch, backedUpTo }: HeldRecord): HeldEpoch => {
    const held = ranges.all(id);
    return { epoch, ranges: held, backedUpTo: backup === "confirmed" ? backedUpTo : prefixOf(held) };
  };
  return {
    held: (source, epoch) => (epoch === undefined ? statements.heldAll.all(source) : statements.heldOne.all(source, epoch)).map(heldOf),
    hashesAt: (source, epoch, seq) => statements.hashes.all(source, epoch, seq).map(({ hash }) => hash),
    store: (batch, receivedAt) => store.immediate(batch, receivedAt),
    arrivals: (after, rowsMax) => statements.arrivals.all(after, rowsMax),
    newestPosition: () => statements.newest.get()?.position ?? 0,
    epochOf: (source, epoch) => statements.epochOne.get(source, epoch),
    epochs: () => statements.epochs.all(),
    recordBackup: (source, epoch, upTo) => {
      statements.backup.run(upTo, source, epoch);
    },
    forks: () => statements.forks.all(),
    poisoned: (source) => statements.poisoned.all(source).map(({ reason, ...row }) => ({ row, reason })),
  };
}

const prefixOf = ([first]: readonly SeqRange[]): number => (first !== undefined && first[0] === 1 ? first[1] : 0);

function storeBatch(statements: Statements, ranges: RangeTable, batch: IngestBatch, receivedAt: number): IngestOutcome {
  const { source, epoch, openedAt, bootId, sealedKey, previousHash } = batch;
  statements.insertEpoch.run(source, epoch, openedAt, bootId, sealedKey, previousHash);
  const found = statements.epochId.get(source, epoch);
  assert(found !== null, "the epoch was just put there");
  const fresh = new Set<number>();
  const overlaps = ranges.touches(
    found.id,
    batch.rows.map((row) => row.seq),
  );
  const forks: { readonly epoch: string; readonly seq: number }[] = [];
  let duplicates = 0;
  let stored = 0;
  for (const row of batch.rows) {
    const { changes } = statements.insertEvent.run(
      found.id,
      row.seq,
      row.id,
      row.recordedAt,
      row.monotonicMs,
      receivedAt,
      row.sealed,
      row.hash,
    );
    if (changes === 0) {
      duplicates += 1;
      continue;
    }
    stored += 1;
    // Only a seq that was there before can have a second hash: the ranges say so without a look at the events.
    const there = fresh.has(row.seq) || (overlaps && ranges.has(found.id, row.seq));
    fresh.add(row.seq);
    if (!there) continue;
    if ((statements.branches.get(found.id, row.seq)?.count ?? 0) > 1) {
      statements.insertFork.run(found.id, row.seq, receivedAt);
      forks.push({ epoch, seq: row.seq });
    }
  }
  for (const { row, reason } of batch.poisoned) {
    statements.insertPoison.run(found.id, row.seq, row.hash, reason, row.id, row.recordedAt, row.monotonicMs, receivedAt, row.sealed);
    fresh.add(row.seq);
  }
  for (const range of runsOf([...fresh])) ranges.add(found.id, range);
  return { stored, duplicates, forks };
}

/** Numbers in any order as inclusive runs. */
function runsOf(numbers: readonly number[]): readonly SeqRange[] {
  const runs: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

type HeldRecord = { readonly id: number; readonly epoch: string; readonly backedUpTo: number };
type PoisonRecord = JournalRow & { readonly reason: PoisonReason };
type Statements = ReturnType<typeof prepare>;

const epochColumns =
  "source, epoch, opened_at AS openedAt, boot_id AS bootId, sealed_key AS sealedKey, previous_hash AS previousHash FROM ingest_epoch";
const heldColumns = "id, epoch, backed_up_to AS backedUpTo FROM ingest_epoch";

function prepare(database: Database) {
  return {
    insertEpoch: database.prepare<null, [string, string, number, string, Uint8Array, Uint8Array]>(
      `INSERT INTO ingest_epoch (source, epoch, opened_at, boot_id, sealed_key, previous_hash, backed_up_to)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0) ON CONFLICT (source, epoch) DO NOTHING`,
    ),
    epochId: database.prepare<{ readonly id: number }, [string, string]>("SELECT id FROM ingest_epoch WHERE source = ?1 AND epoch = ?2"),
    epochOne: database.prepare<IngestEpoch, [string, string]>(`SELECT ${epochColumns} WHERE source = ?1 AND epoch = ?2`),
    epochs: database.prepare<IngestEpoch, []>(`SELECT ${epochColumns} ORDER BY id`),
    heldAll: database.prepare<HeldRecord, [string]>(`SELECT ${heldColumns} WHERE source = ?1 ORDER BY id`),
    heldOne: database.prepare<HeldRecord, [string, string]>(`SELECT ${heldColumns} WHERE source = ?1 AND epoch = ?2`),
    insertEvent: database.prepare<null, [number, number, Uint8Array, number, number, number, Uint8Array, Uint8Array]>(
      `INSERT INTO ingest_event (epoch_id, seq, id, recorded_at, monotonic_ms, received_at, sealed, hash)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (epoch_id, seq, hash) DO NOTHING`,
    ),
    branches: database.prepare<{ readonly count: number }, [number, number]>(
      "SELECT count(*) AS count FROM ingest_event WHERE epoch_id = ?1 AND seq = ?2",
    ),
    insertFork: database.prepare<null, [number, number, number]>(
      "INSERT INTO ingest_fork (epoch_id, seq, seen_at) VALUES (?1, ?2, ?3) ON CONFLICT (epoch_id, seq) DO NOTHING",
    ),
    insertPoison: database.prepare<null, [number, number, Uint8Array, PoisonReason, Uint8Array, number, number, number, Uint8Array]>(
      `INSERT INTO ingest_poison (epoch_id, seq, hash, reason, id, recorded_at, monotonic_ms, received_at, sealed)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (epoch_id, seq, hash) DO NOTHING`,
    ),
    hashes: database.prepare<{ readonly hash: Uint8Array }, [string, string, number]>(
      `WITH at AS (SELECT id FROM ingest_epoch WHERE source = ?1 AND epoch = ?2)
       SELECT hash FROM ingest_event WHERE epoch_id = (SELECT id FROM at) AND seq = ?3
       UNION SELECT hash FROM ingest_poison WHERE epoch_id = (SELECT id FROM at) AND seq = ?3`,
    ),
    arrivals: database.prepare<Arrival, [number, number]>(
      `SELECT position, source, epoch, seq, ingest_event.id AS id, recorded_at AS recordedAt, monotonic_ms AS monotonicMs,
              received_at AS receivedAt, sealed, hash
       FROM ingest_event JOIN ingest_epoch ON ingest_epoch.id = epoch_id WHERE position > ?1 ORDER BY position LIMIT ?2`,
    ),
    newest: database.prepare<{ readonly position: number | null }, []>("SELECT max(position) AS position FROM ingest_event"),
    backup: database.prepare<null, [number, string, string]>(
      "UPDATE ingest_epoch SET backed_up_to = max(backed_up_to, ?1) WHERE source = ?2 AND epoch = ?3",
    ),
    forks: database.prepare<{ readonly source: string; readonly epoch: string; readonly seq: number }, []>(
      "SELECT source, epoch, seq FROM ingest_fork JOIN ingest_epoch ON id = epoch_id ORDER BY epoch_id, seq",
    ),
    poisoned: database.prepare<PoisonRecord, [string]>(
      `SELECT epoch, seq, ingest_poison.id AS id, recorded_at AS recordedAt, monotonic_ms AS monotonicMs, sealed, hash, reason
       FROM ingest_poison JOIN ingest_epoch ON ingest_epoch.id = epoch_id WHERE source = ?1 ORDER BY epoch_id, seq`,
    ),
  };
}

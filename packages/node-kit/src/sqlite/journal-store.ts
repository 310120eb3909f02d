import type { Database } from "bun:sqlite";
import { assert } from "@beket/domain";
import type { EpochRow, EpochState, JournalRow, JournalStore, SeqRange } from "@beket/replication";
import { migrate } from "../sql/sqlite.ts";
import { closeDatabase, openDatabase } from "./database.ts";
import { createDiskReserve, isFull, type DiskReserve } from "./disk-reserve.ts";
import { iterateUpTo } from "./read-limits.ts";
import journal001 from "./migrations/journal-001.sql" with { type: "text" };

export type SqliteJournalStore = JournalStore & {
  /** "released": the disk was full and the reserve is in use: stop checking soon, make room. */
  readonly ballast: () => "held" | "released";
  /** Tries to take the reserve again; false while the disk is still full. */
  readonly restoreBallast: () => boolean;
  /** Forgets the ids of pruned rows recorded before a time: the end of the host's retention for retries. Returns how many. */
  readonly forgetIds: (recordedBefore: number) => number;
};

const epochSpan = 2 ** 32;
/** Keeps the WAL small, also on a nearly full disk, and the pause short. */
const prunedAtOnce = 2_000;

/**
 * The journal of one source in a file of its own: WAL, synchronous=FULL. Beside it lie its ballast files with room for `ballastRows`
 * (default 10,000; 0 for none): when the disk is full they are given up, and appending goes on. Rows are never overwritten.
 */
export function openJournalStore(path: string, options: { readonly ballastRows?: number } = {}): SqliteJournalStore {
  const reserve = createDiskReserve(path, options.ballastRows ?? 10_000);
  const database = reserve.open(() => openJournal(path));
  return createJournalStore(database, reserve);
}

function openJournal(path: string): Database {
  const database = openDatabase(path, "durable");
  migrate(database, "journal", [journal001]);
  return database;
}

function createJournalStore(database: Database, reserve: DiskReserve): SqliteJournalStore {
  const statements = prepare(database);
  const numbers = new Map(statements.epochs.all().map((row) => [row.epoch, row.number]));
  const numberOf = (epoch: string): number => {
    const number = numbers.get(epoch);
    assert(number !== undefined, "the epoch was opened in this journal");
    return number;
  };
  const insertAll = database.transaction((rows: readonly JournalRow[]) => insertRows(statements, numberOf, rows));
  const replaceAcked = database.transaction((epoch: string, acked: readonly SeqRange[], backedUpTo: number) => {
    const number = numberOf(epoch);
    statements.forgetAcked.run(number);
    for (const [from, to] of acked) statements.insertAcked.run(number, from, to);
    statements.setBackedUp.run(backedUpTo, number);
  });
  /** An epoch that never got a row adds nothing to the chain; a program that starts in vain again and again must not fill the file with them. */
  const insertEpoch = database.transaction((row: EpochRow) => {
    statements.dropEmptyEpochs.run();
    statements.insertEpoch.run(row.epoch, row.openedAt, row.bootId, row.sealedKey, row.previousHash);
  });
  const prunePart = database.transaction((number: number, from: number, to: number) => {
    statements.deleteEvents.run(number * epochSpan + from, number * epochSpan + to);
    statements.setPruned.run(to, number);
  });

  return {
    openEpoch: (row) => {
      reserve.bookkeep(() => insertEpoch.immediate(row));
      numbers.clear();
      for (const { epoch, number } of statements.epochs.all()) numbers.set(epoch, number);
    },
    epochs: () => statements.epochs.all().map((row) => epochState(row, statements.acked.all(row.number))),
    append: (rows) => {
      const code = rows.length === 0 ? null : reserve.append(() => insertAll.immediate(rows));
      return code === null ? { ok: true } : { ok: false, error: { code: isFull(code) ? "journal-full" : "journal-io", detail: code } };
    },
    find: (id) => {
      const found = statements.find.get(id);
      return found === null ? null : { epoch: found.epoch, seq: found.position % epochSpan };
    },
    read: (epoch, fromSeq, toSeq, bytesMax) => {
      const number = numbers.get(epoch);
      if (number === undefined) return [];
      const base = number * epochSpan;
      const found = statements.read.iterate(base + fromSeq, base + Math.min(toSeq, epochSpan - 1));
      return iterateUpTo(found, bytesMax, (row) => row.sealed.length).map((row) => rowFrom(epoch, base, row));
    },
    recordAck: (epoch, acked, backedUpTo) => reserve.bookkeep(() => replaceAcked.immediate(epoch, acked, backedUpTo)),
    prune: (epoch, toSeq) => {
      const number = numberOf(epoch);
      for (let from = (statements.prunedTo.get(number)?.seq ?? 0) + 1; from <= toSeq; from += prunedAtOnce) {
        const to = Math.min(toSeq, from + prunedAtOnce - 1);
        reserve.bookkeep(() => prunePart.immediate(number, from, to));
      }
    },
    ballast: () => (reserve.held() ? "held" : "released"),
    restoreBallast: () => reserve.restore(),
    forgetIds: (recordedBefore) => statements.forgetIds.run(recordedBefore).changes,
    close: () => closeDatabase(database),
  };
}

type Statements = ReturnType<typeof prepare>;

function insertRows(statements: Statements, numberOf: (epoch: string) => number, rows: readonly JournalRow[]): void {
  const first = rows[0];
  const last = rows.at(-1);
  assert(first !== undefined && last !== undefined, "there is something to append");
  const number = numberOf(first.epoch);
  const moved = statements.setLast.run(last.seq, last.hash, number, first.seq - 1);
  assert(moved.changes === 1 && last.seq === first.seq + rows.length - 1, "a journal grows by one at its end");
  for (const [index, row] of rows.entries()) {
    assert(row.epoch === first.epoch && row.seq === first.seq + index, "rows to append are one run of one epoch");
    const position = number * epochSpan + row.seq;
    statements.insertEvent.run(position, row.id, row.recordedAt, row.monotonicMs, row.sealed, row.hash);
    statements.insertId.run(row.id, position, row.recordedAt);
  }
}

type EpochRecord = Omit<EpochState, "acked"> & { readonly number: number };
type AckedRecord = { readonly from: number; readonly to: number };

function epochState(row: EpochRecord, acked: readonly AckedRecord[]): EpochState {
  const { epoch, openedAt, bootId, sealedKey, previousHash, lastSeq, lastHash, prunedTo } = row;
  const ranges = acked.map(({ from, to }) => [from, to] as const);
  return { epoch, openedAt, bootId, sealedKey, previousHash, lastSeq, lastHash, prunedTo, acked: ranges };
}

type EventRecord = Omit<JournalRow, "epoch" | "seq"> & { readonly position: number };

const rowFrom = (epoch: string, base: number, { position, id, recordedAt, monotonicMs, sealed, hash }: EventRecord): JournalRow => ({
  epoch,
  seq: position - base,
  id,
  recordedAt,
  monotonicMs,
  sealed,
  hash,
});

function prepare(database: Database) {
  return {
    insertEpoch: database.prepare<null, [string, number, string, Uint8Array, Uint8Array]>(
      `INSERT INTO epoch (epoch, opened_at, boot_id, sealed_key, previous_hash, last_seq, last_hash, pruned_to, backed_up_to)
       VALUES (?1, ?2, ?3, ?4, ?5, 0, ?5, 0, 0)`,
    ),
    dropEmptyEpochs: database.prepare<null, []>("DELETE FROM epoch WHERE last_seq = 0"),
    epochs: database.prepare<EpochRecord, []>(
      `SELECT number, epoch, opened_at AS openedAt, boot_id AS bootId, sealed_key AS sealedKey, previous_hash AS previousHash,
              last_seq AS lastSeq, last_hash AS lastHash, pruned_to AS prunedTo FROM epoch ORDER BY number`,
    ),
    setLast: database.prepare<null, [number, Uint8Array, number, number]>(
      "UPDATE epoch SET last_seq = ?1, last_hash = ?2 WHERE number = ?3 AND last_seq = ?4",
    ),
    insertEvent: database.prepare<null, [number, Uint8Array, number, number, Uint8Array, Uint8Array]>(
      "INSERT INTO event (position, id, recorded_at, monotonic_ms, sealed, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    ),
    insertId: database.prepare<null, [Uint8Array, number, number]>("INSERT INTO known_id (id, position, recorded_at) VALUES (?1, ?2, ?3)"),
    find: database.prepare<{ readonly epoch: string; readonly position: number }, [Uint8Array]>(
      "SELECT epoch.epoch, known_id.position FROM known_id JOIN epoch ON epoch.number = known_id.position >> 32 WHERE known_id.id = ?1",
    ),
    read: database.prepare<EventRecord, [number, number]>(
      `SELECT position, id, recorded_at AS recordedAt, monotonic_ms AS monotonicMs, sealed, hash
       FROM event WHERE position BETWEEN ?1 AND ?2 ORDER BY position`,
    ),
    acked: database.prepare<AckedRecord, [number]>(
      'SELECT from_seq AS "from", to_seq AS "to" FROM acked WHERE epoch_number = ?1 ORDER BY from_seq',
    ),
    forgetAcked: database.prepare<null, [number]>("DELETE FROM acked WHERE epoch_number = ?1"),
    insertAcked: database.prepare<null, [number, number, number]>("INSERT INTO acked (epoch_number, from_seq, to_seq) VALUES (?1, ?2, ?3)"),
    setBackedUp: database.prepare<null, [number, number]>("UPDATE epoch SET backed_up_to = max(backed_up_to, ?1) WHERE number = ?2"),
    deleteEvents: database.prepare<null, [number, number]>("DELETE FROM event WHERE position BETWEEN ?1 AND ?2"),
    prunedTo: database.prepare<{ readonly seq: number }, [number]>("SELECT pruned_to AS seq FROM epoch WHERE number = ?1"),
    setPruned: database.prepare<null, [number, number]>("UPDATE epoch SET pruned_to = max(pruned_to, ?1) WHERE number = ?2"),
    forgetIds: database.prepare<null, [number]>(
      "DELETE FROM known_id WHERE recorded_at < ?1 AND NOT EXISTS (SELECT 1 FROM event WHERE event.position = known_id.position)",
    ),
  };
}

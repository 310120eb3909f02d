import type { Database } from "bun:sqlite";
import { createBallast, type Ballast } from "./ballast.ts";
import { sqliteCodeOf } from "./database.ts";

/** A row with its id entry and its share of half-full pages; bodies are 200–500 bytes. */
const bytesPerRow = 1_024;
/** The WAL grows to about 4 MiB between two checkpoints, and a checkpoint needs that much room in the file. */
const walBytes = 4 * 1_048_576;
const lastBytes = 6 * 1_048_576;

/**
 * What a full disk still has room for. Two files: `<path>.ballast` for rows to append, given up once; `<path>.ballast-last` for the
 * bookkeeping that leads to more room (acks, pruning, the epoch of a restart), given up for that alone and taken again after it, since
 * on a full disk even a DELETE needs room in the WAL.
 */
export type DiskReserve = {
  /** Opens the journal; on a full disk even that needs a page for the shared-memory file. */
  readonly open: (work: () => Database) => Database;
  /** The SQLite code of a failure of the disk, null when it went well. */
  readonly append: (work: () => void) => string | null;
  /** Throws when even the last reserve does not help. */
  readonly bookkeep: (work: () => void) => void;
  readonly held: () => boolean;
  readonly restore: () => boolean;
};

export function createDiskReserve(path: string, rows: number): DiskReserve {
  const forRows = createBallast(`${path}.ballast`, rows === 0 ? 0 : rows * bytesPerRow + walBytes);
  const last = createBallast(`${path}.ballast-last`, rows === 0 ? 0 : lastBytes);
  let database: Database | null = null;

  /** Gives up a reserve and cuts the WAL. That may fail on a full disk, and then there is simply no more room. */
  const giveUp = (reserve: Ballast): void => {
    reserve.release();
    if (database !== null) truncateWal(database);
  };
  /** Work on with one reserve after the other. The code of the last failure. */
  const attemptWith = (work: () => void, reserves: readonly Ballast[]): string | null => {
    let code = attempt(work);
    for (const reserve of reserves) {
      if (code === null || !isFull(code)) return code;
      if (!reserve.held()) continue;
      giveUp(reserve);
      code = attempt(work);
    }
    return code;
  };

  return {
    open: (work) => {
      const opened: Database[] = [];
      const code = attemptWith(() => void opened.push(work()), [last, forRows]);
      const [present] = opened;
      if (present === undefined) throw Object.assign(new Error(`the journal cannot be opened: ${code}`), { code });
      database = present;
      truncateWal(present);
      if (last.restore()) forRows.restore();
      return present;
    },
    append: (work) => attemptWith(work, [forRows]),
    bookkeep: (work) => {
      const code = attemptWith(work, [last, forRows]);
      if (code !== null) throw Object.assign(new Error(`the journal's bookkeeping failed: ${code}`), { code });
      if (last.held()) return;
      if (database !== null) truncateWal(database);
      last.restore();
    },
    held: forRows.held,
    restore: () => last.restore() && forRows.restore(),
  };
}

/** Out of room may also show as a failed extension of the shared-memory file. */
export const isFull = (code: string): boolean =>
  code === "SQLITE_FULL" || code === "SQLITE_IOERR_SHMSIZE" || code === "SQLITE_IOERR_SHMOPEN";

const truncateWal = (database: Database): void => {
  attempt(() => database.run("PRAGMA wal_checkpoint(TRUNCATE)"));
};

/** What is not the disk's fault is thrown on. */
function attempt(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (thrown) {
    const code = sqliteCodeOf(thrown);
    if (code === null || code.startsWith("SQLITE_CONSTRAINT") || code === "SQLITE_MISUSE") throw thrown;
    return code;
  }
}

import type { Database } from "bun:sqlite";
import { assert } from "@beket/domain";
import type { ReplicaPosition, ReplicaStore, ScopeRow } from "@beket/replication";
import { migrate } from "../sql/sqlite.ts";
import { closeDatabase, openDatabase } from "./database.ts";
import { keyFrom, keyOf } from "./key-halves.ts";
import replica001 from "./migrations/replica-001.sql" with { type: "text" };

/** 1 M rows of 100 bytes make a file of about 95 MB, whose inner pages and hot leaves fit in this. */
const pageCacheKib = 32_768;

/**
 * The replica of one scope in a file of its own. synchronous=NORMAL for batches: a power cut may take back the last of them together
 * with their cursor, and they are fetched again; a file that lags is never wrong, because the newest head is kept durably and shows it.
 */
export function openReplicaStore(path: string): ReplicaStore {
  const database = openDatabase(path, "rebuildable");
  migrate(database, "replica", [replica001]);
  database.run(`PRAGMA cache_size = -${pageCacheKib}`);
  database.run("PRAGMA mmap_size = 1073741824");
  return createReplicaStore(database);
}

function createReplicaStore(database: Database): ReplicaStore {
  const rows = prepareRows(database, "row");
  const overlay = prepareRows(database, "overlay");
  const whole = preparePosition(database);
  let overlaid = overlay.count.get()?.count ?? 0;

  const apply = database.transaction((change: Parameters<ReplicaStore["apply"]>[0]) => {
    for (const row of change.rows) {
      put(rows, row);
      if (overlaid > 0) overlay.deleteReached.run(row.row, row.version);
    }
    if (change.whole) overlay.deleteUpTo.run(change.version);
    whole.move.run(change.version, change.whole ? 1 : 0, change.dataAsOf, change.sums);
  });
  const reset = database.transaction(() => {
    rows.deleteAll.run();
    overlay.deleteAll.run();
    whole.reset.run(new Uint8Array(2_048));
  });
  /** A revocation and the floor of time must not go back with a power cut; the commit also makes durable what came before it. */
  const atOnce = (work: () => unknown): void => {
    database.run("PRAGMA synchronous = FULL");
    try {
      work();
    } finally {
      database.run("PRAGMA synchronous = NORMAL");
    }
  };
  const recount = (): void => {
    overlaid = overlay.count.get()?.count ?? 0;
  };

  /** Every check asks for it, and only this store changes it. */
  let known: ReplicaPosition | null = null;
  const moving = (work: () => void): void => {
    try {
      work();
    } finally {
      known = null;
    }
  };

  return {
    position: () => (known ??= positionFrom(whole.read.get())),
    rowsAt: (key) => ({ rows: at(rows, key), overlay: overlaid === 0 ? [] : at(overlay, key) }),
    hasKey: (key) => {
      const [high, low] = keyOf(key);
      return rows.has.get(high, low) !== null || (overlaid > 0 && overlay.has.get(high, low) !== null);
    },
    rowsByNumber: (numbers) => numbers.flatMap((number) => rowFrom(rows.byNumber.get(number))),
    apply: (change) => {
      moving(() => apply.immediate(change));
      if (overlaid > 0) recount();
    },
    putOverlay: (row) => {
      atOnce(() => put(overlay, row));
      recount();
    },
    recordHead: (head) => {
      moving(() => atOnce(() => whole.head.run(head.version, head.time, head.bytes, head.highestTime, head.dataAsOf)));
    },
    reset: () => {
      moving(() => reset.immediate());
      recount();
    },
    close: () => closeDatabase(database),
  };
}

function put(table: RowStatements, row: ScopeRow): void {
  const [high, low] = keyOf(row.key);
  // Writing the key again would also rewrite its index entry, six times slower; a number keeps its key for life.
  const { changes } = table.put.run(row.row, high, low, row.version, row.sealed);
  assert(changes === 1, "a row number keeps its key");
}

function at(table: RowStatements, key: Uint8Array): readonly ScopeRow[] {
  const [high, low] = keyOf(key);
  const found = table.at.all(high, low);
  return found.length === 0 ? [] : found.map(({ number, version, sealed }) => ({ key, row: number, version, sealed }));
}

type NumberedRecord = {
  readonly number: number;
  readonly high: number;
  readonly low: number;
  readonly version: number;
  readonly sealed: Uint8Array;
};

const rowFrom = (found: NumberedRecord | null): readonly ScopeRow[] =>
  found === null ? [] : [{ key: keyFrom(found.high, found.low), row: found.number, version: found.version, sealed: found.sealed }];

type PositionRecord = {
  readonly version: number;
  readonly whole: number;
  readonly dataAsOf: number | null;
  readonly sums: Uint8Array;
  readonly headVersion: number | null;
  readonly headTime: number | null;
  readonly highestTime: number;
};

function positionFrom(found: PositionRecord | null): ReplicaPosition {
  assert(found !== null, "a replica file has one position");
  const { version, whole, dataAsOf, sums, headVersion, headTime, highestTime } = found;
  const head = headVersion === null || headTime === null ? null : { version: headVersion, time: headTime };
  return { version, whole: whole === 1, dataAsOf, sums, head, highestTime };
}

type RowStatements = ReturnType<typeof prepareRows>;

function prepareRows(database: Database, table: "row" | "overlay") {
  return {
    at: database.prepare<{ readonly number: number; readonly version: number; readonly sealed: Uint8Array }, [number, number]>(
      `SELECT number, version, sealed FROM ${table} WHERE key = ((?1 << 32) | ?2) ORDER BY number`,
    ),
    has: database.prepare<{ readonly found: number }, [number, number]>(
      `SELECT 1 AS found FROM ${table} WHERE key = ((?1 << 32) | ?2) AND length(sealed) > 0 LIMIT 1`,
    ),
    byNumber: database.prepare<NumberedRecord, [number]>(
      `SELECT number, key >> 32 AS high, key & 4294967295 AS low, version, sealed FROM ${table} WHERE number = ?1`,
    ),
    put: database.prepare<null, [number, number, number, number, Uint8Array]>(
      `INSERT INTO ${table} (number, key, version, sealed) VALUES (?1, (?2 << 32) | ?3, ?4, ?5)
       ON CONFLICT (number) DO UPDATE SET version = excluded.version, sealed = excluded.sealed WHERE key = excluded.key`,
    ),
    deleteReached: database.prepare<null, [number, number]>(`DELETE FROM ${table} WHERE number = ?1 AND version <= ?2`),
    deleteUpTo: database.prepare<null, [number]>(`DELETE FROM ${table} WHERE version <= ?1`),
    deleteAll: database.prepare<null, []>(`DELETE FROM ${table}`),
    count: database.prepare<{ readonly count: number }, []>(`SELECT count(*) AS count FROM ${table}`),
  };
}

function preparePosition(database: Database) {
  return {
    read: database.prepare<PositionRecord, []>(
      `SELECT version, whole, data_as_of AS dataAsOf, sums, head_version AS headVersion, head_time AS headTime, highest_time AS highestTime
       FROM position`,
    ),
    move: database.prepare<null, [number, number, number | null, Uint8Array]>(
      "UPDATE position SET version = ?1, whole = ?2, data_as_of = ?3, sums = ?4",
    ),
    head: database.prepare<null, [number, number, Uint8Array, number, number | null]>(
      "UPDATE position SET head_version = ?1, head_time = ?2, head_bytes = ?3, highest_time = ?4, data_as_of = ?5",
    ),
    reset: database.prepare<null, [Uint8Array]>("UPDATE position SET version = 0, whole = 1, data_as_of = NULL, sums = ?1"),
  };
}

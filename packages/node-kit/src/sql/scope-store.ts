import type { Database } from "bun:sqlite";
import { assert } from "@beket/domain";
import type { ScopeRow, ScopeStore } from "@beket/replication";
import { borrowDatabase } from "../sqlite/database.ts";
import { keyFrom, keyOf } from "../sqlite/key-halves.ts";
import { iterateUpTo } from "../sqlite/read-limits.ts";
import scope001 from "./migrations/scope-001.sql" with { type: "text" };
import type { SqlDatabase } from "./sql.ts";
import { sqliteSql } from "./sqlite.ts";

export type SqliteScopeStore = ScopeStore & { readonly close: () => void };

/** A row's share of a batch beside its sealed record. */
const keyBytes = 8;
const sumsBytes = 2_048;
const pageRows = 512;

/**
 * Central's side of one scope, in a SQLite file. A path opens a file of its own; an open database (durable) is shared by several scopes
 * and with the caller's tables, and `commit` then joins the caller's transaction.
 */
export function openScopeStore(given: Database | string, scope: string): SqliteScopeStore {
  const { database, close } = borrowDatabase(given, "durable");
  return { ...openSqlScopeStore(sqliteSql(database), scope), close };
}

/** Central's side of one scope, beside the caller's tables; `commit` joins the caller's transaction. */
export function openSqlScopeStore(database: SqlDatabase, scope: string): ScopeStore {
  database.migrate("scope", [scope001]);
  const add = database.prepare<unknown>(
    "INSERT INTO scope (scope, version, sums, next_row) VALUES (?1, 0, ?2, 1) ON CONFLICT (scope) DO NOTHING",
  );
  add.run(scope, new Uint8Array(sumsBytes));
  const found = database.prepare<{ readonly id: number }>("SELECT id FROM scope WHERE scope = ?1").get(scope);
  assert(found !== null, "the scope was just put there");
  return createScopeStore(database, found.id);
}

function createScopeStore(database: SqlDatabase, scopeId: number): ScopeStore {
  const statements = prepare(database);
  const commit = (change: Parameters<ScopeStore["commit"]>[0]): void => {
    // What is new has no version before it: ten thousand new rows end nothing.
    const firstNew = statements.position.get(scopeId)?.nextRow ?? 0;
    const written = new Set<number>();
    for (const rows of distinctRuns(change.rows)) {
      const older = rows.filter(({ row }) => row < firstNew || written.has(row));
      statements.end.runMany(older.map((row) => [scopeId, row.row, row.version]));
      for (const { row } of rows) written.add(row);
      statements.insert.runMany(rows.map((row) => [scopeId, row.version, row.row, ...keyOf(row.key), row.sealed]));
    }
    statements.move.run(scopeId, change.version, change.sums, change.nextRow);
  };
  return {
    position: () => {
      const found = statements.position.get(scopeId);
      assert(found !== null, "a scope that is open has a position");
      return found;
    },
    current: (rows) =>
      rows.flatMap((row) => {
        const found = statements.current.get(scopeId, row);
        return found === null ? [] : [rowFrom(found)];
      }),
    commit: (change) => database.transaction(() => commit(change)),
    since: (from, rowsMax, bytesMax) => {
      const pages = pagesOf((after, rows) => statements.since.all(scopeId, after, rows), from, rowsMax);
      return iterateUpTo(pages, bytesMax, (row) => row.sealed.length + keyBytes).map(rowFrom);
    },
    at: (key, version) => statements.at.all(scopeId, ...keyOf(key), version).map(rowFrom),
  };
}

/** Cut where a row comes again: its version before must be there to be ended. */
function distinctRuns(rows: readonly ScopeRow[]): readonly (readonly ScopeRow[])[] {
  const runs: ScopeRow[][] = [];
  let seen = new Set<number>();
  for (const row of rows) {
    const run = runs.at(-1);
    if (run === undefined || seen.has(row.row)) {
      runs.push([row]);
      seen = new Set();
    } else run.push(row);
    seen.add(row.row);
  }
  return runs;
}

/** Rows page by page, so that a reader with a limit on bytes leaves most of a million rows where they are. */
function* pagesOf(read: (after: number, rows: number) => readonly RowRecord[], from: number, rowsMax: number): Generator<RowRecord> {
  let after = from;
  for (let left = rowsMax; left > 0;) {
    const asked = Math.min(left, pageRows);
    const rows = read(after, asked);
    yield* rows;
    if (rows.length < asked) return;
    after = rows.at(-1)?.version ?? after;
    left -= rows.length;
  }
}

type RowRecord = {
  readonly number: number;
  readonly high: number;
  readonly low: number;
  readonly version: number;
  readonly sealed: Uint8Array;
};

const rowFrom = ({ number, high, low, version, sealed }: RowRecord): ScopeRow => ({
  key: keyFrom(high, low),
  row: number,
  version,
  sealed,
});

const rowColumns = "number, key >> 32 AS high, key & 4294967295 AS low, version, sealed";

function prepare(database: SqlDatabase) {
  // SQLite would rather walk the primary key past every old version; PostgreSQL knows its own way.
  const hint = database.engine === "sqlite" ? "INDEXED BY scope_row_catch_up" : "";
  return {
    position: database.prepare<{ readonly version: number; readonly sums: Uint8Array; readonly nextRow: number }>(
      "SELECT version, sums, next_row AS nextRow FROM scope WHERE id = ?1",
    ),
    move: database.prepare<unknown>("UPDATE scope SET version = ?2, sums = ?3, next_row = ?4 WHERE id = ?1"),
    end: database.prepare<unknown>("UPDATE scope_row SET ended = ?3 WHERE scope_id = ?1 AND number = ?2 AND ended IS NULL"),
    insert: database.prepare<unknown>(
      "INSERT INTO scope_row (scope_id, version, number, key, sealed) VALUES (?1, ?2, ?3, (CAST(?4 AS BIGINT) << 32) | ?5, ?6)",
    ),
    current: database.prepare<RowRecord>(`SELECT ${rowColumns} FROM scope_row WHERE scope_id = ?1 AND number = ?2 AND ended IS NULL`),
    since: database.prepare<RowRecord>(
      `SELECT ${rowColumns} FROM scope_row ${hint}
       WHERE scope_id = ?1 AND version > ?2 AND ended IS NULL ORDER BY version LIMIT ?3`,
    ),
    at: database.prepare<RowRecord>(
      `SELECT ${rowColumns} FROM scope_row
       WHERE scope_id = ?1 AND key = ((CAST(?2 AS BIGINT) << 32) | ?3) AND version <= ?4 AND (ended IS NULL OR ended > ?4) ORDER BY number`,
    ),
  };
}

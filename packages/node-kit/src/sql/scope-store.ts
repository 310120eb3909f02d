import type { Database } from "bun:sqlite";
import { assert } from "@beket/domain";
import type { ScopeRow, ScopeStore } from "@beket/replication";
import { borrowDatabase, migrate } from "./database.ts";
import { keyFrom, keyOf } from "./key-halves.ts";
import { iterateUpTo } from "./read-limits.ts";
import scope001 from "./migrations/scope-001.sql" with { type: "text" };

export type SqliteScopeStore = ScopeStore & { readonly close: () => void };

/** A row's share of a batch beside its sealed record. */
const keyBytes = 8;

/**
 * Central's side of one scope. A path opens a file of its own; an open database (durable) is shared by several scopes and with the
 * caller's tables, and `commit` then joins the caller's transaction.
 */
export function openScopeStore(given: Database | string, scope: string): SqliteScopeStore {
  const { database, close } = borrowDatabase(given, "durable");
  migrate(database, "scope", [scope001]);
  database.run("INSERT INTO scope (scope, version, sums, next_row) VALUES (?1, 0, zeroblob(2048), 1) ON CONFLICT (scope) DO NOTHING", [
    scope,
  ]);
  const found = database.query<{ readonly id: number }, [string]>("SELECT id FROM scope WHERE scope = ?1").get(scope);
  assert(found !== null, "the scope was just put there");
  return { ...createScopeStore(database, found.id), close };
}

function createScopeStore(database: Database, scopeId: number): ScopeStore {
  const statements = prepare(database);
  const commit = database.transaction((change: Parameters<ScopeStore["commit"]>[0]) => {
    for (const row of change.rows) {
      const [high, low] = keyOf(row.key);
      statements.end.run(scopeId, row.row, row.version);
      statements.insert.run(scopeId, row.version, row.row, high, low, row.sealed);
    }
    statements.move.run(scopeId, change.version, change.sums, change.nextRow);
  });
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
    commit: (change) => {
      commit.immediate(change);
    },
    since: (from, rowsMax, bytesMax) =>
      iterateUpTo(statements.since.iterate(scopeId, from, rowsMax), bytesMax, (row) => row.sealed.length + keyBytes).map(rowFrom),
    at: (key, version) => statements.at.all(scopeId, ...keyOf(key), version).map(rowFrom),
  };
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

function prepare(database: Database) {
  return {
    position: database.prepare<{ readonly version: number; readonly sums: Uint8Array; readonly nextRow: number }, [number]>(
      "SELECT version, sums, next_row AS nextRow FROM scope WHERE id = ?1",
    ),
    move: database.prepare<null, [number, number, Uint8Array, number]>(
      "UPDATE scope SET version = ?2, sums = ?3, next_row = ?4 WHERE id = ?1",
    ),
    end: database.prepare<null, [number, number, number]>(
      "UPDATE scope_row SET ended = ?3 WHERE scope_id = ?1 AND number = ?2 AND ended IS NULL",
    ),
    insert: database.prepare<null, [number, number, number, number, number, Uint8Array]>(
      "INSERT INTO scope_row (scope_id, version, number, key, sealed) VALUES (?1, ?2, ?3, (?4 << 32) | ?5, ?6)",
    ),
    current: database.prepare<RowRecord, [number, number]>(
      `SELECT ${rowColumns} FROM scope_row WHERE scope_id = ?1 AND number = ?2 AND ended IS NULL`,
    ),
    since: database.prepare<RowRecord, [number, number, number]>(
      `SELECT ${rowColumns} FROM scope_row INDEXED BY scope_row_catch_up
       WHERE scope_id = ?1 AND version > ?2 AND ended IS NULL ORDER BY version LIMIT ?3`,
    ),
    at: database.prepare<RowRecord, [number, number, number, number]>(
      `SELECT ${rowColumns} FROM scope_row
       WHERE scope_id = ?1 AND key = ((?2 << 32) | ?3) AND version <= ?4 AND (ended IS NULL OR ended > ?4) ORDER BY number`,
    ),
  };
}

import type { Database } from "bun:sqlite";
import { assert } from "@beket/domain";
import { closeDatabase, openDatabase, type DatabaseMode } from "../sqlite/database.ts";
import { migrateSql } from "./migrate.ts";
import { safe } from "./safe.ts";
import type { SqlDatabase, SqlStatement, SqlValue } from "./sql.ts";

/** A SQLite file behind the common way to SQL. The folder must exist. */
export function openSqlite(path: string, mode: DatabaseMode): SqlDatabase {
  return sqliteSql(openDatabase(path, mode));
}

/** An open SQLite database behind the common way to SQL; `close` closes it. */
export function sqliteSql(database: Database): SqlDatabase {
  const { transaction, watched } = transactions(database);
  const sql: Omit<SqlDatabase, "migrate"> = {
    engine: "sqlite",
    isAvailable: () => true,
    prepare: <Row>(text: string): SqlStatement<Row> => {
      const statement = database.prepare<Row, SqlValue[]>(text);
      const run = (values: readonly SqlValue[]): number => statement.run(...values.map(safe)).changes;
      return {
        all: (...values) => watched(() => statement.all(...values.map(safe)).map(safeRow)),
        get: (...values) =>
          watched(() => {
            const row = statement.get(...values.map(safe));
            return row === null ? null : safeRow(row);
          }),
        run: (...values) => watched(() => run(values)),
        runMany: (lists) => transaction(() => watched(() => lists.reduce((changes, values) => changes + run(values), 0))),
      };
    },
    exec: (text) => watched(() => void database.run(text)),
    transaction,
    close: () => closeDatabase(database),
  };
  return { ...sql, migrate: (part, migrations) => migrateSql(sql, part, migrations) };
}

/** Numbered migrations of one part of an open SQLite database; each runs once. */
export function migrate(database: Database, part: string, migrations: readonly string[]): void {
  sqliteSql(database).migrate(part, migrations);
}

/** SQLite's numbers have 64 bits and come rounded. */
function safeRow<Row>(row: Row): Row {
  if (typeof row === "object" && row !== null) for (const value of Object.values(row)) safe(value);
  return row;
}

/** SQLite itself would go on after a fault; PostgreSQL cannot, and a store must not behave in two ways. */
function transactions(database: Database) {
  let open: { spoiled: boolean } | null = null;
  const watched = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      if (open !== null) open.spoiled = true;
      throw thrown;
    }
  };
  const transaction = <T>(work: () => T): T => {
    if (open !== null) return watched(work);
    const own = { spoiled: false };
    open = own;
    try {
      return database
        .transaction(() => {
          const result = work();
          assert(!own.spoiled, "a transaction with a fault in it is not kept");
          return result;
        })
        .immediate();
    } finally {
      open = null;
    }
  };
  return { transaction, watched };
}

import type { Database } from "bun:sqlite";
import { closeDatabase, migrate, openDatabase, type DatabaseMode } from "../sqlite/database.ts";
import type { SqlDatabase, SqlStatement, SqlValue } from "./sql.ts";

/** A SQLite file behind the common way to SQL. The folder must exist. */
export function openSqlite(path: string, mode: DatabaseMode): SqlDatabase {
  return sqliteSql(openDatabase(path, mode));
}

/** An open SQLite database behind the common way to SQL; `close` closes it. */
export function sqliteSql(database: Database): SqlDatabase {
  return {
    engine: "sqlite",
    prepare: <Row>(text: string): SqlStatement<Row> => {
      const statement = database.prepare<Row, SqlValue[]>(text);
      const run = (values: readonly SqlValue[]): number => statement.run(...values).changes;
      return {
        all: (...values) => statement.all(...values),
        get: (...values) => statement.get(...values),
        run: (...values) => run(values),
        runMany: (lists) => lists.reduce((changes, values) => changes + run(values), 0),
      };
    },
    exec: (text) => {
      database.run(text);
    },
    transaction: <T>(work: () => T): T => database.transaction(work).immediate(),
    migrate: (part, migrations) => migrate(database, part, migrations),
    close: () => closeDatabase(database),
  };
}

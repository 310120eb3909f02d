import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgres, openSqlite, type SqlDatabase, type SqlEngine } from "@beket/node-kit";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { hasPostgres, startPostgres, type PostgresCluster } from "./postgres.ts";

export type TestEngine = {
  readonly engine: SqlEngine;
  /** An empty database; gone after the test. */
  readonly open: () => SqlDatabase;
  /** An empty database that can be opened several times, also one after the other; gone after the test. */
  readonly place: () => { readonly open: () => SqlDatabase };
};

/** The same suite on a SQLite file and on a real PostgreSQL server: `forEachEngine("drafts", ({ open }) => { it("…", () => { const sql = open(); … }) })`. */
export function forEachEngine(title: string, suite: (engine: TestEngine) => void): void {
  describe(`${title} on SQLite`, () => suite(sqlite()));
  describe.skipIf(!hasPostgres())(`${title} on PostgreSQL`, () => suite(postgres()));
}

function opener(engine: SqlEngine, place: () => { readonly open: () => SqlDatabase }): TestEngine & { readonly closeAll: () => void } {
  const opened: SqlDatabase[] = [];
  const known = (): { readonly open: () => SqlDatabase } => {
    const { open } = place();
    return {
      open: () => {
        const database = open();
        opened.push(database);
        return database;
      },
    };
  };
  const closeAll = (): void => {
    for (const database of opened.splice(0)) database.close();
  };
  return { engine, place: known, open: () => known().open(), closeAll };
}

function sqlite(): TestEngine {
  const folders: string[] = [];
  const engine = opener("sqlite", () => {
    const folder = mkdtempSync(join(tmpdir(), "beket-sql-"));
    folders.push(folder);
    return { open: () => openSqlite(join(folder, "test.db"), "durable") };
  });
  afterEach(() => {
    engine.closeAll();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  return engine;
}

function postgres(): TestEngine {
  let cluster: PostgresCluster | null = null;
  const engine = opener("postgres", () => {
    const url = cluster?.create() ?? "";
    return { open: () => openPostgres(url) };
  });
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterEach(engine.closeAll);
  afterAll(async () => {
    await cluster?.stop();
  });
  return engine;
}

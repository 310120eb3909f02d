import type { Database } from "bun:sqlite";
import { rmSync } from "node:fs";
import { closeDatabase, migrate, openDatabase, sqliteCodeOf } from "@beket/node-kit";

export type FollowingFile = {
  readonly path: string;
  readonly part: string;
  readonly migrations: readonly string[];
  /** Of what is made of the same events. */
  readonly version: number;
  /** The newest position of events.db. */
  readonly newestEvent: number;
};

/**
 * Opens a file that is made of events.db and has the tables `counting` and `cursor`. One of another version, a damaged one, and one that
 * is ahead of the events (they were restored) are deleted, and everything is read again from the start.
 */
export function openFollowing({ path, part, migrations, version, newestEvent }: FollowingFile): Database {
  const kept = openKept(path, version, newestEvent);
  if (kept !== null) return kept;
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
  const database = openDatabase(path, "rebuildable");
  migrate(database, part, migrations);
  database.run("insert into counting (id, version) values (1, ?1)", [version]);
  return database;
}

function openKept(path: string, expected: number, newestEvent: number): Database | null {
  let database: Database | null = null;
  try {
    database = openDatabase(path, "rebuildable");
    const tables = database.query<{ tables: number }, []>("select count(*) as tables from sqlite_schema where name = 'counting'").get();
    const version = tables?.tables === 1 ? database.query<{ version: number }, []>("select version from counting").get() : null;
    const at = version?.version === expected ? database.query<{ position: number }, []>("select position from cursor").get() : null;
    if (at !== null && at.position <= newestEvent) return database;
  } catch (fault) {
    // Only what is broken is thrown away; a full disk or a file in use is for the operator.
    const code = sqliteCodeOf(fault);
    if (code !== "SQLITE_NOTADB" && code !== "SQLITE_CORRUPT") throw fault;
  }
  if (database !== null) closeDatabase(database);
  return null;
}

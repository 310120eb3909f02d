import { Database } from "bun:sqlite";

export type DatabaseMode = "durable" | "rebuildable";

/**
 * Opens or creates a SQLite file in WAL. "durable" is synchronous=FULL: what a commit returned for is on the disk (0 of 300 power cuts
 * lost a row). "rebuildable" is NORMAL: a cut may lose the last commits but never damages the file, right for what is fetched again.
 * The folder must exist.
 */
export function openDatabase(path: string, mode: DatabaseMode): Database {
  const database = new Database(path, { create: true, readwrite: true, strict: true });
  try {
    configure(database, mode);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  return database;
}

function configure(database: Database, mode: DatabaseMode): void {
  database.run("PRAGMA busy_timeout = 5000");
  database.run("PRAGMA journal_mode = WAL");
  database.run(`PRAGMA synchronous = ${mode === "durable" ? "FULL" : "NORMAL"}`);
  database.run("PRAGMA foreign_keys = ON");
  // Without a limit the WAL file keeps its largest size for ever; 16 MiB is four checkpoints' worth.
  database.run("PRAGMA journal_size_limit = 16777216");
  database.run("PRAGMA temp_store = MEMORY");
}

/** A path opens a file that `close` closes; an open database stays with its owner. */
export function borrowDatabase(given: Database | string, mode: DatabaseMode): { readonly database: Database; readonly close: () => void } {
  if (typeof given !== "string") return { database: given, close: () => undefined };
  const database = openDatabase(given, mode);
  return { database, close: () => closeDatabase(database) };
}

/** Statements are finalised with the database; a statement that is still stepping is a programmer's error. */
export function closeDatabase(database: Database): void {
  database.close(true);
}

/** The SQLite code ("SQLITE_FULL") of a thrown value; null when it is something else. */
export function sqliteCodeOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !("code" in thrown) || typeof thrown.code !== "string") return null;
  return thrown.code.startsWith("SQLITE_") ? thrown.code : null;
}

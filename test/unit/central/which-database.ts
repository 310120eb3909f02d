/** A suite of these may be run a second time, with a PostgreSQL database for each central that it opens (test/contract/stores). */
let make: (() => string) | null = null;
const byFolder = new Map<string, string>();

export function useDatabases(maker: () => string): void {
  make = maker;
}

/** The one of a folder, which is the same when the folder is opened again; null: files in it. */
export function databaseOf(folder: string): string | null {
  if (make === null) return null;
  const known = byFolder.get(folder) ?? make();
  byFolder.set(folder, known);
  return known;
}

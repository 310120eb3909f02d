import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPostgres, openSqlite, type SqlDatabase } from "@beket/node-kit";

/** City movement and roadblock movement are two databases (I6). */
export type Databases = { readonly registry: SqlDatabase; readonly city: SqlDatabase; readonly roadblock: SqlDatabase };

const files = { registry: "registry.db", city: "ledger-city.db", roadblock: "ledger-roadblock.db" } as const;
/** Says that the registry of this folder lies in PostgreSQL. */
const elsewhere = "registry-in-postgres";

/**
 * The three databases of the registry: files of the folder, or those of a PostgreSQL server under `<name>_registry`, `<name>_city` and
 * `<name>_roadblock`. Throws where the folder's registry lies on the other side: an empty one beside the posts' data would revoke a city.
 */
export function openDatabases(folder: string, database: string | null): Databases {
  if (database === null) {
    if (existsSync(join(folder, elsewhere))) throw new Error("its registry is in PostgreSQL: --database must say where");
    return openEach((part) => openSqlite(join(folder, files[part]), "durable"));
  }
  if (existsSync(join(folder, files.registry))) throw new Error("it has a registry of its own: --database needs a folder without one");
  const opened = openEach((part) => openPostgres(urlOf(database, part)));
  writeFileSync(join(folder, elsewhere), "");
  return opened;
}

function openEach(open: (part: keyof Databases) => SqlDatabase): Databases {
  const opened: SqlDatabase[] = [];
  const one = (part: keyof Databases): SqlDatabase => {
    const database = open(part);
    opened.push(database);
    return database;
  };
  try {
    return { registry: one("registry"), city: one("city"), roadblock: one("roadblock") };
  } catch (thrown) {
    for (const database of opened) database.close();
    throw thrown;
  }
}

/** The address names the three by what they have in common. Never quoted in an error: it may hold a password. */
function urlOf(database: string, part: string): string {
  const url = new URL(database);
  if (url.protocol !== "postgres:" && url.protocol !== "postgresql:") throw new Error("--database must begin with postgres://");
  if (!/^\/[a-z][a-z0-9_]{0,40}$/.test(url.pathname)) throw new Error("--database must end in a name of a-z, 0-9 and _, at most 41 long");
  url.pathname += `_${part}`;
  return url.href;
}

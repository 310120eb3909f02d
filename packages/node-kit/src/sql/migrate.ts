import type { SqlDatabase } from "./sql.ts";

/** A database written by a newer program: it must not be opened by this one. */
export type SchemaTooNewError = Error & { readonly code: "schema-too-new" };

/**
 * Brings one part's tables up to date; each numbered migration runs once, in a transaction of its own. Several parts may share a database,
 * so the versions lie in a table. Throws a SchemaTooNewError when the database is ahead of the program.
 */
export function migrateSql(database: Omit<SqlDatabase, "migrate">, part: string, migrations: readonly string[]): void {
  database.exec("create table if not exists schema_version (part text primary key, version integer not null) strict, without rowid");
  const found = database.prepare<{ version: number }>("select version from schema_version where part = ?1");
  const put = database.prepare<unknown>(
    "insert into schema_version (part, version) values (?1, ?2) on conflict (part) do update set version = excluded.version",
  );
  const present = (): number => found.get(part)?.version ?? 0;
  const before = present();
  if (before > migrations.length) {
    const why = `the file has version ${before} of "${part}", this program knows ${migrations.length}`;
    throw Object.assign(new Error(why), { code: "schema-too-new" as const });
  }
  for (const [index, sql] of migrations.entries()) {
    database.transaction(() => {
      // Read again: another process may have come first.
      if (index < present()) return;
      database.exec(sql);
      put.run(part, index + 1);
    });
  }
}

import { Database } from "bun:sqlite";
import { SQL } from "bun";

type Cell = string | number | bigint | Uint8Array | null;
const chunkChars = 1024 * 1024;

/** Every row of a SQLite file into the tables of the same names, which must be there. Superuser: foreign keys are not asked meanwhile. */
export async function copyToPostgres(file: string, url: string): Promise<void> {
  const from = new Database(file, { readonly: true });
  const to = new SQL(url, { max: 1 });
  try {
    await to.unsafe("set session_replication_role = replica");
    const tables = from
      .query<{ name: string }, []>(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'schema_version'",
      )
      .all();
    for (const { name } of tables) await copyTable(from, to, name);
    await to.unsafe("analyze");
  } finally {
    from.close();
    await to.close();
  }
}

async function copyTable(from: Database, to: SQL, table: string): Promise<void> {
  const columns = from
    .query<{ name: string }, []>(`select name from pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => name);
  await to.unsafe(`delete from ${table}`);
  const stream = to
    .unsafe(`copy ${table} (${columns.join(", ")}) from stdin`)
    .writable()
    .getWriter();
  let lines = "";
  for (const row of from.query(`select ${columns.join(", ")} from ${table}`).values()) {
    lines += `${row.map(cellText).join("\t")}\n`;
    if (lines.length < chunkChars) continue;
    await stream.write(lines);
    lines = "";
  }
  if (lines !== "") await stream.write(lines);
  await stream.close();
  // What counts by itself goes on after what was copied.
  const identities: readonly { readonly column: string }[] = await to.unsafe(
    `select column_name as column from information_schema.columns where table_name = '${table}' and is_identity = 'YES'`,
  );
  for (const { column } of identities)
    await to.unsafe(
      `select setval(pg_get_serial_sequence('${table}', '${column}'), (select coalesce(max(${column}), 0) + 1 from ${table}), false)`,
    );
}

/** PostgreSQL's text format of COPY. */
function cellText(cell: Cell): string {
  if (cell === null) return "\\N";
  if (cell instanceof Uint8Array) return `\\\\x${cell.toHex()}`;
  return typeof cell === "string" ? cell.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : String(cell);
}
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

import { closeDatabase, migrate, openDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { BorderStore, FactRow, NewFact } from "../features/border/store.ts";
import border001 from "./migrations/border-001.sql" with { type: "text" };

const Bytes = v.instance(Uint8Array);
const Count = v.pipe(v.number(), v.integer());
const Row = v.strictObject({ cursor: Count, id: Bytes, sealed: Bytes, own: v.picklist([0, 1]), at: Count });
const Log = v.strictObject({ name: v.string() });

/** The facts of a border post, in a file of their own: they outlive the working table and must not be lost with the power. */
export function openBorderStore(path: string): BorderStore {
  const db = openDatabase(path, "durable");
  migrate(db, "border", [border001]);
  const rows = db.query("SELECT cursor, id, sealed, own, at FROM fact ORDER BY cursor");
  const insert = db.query("INSERT INTO fact (id, sealed, own, at) VALUES (?1, ?2, ?3, ?4)");
  const remove = db.query("DELETE FROM fact WHERE cursor = ?1");
  const spend = db.query("INSERT OR IGNORE INTO spent (code) VALUES (?1)");
  const spent = db.query("SELECT 1 FROM spent WHERE code = ?1");
  const log = db.query("SELECT name FROM log WHERE one = 1");
  const name = db.query("INSERT INTO log (one, name) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET name = excluded.name");
  const append = ({ id, sealed, own, at }: NewFact): number => Number(insert.run(id, sealed, own ? 1 : 0, at).lastInsertRowid);
  return {
    log: () => {
      const found = log.get();
      return found === null ? null : v.parse(Log, found).name;
    },
    rows: () => rows.all().map(rowFrom),
    append,
    rewrite: db.transaction((change: Parameters<BorderStore["rewrite"]>[0]) => {
      for (const cursor of change.remove) remove.run(cursor);
      for (const fact of change.add) append(fact);
      for (const code of change.spent) spend.run(code);
      name.run(change.log);
    }),
    isSpent: (code) => spent.get(code) !== null,
    close: () => closeDatabase(db),
  };
}

function rowFrom(raw: unknown): FactRow {
  const { own, ...row } = v.parse(Row, raw);
  return { ...row, own: own === 1 };
}

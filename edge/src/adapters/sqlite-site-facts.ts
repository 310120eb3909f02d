import { closeDatabase, migrate, openDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { SiteFactTable } from "../features/crews/ports.ts";
import crews001 from "./migrations/crews-001.sql" with { type: "text" };

const Row = v.strictObject({ id: v.string(), sealed: v.instance(Uint8Array) });
const Seq = v.strictObject({ seq: v.number() });

/** A file of its own, whose commits wait for the disk. */
export function openSiteFactTable(path: string): SiteFactTable & { readonly close: () => void } {
  const db = openDatabase(path, "durable");
  migrate(db, "crews", [crews001]);
  const all = db.query("SELECT id, sealed FROM site_fact ORDER BY seq");
  const put = db.query("INSERT INTO site_fact (id, sealed) VALUES (?1, ?2)");
  const remove = db.query("DELETE FROM site_fact WHERE id = ?1");
  const bump = db.query("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'site_fact'");
  const revision = db.query("SELECT seq FROM sqlite_sequence WHERE name = 'site_fact'");
  const removeAll = db.transaction((ids: readonly string[]) => {
    for (const id of ids) remove.run(id);
    bump.run();
  });
  return {
    all: () => all.all().map((row) => v.parse(Row, row)),
    put: ({ id, sealed }) => void put.run(id, sealed),
    remove: (ids) => removeAll(ids),
    revision: () => {
      const found = revision.get();
      return found === null ? 0 : v.parse(Seq, found).seq;
    },
    close: () => closeDatabase(db),
  };
}

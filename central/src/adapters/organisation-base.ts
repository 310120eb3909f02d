import type { OrganisationRow } from "@beket/api";
import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import { csvReader, ndjsonReader, type ImportFault } from "../features/organisations/import-lines.ts";
import type { OrganisationBase } from "../features/submissions/ports.ts";
import { readLines } from "./read-lines.ts";

const OkedList = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
type Stored = Omit<OrganisationRow, "okedSecondary"> & { readonly okedSecondary: string };

export function createOrganisationBase(database: SqlDatabase): OrganisationBase & { readonly count: () => number } {
  const select = "select bin, name, oked, oked_secondary as okedSecondary, headcount, status from organisation where bin = ?1";
  return {
    // Not prepared once: an import replaces the table below it.
    organisation: (bin) => {
      const found = database.prepare<Stored>(select).get(bin);
      return found === null ? null : { ...found, okedSecondary: v.parse(OkedList, found.okedSecondary) };
    },
    count: () => database.prepare<{ rows: number }>("select count(*) as rows from organisation").get()?.rows ?? 0,
  };
}

export type ImportReport = {
  readonly state: "swapped-in" | "unchanged" | "refused";
  readonly rows: number;
  readonly faults: number;
  readonly firstFaults: readonly ImportFault[];
};
/** More faults than one row in so many, and the file is not taken: it is rather another file than a base with mistakes. */
const faultShare = 10;
const batchRows = 5_000;
const firstFaultsMax = 100;
const columns = `bin text primary key check (length(bin) = 12), name text not null, oked text not null, oked_secondary text not null,
  headcount integer not null, status text not null check (status in ('active', 'liquidated', 'suspended'))`;

/**
 * Reads a whole base (`.csv` with a header, else one JSON object a line) beside the present one and swaps it in by a rename, so that
 * a question meets either the old or the new base. Row errors leave the row out. The same file again does nothing.
 */
export async function importOrganisations(database: SqlDatabase, path: string, now: () => number): Promise<ImportReport> {
  const startedAt = now();
  const hash = await fileSha256(path);
  const last = database.prepare<{ hash: string }>(
    "select file_sha256 as hash from organisation_import where state = 'swapped-in' order by finished_at desc limit 1",
  );
  if (last.get()?.hash === hash) return { state: "unchanged", rows: 0, faults: 0, firstFaults: [] };
  database.exec("drop table if exists organisation_next");
  database.exec(`create table organisation_next (${columns}) strict, without rowid`);
  const read = await fill(database, path);
  const state = read.rows === 0 || read.faults * faultShare > read.rows ? "refused" : "swapped-in";
  database.transaction(() => {
    if (state === "swapped-in") {
      database.exec("drop table organisation");
      database.exec("alter table organisation_next rename to organisation");
    } else database.exec("drop table organisation_next");
    const insert = database.prepare<unknown>(
      `insert into organisation_import (id, started_at, finished_at, file_sha256, state, rows, faults, first_faults)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    );
    insert.run(crypto.randomUUID(), startedAt, now(), hash, state, read.rows, read.faults, JSON.stringify(read.firstFaults));
  });
  return { state, ...read };
}

async function fill(database: SqlDatabase, path: string): Promise<Omit<ImportReport, "state">> {
  const insert = database.prepare<unknown>(
    `insert into organisation_next (bin, name, oked, oked_secondary, headcount, status) values (?1, ?2, ?3, ?4, ?5, ?6)
     on conflict (bin) do nothing`,
  );
  const readLine = path.toLowerCase().endsWith(".csv") ? csvReader() : ndjsonReader();
  const firstFaults: ImportFault[] = [];
  let rows = 0;
  let faults = 0;
  const fault = (line: number, code: string): void => {
    faults += 1;
    if (firstFaults.length < firstFaultsMax) firstFaults.push({ line, code });
  };
  let batch: { readonly line: number; readonly row: OrganisationRow }[] = [];
  const flush = (): void => {
    database.transaction(() => {
      for (const { line, row } of batch) {
        const { bin, name, oked, okedSecondary, headcount, status } = row;
        if (insert.run(bin, name, oked, JSON.stringify(okedSecondary), headcount, status) === 1) rows += 1;
        else fault(line, "duplicate-bin");
      }
    });
    batch = [];
  };
  for await (const { line, text } of readLines(path)) {
    const row = readLine(text);
    if (row === "header") continue;
    if (row.ok) batch.push({ line, row: row.value });
    else fault(line, row.error);
    if (batch.length === batchRows) flush();
  }
  flush();
  return { rows, faults, firstFaults };
}

async function fileSha256(path: string): Promise<string> {
  const hasher = new Bun.CryptoHasher("sha256");
  for await (const chunk of Bun.file(path).stream()) hasher.update(chunk);
  return hasher.digest("hex");
}

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabases } from "../../../central/src/adapters/open-databases.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beket-databases-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("[SQ13] three files, and with them no other place", () => {
  const { registry, city, roadblock } = openDatabases(folder, null);
  for (const database of [registry, city, roadblock]) database.migrate("t", ["create table t (id integer primary key) strict"]);
  city.prepare("insert into t (id) values (?1)").run(1);
  expect([registry, city, roadblock].map((database) => database.prepare("select id from t").all().length)).toEqual([0, 1, 0]);
  for (const database of [registry, city, roadblock]) database.close();
  expect(
    readdirSync(folder)
      .filter((file) => file.endsWith(".db"))
      .toSorted(),
  ).toEqual(["ledger-city.db", "ledger-roadblock.db", "registry.db"]);
  expect(() => openDatabases(folder, "postgres://beket:geheim@127.0.0.1:1/beket")).toThrow("a registry of its own");
});

it("[SQ13] a folder whose registry lies in PostgreSQL is not opened without it", () => {
  writeFileSync(join(folder, "registry-in-postgres"), "");
  expect(() => openDatabases(folder, null)).toThrow("--database");
  expect(readdirSync(folder)).toEqual(["registry-in-postgres"]);
});

it("[SQ13] an address that does not name three databases is refused without being quoted", () => {
  for (const address of ["https://a:geheim@b/beket", "postgres://a:geheim@b/", "postgres://a:geheim@b/x y", "postgres://a:geheim@b/x/y"]) {
    const faults: string[] = [];
    try {
      openDatabases(folder, address);
    } catch (thrown) {
      faults.push(thrown instanceof Error ? thrown.message : "");
    }
    expect([faults.length, faults.join().includes("geheim")]).toEqual([1, false]);
  }
  expect(readdirSync(folder)).toEqual([]);
});

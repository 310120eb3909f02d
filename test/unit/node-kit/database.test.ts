import { expect, it } from "vitest";
import { closeDatabase, migrate, openDatabase } from "@beket/node-kit";
import { temporaryFolder } from "../../contract/stores/samples.ts";

it("[AS16] refuses a file of a newer program, and runs each migration once", () => {
  const { file, remove } = temporaryFolder();
  const first = "CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT; INSERT INTO one (id) VALUES (1);";
  const second = "INSERT INTO one (id) VALUES (2);";
  const database = openDatabase(file("a.db"), "durable");
  migrate(database, "sample", [first]);
  migrate(database, "sample", [first, second]);
  migrate(database, "sample", [first, second]);
  migrate(database, "neighbour", ["CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT"]);
  expect(database.query("SELECT id FROM one ORDER BY id").all()).toEqual([{ id: 1 }, { id: 2 }]);
  expect(() => migrate(database, "sample", [first])).toThrow(/version 2 of "sample", this program knows 1/);
  closeDatabase(database);
  remove();
});

it("[AS16] a migration that fails leaves nothing behind", () => {
  const database = openDatabase(":memory:", "durable");
  expect(() =>
    migrate(database, "sample", ["CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);"]),
  ).toThrow();
  expect(database.query("SELECT name FROM sqlite_schema WHERE name = 'one'").all()).toEqual([]);
  closeDatabase(database);
});

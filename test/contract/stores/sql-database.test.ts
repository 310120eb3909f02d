import type { SqlDatabase } from "@beket/node-kit";
import { expect, it } from "vitest";
import { forEachEngine } from "../../support/engines.ts";

const schema = `
  -- Every type there is.
  create table thing (
    id integer primary key,
    name text not null unique check (length(name) > 0),
    amount integer not null default 0,
    share real,
    body blob
  ) strict;
  create table note (thing integer not null references thing (id), text text, primary key (thing, text)) strict, without rowid;
  create index thing_by_amount on thing (amount) where amount > 0;`;
type Thing = { readonly id: number; readonly name: string; readonly amount: number; readonly body: Uint8Array | null };

forEachEngine("a database", ({ open, place, engine }) => {
  const made = (): SqlDatabase => {
    const sql = open();
    sql.migrate("things", [schema]);
    return sql;
  };
  const add = (sql: SqlDatabase) => sql.prepare<{ id: number }>("insert into thing (name, amount, body) values (?1, ?2, ?3) returning id");
  const all = (sql: SqlDatabase) => sql.prepare<Thing>("select id, name, amount, body from thing order by id");

  it("[SQ1] gives values back as they were: whole numbers, text of any alphabet, bytes, nothing", () => {
    const sql = made();
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const big = Number.MAX_SAFE_INTEGER;
    expect(add(sql).get("Әл-Фараби ’ \\ 𝄞 \u0001", 1_790_000_000_240, bytes)).toEqual({ id: 1 });
    expect(add(sql).get("b", -big, new Uint8Array())).toEqual({ id: 2 });
    expect(add(sql).get("c", big, null)).toEqual({ id: 3 });
    expect(all(sql).all()).toEqual([
      { id: 1, name: "Әл-Фараби ’ \\ 𝄞 \u0001", amount: 1_790_000_000_240, body: bytes },
      { id: 2, name: "b", amount: -big, body: new Uint8Array() },
      { id: 3, name: "c", amount: big, body: null },
    ]);
    expect(sql.prepare("update thing set share = ?2 where id = ?1").run(1, 0.25)).toBe(1);
    expect(sql.prepare("select share, amount > 0 as isPositive from thing where id <= ?1 order by id").all(2)).toEqual([
      { share: 0.25, isPositive: 1 },
      { share: null, isPositive: 0 },
    ]);
  });

  it("[SQ1] keeps the case of a result's name and counts what is summed as a number", () => {
    const sql = made();
    for (const name of ["a", "b"]) add(sql).get(name, 5, null);
    const sums = sql.prepare("select count(*) as howMany, sum(amount) as sumOfAll, max(amount) as most from thing where amount = ?1");
    expect(sums.get(5)).toEqual({ howMany: 2, sumOfAll: 10, most: 5 });
    expect(sums.get(6)).toEqual({ howMany: 0, sumOfAll: null, most: null });
  });

  it("[SQ1] sorts text by its code points, whatever the language of the machine", () => {
    const sql = made();
    for (const name of ["б", "a", "ә", "B", "ё", "1"]) add(sql).get(name, 0, null);
    expect(
      sql
        .prepare<Thing>("select name from thing order by name")
        .all()
        .map(({ name }) => name),
    ).toEqual(["1", "B", "a", "б", "ё", "ә"]);
  });

  it("[SQ1] refuses a whole number beyond 2^53, in and out", () => {
    const sql = made();
    expect(() => add(sql).get("a", 2 ** 53, null)).toThrow();
    add(sql).get("b", Number.MAX_SAFE_INTEGER, null);
    expect(() => sql.prepare("select amount + 1 as amount from thing").get()).toThrow();
    expect(all(sql).all()).toHaveLength(1);
  });

  it("[SQ1] gives a large result whole", () => {
    const sql = made();
    const body = new Uint8Array(5_000).fill(7);
    add(sql);
    sql
      .prepare("insert into thing (name, body) values (?1, ?2)")
      .runMany(Array.from({ length: 600 }, (_, index) => [`name ${index}`, body]));
    const rows = all(sql).all();
    expect([rows.length, rows.every((row) => row.body?.length === 5_000 && row.body[4_999] === 7)]).toEqual([600, true]);
  });

  it("[SQ2] tells how many rows a statement changed, one and many", () => {
    const sql = made();
    const insert = sql.prepare("insert into thing (name, amount) values (?1, ?2) on conflict (name) do nothing");
    expect([insert.run("a", 1), insert.run("a", 2)]).toEqual([1, 0]);
    expect(
      insert.runMany([
        ["a", 1],
        ["b", 2],
        ["c", 3],
        ["b", 4],
      ]),
    ).toBe(2);
    expect(insert.runMany([])).toBe(0);
    expect(sql.prepare("delete from thing where amount > ?1").run(1)).toBe(2);
    expect(sql.prepare<Thing>("select name, amount from thing").all()).toEqual([{ name: "a", amount: 1 }]);
  });

  it("[SQ2] many runs are all or nothing", () => {
    const sql = made();
    const insert = sql.prepare("insert into thing (name) values (?1)");
    expect(() => insert.runMany([["a"], ["b"], ["a"], ["c"]])).toThrow();
    expect(all(sql).all()).toEqual([]);
    insert.runMany(Array.from({ length: 2_000 }, (_, index) => [`n${index}`]));
    expect(
      all(sql)
        .all()
        .map(({ id, name }) => [id, name])
        .at(-1)?.[1],
    ).toBe("n1999");
  });

  it("[SQ3] a transaction is all or nothing, gives what its work gives, and a part of it joins it", () => {
    const sql = made();
    const one = (name: string) => sql.transaction(() => add(sql).get(name, 0, null)?.id);
    expect(sql.transaction(() => [one("a"), one("b")])).toEqual([1, 2]);
    const failing = (): void =>
      sql.transaction(() => {
        one("c");
        expect(all(sql).all()).toHaveLength(3);
        throw new Error("the pen ran dry");
      });
    expect(failing).toThrow("the pen ran dry");
    expect(
      all(sql)
        .all()
        .map(({ name }) => name),
    ).toEqual(["a", "b"]);
    expect(sql.transaction(() => "nothing asked")).toBe("nothing asked");
  });

  it("[SQ3] of a transaction with a fault in it nothing is kept, also when the fault was caught", () => {
    const sql = made();
    add(sql).get("a", 0, null);
    const swallow = (work: () => unknown): string => {
      try {
        work();
        return "kept";
      } catch {
        return "thrown";
      }
    };
    const refused = swallow(() =>
      sql.transaction(() => {
        add(sql).get("b", 0, null);
        swallow(() => add(sql).get("a", 0, null));
      }),
    );
    const partly = swallow(() =>
      sql.transaction(() => {
        add(sql).get("c", 0, null);
        swallow(() => sql.transaction(() => swallowed()));
      }),
    );
    expect([refused, partly]).toEqual(["thrown", "thrown"]);
    expect(
      all(sql)
        .all()
        .map(({ name }) => name),
    ).toEqual(["a"]);
    expect(add(sql).get("d", 0, null)?.id).toBeGreaterThan(1);
  });

  it("[SQ3] what one handle committed another sees, and constraints hold between them", () => {
    const where = place();
    const [one, other] = [where.open(), where.open()];
    for (const sql of [one, other]) sql.migrate("things", [schema]);
    one.transaction(() => add(one).get("a", 1, null));
    expect(all(other).all()).toHaveLength(1);
    expect(() => add(other).get("a", 2, null)).toThrow();
    expect(() => other.prepare("insert into note (thing, text) values (?1, ?2)").run(77, "x")).toThrow();
    expect(() => add(other).get("", 2, null)).toThrow();
  });

  it("[SQ4] each migration of a part runs once; parts do not know each other; a newer database is not touched", () => {
    const where = place();
    const first = where.open();
    first.migrate("things", [schema]);
    first.migrate("others", ["create table other (id integer primary key) strict"]);
    first.close();
    const later = where.open();
    later.migrate("things", [schema, "alter table thing add column more text; insert into thing (name, more) values ('a', 'm')"]);
    later.migrate("things", [schema, "never run again"]);
    expect(later.prepare("select name, more from thing").all()).toEqual([{ name: "a", more: "m" }]);
    expect(() => later.migrate("things", [schema])).toThrow("version 2");
    expect(() => later.migrate("faulty", ["create table left_over (id integer primary key) strict", "selec"])).toThrow();
    expect(() =>
      later.migrate("faulty", [
        "create table left_over (id integer primary key) strict",
        "create table twice (id integer primary key) strict; selec",
      ]),
    ).toThrow();
    later.migrate("faulty", ["never run again", "create table twice (id integer primary key) strict"]);
    expect([later.engine, later.isAvailable()]).toEqual([engine, true]);
  });
});

const swallowed = (): never => {
  throw new Error("a part that failed");
};

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { openDatabase, openPostgres, openScopeStore, openSqlScopeStore } from "@beket/node-kit";
import type { ScopeRow, ScopeStore } from "@beket/replication";
import { createMemoryScopeStore } from "@beket/replication/memory";
import { hasPostgres, startPostgres, type PostgresCluster } from "../../support/postgres.ts";
import { keyNumbered, scopeRow, temporaryFolder, tombstone } from "./samples.ts";

type Opened = { readonly store: ScopeStore; readonly again: (() => ScopeStore) | null; readonly end: () => void };
const subjects: readonly { readonly name: string; readonly open: () => Opened }[] = [
  { name: "memory", open: () => ({ store: createMemoryScopeStore(), again: null, end: () => undefined }) },
  {
    name: "SQLite",
    open: () => {
      const { file, remove } = temporaryFolder();
      // A neighbour in the same file, so that a statement that forgets its scope is seen.
      const other = openScopeStore(file("scopes.db"), "other-scope");
      commitTo(other, [scopeRow(1, 1, keyNumbered(1)), scopeRow(2, 2, keyNumbered(2))]);
      let store = openScopeStore(file("scopes.db"), "roadblock-1");
      const again = (): ScopeStore => {
        store.close();
        store = openScopeStore(file("scopes.db"), "roadblock-1");
        return store;
      };
      const end = (): void => {
        store.close();
        other.close();
        remove();
      };
      return { store, again, end };
    },
  },
  ...(hasPostgres() ? [{ name: "PostgreSQL", open: onPostgres }] : []),
];
let cluster: PostgresCluster | null = null;
beforeAll(async () => {
  if (hasPostgres()) cluster = await startPostgres();
});
afterAll(() => cluster?.stop());

function onPostgres(): Opened {
  const url = cluster?.create() ?? "";
  const neighbour = openPostgres(url);
  commitTo(openSqlScopeStore(neighbour, "other-scope"), [scopeRow(1, 1, keyNumbered(1)), scopeRow(2, 2, keyNumbered(2))]);
  let database = openPostgres(url);
  const again = (): ScopeStore => {
    database.close();
    database = openPostgres(url);
    return openSqlScopeStore(database, "roadblock-1");
  };
  const end = (): void => {
    database.close();
    neighbour.close();
  };
  return { store: openSqlScopeStore(database, "roadblock-1"), again, end };
}

function commitTo(store: ScopeStore, rows: readonly ScopeRow[]): void {
  const { version, nextRow } = store.position();
  const highest = Math.max(nextRow - 1, ...rows.map((row) => row.row));
  store.commit({ rows, sums: new Uint8Array(2_048).fill(version + rows.length), version: version + rows.length, nextRow: highest + 1 });
}
const [a, b] = [keyNumbered(1), keyNumbered(2)];

describe.each(subjects)("a scope store in $name", ({ open }) => {
  let opened: Opened;
  beforeEach(() => {
    opened = open();
  });
  afterEach(() => opened.end());

  it("[AS11] starts at nothing and keeps its position", () => {
    expect(opened.store.position()).toEqual({ version: 0, sums: new Uint8Array(2_048), nextRow: 1 });
    commitTo(opened.store, [scopeRow(1, 1, a), scopeRow(2, 2, b)]);
    const kept = opened.again === null ? opened.store : opened.again();
    expect(kept.position()).toEqual({ version: 2, sums: new Uint8Array(2_048).fill(2), nextRow: 3 });
    expect(kept.current([2, 5, 1])).toEqual([scopeRow(2, 2, b), scopeRow(1, 1, a)]);
  });

  it("[AS11] gives the rows at a key as they were at any version", () => {
    const { store } = opened;
    commitTo(store, [scopeRow(1, 1, a), scopeRow(2, 2, a), scopeRow(3, 3, b)]);
    commitTo(store, [scopeRow(1, 4, a), scopeRow(2, 5, a, tombstone)]);
    const seen = [0, 1, 2, 3, 4, 5, 99].map((version) => store.at(a, version));
    const [one, two] = [scopeRow(1, 1, a), scopeRow(2, 2, a)];
    const [newOne, dead] = [scopeRow(1, 4, a), scopeRow(2, 5, a, tombstone)];
    expect(seen).toEqual([[], [one], [one, two], [one, two], [newOne, two], [newOne, dead], [newOne, dead]]);
  });

  it("[AS12] a catch-up skips what is no longer present and keeps to its limits", () => {
    const { store } = opened;
    commitTo(store, [scopeRow(1, 1, a), scopeRow(2, 2, b), scopeRow(3, 3, a)]);
    commitTo(store, [scopeRow(1, 4, a), scopeRow(3, 5, a, tombstone)]);
    expect(store.since(0, 100, 1e6)).toEqual([scopeRow(2, 2, b), scopeRow(1, 4, a), scopeRow(3, 5, a, tombstone)]);
    expect(store.since(2, 1, 1e6).map((row) => row.version)).toEqual([4]);
    expect(store.since(0, 100, 80).map((row) => row.version)).toEqual([2, 4]);
    expect(store.since(0, 100, 1).map((row) => row.version)).toEqual([2]);
    expect(store.since(5, 100, 1e6)).toEqual([]);
  });

  it("[AS11, AS12] agrees with a list of all versions, whatever was committed", () => {
    const { store } = opened;
    const history: ScopeRow[] = [];
    const changes = fc.array(fc.record({ row: fc.integer({ min: 1, max: 12 }), dead: fc.boolean() }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 5 }), (batch, rowsMax) => {
        const first = history.length;
        const rows = batch.map(({ row, dead }, index) =>
          dead ? scopeRow(row, first + index + 1, keyNumbered(row % 4), tombstone) : scopeRow(row, first + index + 1, keyNumbered(row % 4)),
        );
        commitTo(store, rows);
        history.push(...rows);
        const present = history.filter((row) => !history.some((later) => later.row === row.row && later.version > row.version));
        const paged: ScopeRow[] = [];
        for (let page = store.since(0, rowsMax, 1e6); page.length > 0; page = store.since(paged.at(-1)?.version ?? 0, rowsMax, 1e6))
          paged.push(...page);
        expect(paged).toEqual(present);
        const version = Math.floor(history.length / 2);
        const before = history.filter((row) => row.version <= version);
        const then = before.filter((row) => !before.some((later) => later.row === row.row && later.version > row.version));
        for (let key = 0; key < 4; key++) {
          const found = [...store.at(keyNumbered(key), version)].toSorted((x, y) => x.version - y.version);
          expect(found).toEqual(then.filter((row) => row.row % 4 === key));
        }
      }),
      { numRuns: 40 },
    );
  });
});

it("[AS17] a commit within a caller's transaction goes when that is rolled back", () => {
  const database = openDatabase(":memory:", "durable");
  const store = openScopeStore(database, "city-1");
  commitTo(store, [scopeRow(1, 1, a)]);
  const failing = database.transaction(() => {
    commitTo(store, [scopeRow(2, 2, b)]);
    throw new Error("the permit could not be written");
  });
  expect(() => failing()).toThrow("the permit");
  expect(store.position()).toMatchObject({ version: 1, nextRow: 2 });
  expect(store.since(0, 9, 1e6)).toEqual([scopeRow(1, 1, a)]);
  store.close();
  expect(database.query("SELECT 1 AS one").get()).toEqual({ one: 1 });
  database.close();
});

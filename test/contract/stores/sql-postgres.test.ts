import { isStoreUnavailable, openPostgres, type SqlDatabase } from "@beket/node-kit";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hasPostgres, startPostgres, type PostgresCluster } from "../../support/postgres.ts";

const opened: SqlDatabase[] = [];
const open = (url: string, statementTimeoutMs = 10_000): SqlDatabase => {
  const database = openPostgres(url, { statementTimeoutMs });
  opened.push(database);
  return database;
};
/** What a call throws: `store-unavailable`, a code of the server, or nothing. */
const faultOf = (work: () => unknown): string => {
  try {
    work();
    return "nothing";
  } catch (thrown) {
    if (isStoreUnavailable(thrown)) return thrown.code;
    return thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);
  }
};
const untilUp = async (database: SqlDatabase): Promise<void> => {
  while (!database.isAvailable()) await new Promise((resolve) => setTimeout(resolve, 20));
};
const notes = "create table note (id integer primary key, text text not null unique) strict";
const add = (database: SqlDatabase, text: string): number => database.prepare("insert into note (text) values (?1)").run(text);
const texts = (database: SqlDatabase): readonly string[] =>
  database
    .prepare<{ text: string }>("select text from note order by text")
    .all()
    .map(({ text }) => text);

describe.skipIf(!hasPostgres())("a PostgreSQL server", () => {
  let cluster: PostgresCluster;
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterEach(() => {
    for (const database of opened.splice(0)) database.close();
  });
  afterAll(() => cluster.stop());

  const pair = (): { one: SqlDatabase; other: SqlDatabase; url: string } => {
    const url = cluster.create();
    const [one, other] = [open(url), open(url, 400)];
    one.migrate("notes", [notes]);
    return { one, other, url };
  };
  const endConnectionOf = (one: SqlDatabase, other: SqlDatabase): void => {
    const pid = one.prepare<{ pid: number }>("select pg_backend_pid() as pid").get()?.pid ?? 0;
    other.prepare("select pg_terminate_backend(cast(?1 as int)) as ended").get(pid);
  };

  it("[SQ5] a connection that ends within a transaction is a rollback and a clear fault, also when a new one is there already", async () => {
    const { one, other } = pair();
    let inside = "";
    const fault = faultOf(() =>
      one.transaction(() => {
        add(one, "before");
        endConnectionOf(one, other);
        // Longer than the thread needs to find a new connection: what follows must not be committed on it alone.
        Bun.sleepSync(1_500);
        inside = faultOf(() => add(one, "after"));
      }),
    );
    expect([inside, fault === "nothing"]).toEqual(["store-unavailable", false]);
    await untilUp(one);
    expect(texts(one)).toEqual([]);
    expect([add(one, "later"), texts(other)]).toEqual([1, ["later"]]);
  });

  it("[SQ5] while the server is away every request fails at once; when it is back all goes on", async () => {
    const { one } = pair();
    add(one, "kept");
    await cluster.kill();
    const faults = new Set(Array.from({ length: 200 }, () => faultOf(() => texts(one))));
    expect([[...faults], one.isAvailable()]).toEqual([["store-unavailable"], false]);
    expect(faultOf(() => one.transaction(() => add(one, "lost")))).toBe("store-unavailable");
    await cluster.restart();
    await untilUp(one);
    add(one, "new");
    expect(texts(one)).toEqual(["kept", "new"]);
  });

  it("[SQ5] a server that keeps silent is given up, and what was begun there is not kept", async () => {
    const { one, other } = pair();
    add(other, "kept");
    cluster.signalAll("STOP");
    expect(faultOf(() => add(other, "into the silence"))).toBe("store-unavailable");
    expect(faultOf(() => add(other, "at once"))).toBe("store-unavailable");
    cluster.signalAll("CONT");
    await untilUp(other);
    add(other, "new");
    // The server may have done what it was asked, after nobody waited for it any more: the fault says that it is unknown.
    expect(texts(one).filter((text) => text !== "into the silence")).toEqual(["kept", "new"]);
  });

  it("[SQ6] there is one writer at a time: another waits, and not for ever", () => {
    const { one, other } = pair();
    one.transaction(() => {
      add(one, "a");
      expect(faultOf(() => add(other, "b"))).toBe("store-unavailable");
      expect(faultOf(() => other.transaction(() => texts(other)))).toBe("store-unavailable");
      expect(texts(other)).toEqual([]);
    });
    expect([add(other, "b"), texts(one)]).toEqual([1, ["a", "b"]]);
  });

  it("[SQ7] no fault quotes a value, and none a password", () => {
    const { one, url } = pair();
    add(one, "880101300123");
    const messages: string[] = [];
    const note = (work: () => unknown): void => {
      try {
        work();
      } catch (thrown) {
        messages.push(thrown instanceof Error ? `${thrown.message} ${JSON.stringify(thrown)}` : "");
      }
    };
    note(() => add(one, "880101300123"));
    note(() => one.prepare("select cast(?1 as bigint) as number").get("880101300123x"));
    note(() => open(url.replace("beket@", "nobody:8801013x@")));
    note(() => open(url.replace(/\/test_\d+$/, "/nothere").replace("beket@", "beket:8801013x@")));
    expect(messages).toHaveLength(4);
    expect(messages.join("\n")).not.toContain("8801013");
    expect(messages.join("\n")).toContain("SQLSTATE_23505");
  });

  it("[SQ7] a statement that the server cannot read is refused when it is prepared, as with SQLite", () => {
    const { one } = pair();
    expect(faultOf(() => one.prepare("select missing from note"))).toBe("SQLSTATE_42703");
    expect(faultOf(() => one.prepare("insert into nowhere (id) values (?1)"))).toBe("SQLSTATE_42P01");
    expect(texts(one)).toEqual([]);
  });

  it("[SQ7] a database in another encoding than UTF-8 is not opened", () => {
    const admin = open(cluster.create());
    admin.exec("create database ascii template template0 encoding 'SQL_ASCII' locale 'C'");
    const url = cluster.create().replace(/\/test_\d+$/, "/ascii");
    expect(() => open(url)).toThrow("SQL_ASCII");
  });
});

import { assert } from "@beket/domain";
import { migrateSql } from "./migrate.ts";
import { postgresText } from "./postgres-text.ts";
import { createPostgresThread, type PostgresThread } from "./postgres-thread.ts";
import type { Exchange, Reply } from "./exchange.ts";
import type { SqlDatabase, SqlStatement, SqlValue } from "./sql.ts";
import { storeUnavailable } from "./unavailable.ts";

export type PostgresOptions = {
  /** One statement may take so long, waiting for other writers included. */
  readonly statementTimeoutMs?: number;
  /** Schemas, and the indexes that they build. */
  readonly scriptTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
};
const defaults = { statementTimeoutMs: 10_000, scriptTimeoutMs: 600_000, connectTimeoutMs: 5_000 } as const;
/** For the way there and back, beside what the server may take. */
const graceMs = 2_000;
/** One writer at a time in a database: the number spells "beket", so that it is nobody else's. */
const lockCommand = "select pg_advisory_xact_lock(422608332148)";

/**
 * A PostgreSQL database behind the common way to SQL. Opening waits for the first connection and throws a StoreUnavailableError without
 * it; from then on the connection comes back by itself, and whoever asks while there is none gets that error at once. A connection that
 * ends within a transaction is a rollback and that error. A statement that was refused spoils its transaction, as does a part of it that
 * threw: nothing of it is kept, even where the caller caught the fault.
 */
export function openPostgres(url: string, options: PostgresOptions = {}): SqlDatabase {
  const limits = { ...defaults, ...options };
  const thread = createPostgresThread({ url, ...limits });
  const fault = thread.waitUp(limits.connectTimeoutMs);
  if (fault !== null) {
    thread.close();
    throw storeUnavailable(`PostgreSQL: ${fault}`);
  }
  const session = createSession(thread, limits.statementTimeoutMs + graceMs);
  /** As with SQLite, what the server cannot read throws here and not at the first use. */
  const understand = (text: string): void => {
    if (understood.has(text) || !/^\s*(?:select|insert|update|delete|with|values)\b/i.test(text) || !thread.isUp()) return;
    session.script(`prepare beket_reads as ${text}; deallocate beket_reads`, limits.statementTimeoutMs);
    understood.add(text);
  };
  const database: Omit<SqlDatabase, "migrate"> = {
    engine: "postgres",
    isAvailable: thread.isUp,
    prepare: <Row>(text: string) => {
      const translated = postgresText(text);
      understand(translated);
      return statementOf<Row>(session, translated);
    },
    exec: (text) => session.script(postgresText(text), limits.scriptTimeoutMs),
    transaction: session.transaction,
    close: thread.close,
  };
  try {
    demand(database);
  } catch (thrown) {
    thread.close();
    throw thrown;
  }
  return { ...database, migrate: (part, migrations) => migrateSql(database, part, migrations) };
}

/** Texts that a server of this process has read: each is asked once, whichever of the ledgers it is for. */
const understood = new Set<string>();

/** Text is kept as it comes. */
function demand(database: Pick<SqlDatabase, "prepare">): void {
  const { encoding } = database.prepare<{ encoding: string }>("select current_setting('server_encoding') as encoding").get() ?? {};
  if (encoding !== "UTF8") throw new Error(`the database has the encoding ${encoding ?? "(none)"}, it must be UTF8`);
}

function statementOf<Row>(session: Session, text: string): SqlStatement<Row> {
  const writes = !/^\s*(?:select|values|explain|show)\b/i.test(text);
  const ask = (lists: readonly (readonly SqlValue[])[]) => session.run({ text, lists }, writes);
  // The values were read by their types; which columns there are is the statement's word, as it is with SQLite.
  const areRows = (found: readonly unknown[]): found is readonly Row[] => found.every((row) => typeof row === "object");
  const rows = (values: readonly SqlValue[]): readonly Row[] => {
    const found: readonly unknown[] = ask([values]).rows;
    assert(areRows(found), "a result has rows");
    return found;
  };
  return {
    all: (...values) => rows(values),
    get: (...values) => rows(values)[0] ?? null,
    run: (...values) => ask([values]).changes,
    runMany: (lists) => (lists.length === 0 ? 0 : ask(lists).changes),
  };
}

type Rows = Extract<Reply, { kind: "rows" }>;
type Session = ReturnType<typeof createSession>;

/**
 *            transaction()                 first statement
 *   none ─────────────────► begun, unsent ────────────────► open ──► commit or rollback ──► none
 * `begin` and the lock leave with the first statement: a transaction that asks nothing costs nothing.
 */
function createSession(thread: PostgresThread, answerWithinMs: number) {
  let open: { generation: number | null; spoiled: boolean } | null = null;

  const exchange = (given: Exchange, timeoutMs = answerWithinMs): Rows => {
    if (!thread.isUp()) throw storeUnavailable("PostgreSQL is away");
    const reply = thread.exchange(given, timeoutMs);
    if (reply.kind === "rows") return reply;
    if (open !== null) open.spoiled = true;
    if (reply.kind === "lost") throw storeUnavailable("the connection to PostgreSQL ended", given.after.includes("commit"));
    if (isPassing(reply.state)) throw storeUnavailable(`PostgreSQL gave up (${reply.state})`);
    throw Object.assign(new Error(`PostgreSQL refused a statement: ${reply.detail}`), { code: `SQLSTATE_${reply.state}` });
  };
  /** What goes ahead of a statement, and on which connection. */
  const lead = (): Pick<Exchange, "before" | "generation"> => {
    if (open === null) return { before: [], generation: null };
    assert(!open.spoiled, "after a fault a transaction can only end");
    if (open.generation !== null) return { before: [], generation: open.generation };
    open.generation = thread.generation();
    return { before: ["begin", lockCommand], generation: open.generation };
  };
  const finish = (generation: number, command: "commit" | "rollback"): void => {
    exchange({ before: [], statement: null, after: [command], generation });
  };
  return {
    run: (statement: NonNullable<Exchange["statement"]>, writes: boolean): Rows =>
      open === null && writes
        ? exchange({ before: ["begin", lockCommand], statement, after: ["commit"], generation: null })
        : exchange({ ...lead(), statement, after: [] }),
    script: (text: string, timeoutMs: number): void => {
      const { before, generation } = lead();
      const slow = `set statement_timeout = ${timeoutMs}`;
      exchange(
        { before: [...before, slow], statement: { text, lists: null }, after: ["reset statement_timeout"], generation },
        timeoutMs + graceMs,
      );
    },
    transaction: <T>(work: () => T): T => {
      if (open !== null) return spoiling(open, work);
      open = { generation: null, spoiled: false };
      const own = open;
      try {
        const result = spoiling(own, work);
        assert(!own.spoiled, "a transaction with a fault in it is not kept");
        if (own.generation !== null) finish(own.generation, "commit");
        return result;
      } catch (thrown) {
        // Where the connection is gone, so is the transaction.
        if (own.generation !== null && thread.isUp() && thread.generation() === own.generation) rollBack(own.generation);
        throw thrown;
      } finally {
        open = null;
      }
    },
  };

  function rollBack(generation: number): void {
    thread.exchange({ before: [], statement: null, after: ["rollback"], generation }, answerWithinMs);
  }
}

/** A part that threw is in doubt: whoever catches that must not keep the rest. */
function spoiling<T>(open: { spoiled: boolean }, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    open.spoiled = true;
    throw thrown;
  }
}

/** Not the statement's fault: time is over, no room, the server starts or stops, another was first. */
const isPassing = (state: string): boolean => /^(?:57|53|58|40|55P03)/.test(state);

// The thread that talks to PostgreSQL while the thread of decisions waits for it (ADR 0080). It keeps one connection, and looks for a new
// one by itself when that ends: who asks meanwhile is told so at once and waits for nothing.
import { parentPort } from "node:worker_threads";
import { SQL, type ReservedSQL } from "bun";
import { encodeReply, headerBytes, pieceBytes, place, signal, type Exchange, type Table, type WorkerOrder } from "./exchange.ts";
import { faultOf, parameterOf, tableOf } from "./postgres-values.ts";
import type { SqlValue } from "./sql.ts";

type Open = Extract<WorkerOrder, { kind: "open" }>;
type Connection = { readonly pool: SQL; readonly session: ReservedSQL; readonly generation: number };

const reconnectAfterMs = 500;
/** The other thread takes a piece as soon as it is there, unless it gave up. */
const pieceTakenWithinMs = 30_000;
/** Statements that are on their way at once. */
const windowRows = 512;

let order: Open | null = null;
let connection: Connection | null = null;
let isClosed = false;

parentPort?.on("message", (given: WorkerOrder) => {
  if (given.kind === "open") {
    order = given;
    void connect(given);
  } else if (given.kind === "close") {
    isClosed = true;
    if (connection !== null) end(connection.pool);
  } else if (order !== null) void answer(order, given.exchange);
});

const header = ({ shared }: Open): Int32Array => new Int32Array(shared, 0, place.words);

async function connect(open: Open): Promise<void> {
  const state = header(open);
  const generation = Atomics.load(state, place.generation) + 1;
  const pool = new SQL({
    url: open.url,
    max: 1,
    bigint: true,
    connectionTimeout: Math.ceil(open.connectTimeoutMs / 1_000),
    connection: {
      application_name: "beket",
      statement_timeout: String(open.statementTimeoutMs),
      // Of a process that vanished the server lets go soon, and of its lock.
      idle_in_transaction_session_timeout: String(open.statementTimeoutMs),
      tcp_keepalives_idle: "10",
      tcp_keepalives_interval: "5",
      tcp_keepalives_count: "3",
      client_min_messages: "error",
    },
    onclose: () => lose(open, generation),
  });
  try {
    const session = await pool.reserve();
    connection = { pool, session, generation };
    Atomics.store(state, place.generation, generation);
    Atomics.store(state, place.isUp, 1);
    Atomics.notify(state, place.isUp);
  } catch (thrown) {
    const code = thrown instanceof SQL.PostgresError ? (thrown.errno ?? "") : "";
    Atomics.store(state, place.fault, code.startsWith("28") ? 2 : code === "3D000" ? 3 : 1);
    Atomics.notify(state, place.isUp);
    end(pool);
    again(open);
  }
}

function lose(open: Open, generation: number): void {
  // One that never stood is tried again by `connect`.
  if (connection?.generation !== generation) return;
  // Also where the socket still stands: what was begun on it ends with it, and so does its lock.
  end(connection.pool);
  connection = null;
  Atomics.store(header(open), place.isUp, 0);
  again(open);
}

/** A pool that is given up; whether its server hears of it is no matter. */
function end(pool: SQL): void {
  pool.close({ timeout: 0 }).catch(() => undefined);
}

function again(open: Open): void {
  setTimeout(() => {
    if (!isClosed) void connect(open);
  }, reconnectAfterMs);
}

async function answer(open: Open, exchange: Exchange): Promise<void> {
  const present = connection;
  if (present === null || (exchange.generation !== null && exchange.generation !== present.generation)) {
    return reply(open, encodeReply({ kind: "lost" }));
  }
  let bytes: Uint8Array;
  try {
    bytes = encodeReply({ kind: "rows", ...(await perform(present.session, exchange)) });
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (fault.kind === "lost") lose(open, present.generation);
    bytes = encodeReply(fault);
  }
  reply(open, bytes);
}

const nothing: Table = { changes: 0, names: [], table: [] };

/** All of it leaves before the first answer comes; the server answers in order, and after a fault refuses the rest of a transaction. */
async function perform(session: ReservedSQL, { before, statement, after }: Exchange): Promise<Table> {
  const sent: Promise<Table>[] = before.map((text) => command(session, text));
  let changes = 0;
  if (statement?.lists === null) sent.push(command(session, statement.text));
  else if (statement !== null) {
    for (const list of statement.lists) {
      if (sent.length >= windowRows) changes += await settled(sent.splice(0, windowRows / 2));
      sent.push(run(session, statement.text, list));
    }
  }
  const work = sent.at(-1);
  sent.push(...after.map((text) => command(session, text)));
  changes += await settled(sent);
  return statement === null || work === undefined ? nothing : { ...(await work), changes };
}

/** Statements without values, several with semicolons between. */
async function command(session: ReservedSQL, text: string): Promise<Table> {
  await session.unsafe(text).simple();
  return nothing;
}

async function run(session: ReservedSQL, text: string, list: readonly SqlValue[]): Promise<Table> {
  const result = await session.unsafe(text, list.map(parameterOf)).values();
  const columns: readonly SQL.ResultColumn[] = result.columns;
  return { changes: result.affectedRows, names: columns.map(({ name }) => name), table: tableOf(result, columns) };
}

/** How many rows they changed, when all are done; throws the first fault. */
async function settled(sent: readonly Promise<Table>[]): Promise<number> {
  let changes = 0;
  for (const one of await Promise.allSettled(sent)) {
    if (one.status === "rejected") throw one.reason;
    changes += one.value.changes;
  }
  return changes;
}

/** Piece by piece; the other thread has taken one when the signal is back at none. */
function reply(open: Open, bytes: Uint8Array): void {
  const state = header(open);
  const room = new Uint8Array(open.shared, headerBytes);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    room.set(piece);
    const isLast = at + pieceBytes >= bytes.length;
    Atomics.store(state, place.length, piece.length);
    Atomics.store(state, place.signal, isLast ? signal.last : signal.piece);
    Atomics.notify(state, place.signal);
    if (!isLast && Atomics.wait(state, place.signal, signal.piece, pieceTakenWithinMs) === "timed-out") return;
  }
}

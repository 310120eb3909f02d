import { Worker } from "node:worker_threads";
import {
  connectFaults,
  decodeReply,
  headerBytes,
  pieceBytes,
  place,
  signal,
  type Exchange,
  type Reply,
  type WorkerOrder,
} from "./exchange.ts";

export type ThreadOptions = { readonly url: string; readonly statementTimeoutMs: number; readonly connectTimeoutMs: number };
export type PostgresThread = {
  /** Looks at a number; waits for nothing. */
  readonly isUp: () => boolean;
  /** Which connection it is; another number, and what was begun on the one before is gone. */
  readonly generation: () => number;
  /** Until there is a connection, at most so long; what is wrong, null when nothing is. */
  readonly waitUp: (timeoutMs: number) => string | null;
  /** Blocks until the server answered, at most so long; then the connection is given up. */
  readonly exchange: (exchange: Exchange, timeoutMs: number) => Reply;
  readonly close: () => void;
};

/** A thread with one connection, and the blocking way to it: `Atomics.wait` on memory that both threads see. */
export function createPostgresThread(options: ThreadOptions): PostgresThread {
  let isClosed = false;
  const restart = (): void => {
    if (isClosed) return;
    const { generation } = current;
    void current.worker.terminate();
    current = start(options, restart, generation());
  };
  let current = start(options, restart);
  return {
    isUp: () => current.isUp(),
    generation: () => current.generation(),
    waitUp: (timeoutMs) => current.waitUp(timeoutMs),
    exchange: (exchange, timeoutMs) => {
      const bytes = current.ask({ kind: "exchange", exchange }, timeoutMs);
      if (bytes !== null) return decodeReply(bytes);
      // Nobody knows what that thread is waiting for: its connection ends with it, and the server rolls back.
      restart();
      return { kind: "lost" };
    },
    close: () => {
      isClosed = true;
      current.tell({ kind: "close" });
      void current.worker.terminate();
    },
  };
}

function start({ url, statementTimeoutMs, connectTimeoutMs }: ThreadOptions, onDeath: () => void, generation = 0) {
  const shared = new SharedArrayBuffer(headerBytes + pieceBytes);
  const state = new Int32Array(shared, 0, place.words);
  const room = new Uint8Array(shared, headerBytes);
  Atomics.store(state, place.generation, generation);
  const worker = new Worker(new URL("./postgres-worker.ts", import.meta.url));
  worker.unref();
  worker.once("error", onDeath);
  const tell = (order: WorkerOrder): void => worker.postMessage(order, []);
  tell({ kind: "open", url, shared, statementTimeoutMs, connectTimeoutMs });

  const ask = (order: WorkerOrder, timeoutMs: number): Uint8Array | null => {
    const pieces: Uint8Array[] = [];
    Atomics.store(state, place.signal, signal.none);
    tell(order);
    for (;;) {
      if (Atomics.wait(state, place.signal, signal.none, timeoutMs) === "timed-out") return null;
      const isLast = Atomics.load(state, place.signal) === signal.last;
      pieces.push(room.slice(0, Atomics.load(state, place.length)));
      Atomics.store(state, place.signal, signal.none);
      Atomics.notify(state, place.signal);
      const [only] = pieces;
      if (isLast) return pieces.length === 1 && only !== undefined ? only : new Uint8Array(Buffer.concat(pieces));
    }
  };
  return {
    worker,
    tell,
    ask,
    isUp: (): boolean => Atomics.load(state, place.isUp) === 1,
    generation: (): number => Atomics.load(state, place.generation),
    waitUp: (timeoutMs: number): string | null => {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const left = until - performance.now();
        if (left > 0) Atomics.wait(state, place.isUp, 0, left);
        if (Atomics.load(state, place.isUp) === 1) return null;
        const fault = Atomics.load(state, place.fault);
        // A server that is about to start is waited for; a name that is refused is refused again.
        if (left <= 0 || fault > 1) return connectFaults[fault === 0 ? 1 : fault] ?? "";
      }
    },
  };
}

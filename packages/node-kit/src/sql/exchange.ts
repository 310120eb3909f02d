import type { SqlValue } from "./sql.ts";

/** What the worker is told. Commands of `before` and `after` have no values; all of it travels to the server without waiting in between. */
export type Exchange = {
  readonly before: readonly string[];
  /** Null: only the commands. */
  readonly statement: {
    readonly text: string;
    /** One run for each list; null: a script without values, which may be several statements. */
    readonly lists: readonly (readonly SqlValue[])[] | null;
  } | null;
  readonly after: readonly string[];
  /** The connection it must be, because a transaction began there; null: any. */
  readonly generation: number | null;
};
export type WorkerOrder =
  | {
      readonly kind: "open";
      readonly url: string;
      readonly shared: SharedArrayBuffer;
      readonly statementTimeoutMs: number;
      readonly connectTimeoutMs: number;
    }
  | { readonly kind: "exchange"; readonly exchange: Exchange }
  | { readonly kind: "close" };

/** `refused`: the server read it and said no. `lost`: the connection ended. */
export type Reply =
  | { readonly kind: "rows"; readonly changes: number; readonly rows: readonly Readonly<Record<string, SqlValue>>[] }
  | { readonly kind: "refused"; readonly state: string; readonly detail: string }
  | { readonly kind: "lost" };

/** A result as it travels: names once, values by rows. */
export type Table = { readonly changes: number; readonly names: readonly string[]; readonly table: readonly (readonly SqlValue[])[] };

/** Places in the shared header, in 32-bit words. */
export const place = { signal: 0, length: 1, isUp: 2, generation: 3, fault: 4, words: 6 } as const;
/** Why there is no connection, for the operator. The server's own words could name a password. */
export const connectFaults = ["none", "it cannot be reached", "the user or the password is refused", "there is no such database"] as const;
export const signal = { none: 0, piece: 1, last: 2 } as const;
export const headerBytes = place.words * 4;
/** A longer reply goes piece by piece. */
export const pieceBytes = 1024 * 1024;

const tags = { rows: 0, refused: 1, lost: 2 } as const;
const values = { none: 0, number: 1, text: 2, bytes: 3 } as const;

/** Rows as a table: names once, then values with a byte before each that says what it is. */
export function encodeReply(reply: Exclude<Reply, { kind: "rows" }> | ({ readonly kind: "rows" } & Table)): Uint8Array {
  const out = createWriter();
  out.byte(tags[reply.kind]);
  if (reply.kind === "refused") {
    out.text(reply.state);
    out.text(reply.detail);
  }
  if (reply.kind === "rows") {
    out.number(reply.changes);
    out.number(reply.names.length);
    for (const name of reply.names) out.text(name);
    out.number(reply.table.length);
    for (const row of reply.table) for (const value of row) writeValue(out, value);
  }
  return out.taken();
}

export function decodeReply(bytes: Uint8Array): Reply {
  const input = createReader(bytes);
  const tag = input.byte();
  if (tag === tags.lost) return { kind: "lost" };
  if (tag === tags.refused) return { kind: "refused", state: input.text(), detail: input.text() };
  const changes = input.number();
  const names = Array.from({ length: input.number() }, () => input.text());
  const rows: Record<string, SqlValue>[] = [];
  for (let left = input.number(); left > 0; left -= 1) {
    const row: Record<string, SqlValue> = {};
    for (const name of names) row[name] = readValue(input);
    rows.push(row);
  }
  return { kind: "rows", changes, rows };
}

function writeValue(out: Writer, value: SqlValue): void {
  if (value === null) out.byte(values.none);
  else if (typeof value === "number") {
    out.byte(values.number);
    out.number(value);
  } else if (typeof value === "string") {
    out.byte(values.text);
    out.text(value);
  } else {
    out.byte(values.bytes);
    out.bytes(value);
  }
}

function readValue(input: Reader): SqlValue {
  const tag = input.byte();
  if (tag === values.number) return input.number();
  if (tag === values.text) return input.text();
  return tag === values.bytes ? input.bytes() : null;
}

type Writer = ReturnType<typeof createWriter>;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** A character of JavaScript is three bytes of UTF-8 at most. */
const bytesOfCharacterMax = 3;

function createWriter() {
  let buffer = new Uint8Array(4_096);
  let view = new DataView(buffer.buffer);
  let at = 0;
  const room = (bytes: number): void => {
    if (at + bytes <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, at + bytes));
    larger.set(buffer.subarray(0, at));
    buffer = larger;
    view = new DataView(buffer.buffer);
  };
  const length = (bytes: number): void => {
    view.setUint32(at, bytes, true);
    at += 4;
  };
  return {
    byte: (value: number): void => {
      room(1);
      buffer[at++] = value;
    },
    number: (value: number): void => {
      room(8);
      view.setFloat64(at, value, true);
      at += 8;
    },
    text: (value: string): void => {
      room(4 + value.length * bytesOfCharacterMax);
      const { written } = encoder.encodeInto(value, buffer.subarray(at + 4));
      length(written);
      at += written;
    },
    bytes: (value: Uint8Array): void => {
      room(4 + value.length);
      length(value.length);
      buffer.set(value, at);
      at += value.length;
    },
    taken: (): Uint8Array => buffer.subarray(0, at),
  };
}

type Reader = ReturnType<typeof createReader>;

function createReader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const taken = (): Uint8Array => {
    const from = at + 4;
    at = from + view.getUint32(at, true);
    return bytes.subarray(from, at);
  };
  return {
    byte: (): number => view.getUint8(at++),
    number: (): number => {
      at += 8;
      return view.getFloat64(at - 8, true);
    },
    text: (): string => decoder.decode(taken()),
    // A copy: the row outlives the reply.
    bytes: (): Uint8Array => taken().slice(),
  };
}

import { SQL } from "bun";
import type { Reply, Table } from "./exchange.ts";
import { safe } from "./safe.ts";
import type { SqlValue } from "./sql.ts";

/** Type numbers of PostgreSQL (pg_type.dat) that the portable subset can give. */
const oid = { bool: 16, bytea: 17, name: 19, int8: 20, int2: 21, int4: 23, text: 25, float4: 700, float8: 701, unknown: 705 } as const;
const oidNumeric = 1700;
const oidsKnown: ReadonlySet<number> = new Set([...Object.values(oid), 1042, 1043, oidNumeric]);

/** A result (rows as lists) as a table of what SQLite would have given. Throws at a type or a number that is outside of the subset. */
export function tableOf(rows: readonly (readonly unknown[])[], columns: readonly SQL.ResultColumn[]): Table["table"] {
  for (const { name, type } of columns) {
    if (!oidsKnown.has(type)) throw new RangeError(`column "${name}" has type ${type}, which is not in the portable subset`);
  }
  const numeric = columns.map(({ type }) => type === oidNumeric);
  return rows.map((row) => row.map((value, index) => valueOf(numeric[index] === true && value !== null ? Number(value) : value)));
}

function valueOf(value: unknown): SqlValue {
  if (typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))) {
    return safe(Number(value));
  }
  if (typeof value === "string" || typeof value === "number" || value === null || value instanceof Uint8Array) return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  throw new RangeError(`a ${typeof value} is not in the portable subset`);
}

/** Whole numbers as int8, whatever their size: a statement is prepared once, and an index on a `bigint` is used. */
export function parameterOf(value: SqlValue): SqlValue | bigint {
  return typeof value === "number" && Number.isInteger(value) ? BigInt(safe(value)) : value;
}

/**
 * What a thrown value means. The server's own sentence can quote a value (an identifier): it is told only of faults of syntax and names
 * (class 42), of others the code and the constraint.
 */
export function faultOf(thrown: unknown): Exclude<Reply, { kind: "rows" }> {
  if (!(thrown instanceof SQL.PostgresError))
    return { kind: "refused", state: "XX000", detail: thrown instanceof Error ? thrown.message : "" };
  const { errno, constraint } = thrown;
  // Raised by the client itself: the connection ended, or cannot be trusted any more. 08: connection; 57P: the server stops or starts.
  if (errno === undefined || errno.startsWith("08") || errno.startsWith("57P") || errno === "25P03") return { kind: "lost" };
  return { kind: "refused", state: errno, detail: errno.startsWith("42") ? thrown.message : (constraint ?? "") };
}

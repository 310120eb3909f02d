import { createBinaryReader, createBinaryWriter } from "../bytes/binary.ts";
import type { BinaryReader, BinaryWriter } from "../bytes/binary.ts";
import { limits } from "../formats/limits.ts";
import { isLevel } from "../formats/names.ts";
import type { ScopeRow } from "../ports.ts";
import { assert, err, ok } from "../result.ts";
import type { Result } from "../result.ts";

/** Rows in ascending version, all in `from < version ≤ to`. A batch that was cut (`more`) has no digest. */
export type ScopeDelta = {
  readonly scope: string;
  readonly from: number;
  readonly to: number;
  /** SHA-256 of the 256 bucket sums at `to`; null when more of this catch-up follows. */
  readonly digest: Uint8Array | null;
  readonly rows: readonly ScopeRow[];
};
export type LaneRow = { readonly scope: string; readonly row: ScopeRow };
type DeltaError = { readonly code: "delta-invalid" };
type LaneError = { readonly code: "lane-invalid" };

const sealedMax = limits.recordBytesMax + 16;
const bigMax = Number.MAX_SAFE_INTEGER;

function writeRow(out: BinaryWriter, row: ScopeRow, versionBefore: number): void {
  out.bytes(row.key);
  out.varint(row.row);
  out.varint(row.version - versionBefore);
  out.varint(row.sealed.length);
  out.bytes(row.sealed);
}

function readRow(input: BinaryReader, versionBefore: number): ScopeRow {
  const key = input.bytes(8);
  const row = input.varint(bigMax);
  const version = versionBefore + input.varint(bigMax);
  return { key, row, version, sealed: input.bytes(input.varint(sealedMax)) };
}

/** A sealed record is either nothing (a tombstone) or at least a tag. */
const isRow = (row: ScopeRow, versionBefore: number): boolean =>
  row.row > 0 && row.version > versionBefore && Number.isSafeInteger(row.version) && (row.sealed.length === 0 || row.sealed.length >= 16);

export function encodeDelta(delta: ScopeDelta): Uint8Array {
  assert(delta.rows.length <= limits.rowsPerDeltaMax, "a delta has at most 500 rows");
  const out = createBinaryWriter(16_384);
  out.shortText(delta.scope);
  out.varint(delta.from);
  out.varint(delta.to);
  out.byte(delta.digest === null ? 1 : 0);
  if (delta.digest !== null) out.bytes(delta.digest);
  out.varint(delta.rows.length);
  let version = delta.from;
  for (const row of delta.rows) {
    writeRow(out, row, version);
    ({ version } = row);
  }
  return out.finish();
}

export function decodeDelta(payload: Uint8Array): Result<ScopeDelta, DeltaError> {
  const input = createBinaryReader(payload);
  const scope = input.shortText();
  const from = input.varint(bigMax);
  const to = input.varint(bigMax);
  const more = input.byte();
  const digest = more === 0 ? input.bytes(32) : null;
  const count = input.varint(limits.rowsPerDeltaMax);
  if (input.failed() || !isLevel(scope) || more > 1 || count === 0 || to <= from) return err({ code: "delta-invalid" });
  const rows: ScopeRow[] = [];
  let version = from;
  for (let index = 0; index < count; index++) {
    const row = readRow(input, version);
    if (input.failed() || !isRow(row, version) || row.version > to) return err({ code: "delta-invalid" });
    rows.push(row);
    ({ version } = row);
  }
  const isOnce = new Set(rows.map((row) => row.row)).size === rows.length;
  return input.done() && isOnce ? ok({ scope, from, to, digest, rows }) : err({ code: "delta-invalid" });
}

export function encodeLane(lane: LaneRow): Uint8Array {
  const out = createBinaryWriter(256);
  out.shortText(lane.scope);
  writeRow(out, lane.row, 0);
  return out.finish();
}

export function decodeLane(payload: Uint8Array): Result<LaneRow, LaneError> {
  const input = createBinaryReader(payload);
  const scope = input.shortText();
  const row = readRow(input, 0);
  return input.done() && isLevel(scope) && isRow(row, 0) ? ok({ scope, row }) : err({ code: "lane-invalid" });
}

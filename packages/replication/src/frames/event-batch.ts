import { equalBytes, hexBytes, toHex, utf8 } from "../bytes/bytes.ts";
import { createBinaryReader, createBinaryWriter } from "../bytes/binary.ts";
import type { BinaryReader } from "../bytes/binary.ts";
import { chainHash } from "../formats/chain.ts";
import { sealedKeyBytes } from "../formats/epoch-key.ts";
import { limits } from "../formats/limits.ts";
import { isLevel } from "../formats/names.ts";
import type { CryptoPort, EpochRow, JournalRow } from "../ports.ts";
import { assert, err, ok } from "../result.ts";
import type { Result } from "../result.ts";

/** A run of rows without a gap, of one epoch of one source. */
export type EventBatch = {
  readonly source: string;
  readonly epoch: EpochRow;
  /** Chain hash before the first row: of the row before it, or of the epoch before. */
  readonly anchor: Uint8Array;
  readonly rows: readonly JournalRow[];
};
/** As it arrives: the hashes are recomputed, and `chained` says whether they end where the source's chain ended. */
export type ReceivedBatch = EventBatch & { readonly chained: boolean; readonly lastHash: Uint8Array };

/** About what one row adds to a batch beside its sealed bytes. */
export const eventRowOverheadBytes = 16 + 4 + 4 + 3;

/** Bodies are ciphertext, so the batch is binary; row hashes do not travel, only the last one. */
export function encodeEventBatch(batch: EventBatch): Uint8Array {
  const [first] = batch.rows;
  const last = batch.rows.at(-1);
  assert(first !== undefined && last !== undefined && batch.rows.length <= limits.eventsPerBatchMax, "a batch has 1…500 rows");
  const out = createBinaryWriter(16_384);
  out.shortText(batch.source);
  out.bytes(hexBytes(batch.epoch.epoch, 8));
  out.varint(batch.epoch.openedAt);
  out.bytes(hexBytes(batch.epoch.bootId, 8));
  out.bytes(batch.epoch.sealedKey);
  out.bytes(batch.epoch.previousHash);
  out.varint(first.seq);
  if (first.seq > 1) out.bytes(batch.anchor);
  out.bytes(last.hash);
  out.varint(batch.rows.length);
  let { openedAt: recordedAt } = batch.epoch;
  let monotonicMs = 0;
  for (const [index, row] of batch.rows.entries()) {
    assert(row.seq === first.seq + index && row.id.length === 16, "rows follow each other");
    out.bytes(row.id);
    out.signedVarint(row.recordedAt - recordedAt);
    out.signedVarint(row.monotonicMs - monotonicMs);
    out.varint(row.sealed.length);
    out.bytes(row.sealed);
    ({ recordedAt, monotonicMs } = row);
  }
  return out.finish();
}

export function decodeEventBatch(crypto: CryptoPort, payload: Uint8Array): Result<ReceivedBatch, { readonly code: "event-batch-invalid" }> {
  const input = createBinaryReader(payload);
  const source = input.shortText();
  const epochBytes = input.bytes(8);
  const openedAt = input.varint(limits.timeMax);
  const bootId = toHex(input.bytes(8));
  const sealedKey = input.bytes(sealedKeyBytes);
  const previousHash = input.bytes(32);
  const firstSeq = input.varint(Number.MAX_SAFE_INTEGER - limits.eventsPerBatchMax);
  const anchor = firstSeq > 1 ? input.bytes(32) : previousHash;
  const lastHash = input.bytes(32);
  const count = input.varint(limits.eventsPerBatchMax);
  if (input.failed() || firstSeq === 0 || count === 0 || !isLevel(source) || utf8(source).length > 40)
    return err({ code: "event-batch-invalid" });
  const epoch: EpochRow = { epoch: toHex(epochBytes), openedAt, bootId, sealedKey, previousHash };
  const rows = readRows(crypto, input, { epoch, anchor, firstSeq, count });
  const last = rows.at(-1);
  if (!input.done() || last === undefined) return err({ code: "event-batch-invalid" });
  return ok({ source, epoch, anchor, rows, lastHash, chained: equalBytes(last.hash, lastHash) });
}

type Run = { readonly epoch: EpochRow; readonly anchor: Uint8Array; readonly firstSeq: number; readonly count: number };

function readRows(crypto: CryptoPort, input: BinaryReader, run: Run): readonly JournalRow[] {
  const rows: JournalRow[] = [];
  let { openedAt: recordedAt } = run.epoch;
  let monotonicMs = 0;
  let hash = run.anchor;
  for (let index = 0; index < run.count; index++) {
    const id = input.bytes(16);
    recordedAt += input.signedVarint(limits.timeMax);
    monotonicMs += input.signedVarint(limits.timeMax);
    const sealed = input.bytes(input.varint(limits.sealedEventBytesMax));
    if (input.failed() || recordedAt < 0 || recordedAt > limits.timeMax || monotonicMs < 0 || monotonicMs > limits.timeMax) return [];
    const fields = { epoch: run.epoch.epoch, seq: run.firstSeq + index, id, recordedAt, monotonicMs, sealed };
    hash = chainHash(crypto, hash, fields);
    rows.push({ ...fields, hash });
  }
  return rows;
}

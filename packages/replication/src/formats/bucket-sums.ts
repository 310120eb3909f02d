import { uint64 } from "../bytes/bytes.ts";
import { assert } from "../result.ts";
import type { CryptoPort, ScopeRow } from "../ports.ts";

const sumsBytes = 256 * 8;

/** 256 sums mod 2^64, little-endian; a bucket is the first byte of the subject hash. Order does not matter to a sum. */
export type BucketSums = {
  readonly add: (row: ScopeRow) => void;
  readonly subtract: (row: ScopeRow) => void;
  readonly bytes: () => Uint8Array;
};

/**
 * Works on a copy. A tombstone counts nothing: a replica that dropped it, or never had the row, has the same sums, while
 * one that was not told of the deletion still counts the row and is found out.
 */
export function createBucketSums(crypto: CryptoPort, start: Uint8Array): BucketSums {
  assert(start.length === sumsBytes, "sums are 256 × 8 bytes");
  const sums = start.slice();
  const view = new DataView(sums.buffer);
  const change = (row: ScopeRow, sign: 1 | -1): void => {
    if (row.sealed.length === 0) return;
    const term = new DataView(rowTerm(crypto, row).buffer);
    const at = (row.key[0] ?? 0) * 8;
    // Two halves with carry: BigInt would make one object a step.
    const low = view.getUint32(at, true) + sign * term.getUint32(0, true);
    const carry = Math.floor(low / 0x1_0000_0000);
    view.setUint32(at, low >>> 0, true);
    view.setUint32(at + 4, (view.getUint32(at + 4, true) + sign * term.getUint32(4, true) + carry) >>> 0, true);
  };
  return {
    add: (row) => change(row, 1),
    subtract: (row) => change(row, -1),
    bytes: () => sums.slice(),
  };
}

/** First 8 bytes of SHA-256(key ‖ row ‖ version ‖ SHA-256(sealed)). */
export function rowTerm(crypto: CryptoPort, row: ScopeRow): Uint8Array {
  return crypto.sha256(row.key, uint64(row.row), uint64(row.version), crypto.sha256(row.sealed)).slice(0, 8);
}

export const sumsDigest = (crypto: CryptoPort, sums: Uint8Array): Uint8Array => crypto.sha256(sums);

import { equalBytes, hexBytes, uint64 } from "../bytes/bytes.ts";
import type { CryptoPort, JournalRow } from "../ports.ts";

export type ChainedFields = Pick<JournalRow, "epoch" | "seq" | "id" | "recordedAt" | "monotonicMs" | "sealed">;

/**
 * SHA-256(previous ‖ epoch ‖ seq ‖ id ‖ recordedAt ‖ monotonicMs ‖ SHA-256(sealed)). The content enters by its hash, so it
 * can be erased at the purge and the chain still holds (I8).
 */
export function chainHash(crypto: CryptoPort, previous: Uint8Array, row: ChainedFields): Uint8Array {
  return chainHashOfDigest(crypto, previous, row, crypto.sha256(row.sealed));
}

/** The same, for a row whose content is erased and only its SHA-256 kept. */
export function chainHashOfDigest(
  crypto: CryptoPort,
  previous: Uint8Array,
  row: Omit<ChainedFields, "sealed">,
  sealedDigest: Uint8Array,
): Uint8Array {
  return crypto.sha256(
    previous,
    hexBytes(row.epoch, 8),
    uint64(row.seq),
    row.id,
    uint64(row.recordedAt),
    uint64(row.monotonicMs),
    sealedDigest,
  );
}

export const zeroHash: Uint8Array = new Uint8Array(32);

/** Checks rows of one epoch in ascending seq, from the hash before the first. Gives the seq of the first that does not hold, or null. */
export function checkChain(crypto: CryptoPort, previous: Uint8Array, rows: readonly JournalRow[]): number | null {
  let before = previous;
  for (const row of rows) {
    if (!equalBytes(chainHash(crypto, before, row), row.hash)) return row.seq;
    before = row.hash;
  }
  return null;
}

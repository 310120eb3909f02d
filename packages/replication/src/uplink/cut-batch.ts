import { equalBytes } from "../bytes/bytes.ts";
import { chainHash, zeroHash } from "../formats/chain.ts";
import { limits } from "../formats/limits.ts";
import { eventRowOverheadBytes } from "../frames/event-batch.ts";
import type { EventBatch } from "../frames/event-batch.ts";
import type { CryptoPort, EpochState, JournalRow, JournalStore } from "../ports.ts";

type Cut =
  | { readonly kind: "batch"; readonly batch: EventBatch; readonly isBroken: boolean }
  /** The file has no rows in `from…to`. */
  | { readonly kind: "missing"; readonly from: number; readonly to: number };

/**
 * The next batch from `from` on, at most to `to`: without a gap, within the limits, and with a chain that holds. A row whose
 * stored hash is not the one of its content goes alone, so that central sets aside that row and no other.
 */
export function cutBatch(
  deps: { readonly store: JournalStore; readonly crypto: CryptoPort; readonly source: string },
  epoch: EpochState,
  from: number,
  to: number,
): Cut {
  const read = deps.store.read(epoch.epoch, from, Math.min(to, from + limits.eventsPerBatchMax - 1), limits.eventBatchBytes);
  const [first] = read;
  if (first === undefined) return { kind: "missing", from, to };
  if (first.seq !== from) return { kind: "missing", from, to: first.seq - 1 };
  const anchor = anchorOf(deps.store, epoch, from);
  const fitting = rowsThatFit(read);
  const broken = firstBroken(deps.crypto, anchor, fitting);
  const rows = broken === -1 ? fitting : fitting.slice(0, Math.max(1, broken));
  return { kind: "batch", batch: { source: deps.source, epoch, anchor, rows }, isBroken: broken === 0 };
}

function anchorOf(store: JournalStore, epoch: EpochState, from: number): Uint8Array {
  if (from === 1) return epoch.previousHash;
  // The row before is kept for this; without it the chain shows a break, and that is what happened.
  return store.read(epoch.epoch, from - 1, from - 1, 1)[0]?.hash ?? zeroHash;
}

function rowsThatFit(rows: readonly JournalRow[]): readonly JournalRow[] {
  const from = rows[0]?.seq ?? 0;
  let bytes = 0;
  const end = rows.findIndex((row, index) => {
    bytes += row.sealed.length + eventRowOverheadBytes;
    return row.seq !== from + index || (index > 0 && bytes > limits.eventBatchBytes);
  });
  return end === -1 ? rows : rows.slice(0, end);
}

function firstBroken(crypto: CryptoPort, anchor: Uint8Array, rows: readonly JournalRow[]): number {
  let before = anchor;
  return rows.findIndex((row) => {
    const isBroken = !equalBytes(chainHash(crypto, before, row), row.hash);
    before = row.hash;
    return isBroken;
  });
}

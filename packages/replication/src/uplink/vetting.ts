import { tipOf } from "../ingest/held.ts";
import type { HeldRanges } from "../frames/control.ts";
import type { EpochState, JournalStore, SeqRange } from "../ports.ts";
import type { HeldView } from "./state.ts";

/** The chain hash of our own row; null when the file no longer has it. */
function ownTip(store: JournalStore, epoch: EpochState, seq: number): string | null {
  if (seq === epoch.lastSeq) return tipOf(epoch.lastHash);
  const row = store.read(epoch.epoch, seq, seq, 1)[0];
  return row === undefined ? null : tipOf(row.hash);
}

/**
 * Which of the ranges are rows of ours. A range that ends where we never were, or in another hash, or in several, belongs
 * in part to a double that writes the same epoch: then only the answers to our own batches count.
 */
export function vetHeld(store: JournalStore, epoch: EpochState, said: HeldRanges & { readonly backedUpTo: number }): HeldView {
  const ranges: SeqRange[] = [];
  let isForked = false;
  for (const [index, range] of said.ranges.entries()) {
    const tips = said.tips[index] ?? [];
    const isOurs = range[1] <= epoch.prunedTo || (range[1] <= epoch.lastSeq && hasOnlyTip(tips, ownTip(store, epoch, range[1])));
    if (isOurs) ranges.push(range);
    else isForked = true;
  }
  return { epoch: epoch.epoch, backedUpTo: said.backedUpTo, ranges, isForked };
}

/** A row that is gone from the file cannot be sent again, so there is nothing to tell apart. */
const hasOnlyTip = (tips: readonly string[], own: string | null): boolean => own === null || (tips.length === 1 && tips[0] === own);

/** The answered batch, when it is one of ours. */
export function vetEcho(store: JournalStore, epoch: EpochState, [from, to, tip]: readonly [number, number, string]): SeqRange | null {
  return from <= to && to <= epoch.lastSeq && ownTip(store, epoch, to) === tip ? [from, to] : null;
}

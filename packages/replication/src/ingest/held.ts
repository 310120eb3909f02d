import { toHex } from "../bytes/bytes.ts";
import { limits } from "../formats/limits.ts";
import type { HeldRanges } from "../frames/control.ts";
import type { HeldEpoch, IngestStore, SeqRange } from "../ports.ts";

/** First 8 bytes of a chain hash in hex: enough to tell a source's rows from its double's. */
export const tipOf = (hash: Uint8Array): string => toHex(hash.subarray(0, 8));

/** What one reply says of an epoch. When there are too many ranges it says less than is held: the source sends those again. */
export function describeHeld(store: IngestStore, source: string, epoch: HeldEpoch, rangesMax: number, near?: SeqRange): HeldRanges {
  const touched = near === undefined ? [] : epoch.ranges.filter(([from, to]) => from <= near[1] && to >= near[0]);
  const others = epoch.ranges.filter((range) => !touched.includes(range));
  const ranges = [...touched, ...others].slice(0, rangesMax).toSorted((a, b) => a[0] - b[0]);
  const tips = ranges.map(([, to]) => store.hashesAt(source, epoch.epoch, to).slice(0, limits.tipsPerRangeMax).map(tipOf));
  return { ranges, tips };
}

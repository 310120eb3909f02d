import type { SeqRange } from "../ports.ts";

/** Sorted, disjoint, inclusive ranges with the range put in; neighbours are joined. */
export function addRange(ranges: readonly SeqRange[], [from, to]: SeqRange): readonly SeqRange[] {
  const before: SeqRange[] = [];
  const after: SeqRange[] = [];
  let low = from;
  let high = to;
  for (const range of ranges) {
    if (range[1] < from - 1) before.push(range);
    else if (range[0] > to + 1) after.push(range);
    else {
      low = Math.min(low, range[0]);
      high = Math.max(high, range[1]);
    }
  }
  return [...before, [low, high], ...after];
}

/** What of `from…to` the ranges leave uncovered. */
export function gapsIn(ranges: readonly SeqRange[], from: number, to: number): readonly SeqRange[] {
  const gaps: SeqRange[] = [];
  let next = from;
  for (const [low, high] of ranges) {
    if (low > to) break;
    if (low > next) gaps.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= to) gaps.push([next, to]);
  return gaps;
}

/** How many numbers of `from…to` the ranges cover. */
export function countIn(ranges: readonly SeqRange[], from: number, to: number): number {
  let count = 0;
  for (const [low, high] of ranges) count += Math.max(0, Math.min(high, to) - Math.max(low, from) + 1);
  return count;
}

/** The ranges without `from…to`. */
export function removeRange(ranges: readonly SeqRange[], [from, to]: SeqRange): readonly SeqRange[] {
  return ranges.flatMap(([low, high]): readonly SeqRange[] => {
    const kept: SeqRange[] = [];
    if (low < from) kept.push([low, Math.min(high, from - 1)]);
    if (high > to) kept.push([Math.max(low, to + 1), high]);
    return kept;
  });
}

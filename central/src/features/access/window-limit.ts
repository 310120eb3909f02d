/** Who tries may be a stranger: so many are remembered, then the oldest begin anew. */
const rememberedMax = 20_000;

/** At most `max` in each window of `windowMs` for a key, counted in memory. */
export function createWindowLimit(max: number, windowMs: number, now: () => number) {
  const counts = new Map<string, { readonly since: number; readonly count: number }>();
  const countOf = (key: string): number => {
    const before = counts.get(key);
    const at = now();
    return before !== undefined && at >= before.since && at - before.since < windowMs ? before.count : 0;
  };
  return {
    isFull: (key: string): boolean => countOf(key) >= max,
    /** Counts one more; false when that is too many. A clock that was set back begins a new window. */
    take: (key: string): boolean => {
      const count = countOf(key) + 1;
      const next = { since: count === 1 ? now() : (counts.get(key)?.since ?? now()), count };
      counts.delete(key);
      counts.set(key, next);
      if (counts.size > rememberedMax) for (const oldest of counts.keys().take(1)) counts.delete(oldest);
      return next.count <= max;
    },
  };
}

/** So many tries of one thing within the time, whoever makes them. In memory, for at most so many things: the oldest are forgotten first. */
export function createTries(limit: { readonly tries: number; readonly withinMs: number }, now: () => number) {
  const kept = new Map<string, { readonly since: number; readonly count: number }>();
  const keptMax = 50_000;
  return {
    /** Counts one; false when there have been too many. */
    take: (what: string): boolean => {
      const at = now();
      const old = kept.get(what);
      const current = old !== undefined && at >= old.since && at - old.since < limit.withinMs ? old : { since: at, count: 0 };
      kept.delete(what);
      kept.set(what, { since: current.since, count: current.count + 1 });
      if (kept.size > keptMax) {
        const oldest = kept.keys().next().value;
        if (oldest !== undefined) kept.delete(oldest);
      }
      return current.count < limit.tries;
    },
  };
}
export type Tries = ReturnType<typeof createTries>;

/** Something that is measured: `run` does the work once, or says itself how many milliseconds it took. */
export type Contestant = { readonly name: string; readonly run: () => number | void };

/** Best milliseconds by name. Contestants take turns, so that a busy machine is busy for all; the least time is kept. */
export const contest = (contestants: readonly Contestant[], rounds: number): ReadonlyMap<string, number> => {
  const best = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contestants) {
      const start = performance.now();
      const own = run();
      const ms = typeof own === "number" ? own : performance.now() - start;
      best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, ms));
    }
  }
  return best;
};

export const bestOf = (best: ReadonlyMap<string, number>, name: string): number => {
  const ms = best.get(name);
  if (ms === undefined) throw new Error(`no contestant ${name}`);
  return ms;
};

/**
 * What has been proved by public-key operations. Each costs milliseconds, and a hostile message can ask for any number of
 * them: all judgements of one validation share one budget, nothing is proved twice, and beyond the budget nothing is proved.
 */
export type Proofs = {
  /** The outcome of `proof`, run at most once per key; false when the budget is spent. */
  readonly prove: (key: string, proof: () => boolean) => boolean;
  /** Says that something was left unproved for another limit than the budget. */
  readonly giveUp: () => void;
  /** True when something was left unproved for a limit alone: nothing that rests on the rest of it may pass. */
  readonly isExhausted: () => boolean;
};

export const createProofs = (proofsMax: number): Proofs => {
  const known = new Map<string, boolean>();
  let exhausted = false;
  return {
    prove: (key, proof) => {
      const before = known.get(key);
      if (before !== undefined) return before;
      if (known.size >= proofsMax) {
        exhausted = true;
        return false;
      }
      const proved = proof();
      known.set(key, proved);
      return proved;
    },
    giveUp: () => {
      exhausted = true;
    },
    isExhausted: () => exhausted,
  };
};

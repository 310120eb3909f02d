/** Counts the iterations of a file's derivations together: each may be small and all of them many. */
export type IterationBudget = {
  /** True when this many more may be done; then they are counted. */
  readonly spend: (iterations: number) => boolean;
};

export const createIterationBudget = (iterationsMax: number): IterationBudget => {
  let left = iterationsMax;
  return {
    spend: (iterations) => {
      if (!Number.isInteger(iterations) || iterations < 1 || iterations > left) return false;
      left -= iterations;
      return true;
    },
  };
};

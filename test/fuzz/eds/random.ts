/** Numbers that are the same for the same seed and index, so that one input can be made again alone. */
export type FuzzRandom = {
  /** From 0 to `limit` - 1. */
  readonly below: (limit: number) => number;
  readonly octets: (length: number) => Uint8Array;
  /** One of them; they are never none. */
  readonly pick: <T>(items: readonly T[]) => T;
};

export const createFuzzRandom = (seed: number, index: number): FuzzRandom => {
  // mulberry32 over a mix of both numbers.
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => next() % limit;
  return {
    below,
    octets: (length) => Uint8Array.from({ length }, () => next() & 0xff),
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
  };
};

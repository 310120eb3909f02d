/** A seeded generator (xoshiro128**), so that the same seed always makes the same city. Not for keys. */
export type Random = {
  /** Integer in [0, below). */
  readonly below: (below: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
  readonly digits: (count: number) => string;
  /** A generator of its own for one part, so that a change in one part leaves the others as they were. */
  readonly fork: (name: string) => Random;
};

const mix = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
};

const rotl = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

export const createRandom = (seed: number): Random => {
  const seeding = mix(seed);
  const s = new Uint32Array([seeding(), seeding(), seeding(), seeding()]);
  const at = (index: number): number => s[index] ?? 0;
  const next = (): number => {
    const result = Math.imul(rotl(Math.imul(at(1), 5), 7), 9) >>> 0;
    const t = at(1) << 9;
    s[2] = at(2) ^ at(0);
    s[3] = at(3) ^ at(1);
    s[1] = at(1) ^ at(2);
    s[0] = at(0) ^ at(3);
    s[2] = at(2) ^ t;
    s[3] = rotl(at(3), 11);
    return result;
  };
  const below = (limit: number): number => Math.floor((next() / 0x1_0000_0000) * limit);
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
    chance: (probability) => next() / 0x1_0000_0000 < probability,
    digits: (count) => Array.from({ length: count }, () => below(10)).join(""),
    fork: (name) =>
      createRandom(new TextEncoder().encode(name).reduce((hash, byte) => Math.imul(hash ^ byte, 16_777_619) >>> 0, seed ^ 2_166_136_261)),
  };
};

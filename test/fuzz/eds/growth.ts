import { hostileInputs, type Hostile } from "./hostile.ts";

/** How the time of a hostile input grows with its size. */
export type Growth = {
  readonly name: string;
  /** Milliseconds for the size, twice and four times the size: the least of several. */
  readonly ms: readonly number[];
  /** Time at four times the size over time at the size: 4 is linear, 16 quadratic. */
  readonly ratio: number;
  readonly isLinear: boolean;
};

const factors = [1, 2, 4];
const repeats = 5;
/** What looks worse than linear is measured again: a busy machine makes one size slow, a quadratic reader all large ones. */
const roundsMax = 8;
/** Between linear and quadratic, nearer to linear, with room for caches. */
const ratioMax = 8;
/** Below this the clock and the collector of garbage are measured instead. Milliseconds. */
const msMin = 2;

const growth = ({ name, size, make, judge }: Hostile, nowMs: () => number): Growth => {
  const inputs = factors.map((factor) => make(size * factor));
  const least = inputs.map(() => Number.POSITIVE_INFINITY);
  const isLinear = (): boolean => (least[2] ?? 0) < msMin || (least[2] ?? 0) < ratioMax * (least[0] ?? 0);
  for (let round = 0; round < roundsMax && (round === 0 || !isLinear()); round += 1) {
    for (const [at, octets] of inputs.entries()) {
      for (let i = 0; i < repeats; i += 1) {
        const before = nowMs();
        judge(octets);
        least[at] = Math.min(least[at] ?? 0, nowMs() - before);
      }
    }
  }
  const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
  const ratio = (least[2] ?? 0) / Math.max(least[0] ?? 0, 0.001);
  return { name, ms: least.map((ms) => rounded(ms, 3)), ratio: rounded(ratio, 1), isLinear: isLinear() };
};

export const growthOf = (nowMs: () => number): readonly Growth[] => hostileInputs.map((hostile) => growth(hostile, nowMs));

import { bytesToHex } from "../../../packages/eds/src/bytes/bytes.ts";
import { mutate } from "./mutate.ts";
import { createFuzzRandom } from "./random.ts";
import type { Outcome, Target } from "./targets.ts";

/** One input that broke a promise. With the seed and the targets it is made again by its index. */
export type FuzzFailure = {
  readonly index: number;
  readonly seed: number;
  readonly target: string;
  readonly what: string;
  readonly hex: string;
};

export type FuzzReport = {
  readonly seed: number;
  readonly runs: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly byTarget: Readonly<Record<string, Readonly<Record<Outcome, number>>>>;
  readonly failures: readonly FuzzFailure[];
  /** The input that took longest, when a clock was given. Milliseconds. */
  readonly slowest?: { readonly ms: number; readonly index: number; readonly target: string };
};

export type FuzzOptions = {
  readonly seed: number;
  readonly runs: number;
  readonly from?: number;
  readonly targets: readonly Target[];
  /** Milliseconds of any clock that goes on. */
  readonly nowMs?: () => number;
  /** Called before each input, so that a watcher can tell which one does not come back. */
  readonly onInput?: (index: number) => void;
};

/** An input may not take longer on a machine that does nothing else. */
const inputMsMax = 1000;
const failuresMax = 20;
const attempts = 3;

const weighted = (targets: readonly Target[]): readonly Target[] =>
  targets.flatMap((target) => Array.from({ length: target.weight }, () => target));

/** The input of an index: the same for the same seed and targets. */
export const inputAt = (
  targets: readonly Target[],
  seed: number,
  index: number,
): { readonly target: Target; readonly octets: Uint8Array } => {
  const random = createFuzzRandom(seed, index);
  const target = random.pick(weighted(targets));
  const donors = [target.original, random.pick(targets).original];
  return { target, octets: mutate(target.original, random, donors) };
};

const counters = (): Record<Outcome, number> => ({ refused: 0, read: 0, proved: 0, forged: 0 });

/** Judges mutated inputs: none may throw, prove what was not signed, or take too long. */
export const runFuzz = (options: FuzzOptions): FuzzReport => {
  const { seed, runs, targets, from = 0, nowMs } = options;
  const outcomes = counters();
  const byTarget: Record<string, Record<Outcome, number>> = {};
  const failures: FuzzFailure[] = [];
  let slowest: { readonly ms: number; readonly index: number; readonly target: string } | undefined;
  const fail = (index: number, target: Target, octets: Uint8Array, what: string): void => {
    if (failures.length < failuresMax) failures.push({ index, seed, target: target.name, what, hex: bytesToHex(octets) });
  };
  const timed = (judge: () => Outcome): { readonly outcome: Outcome; readonly ms: number } => {
    const before = nowMs?.() ?? 0;
    const outcome = judge();
    return { outcome, ms: (nowMs?.() ?? 0) - before };
  };
  for (let index = from; index < from + runs; index += 1) {
    const { target, octets } = inputAt(targets, seed, index);
    options.onInput?.(index);
    try {
      const { outcome, ms } = timed(() => target.judge(octets));
      outcomes[outcome] += 1;
      (byTarget[target.name] ??= counters())[outcome] += 1;
      if (outcome === "forged") fail(index, target, octets, "proved, although the signed octets differ");
      if (ms > (slowest?.ms ?? 0)) {
        // A busy machine makes anything slow once: what stays slow is slow by itself.
        const again = ms <= inputMsMax ? [] : Array.from({ length: attempts }, () => timed(() => target.judge(octets)).ms);
        const least = Math.min(ms, ...again);
        if (least > (slowest?.ms ?? 0)) slowest = { ms: least, index, target: target.name };
        if (least > inputMsMax) fail(index, target, octets, `took ${Math.round(least)} ms`);
      }
    } catch (error) {
      // Whatever is thrown is a finding; the next input is judged all the same.
      fail(index, target, octets, `threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    }
  }
  return { seed, runs, outcomes, byTarget, failures, ...(slowest && { slowest }) };
};

/** The sums of several reports over the same seed. */
export const joinReports = (reports: readonly FuzzReport[]): FuzzReport => {
  const outcomes = counters();
  const byTarget: Record<string, Record<Outcome, number>> = {};
  const kinds: readonly Outcome[] = ["refused", "read", "proved", "forged"];
  for (const report of reports) {
    for (const kind of kinds) outcomes[kind] += report.outcomes[kind];
    for (const [name, counts] of Object.entries(report.byTarget)) {
      const sum = (byTarget[name] ??= counters());
      for (const kind of kinds) sum[kind] += counts[kind];
    }
  }
  const slowest = reports.flatMap((report) => report.slowest ?? []).toSorted((a, b) => b.ms - a.ms)[0];
  return {
    seed: reports[0]?.seed ?? 0,
    runs: reports.reduce((sum, { runs }) => sum + runs, 0),
    outcomes,
    byTarget,
    failures: reports.flatMap(({ failures }) => failures).slice(0, failuresMax),
    ...(slowest && { slowest }),
  };
};

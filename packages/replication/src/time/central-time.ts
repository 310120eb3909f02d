import type { CentralTime, CentralTimeDeps, CentralTimeState } from "./types.ts";

type Sample = { readonly centralMs: number; readonly monotonicMs: number; readonly uncertaintyMs: number };

/** A sample is as good as its round trip was short; the crystal's drift makes it worse by this much a ms (50 ppm). */
const driftPerMs = 0.00005;

/**
 * Central's time as well as a node can know it: the best signed reply carried on by the monotonic clock, else the wall clock
 * with the offset of an earlier run, and never below the highest signed time seen (a dead battery says 1970).
 */
export function createCentralTime(deps: CentralTimeDeps): CentralTime {
  let floor = deps.floor ?? 0;
  let sample: Sample | null = null;

  const uncertaintyNow = (one: Sample): number => one.uncertaintyMs + (deps.clock.monotonic() - one.monotonicMs) * driftPerMs;
  const unfloored = (): number =>
    sample === null ? deps.clock.now() + (deps.offsetMs ?? 0) : sample.centralMs + (deps.clock.monotonic() - sample.monotonicMs);
  const corrected = (): number => Math.max(floor, Math.floor(unfloored()));

  const observeSigned = (time: number): void => {
    floor = Math.max(floor, time);
  };
  const observeReply = (time: number, roundTripMs: number): void => {
    observeSigned(time);
    const uncertaintyMs = Math.max(0, roundTripMs) / 2;
    if (sample !== null && uncertaintyNow(sample) <= uncertaintyMs) return;
    sample = { centralMs: time + uncertaintyMs, monotonicMs: deps.clock.monotonic(), uncertaintyMs };
  };

  const basis = (): CentralTimeState["basis"] => {
    if (unfloored() < floor) return "floor";
    if (sample !== null) return "signed";
    return deps.offsetMs === undefined ? "wall-clock" : "kept-offset";
  };
  return {
    observeReply,
    observeSigned,
    corrected,
    state: () => ({
      offsetMs: corrected() - deps.clock.now(),
      floor,
      basis: basis(),
      uncertaintyMs: sample === null ? null : Math.round(uncertaintyNow(sample)),
    }),
  };
}

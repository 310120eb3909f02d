import type { ClockPort } from "../ports.ts";

export type CentralTimeDeps = {
  readonly clock: ClockPort;
  /** What an earlier run had learnt and the host kept. */
  readonly floor?: number;
  readonly offsetMs?: number;
};
export type CentralTimeState = {
  /** corrected − wall clock, ms. */
  readonly offsetMs: number;
  readonly floor: number;
  /** What the corrected time rests on: a fresh signed time in this run, a kept offset, the wall clock alone, or the floor that overrules them. */
  readonly basis: "signed" | "kept-offset" | "wall-clock" | "floor";
  /** Half of the round trip of the sample in use, ms; null without one. */
  readonly uncertaintyMs: number | null;
};
export type CentralTime = {
  /** A signed time that answers a question of ours: sets the offset and raises the floor. */
  readonly observeReply: (time: number, roundTripMs: number) => void;
  /** A signed time of unknown age (a retained head): only raises the floor. */
  readonly observeSigned: (time: number) => void;
  /** Unix ms; never below the floor. */
  readonly corrected: () => number;
  readonly state: () => CentralTimeState;
};

import type { Result } from "@beket/domain";
import type { CallFailure } from "../adapters/central.ts";

/** How often a screen asks again, and how long silence is no news yet. */
export const refreshMs = 10_000;
export const lateAfterMs = 25_000;
/** A map of a city is larger than all tables together. */
export const mapRefreshMs = 60_000;

/** What a poll holds: the last good answer stays while later ones fail, and says how old it is. */
export type Polled<T> = {
  readonly value: T | null;
  readonly gotAt: number | null;
  readonly failure: CallFailure | null;
  /** Since when no answer came. */
  readonly failedSince: number | null;
};
export const nothingYet = <T>(): Polled<T> => ({ value: null, gotAt: null, failure: null, failedSince: null });

export function answered<T>(before: Polled<T>, answer: Result<T, CallFailure>, now: number): Polled<T> {
  if (answer.ok) return { value: answer.value, gotAt: now, failure: null, failedSince: null };
  return { ...before, failure: answer.error, failedSince: before.failedSince ?? now };
}

export type Freshness =
  | { readonly kind: "loading" }
  /** Never an answer. */
  | { readonly kind: "failed"; readonly failure: CallFailure }
  /** `asOf`: what central says its numbers are of. */
  | { readonly kind: "fresh"; readonly asOf: number; readonly behind: number }
  /** The numbers on the screen are old, `ageMs` by this computer's clock. */
  | {
      readonly kind: "stale";
      readonly asOf: number;
      readonly behind: number;
      readonly ageMs: number;
      readonly failure: CallFailure | null;
    };

type Dated = { readonly asOf: number; readonly behind?: number };

/** The oldest of several answers decides; one that never came, too. */
export function freshnessOf(polls: readonly Polled<Dated>[], now: number, lateMs: number = lateAfterMs): Freshness {
  const missing = polls.find(({ value }) => value === null);
  if (missing !== undefined) return missing.failure === null ? { kind: "loading" } : { kind: "failed", failure: missing.failure };
  const asOf = Math.min(...polls.map(({ value }) => value?.asOf ?? now));
  const behind = Math.max(0, ...polls.map(({ value }) => value?.behind ?? 0));
  const ageMs = Math.max(0, ...polls.map(({ gotAt }) => now - (gotAt ?? now)));
  const failure = polls.find((one) => one.failure !== null)?.failure ?? null;
  if (ageMs > lateMs) return { kind: "stale", asOf, behind, ageMs, failure };
  return { kind: "fresh", asOf, behind };
}

/*
 *              failure                 5th failure in a row              time
 *   ┌─ closed ─────────► resting ─┐ ─────────────────────► open ─────────────► half-open (one probe at a time)
 *   │     ▲      time             │                         ▲                      │
 *   │     └───────────────────────┘                         └────── failure ───────┤
 *   └◄──────────────────────────────────────────── success ────────────────────────┘
 *
 * How a host that fails is left in peace: full jitter (the pause is a random part of a bound that doubles), so that many centrals that
 * failed together do not come back together.
 */
export type HostState = {
  readonly failures: number;
  /** Nobody asks before. */
  readonly retryAt: number;
  /** A half-open host is tried by one request. */
  readonly isProbing: boolean;
};
export const freshHost: HostState = { failures: 0, retryAt: 0, isProbing: false };

export type BackOff = {
  readonly firstMs: number;
  readonly maxMs: number;
  /** So many failures in a row open the circuit. */
  readonly openAfter: number;
};
export const defaultBackOff: BackOff = { firstMs: 1_000, maxMs: 300_000, openAfter: 5 };

/** A pause that is longer than any was made before the clock was set back: it is over. */
export const isResting = ({ retryAt }: HostState, now: number, { maxMs }: BackOff): boolean => now < retryAt && retryAt - now <= maxMs;

export type Circuit = "closed" | "open" | "half-open";
export function circuitOf(state: HostState, now: number, backOff: BackOff): Circuit {
  if (state.failures < backOff.openAfter) return "closed";
  return isResting(state, now, backOff) && !state.isProbing ? "open" : "half-open";
}

/** The state with one more request under way, or null: not now. */
export function admit(state: HostState, now: number, backOff: BackOff): HostState | null {
  if (isResting(state, now, backOff)) return null;
  if (state.failures < backOff.openAfter) return state;
  return state.isProbing ? null : { ...state, isProbing: true };
}

/** `part` is random in [0, 1). An open circuit stays so for at least the first bound: zero would be no pause. */
export function afterFailure(state: HostState, now: number, part: number, backOff: BackOff): HostState {
  const failures = state.failures + 1;
  const bound = Math.min(backOff.maxMs, backOff.firstMs * 2 ** Math.min(failures - 1, 30));
  const least = failures >= backOff.openAfter ? backOff.firstMs : 0;
  return { failures, retryAt: now + Math.max(least, Math.floor(part * bound)), isProbing: false };
}

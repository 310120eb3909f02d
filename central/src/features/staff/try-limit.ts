/** Failures in a row that cost nothing; then 30 s, doubling, up to a quarter of an hour. */
export const freeTries = 5;
const firstLockMs = 30_000;
const lockMaxMs = 15 * 60_000;
/** Who tries is a stranger: so many are remembered, then the oldest begin anew. */
const rememberedMax = 20_000;

export const lockMsAfter = (failures: number): number =>
  failures < freeTries ? 0 : Math.min(firstLockMs * 2 ** Math.min(failures - freeTries, 20), lockMaxMs);

/** Counts failed tries by name in memory: a staff code, known or not, and a client. */
export function createTryLimit(now: () => number) {
  const tries = new Map<string, { readonly failures: number; readonly lockedUntil: number }>();
  return {
    /** Milliseconds until the next try is allowed; 0 = now. A clock that was ahead locks for no longer than a lock lasts. */
    waitMs: (who: readonly string[]): number =>
      Math.max(0, ...who.map((one) => Math.min((tries.get(one)?.lockedUntil ?? 0) - now(), lockMaxMs))),
    /** Counts before the passphrase is compared, so that many tries at once are no free tries. */
    begin: (who: readonly string[]): void => {
      for (const one of who) {
        const failures = (tries.get(one)?.failures ?? 0) + 1;
        tries.delete(one);
        tries.set(one, { failures, lockedUntil: now() + lockMsAfter(failures) });
        if (tries.size <= rememberedMax) continue;
        for (const oldest of tries.keys().take(1)) tries.delete(oldest);
      }
    },
    succeeded: (who: readonly string[]): void => {
      for (const one of who) tries.delete(one);
    },
  };
}

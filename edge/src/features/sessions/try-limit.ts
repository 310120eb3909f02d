import type { Now, TriesRow, WorkTable } from "../ports.ts";

/** Failures in a row that cost nothing; then 30 s, doubling, up to a quarter of an hour. */
export const freeTries = 5;
const firstLockMs = 30_000;
const lockMaxMs = 15 * 60_000;

export const lockMsAfter = (failures: number): number =>
  failures < freeTries ? 0 : Math.min(firstLockMs * 2 ** Math.min(failures - freeTries, 20), lockMaxMs);

/** Counts failed tries of an officer and of a tablet; the counts outlive a restart and a pulled plug. */
export function createTryLimit(deps: { readonly work: Pick<WorkTable, "tries">; readonly now: Now }) {
  const present = (who: Uint8Array): number => {
    const row: TriesRow | null = deps.work.tries.find(who);
    if (row === null) return 0;
    const at = deps.now();
    const leftMs = row.lockedUntil - at;
    if (leftMs <= lockMaxMs) return Math.max(leftMs, 0);
    // Set by a clock that was ahead and is right now: the lock begins again, or it would last until that day comes.
    const lockMs = lockMsAfter(row.failures);
    deps.work.tries.put(who, { failures: row.failures, lockedUntil: at + lockMs, at });
    return lockMs;
  };
  return {
    /** Milliseconds until the next try is allowed; 0 = now. */
    waitMs: (who: readonly Uint8Array[]): number => Math.max(0, ...who.map(present)),
    /** Counts before the PIN is compared, so that dying in between is no free try. */
    begin: (who: readonly Uint8Array[]): void => {
      const at = deps.now();
      for (const one of who) {
        const failures = (deps.work.tries.find(one)?.failures ?? 0) + 1;
        deps.work.tries.put(one, { failures, lockedUntil: at + lockMsAfter(failures), at });
      }
    },
    succeeded: (who: readonly Uint8Array[]): void => {
      for (const one of who) deps.work.tries.remove(one);
    },
  };
}

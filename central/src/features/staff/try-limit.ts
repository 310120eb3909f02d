/** Failures in a row that cost nothing; then 30 s, doubling, up to a quarter of an hour. A whole centre may sit behind one address. */
export const freeTries = { staff: 5, client: 20 } as const;
const firstLockMs = 30_000;
const lockMaxMs = 15 * 60_000;
/** Who tries is a stranger: so many are remembered, then the oldest begin anew. */
const rememberedMax = 20_000;

type Who = keyof typeof freeTries;
export type Tried = { readonly [W in Who]: string };

export const lockMsAfter = (who: Who, failures: number): number =>
  failures < freeTries[who] ? 0 : Math.min(firstLockMs * 2 ** Math.min(failures - freeTries[who], 20), lockMaxMs);

/** Counts failed tries in memory: of a staff code, known or not, and of a client. */
export function createTryLimit(now: () => number) {
  const tries = new Map<string, { readonly failures: number; readonly lockedUntil: number }>();
  const keysOf = ({ staff, client }: Tried) => [["staff", `staff ${staff}`] as const, ["client", `client ${client}`] as const];
  return {
    /** Milliseconds until the next try is allowed; 0 = now. A clock that was ahead locks for no longer than a lock lasts. */
    waitMs: (tried: Tried): number =>
      Math.max(0, ...keysOf(tried).map(([, key]) => Math.min((tries.get(key)?.lockedUntil ?? 0) - now(), lockMaxMs))),
    /** Counts before the passphrase is compared, so that many tries at once are no free tries. */
    begin: (tried: Tried): void => {
      for (const [who, key] of keysOf(tried)) {
        const failures = (tries.get(key)?.failures ?? 0) + 1;
        tries.delete(key);
        tries.set(key, { failures, lockedUntil: now() + lockMsAfter(who, failures) });
        if (tries.size <= rememberedMax) continue;
        for (const oldest of tries.keys().take(1)) tries.delete(oldest);
      }
    },
    succeeded: (tried: Tried): void => {
      for (const [, key] of keysOf(tried)) tries.delete(key);
    },
  };
}
export type TryLimit = ReturnType<typeof createTryLimit>;

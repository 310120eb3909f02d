import { issueCrl, type Authority, type Random, type RevokedSpec } from "@beket/eds/issue";

/** A list as it is served, with what a conditional request asks by. */
export type ServedList = { readonly der: Uint8Array; readonly etag: string; readonly lastModifiedMs: number };
export type Lists = {
  /** Everything revoked, made at the beginning of the day and good for two. */
  readonly complete: () => ServedList;
  /** What came after the complete list, made every quarter of an hour. */
  readonly delta: () => ServedList;
};

const minute = 60_000;
const day = 86_400_000;
const quarter = 15 * minute;

/** The lists of the demo's issuing authority, made anew when their time comes. Numbers go up with time, over restarts too. */
export function createLists(deps: {
  readonly issuing: Authority;
  readonly revoked: () => readonly RevokedSpec[];
  readonly now: () => number;
  readonly random: Random;
}): Lists {
  const { issuing, revoked, now, random } = deps;
  const kept = new Map<string, ServedList>();
  const once = (name: string, madeAt: number, make: () => Uint8Array): ServedList => {
    const etag = `"${name}-${madeAt}"`;
    const known = kept.get(name);
    if (known?.etag === etag) return known;
    const made: ServedList = { der: make(), etag, lastModifiedMs: madeAt };
    kept.set(name, made);
    return made;
  };
  const numberOf = (madeAt: number): number => Math.floor(madeAt / quarter);
  const beganAt = (length: number): number => Math.floor(now() / length) * length;
  return {
    complete: () => {
      const madeAt = beganAt(day);
      return once("complete", madeAt, () =>
        issueCrl(issuing, {
          thisUpdateMs: madeAt,
          nextUpdateMs: madeAt + 2 * day,
          number: numberOf(madeAt),
          revoked: revoked().filter(({ revocationMs }) => revocationMs < madeAt),
          random,
        }),
      );
    },
    delta: () => {
      const madeAt = beganAt(quarter);
      const base = beganAt(day);
      return once("delta", madeAt, () =>
        issueCrl(issuing, {
          thisUpdateMs: madeAt,
          nextUpdateMs: madeAt + 2 * quarter,
          number: numberOf(madeAt),
          deltaOf: numberOf(base),
          revoked: revoked().filter(({ revocationMs }) => revocationMs >= base && revocationMs < madeAt),
          random,
        }),
      );
    },
  };
}

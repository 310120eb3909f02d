export type Recent = {
  readonly add: (key: string) => void;
  /** It was added no longer ago than the span; a clock that was set back forgets it. */
  readonly has: (key: string) => boolean;
};

/** What happened a moment ago, by key. The oldest of too many is forgotten. */
export function createRecent(now: () => number, spanMs: number, keysMax = 10_000): Recent {
  const at = new Map<string, number>();
  return {
    add: (key) => {
      at.delete(key);
      at.set(key, now());
      if (at.size > keysMax) for (const oldest of at.keys().take(1)) at.delete(oldest);
    },
    has: (key) => {
      const age = now() - (at.get(key) ?? Number.NEGATIVE_INFINITY);
      return age >= 0 && age <= spanMs;
    },
  };
}

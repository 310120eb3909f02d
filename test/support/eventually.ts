/** Asks again and again until the answer is there; throws with the last answer after the time. For waiting, never for judging speed. */
export const eventually = async <T>(what: string, ask: () => Promise<T | null> | T | null, withinMs = 60_000): Promise<T> => {
  const until = performance.now() + withinMs;
  let last: unknown = null;
  while (performance.now() < until) {
    try {
      const answer = await ask();
      if (answer !== null) return answer;
    } catch (error) {
      last = error;
    }
    await Bun.sleep(100);
  }
  throw new Error(`never happened: ${what}${last instanceof Error ? ` (${last.message})` : ""}`);
};

/** Waits until it is so. */
export const becomes = (isSo: () => boolean, withinMs = 30_000): Promise<true> => eventually(String(isSo), () => isSo() || null, withinMs);

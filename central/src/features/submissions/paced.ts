import type { SchedulePort } from "@beket/replication";

export type Paced = { readonly ask: () => void; readonly stop: () => void };

/** Runs `run` soon after it is asked for, and not more often than every so many milliseconds, however often that is. */
export function createPaced(deps: {
  readonly schedule: SchedulePort;
  readonly now: () => number;
  readonly everyMs: number;
  readonly run: () => void;
}): Paced {
  let lastAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  return {
    ask: () => {
      if (cancel !== null) return;
      // A clock that was set back makes no pause longer.
      const pause = Math.min(deps.everyMs, Math.max(0, lastAt + deps.everyMs - deps.now()));
      cancel = deps.schedule(pause, () => {
        cancel = null;
        lastAt = deps.now();
        deps.run();
      });
    },
    stop: () => cancel?.(),
  };
}

import type { ClockPort, SchedulePort } from "@beket/replication";

/** Virtual time: what is due runs in order, and promises settle before the next thing is due. */
export type Timeline = {
  readonly now: () => number;
  readonly schedule: SchedulePort;
  readonly runUntil: (until: number, isDone?: () => boolean) => Promise<void>;
};

export function createTimeline(): Timeline {
  let now = 0;
  let order = 0;
  const due: { readonly at: number; readonly order: number; readonly run: () => void; isCancelled: boolean }[] = [];
  const insert = (entry: (typeof due)[number]): void => {
    let low = 0;
    let high = due.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = due[middle];
      if (other !== undefined && (other.at < entry.at || (other.at === entry.at && other.order < entry.order))) low = middle + 1;
      else high = middle;
    }
    due.splice(low, 0, entry);
  };
  return {
    now: () => now,
    schedule: (delayMs, run) => {
      const entry = { at: now + delayMs, order: order++, run, isCancelled: false };
      insert(entry);
      return () => {
        entry.isCancelled = true;
      };
    },
    runUntil: async (until, isDone) => {
      for (let next = due[0]; next !== undefined && next.at <= until; next = due[0]) {
        due.shift();
        if (next.isCancelled) continue;
        now = Math.max(now, next.at);
        next.run();
        // Deep enough for a publish that resolves, and what waits for it.
        for (let turn = 0; turn < 6; turn++) await Promise.resolve();
        if (isDone?.() === true) return;
      }
      now = Math.max(now, until);
    },
  };
}

/** A node's clocks: the wall clock is wrong and may jump, the monotonic one drifts a little. */
export type NodeClock = ClockPort & { readonly jump: (ms: number) => void };
export function createNodeClock(timeline: Timeline, boot: string, wrongByMs: number, driftPpm: number): NodeClock {
  let wrong = wrongByMs;
  const drifted = (): number => Math.floor(timeline.now() * (1 + driftPpm / 1_000_000));
  return {
    now: () => 1_790_000_000_000 + wrong + drifted(),
    monotonic: () => drifted(),
    bootId: boot,
    jump: (ms) => {
      wrong += ms;
    },
  };
}

import type { Result } from "@beket/domain";
import { signal, type ReadonlySignal } from "@preact/signals";
import { answered, nothingYet, type Polled } from "../model/freshness.ts";
import type { CallFailure } from "./central.ts";

export type Timers = {
  readonly now: () => number;
  /** Runs once after so long; what it returns takes it back. */
  readonly after: (ms: number, run: () => void) => () => void;
};

export type Poll<T> = {
  readonly state: ReadonlySignal<Polled<T>>;
  /** Asks at once and then again and again, until as many `stop`s as `start`s. */
  readonly start: () => () => void;
  readonly refresh: () => Promise<void>;
};

/**
 * Asks for the same thing every `everyMs`, counted from the last answer, so that a slow central is never asked twice at once. A refresh
 * during a question waits for its answer and asks once more: what it answers is never older than the refresh.
 */
export function createPoll<T>(options: {
  readonly load: () => Promise<Result<T, CallFailure>>;
  readonly everyMs: number;
  readonly timers: Timers;
}): Poll<T> {
  const { load, everyMs, timers } = options;
  const state = signal<Polled<T>>(nothingYet());
  let watchers = 0;
  let running: Promise<void> | null = null;
  let again = false;
  let cancel = (): void => undefined;

  const ask = async (): Promise<void> => {
    do {
      again = false;
      const answer = await load();
      state.value = answered(state.value, answer, timers.now());
    } while (again);
  };
  const refresh = (): Promise<void> => {
    cancel();
    if (running !== null) {
      again = true;
      return running;
    }
    running = ask().finally(() => {
      running = null;
      if (watchers > 0) cancel = timers.after(everyMs, () => void refresh());
    });
    return running;
  };
  return {
    state,
    refresh,
    start: () => {
      watchers += 1;
      if (watchers === 1) void refresh();
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        watchers -= 1;
        if (watchers === 0) cancel();
      };
    },
  };
}

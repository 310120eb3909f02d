import { allTargets } from "./all-targets.ts";
import { runFuzz, type FuzzReport } from "./run-fuzz.ts";

// Judges in a thread of its own, so that the command can tell an input that never comes back.

declare const self: Worker;

export type FuzzJob = {
  readonly seed: number;
  readonly runs: number;
  readonly nationalFolder: string | undefined;
  /** The index of the input that is being judged. */
  readonly current: Int32Array;
};
export type FuzzProgress = { readonly kind: "chunk"; readonly report: FuzzReport; readonly isLast: boolean };

const chunk = 2_000;

self.addEventListener("message", ({ data }: MessageEvent<FuzzJob>) => {
  const targets = allTargets(data.nationalFolder);
  for (let from = 0; from < data.runs; from += chunk) {
    const runs = Math.min(chunk, data.runs - from);
    const report = runFuzz({
      seed: data.seed,
      runs,
      from,
      targets,
      nowMs: () => performance.now(),
      onInput: (index) => Atomics.store(data.current, 0, index),
    });
    const progress: FuzzProgress = { kind: "chunk", report, isLast: from + runs >= data.runs };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    self.postMessage(progress);
  }
});

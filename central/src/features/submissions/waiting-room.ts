import type { SchedulePort } from "@beket/replication";
import type { EvidenceSource } from "../evidence/types.ts";
import type { Submission, SubmissionStore } from "./ports.ts";
import type { Settling } from "./settle.ts";
import { attempt, type Waits } from "./waiting.ts";

export type WaitingRoomDeps = {
  readonly store: Pick<SubmissionStore, "byId">;
  readonly evidence: Pick<EvidenceSource, "seek" | "refuse">;
  readonly settling: Settling;
  readonly schedule: SchedulePort;
  readonly now: () => number;
  /** Takes up who is due. */
  readonly wake: () => void;
  readonly onFault: (code: "submission-not-settled") => void;
};
export type WaitingRoom = {
  /** Settles a submission, or lets it wait and begins to ask for what is missing. Returns at once. */
  readonly process: (submission: Submission) => Submission;
  readonly idle: () => Promise<void>;
  readonly stop: () => void;
  readonly isStopped: () => boolean;
};

/** Submissions that wait for evidence: one attempt at a time for each, the next by its schedule. */
export function createWaitingRoom(deps: WaitingRoomDeps): WaitingRoom {
  const { settling } = deps;
  const attempts = new Map<string, Promise<void>>();
  let stopped = false;
  let cancelWake = (): void => undefined;
  let wakeAt = Number.POSITIVE_INFINITY;

  const wakeUpAt = (at: number): void => {
    const now = deps.now();
    if (stopped || (at >= wakeAt && wakeAt > now)) return;
    cancelWake();
    wakeAt = at;
    cancelWake = deps.schedule(Math.max(0, at - now), () => {
      wakeAt = Number.POSITIVE_INFINITY;
      deps.wake();
    });
  };
  const begin = (id: string, verdict: Waits): void => {
    if (stopped || attempts.has(id)) return;
    const running = attempt(
      {
        ...deps,
        isStopped: () => stopped,
        judgeAgain: (submission) => {
          const processed = settling.process(submission);
          return processed.kind === "waits" ? processed.verdict : null;
        },
        note: (submission, last, wait) => {
          settling.wait(submission, last, wait);
          wakeUpAt(wait.nextAttemptAt);
        },
      },
      id,
      verdict,
    )
      .catch(() => deps.onFault("submission-not-settled"))
      .finally(() => {
        attempts.delete(id);
      });
    attempts.set(id, running);
  };

  return {
    process: (submission) => {
      const processed = settling.process(submission);
      if (processed.kind === "settled") return processed.submission;
      // Durable before anybody is asked; what was known about earlier attempts stays.
      const wait = submission.wait ?? { attempts: 0, nextAttemptAt: deps.now(), unreached: [] };
      const waiting = settling.wait(submission, processed.verdict, wait);
      begin(submission.id, processed.verdict);
      return waiting;
    },
    idle: async () => {
      while (attempts.size > 0) await Promise.all(attempts.values());
    },
    stop: () => {
      stopped = true;
      cancelWake();
    },
    isStopped: () => stopped,
  };
}

import { hex } from "../bytes.ts";
import type { EvidenceSource, ServiceFault } from "../evidence/types.ts";
import type { Submission, SubmissionStore, Wait } from "./ports.ts";
import type { SignatureVerdict } from "./signature.ts";

/** How long missing evidence of revocation may be waited for (EN 319 102-1 TRY_LATER). */
export const waitMaxMs = 24 * 3_600_000;
const firstPauseMs = 15_000;
const pauseMaxMs = 15 * 60_000;
/** The status of a responder may have to be asked for after its answer came. */
const roundsMax = 3;

/** The pause after so many attempts: 15 s, doubled up to a quarter of an hour; never before a host that rests may be asked again. */
export function nextAttemptAt(attempts: number, now: number, retryAt: number | null, retryUntil: number): number {
  const pause = Math.min(pauseMaxMs, firstPauseMs * 2 ** Math.min(Math.max(0, attempts - 1), 20));
  return Math.min(retryUntil, Math.max(now + pause, retryAt ?? 0));
}

/** A next attempt that lies further ahead than any pause was written before the clock was set back: it is due. */
export const latestAttemptAt = (now: number): number => now + pauseMaxMs;

export type Waits = Extract<SignatureVerdict, { kind: "waits" }>;
export type AttemptDeps = {
  readonly store: Pick<SubmissionStore, "byId">;
  readonly evidence: Pick<EvidenceSource, "seek" | "refuse">;
  readonly now: () => number;
  readonly isStopped: () => boolean;
  /** Judges again and settles; what is still missing, or null when it is settled. */
  readonly judgeAgain: (submission: Submission) => Waits | null;
  /** Writes down how the attempt went. */
  readonly note: (submission: Submission, verdict: Waits, wait: Wait) => void;
};

const isOpen = (submission: Submission | null): submission is Submission =>
  submission !== null && (submission.state === "waiting" || submission.state === "received");

/**
 * One attempt to get what a submission waits for: asks for exactly that, judges again, and asks for what the answers themselves need. Runs
 * beside everything else; what was settled in the meantime is left alone.
 */
export async function attempt(deps: AttemptDeps, id: string, first: Waits): Promise<void> {
  let verdict = first;
  let retryAt: number | null = null;
  const faults = new Map<string, ServiceFault>();
  const add = (more: readonly ServiceFault[]): void => {
    for (const one of more) faults.set(`${one.kind} ${one.host}`, one);
  };
  const sought = new Set<string>();
  for (let round = 0; round < roundsMax; round += 1) {
    const wanted = verdict.missing.filter(({ certificate }) => !sought.has(hex(certificate)));
    if (wanted.length === 0) break;
    for (const { certificate } of wanted) sought.add(hex(certificate));
    const outcome = await deps.evidence.seek(wanted);
    if (deps.isStopped()) return;
    add(outcome.faults);
    retryAt = outcome.retryAt ?? retryAt;
    const submission = deps.store.byId(id);
    if (!isOpen(submission)) return;
    const again = deps.judgeAgain(submission);
    if (again === null) return;
    verdict = again;
  }
  const submission = deps.store.byId(id);
  if (!isOpen(submission)) return;
  // What came and did not convince the validator is not offered again.
  add(deps.evidence.refuse(verdict.offered));
  const attempts = (submission.wait?.attempts ?? 0) + 1;
  const until = submission.receivedAt + waitMaxMs;
  deps.note(submission, verdict, {
    attempts,
    nextAttemptAt: nextAttemptAt(attempts, deps.now(), retryAt, until),
    unreached: [...faults.values()],
  });
}

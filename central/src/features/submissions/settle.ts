import { fromUtf8 } from "../bytes.ts";
import type { Handler } from "./desk.ts";
import type { Answer, EvidenceRecord, Submission, SubmissionKind, SubmissionStore, Wait } from "./ports.ts";
import { judgeSignature, type SignatureDeps } from "./signature.ts";
import { waitMaxMs, type Waits } from "./waiting.ts";

export type SettlingDeps = {
  readonly store: SubmissionStore;
  readonly signature: SignatureDeps;
  readonly stamps: boolean;
  readonly onAccepted: () => void;
  readonly handlerOf: (kind: SubmissionKind) => Handler;
  readonly now: () => number;
};
/** `waits`: nothing was written; what is missing is in the verdict. */
export type Processed =
  | { readonly kind: "settled"; readonly submission: Submission }
  | { readonly kind: "waits"; readonly submission: Submission; readonly verdict: Waits };
export type Settling = {
  /** Judges and settles by what is at hand. Synchronous: nothing comes in between. */
  readonly process: (submission: Submission) => Processed;
  /** Writes down that it waits. The verdict is archived when it is another than before. */
  readonly wait: (submission: Submission, verdict: Waits, wait: Wait) => Submission;
};

/** How long a time-stamp is asked for. */
const stampMaxMs = 24 * 3_600_000;

/** The durable steps of one submission. */
export function createSettling(deps: SettlingDeps): Settling {
  const { store } = deps;
  type Change = Pick<Submission, "state" | "answer"> & Partial<Pick<Submission, "retryUntil" | "wait">>;
  const settle = (submission: Submission, next: Change, evidence: EvidenceRecord | null, stampUntil: number | null = null): Submission => {
    const change = { retryUntil: null, wait: null, ...next };
    store.settle(submission.id, change, evidence, stampUntil);
    return { ...submission, ...change };
  };
  const settled = (submission: Submission): Processed => ({ kind: "settled", submission });
  const reject = (submission: Submission, reasons: readonly string[], evidence: EvidenceRecord | null): Processed =>
    settled(settle(submission, { state: "rejected", answer: { reasons, rows: [] } }, evidence));

  /** Under a signature that stands. What stays pending is written down once. */
  const decide = (handler: Handler, submission: Submission, now: number): Submission => {
    const decided = handler.decide(submission, now);
    if (!("pendingUntil" in decided)) return settle(submission, { state: "done", answer: decided }, null);
    if (submission.state === "pending" && submission.retryUntil === decided.pendingUntil) return submission;
    return settle(submission, { state: "pending", retryUntil: decided.pendingUntil, answer: null }, null);
  };

  return {
    process: (submission) => {
      const handler = deps.handlerOf(submission.kind);
      const committed = handler.outcome(submission);
      if (committed !== null) return settled(settle(submission, { state: "done", answer: committed }, null));
      const now = deps.now();
      if (submission.state === "pending") return settled(decide(handler, submission, now));
      const read = handler.read(JSON.parse(fromUtf8(submission.document)), submission.document);
      if (!read.ok) return reject(submission, [read.error], null);
      const verdict = judgeSignature(deps.signature, submission, read.value.expected, now);
      switch (verdict.kind) {
        case "passed": {
          // The evidence first: no permit exists, not even after a stop in between, whose evidence is not archived (I5).
          const stampUntil = deps.stamps && !verdict.isStamped ? now + stampMaxMs : null;
          settle(submission, { state: "received", answer: null }, verdict.evidence, stampUntil);
          const done = decide(handler, submission, now);
          if (stampUntil !== null) deps.onAccepted();
          return settled(done);
        }
        case "refused":
          return reject(submission, [verdict.code], verdict.evidence);
        case "waits":
          if (now < submission.receivedAt + waitMaxMs) return { kind: "waits", submission, verdict };
          return reject(submission, ["application.evidence-timeout", verdict.code], verdict.evidence);
      }
    },
    wait: (submission, verdict, wait) => {
      const answer: Answer = { reasons: [verdict.code], rows: [] };
      const isSame = submission.state === "waiting" && submission.answer?.reasons[0] === verdict.code;
      if (isSame && submission.wait === wait) return submission;
      const change = { state: "waiting" as const, retryUntil: submission.receivedAt + waitMaxMs, answer, wait };
      return settle(submission, change, isSame ? null : verdict.evidence);
    },
  };
}

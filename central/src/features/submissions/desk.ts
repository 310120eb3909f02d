import { canonicalJson, err, ok, type Result } from "@beket/domain";
import type { ClockPort, CryptoPort } from "@beket/replication";
import { hex, utf8 } from "../bytes.ts";
import type { Answer, Submission, SubmissionKind, SubmissionStore } from "./ports.ts";
import { judgeSignature, type SignatureDeps } from "./signature.ts";

/*
 *             ┌────────── signature refused ──────────► rejected   (the document is free for the right key)
 * receive ─► received ─── evidence missing ─► waiting ─┬─ evidence came ─► …as received
 *             └─ signature stands ─► decide, commit ─► done            └─ 24 h over ─► rejected
 *
 * `received` is durable before anything is judged and a decision is committed together with its answer in the ledger, so
 * whatever stops in between is taken up at the next start without deciding twice.
 */

/** How long missing evidence of revocation may be waited for (EN 319 102-1 TRY_LATER). */
const waitMaxMs = 24 * 3_600_000;
/** How long a prepared document may be signed. */
const preparedMaxMs = 24 * 3_600_000;

export type ReceiveCode =
  | "application.not-canonical"
  | "application.document-invalid"
  | "application.document-changed"
  | "application.document-expired"
  | "application.already-submitted"
  | "application.signature-reused"
  | "application.other-origin";

/** What differs between an application, a revocation and an authority's act. */
export type Handler = {
  readonly kind: SubmissionKind;
  /** Reads the document; the code says why it is not one. */
  readonly read: (json: unknown) => Result<ReadDocument, ReceiveCode>;
  /** The answer that an earlier run committed for this submission. */
  readonly outcome: (submission: Submission) => Answer | null;
  /** Decides and commits in one transaction; runs only under a signature that stands. */
  readonly decide: (submission: Submission, now: number) => Answer;
};
export type ReadDocument = {
  readonly nonce: string;
  readonly origin: string;
  readonly createdAt: number;
  /** False: nobody prepared it here (an authority's own system did); then its origin and age alone are checked. */
  readonly prepared: boolean;
  readonly expected: { readonly bin?: string; readonly iin?: string };
};

export type DeskDeps = {
  readonly store: SubmissionStore;
  readonly signature: SignatureDeps;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly newId: () => string;
  readonly origins: () => readonly string[];
  readonly handlers: readonly Handler[];
  readonly pause: () => Promise<void>;
  readonly onFault: (code: "submission-not-settled") => void;
};
export type Desk = {
  /** Idempotent: the same document under the same signature gives the first submission again. */
  readonly submit: (kind: SubmissionKind, document: string, cms: Uint8Array) => Result<Submission, ReceiveCode>;
  /**
   * Takes up what was interrupted, and what waits where there is fresh evidence or no more time; how many were settled. One run at
   * a time, with a pause after each, so that a day's backlog does not hold up the questions of browsers.
   */
  readonly resume: (isFresh: boolean) => Promise<number>;
};

export function createDesk(deps: DeskDeps): Desk {
  const { store, crypto, clock } = deps;
  const handlerOf = (kind: SubmissionKind): Handler => {
    const handler = deps.handlers.find((one) => one.kind === kind);
    if (handler === undefined) throw new Error(`broken invariant: no handler of ${kind}`);
    return handler;
  };

  const process = (submission: Submission): Submission => {
    const handler = handlerOf(submission.kind);
    const settle = (change: Pick<Submission, "state" | "retryUntil" | "answer">, evidence: Parameters<SubmissionStore["settle"]>[2]) => {
      store.settle(submission.id, change, evidence);
      return { ...submission, ...change };
    };
    const committed = handler.outcome(submission);
    if (committed !== null) return settle({ state: "done", retryUntil: null, answer: committed }, null);
    const now = clock.now();
    const read = handler.read(JSON.parse(new TextDecoder().decode(submission.document)));
    if (!read.ok) return settle({ state: "rejected", retryUntil: null, answer: { reasons: [read.error], rows: [] } }, null);
    const verdict = judgeSignature(deps.signature, submission, read.value.expected, now);
    if (verdict.kind === "passed") {
      // The evidence first: no permit exists, not even after a stop in between, whose evidence is not archived (I5).
      settle({ state: "received", retryUntil: null, answer: null }, verdict.evidence);
      return settle({ state: "done", retryUntil: null, answer: handler.decide(submission, now) }, null);
    }
    const retryUntil = submission.receivedAt + waitMaxMs;
    const reasons = verdict.code === null ? [] : [verdict.code];
    if (verdict.kind === "waits" && now < retryUntil)
      return settle({ state: "waiting", retryUntil, answer: { reasons, rows: [] } }, verdict.evidence);
    const late = verdict.kind === "waits" ? ["application.evidence-timeout"] : [];
    return settle({ state: "rejected", retryUntil: null, answer: { reasons: [...late, ...reasons], rows: [] } }, verdict.evidence);
  };

  const readFresh = (kind: SubmissionKind, text: string, documentSha256: string): Result<null, ReceiveCode> => {
    const json = parseJson(text);
    if (json === undefined) return err("application.not-canonical");
    const canonical = canonicalJson(json);
    if (!canonical.ok || canonical.value !== text) return err("application.not-canonical");
    const read = handlerOf(kind).read(json);
    if (!read.ok) return read;
    const now = clock.now();
    if (now - read.value.createdAt > preparedMaxMs || read.value.createdAt - now > 300_000) return err("application.document-expired");
    // What another city's central was asked to do is nothing to this one, whoever wrote the document.
    if (!deps.origins().includes(read.value.origin)) return err("application.other-origin");
    if (!read.value.prepared) return ok(null);
    const prepared = store.prepared(read.value.nonce);
    const isOurs = prepared !== null && prepared.kind === kind && prepared.documentSha256 === documentSha256;
    return isOurs ? ok(null) : err("application.document-changed");
  };

  let resuming = false;
  const resumeOne = (id: string, isFresh: boolean): boolean => {
    try {
      const submission = store.byId(id);
      if (submission === null) return false;
      const isDue = submission.state === "received" || isFresh || clock.now() >= (submission.retryUntil ?? 0);
      return isDue && process(submission).state !== "waiting";
    } catch {
      // One that cannot be settled must not hold up the others; it stays open and is tried again.
      deps.onFault("submission-not-settled");
      return false;
    }
  };

  return {
    submit: (kind, text, cms) => {
      const document = utf8(text);
      const documentSha256 = hex(crypto.sha256(document));
      const cmsSha256 = hex(crypto.sha256(cms));
      const signed = store.byCms(cmsSha256);
      if (signed !== null)
        return signed.documentSha256 === documentSha256 && signed.kind === kind ? ok(signed) : err("application.signature-reused");
      if (store.byDocument(documentSha256) !== null) return err("application.already-submitted");
      const fresh = readFresh(kind, text, documentSha256);
      if (!fresh.ok) return fresh;
      const submission: Submission = {
        id: deps.newId(),
        kind,
        documentSha256,
        cmsSha256,
        document,
        cms,
        receivedAt: clock.now(),
        state: "received",
        retryUntil: null,
        answer: null,
      };
      store.receive(submission);
      return ok(process(submission));
    },
    resume: async (isFresh) => {
      if (resuming) return 0;
      resuming = true;
      try {
        let settled = 0;
        for (const id of store.open()) {
          settled += resumeOne(id, isFresh) ? 1 : 0;
          await deps.pause();
        }
        store.forgetPrepared(clock.now() - 2 * preparedMaxMs);
        return settled;
      } finally {
        resuming = false;
      }
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

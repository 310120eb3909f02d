import { canonicalJson, err, ok, type Result } from "@beket/domain";
import type { ClockPort, CryptoPort, SchedulePort } from "@beket/replication";
import { hex, utf8 } from "../bytes.ts";
import type { EvidenceSource } from "../evidence/types.ts";
import { createPaced } from "./paced.ts";
import type { Answer, Submission, SubmissionKind, SubmissionStore } from "./ports.ts";
import { createSettling } from "./settle.ts";
import type { Expected, SignatureDeps } from "./signature.ts";
import { isOpen, latestAttemptAt } from "./waiting.ts";
import { createWaitingRoom } from "./waiting-room.ts";

/*
 *             ┌────────── signature refused ──────────► rejected   (the document is free for the right key)
 * receive ─► received ─── evidence missing ─► waiting ─┬─ evidence came ─► …as received
 *             │                                ▲  │    └─ 24 h over ─► rejected
 *             │                                └──┘ asked for again, by a visible schedule
 *             └─ signature stands ─► decide, commit ─► done
 *
 * `received` is durable before anything is judged and a decision is committed together with its answer in the ledger, so
 * whatever stops in between is taken up at the next start without deciding twice. Evidence is asked for after the answer to the
 * browser: a slow responder holds up nobody.
 */

/** How long a prepared document may be signed. */
const preparedMaxMs = 24 * 3_600_000;
/** A service that fails every other time does not have everybody judged, and itself asked, each time that it comes back. */
const recoveredEveryMs = 15_000;

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
  readonly expected: Expected;
};

export type DeskDeps = {
  readonly store: SubmissionStore;
  readonly signature: SignatureDeps;
  readonly evidence: Pick<EvidenceSource, "seek" | "refuse">;
  /** The signature of what is accepted is to be stamped by a time-stamp authority. */
  readonly stamps: boolean;
  /** One was accepted and is to be stamped. */
  readonly onAccepted: () => void;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly newId: () => string;
  readonly origins: () => readonly string[];
  readonly handlers: readonly Handler[];
  readonly pause: () => Promise<void>;
  readonly schedule: SchedulePort;
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
  /** A service is back: who waits is judged again soon. */
  readonly recovered: () => void;
  /** Resolves when nothing is being asked for. */
  readonly idle: () => Promise<void>;
  /** Nothing is begun any more; what is under way changes nothing. */
  readonly stop: () => void;
};

export function createDesk(deps: DeskDeps): Desk {
  const { store, crypto, clock } = deps;
  const handlerOf = (kind: SubmissionKind): Handler => {
    const handler = deps.handlers.find((one) => one.kind === kind);
    if (handler === undefined) throw new Error(`broken invariant: no handler of ${kind}`);
    return handler;
  };
  const settling = createSettling({ ...deps, handlerOf, now: clock.now });
  const room = createWaitingRoom({ ...deps, settling, now: clock.now, wake: () => resumeSoon(false) });

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

  const resumeOne = (id: string): boolean => {
    try {
      const submission = store.byId(id);
      // It may have been settled since the round began: what was rejected is not judged again.
      return isOpen(submission) && room.process(submission).state !== "waiting";
    } catch {
      // One that cannot be settled must not hold up the others; it stays open and is tried again.
      deps.onFault("submission-not-settled");
      return false;
    }
  };
  const round = async (isFresh: boolean): Promise<number> => {
    let settled = 0;
    const now = clock.now();
    for (const id of isFresh ? store.open() : store.due(now, latestAttemptAt(now))) {
      if (room.isStopped()) break;
      settled += resumeOne(id) ? 1 : 0;
      await deps.pause();
    }
    // After the stop the files are closed.
    if (!room.isStopped()) store.forgetPrepared(clock.now() - 2 * preparedMaxMs);
    return settled;
  };
  let resuming = false;
  /** Evidence that came during a run is not for those it has passed: they get another. */
  let freshAgain = false;
  const resumeAll = async (isFresh: boolean): Promise<number> => {
    if (resuming || room.isStopped()) {
      freshAgain ||= isFresh;
      return 0;
    }
    resuming = true;
    try {
      let settled = await round(isFresh);
      while (freshAgain) {
        freshAgain = false;
        settled += await round(true);
      }
      return settled;
    } finally {
      resuming = false;
    }
  };
  const resumeSoon = (isFresh: boolean): void => {
    resumeAll(isFresh).catch(() => deps.onFault("submission-not-settled"));
  };
  const recovered = createPaced({ ...deps, now: clock.now, everyMs: recoveredEveryMs, run: () => resumeSoon(true) });

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
        wait: null,
      };
      store.receive(submission);
      return ok(room.process(submission));
    },
    resume: resumeAll,
    recovered: recovered.ask,
    idle: room.idle,
    stop: () => {
      recovered.stop();
      room.stop();
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

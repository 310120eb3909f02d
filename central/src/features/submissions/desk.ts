import { canonicalJson, err, ok, type Result } from "@beket/domain";
import type { ClockPort, CryptoPort, SchedulePort } from "@beket/replication";
import { hex, utf8 } from "../bytes.ts";
import type { EvidenceSource } from "../evidence/types.ts";
import { createPaced } from "./paced.ts";
import type { About, Answer, Submission, SubmissionKind, SubmissionState, SubmissionStore } from "./ports.ts";
import { createSettling } from "./settle.ts";
import type { Expected, SignatureDeps } from "./signature.ts";
import { latestAttemptAt } from "./waiting.ts";
import { createWaitingRoom } from "./waiting-room.ts";

/*
 *             ┌────────── signature refused ──────────► rejected   (the document is free for the right key)
 * receive ─► received ─── evidence missing ─► waiting ─┬─ evidence came ─► …as received
 *             │                                ▲  │    └─ 24 h over ─► rejected
 *             │                                └──┘ asked for again, by a visible schedule
 *             └─ signature stands ─► decide ─┬─ commit ─────────────────────────────────────► done
 *                                            └─ not in the base ─► pending ─┬─ base changed ─► decide again
 *                                                                           ├─ registrar's no ─► done, refused
 *                                                                           └─ validity over ─► done, refused
 *
 * `received` is durable before anything is judged and a decision is committed together with its answer in the ledger, so
 * whatever stops in between is taken up at the next start without deciding twice. Evidence is asked for after the answer to the
 * browser: a slow responder holds up nobody. A pending one's signature was judged and archived: it is not judged again.
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
  /** Reads the document, whose JSON and bytes these are; the code says why it is not one. */
  readonly read: (json: unknown, document: Uint8Array) => Result<ReadDocument, ReceiveCode>;
  /** The answer that an earlier run committed for this submission. */
  readonly outcome: (submission: Submission) => Answer | null;
  /** Decides and commits in one transaction; runs only under a signature that stands. What is pending has changed nothing. */
  readonly decide: (submission: Submission, now: number) => Answer | Pending;
};
/** Nobody can decide yet, until then. Milliseconds since 1970 UTC. */
export type Pending = { readonly pendingUntil: number };
export type ReadDocument = {
  readonly nonce: string;
  readonly origin: string;
  readonly createdAt: number;
  /** False: nobody prepared it here (an authority's own system did); then its origin and age alone are checked. */
  readonly prepared: boolean;
  readonly expected: Expected;
  /** Of an organisation's document; absent: an authority's. */
  readonly about?: Omit<About, "nonce">;
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
  /** Whether the base knows the applicant now, or a registrar refused them. */
  readonly isDecidable: (applicant: string) => boolean;
};
export type Desk = {
  /** Idempotent: the same document under the same signature gives the first submission again. */
  readonly submit: (kind: SubmissionKind, document: string, cms: Uint8Array) => Result<Submission, ReceiveCode>;
  /**
   * Takes up what was interrupted, and what waits where there is fresh evidence or no more time; how many were settled. One run at
   * a time, with a pause after each, so that a day's backlog does not hold up the questions of browsers.
   */
  readonly resume: (isFresh: boolean) => Promise<number>;
  /** The base changed about this applicant, or about anybody (null): who is pending is decided again; how many were settled. */
  readonly reconsider: (applicant: string | null) => Promise<number>;
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

  const readFresh = (kind: SubmissionKind, text: string, document: Uint8Array, documentSha256: string): Result<About, ReceiveCode> => {
    const json = parseJson(text);
    if (json === undefined) return err("application.not-canonical");
    const canonical = canonicalJson(json);
    if (!canonical.ok || canonical.value !== text) return err("application.not-canonical");
    const read = handlerOf(kind).read(json, document);
    if (!read.ok) return read;
    const now = clock.now();
    if (now - read.value.createdAt > preparedMaxMs || read.value.createdAt - now > 300_000) return err("application.document-expired");
    // What another city's central was asked to do is nothing to this one, whoever wrote the document.
    if (!deps.origins().includes(read.value.origin)) return err("application.other-origin");
    const about = { nonce: read.value.nonce, ...(read.value.about ?? nobody) };
    if (!read.value.prepared) return ok(about);
    const prepared = store.prepared(read.value.nonce);
    const isOurs = prepared !== null && prepared.kind === kind && prepared.documentSha256 === documentSha256;
    return isOurs ? ok(about) : err("application.document-changed");
  };

  const resumeOne = (id: string): boolean => {
    try {
      const submission = store.byId(id);
      // It may have been settled since the round began: what was rejected is not judged again.
      if (submission === null || !unsettled.has(submission.state)) return false;
      return !unsettled.has(room.process(submission).state);
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
  /** Who is pending and can be decided: the base knows them now, a registrar refused them, or their time is over. */
  const reconsider = async (applicant: string | null): Promise<number> => {
    let settled = 0;
    for (const one of store.pending(applicant)) {
      if (room.isStopped()) break;
      if (one.retryUntil > clock.now() && !deps.isDecidable(one.applicant)) continue;
      settled += resumeOne(one.id) ? 1 : 0;
      await deps.pause();
    }
    return settled;
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
      const fresh = readFresh(kind, text, document, documentSha256);
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
      store.receive(submission, fresh.value);
      return ok(room.process(submission));
    },
    resume: async (isFresh) => {
      const settled = await resumeAll(isFresh);
      return settled + (room.isStopped() ? 0 : await reconsider(null));
    },
    reconsider,
    recovered: recovered.ask,
    idle: room.idle,
    stop: () => {
      recovered.stop();
      room.stop();
    },
  };
}

const unsettled: ReadonlySet<SubmissionState> = new Set(["received", "waiting", "pending"]);
const nobody = { applicant: null, about: null, facts: null };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

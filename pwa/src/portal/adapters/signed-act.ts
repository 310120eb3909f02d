import type { EvidenceWait, PrepareReply, SignedSubmission } from "@beket/api";
import type { Result } from "@beket/domain";
import { signal, type ReadonlySignal } from "@preact/signals";
import { isBusy, stepSigning, type Signing, type SigningEvent } from "../model/signing.ts";
import type { DocumentCheck } from "../signing/document-check.ts";
import type { SignerWish } from "../signing/failure.ts";
import type { CallFailure } from "./central.ts";
import { createSignRun, type Sign } from "./sign-run.ts";
import type { Language } from "@beket/domain";

/** One document from central's preparation to its answer. */
export type SignedActState<P extends PrepareReply, R> = {
  readonly signing: Signing;
  /** What central prepared, with whatever it told besides the document. */
  readonly prepared: P | null;
  readonly reply: R | null;
};
export type SignedAct<P extends PrepareReply, R> = {
  readonly state: ReadonlySignal<SignedActState<P, R>>;
  readonly prepare: () => Promise<void>;
  readonly press: () => void;
  readonly stop: () => void;
  readonly sendAnyway: () => void;
  readonly sendAgain: () => void;
  /** Of an answer that waits: the same bytes again, which central counts once. */
  readonly askAgain: () => Promise<void>;
  /** After a refusal of the signature: the same document with another key. */
  readonly anotherKey: () => void;
};

export function createSignedAct<P extends PrepareReply, R extends { readonly wait?: EvidenceWait | undefined }>(deps: {
  readonly prepare: () => Promise<Result<P, CallFailure>>;
  readonly check: (prepared: P) => Promise<DocumentCheck>;
  readonly send: (submission: SignedSubmission) => Promise<Result<R, CallFailure>>;
  readonly wish: SignerWish;
  readonly sign: Sign;
  readonly language: () => Language;
}): SignedAct<P, R> {
  const state = signal<SignedActState<P, R>>({ signing: { kind: "idle" }, prepared: null, reply: null });
  const run = createSignRun(deps);
  let round = 0;
  let sent: SignedSubmission | null = null;

  const step = (event: SigningEvent): void => {
    const before = state.value.signing;
    const signing = stepSigning(before, event);
    if (signing === before) return;
    state.value = { ...state.value, signing };
    if (signing.kind === "signing" && before.kind !== "signing") {
      const mine = round;
      void run.sign(signing.document, deps.wish, (told) => (mine === round ? step(told) : undefined));
    }
    if (signing.kind === "sending") void send(signing.submission, signing.document);
  };
  const send = async (submission: SignedSubmission, document: Extract<Signing, { kind: "sending" }>["document"]): Promise<void> => {
    sent = submission;
    const reply = await deps.send(submission);
    if (!reply.ok) return step({ kind: "send-failed", failure: reply.error });
    state.value = { ...state.value, reply: reply.value, signing: document === null ? { kind: "idle" } : { kind: "ready", document } };
  };

  return {
    state,
    prepare: async () => {
      if (isBusy(state.value.signing)) return;
      const mine = (round += 1);
      state.value = { signing: { kind: "preparing" }, prepared: null, reply: null };
      const prepared = await deps.prepare();
      if (mine !== round) return;
      if (!prepared.ok) return step({ kind: "prepare-failed", failure: prepared.error });
      state.value = { ...state.value, prepared: prepared.value };
      if (prepared.value.faults.length > 0) {
        state.value = { ...state.value, signing: { kind: "idle" } };
        return;
      }
      const check = await deps.check(prepared.value);
      if (mine !== round) return;
      step(check.kind === "ok" ? { kind: "document-ready", document: check.document } : { kind: "document-refused", fault: check.fault });
    },
    press: () => step({ kind: "sign-pressed" }),
    stop: run.stop,
    sendAnyway: () => step({ kind: "send-anyway" }),
    sendAgain: () => step({ kind: "send-again" }),
    askAgain: async () => {
      if (sent === null) return;
      const reply = await deps.send(sent);
      // Who cannot be reached is asked again by the page's own timer.
      if (reply.ok) state.value = { ...state.value, reply: reply.value };
    },
    anotherKey: () => {
      state.value = { ...state.value, reply: null };
    },
  };
}

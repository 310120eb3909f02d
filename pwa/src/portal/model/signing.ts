import type { SignedSubmission } from "@beket/api";
import type { CallFailure } from "../adapters/central.ts";
import type { CheckedDocument, DocumentFault } from "../signing/document-check.ts";
import type { SignFailure, SignPhase } from "../signing/failure.ts";

/*
 * From a form to central's answer; an application and a revocation go the same way.
 *
 * idle ─► preparing ─┬─► ready ─► signing ─┬─► sending ─┬─► (answered: the owner takes the reply)
 *                    │    ▲                │            └─► unsent ─► sending
 *                    │    └── sign-failed ◄┘ (a doubtful key may be sent all the same)
 *                    └─► not-prepared
 */
export type Signing =
  | { readonly kind: "idle" }
  | { readonly kind: "preparing" }
  | {
      readonly kind: "not-prepared";
      readonly why: { readonly kind: "call"; readonly failure: CallFailure } | { readonly kind: "document"; readonly fault: DocumentFault };
    }
  | { readonly kind: "ready"; readonly document: CheckedDocument }
  | { readonly kind: "signing"; readonly document: CheckedDocument; readonly phase: SignPhase; readonly window: string | null }
  /** `cms`: signed with a key that central is going to refuse as far as this page can tell; it may be asked all the same. */
  | { readonly kind: "sign-failed"; readonly document: CheckedDocument; readonly failure: SignFailure; readonly cms: string | null }
  | { readonly kind: "sending"; readonly document: CheckedDocument | null; readonly submission: SignedSubmission }
  /** Signed, and no answer: the same bytes are sent again, which central counts once. */
  | {
      readonly kind: "unsent";
      readonly document: CheckedDocument | null;
      readonly submission: SignedSubmission;
      readonly failure: CallFailure;
    };

export type SigningEvent =
  | { readonly kind: "prepare-failed"; readonly failure: CallFailure }
  | { readonly kind: "document-refused"; readonly fault: DocumentFault }
  | { readonly kind: "document-ready"; readonly document: CheckedDocument }
  | { readonly kind: "sign-pressed" }
  | { readonly kind: "sign-phase"; readonly phase: SignPhase }
  | { readonly kind: "sign-window"; readonly url: string }
  | { readonly kind: "signed"; readonly cms: string }
  | { readonly kind: "sign-failed"; readonly failure: SignFailure; readonly cms?: string }
  | { readonly kind: "send-anyway" }
  | { readonly kind: "send-failed"; readonly failure: CallFailure }
  | { readonly kind: "send-again" };

/** A refusal that central gave for good: sending the same bytes again cannot help. */
const isFinal = (failure: CallFailure): boolean =>
  failure.kind === "problem" && failure.status < 500 && failure.status !== 408 && failure.status !== 429;

/** The next state; an event that does not fit the state changes nothing (a late answer, a second press). */
export function stepSigning(state: Signing, event: SigningEvent): Signing {
  switch (event.kind) {
    case "prepare-failed":
      return state.kind === "preparing" ? { kind: "not-prepared", why: { kind: "call", failure: event.failure } } : state;
    case "document-refused":
      return state.kind === "preparing" ? { kind: "not-prepared", why: { kind: "document", fault: event.fault } } : state;
    case "document-ready":
      return state.kind === "preparing" ? { kind: "ready", document: event.document } : state;
    case "sign-pressed":
      return state.kind === "ready" || state.kind === "sign-failed"
        ? { kind: "signing", document: state.document, phase: "connecting", window: null }
        : state;
    case "sign-phase":
      return state.kind === "signing" ? { ...state, phase: event.phase } : state;
    case "sign-window":
      return state.kind === "signing" ? { ...state, window: event.url } : state;
    case "signed":
      return state.kind === "signing"
        ? { kind: "sending", document: state.document, submission: { document: state.document.text, cms: event.cms } }
        : state;
    case "sign-failed":
      return state.kind === "signing"
        ? { kind: "sign-failed", document: state.document, failure: event.failure, cms: event.cms ?? null }
        : state;
    case "send-anyway":
      return state.kind === "sign-failed" && state.cms !== null
        ? { kind: "sending", document: state.document, submission: { document: state.document.text, cms: state.cms } }
        : state;
    case "send-failed":
      if (state.kind !== "sending") return state;
      return isFinal(event.failure)
        ? { kind: "not-prepared", why: { kind: "call", failure: event.failure } }
        : { kind: "unsent", document: state.document, submission: state.submission, failure: event.failure };
    case "send-again":
      return state.kind === "unsent" ? { kind: "sending", document: state.document, submission: state.submission } : state;
  }
}

/** True while a program, a person or the network has the next move: what is being signed must not change under it. */
export const isBusy = (state: Signing): boolean => state.kind === "preparing" || state.kind === "signing" || state.kind === "sending";

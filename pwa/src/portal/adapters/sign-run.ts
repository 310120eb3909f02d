import type { Language } from "@beket/domain";
import type { SigningEvent } from "../model/signing.ts";
import type { CheckedDocument } from "../signing/document-check.ts";
import type { SignerWish } from "../signing/failure.ts";
import type { SignOrder, SignOutcome } from "../signing/ncalayer.ts";

export type Sign = (order: SignOrder) => Promise<SignOutcome>;
export type SignRun = {
  /** Asks the signing program and tells every step as an event of the signing machine. */
  readonly sign: (document: CheckedDocument, wish: SignerWish, tell: (event: SigningEvent) => void) => Promise<void>;
  readonly stop: () => void;
};

/** One signature at a time for one form; `stop` ends the waiting for it. */
export function createSignRun(deps: { readonly sign: Sign; readonly language: () => Language }): SignRun {
  let stopping = new AbortController();
  return {
    sign: async (document, wish, tell) => {
      stopping = new AbortController();
      const outcome = await deps.sign({
        data: document.base64,
        wish,
        language: deps.language(),
        signal: stopping.signal,
        onPhase: (phase) => tell({ kind: "sign-phase", phase }),
        onWindow: (url) => tell({ kind: "sign-window", url }),
      });
      if (outcome.kind === "signed") return tell({ kind: "signed", cms: outcome.cms });
      const { failure, cms } = outcome;
      tell({ kind: "sign-failed", failure, ...(cms === undefined ? {} : { cms }) });
    },
    stop: () => stopping.abort(),
  };
}

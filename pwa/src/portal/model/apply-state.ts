import type {
  ApplicationDraft,
  ApplicationView,
  OrganisationCheckReply,
  OwnRoster,
  PlacesReply,
  PrepareReply,
  SignedSubmission,
} from "@beket/api";
import type { Ledger, Regime } from "@beket/domain";
import type { CallFailure } from "../adapters/central.ts";
import type { RowProblem } from "../roster/check.ts";
import type { CheckedDocument } from "../signing/document-check.ts";
import type { SignerWish } from "../signing/failure.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import type { Signing, SigningEvent } from "./signing.ts";

/*
 * organisation ─► terms ─► roster ─► review ─► result
 *       ▲           ▲        ▲          │
 *       └───────────┴────────┴── back ──┘   (any change of the draft drops the prepared document)
 */
export const applySteps = ["organisation", "terms", "roster", "review", "result"] as const;
export type ApplyStep = (typeof applySteps)[number];
/** The steps of a mode, in order. What HR prepares ends where the head begins; a change begins with the roster that there is. */
export const stepsOf = (mode: ApplyMode): readonly ApplyStep[] => {
  if (mode.kind === "direct") return applySteps;
  return mode.change === null ? ["terms", "roster", "review"] : ["roster", "terms", "review"];
};

export type Organisation =
  | { readonly kind: "unknown" }
  | { readonly kind: "asking"; readonly bin: string }
  | { readonly kind: "known"; readonly bin: string; readonly reply: OrganisationCheckReply }
  | { readonly kind: "failed"; readonly bin: string; readonly failure: CallFailure };

export type Rules =
  | { readonly kind: "loading" }
  | { readonly kind: "known"; readonly regime: Regime; readonly places: PlacesReply | null }
  | { readonly kind: "failed"; readonly failure: CallFailure };

/** `office`: the draft is on the server, and the head signs it from its link; of a change, what it starts from. */
export type ApplyMode =
  | { readonly kind: "direct" }
  | { readonly kind: "office"; readonly draft: string; readonly change: { readonly roster: OwnRoster; readonly ledger: Ledger } | null };

export type ApplyState = {
  readonly mode: ApplyMode;
  readonly step: ApplyStep;
  readonly rules: Rules;
  readonly draft: Draft;
  readonly organisation: Organisation;
  /** Problems of the roster that are shown even where nobody has typed yet. */
  readonly shown: "typed" | "all";
  readonly central: readonly RowProblem[];
  readonly termsShown: boolean;
  readonly signing: Signing;
  readonly view: ApplicationView | null;
  /** Counts preparations; an answer to an earlier one is late and ignored. */
  readonly round: number;
};

export type ApplyEvent =
  | { readonly kind: "rules-known"; readonly regime: Regime; readonly places: PlacesReply | null; readonly nowMs: number }
  | { readonly kind: "rules-failed"; readonly failure: CallFailure }
  | { readonly kind: "rules-wanted" }
  | { readonly kind: "draft-resumed"; readonly draft: Draft }
  | { readonly kind: "unsent-found"; readonly submission: SignedSubmission }
  | { readonly kind: "edited"; readonly draft: Draft }
  | { readonly kind: "organisation-wanted" }
  | { readonly kind: "organisation-known"; readonly bin: string; readonly reply: OrganisationCheckReply }
  | { readonly kind: "organisation-failed"; readonly bin: string; readonly failure: CallFailure }
  | { readonly kind: "next"; readonly nowMs: number }
  | { readonly kind: "back"; readonly to: ApplyStep }
  | { readonly kind: "roster-checked"; readonly round: number; readonly problems: readonly RowProblem[] }
  | { readonly kind: "faults-found"; readonly round: number; readonly faults: PrepareReply["faults"] }
  | { readonly kind: "answered"; readonly view: ApplicationView }
  | { readonly kind: "view-refreshed"; readonly view: ApplicationView }
  | { readonly kind: "sign-with-another-key" }
  | { readonly kind: "stop-pressed" }
  | { readonly kind: "start-over" }
  | { readonly kind: "signing"; readonly event: SigningEvent; readonly round: number | null };

export type ApplyEffect =
  | { readonly kind: "load-rules" }
  | { readonly kind: "ask-organisation"; readonly bin: string }
  | { readonly kind: "keep-draft"; readonly draft: Draft }
  | { readonly kind: "drop-draft" }
  /** A long list is checked on a thread of its own; `roster-checked` answers. */
  | { readonly kind: "check-roster"; readonly round: number; readonly draft: Draft }
  | { readonly kind: "prepare"; readonly round: number; readonly request: ApplicationDraft }
  | { readonly kind: "sign"; readonly round: number; readonly document: CheckedDocument; readonly wish: SignerWish }
  | { readonly kind: "stop-signing" }
  | { readonly kind: "send"; readonly round: number; readonly submission: SignedSubmission }
  | { readonly kind: "drop-unsent" }
  | { readonly kind: "remember"; readonly view: ApplicationView; readonly rows: number };

export type ApplyResult = { readonly state: ApplyState; readonly effects: readonly ApplyEffect[] };

export const initialApply = (mode: ApplyMode = { kind: "direct" }): ApplyState => ({
  mode,
  step: stepsOf(mode)[0] ?? "organisation",
  rules: { kind: "loading" },
  draft: emptyDraft(),
  organisation: { kind: "unknown" },
  shown: "typed",
  central: [],
  termsShown: false,
  signing: { kind: "idle" },
  view: null,
  round: 0,
});

export const only = (state: ApplyState, ...effects: readonly ApplyEffect[]): ApplyResult => ({ state, effects });

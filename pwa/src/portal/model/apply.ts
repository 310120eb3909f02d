import type { ApplicationDraft, ApplicationView, OrganisationCheckReply, PlacesReply, PrepareReply, SignedSubmission } from "@beket/api";
import type { Regime } from "@beket/domain";
import type { CallFailure } from "../adapters/central.ts";
import { centralProblems, rosterProblems, type RowProblem } from "../roster/check.ts";
import { withoutBlankRows } from "../roster/edit.ts";
import type { CheckedDocument } from "../signing/document-check.ts";
import type { SignerWish } from "../signing/failure.ts";
import { civilDateOf } from "./civil-date.ts";
import { draftToRequest, emptyDraft, withDefaultDays, type Draft } from "./draft.ts";
import { stepSigning, isBusy, type Signing, type SigningEvent } from "./signing.ts";
import { offerFor, termsFaults, type TermsLimits } from "./terms.ts";

/*
 * organisation ─► terms ─► roster ─► review ─► result
 *       ▲           ▲        ▲          │
 *       └───────────┴────────┴── back ──┘   (any change of the draft drops the prepared document)
 */
export const applySteps = ["organisation", "terms", "roster", "review", "result"] as const;
export type ApplyStep = (typeof applySteps)[number];

export type Organisation =
  | { readonly kind: "unknown" }
  | { readonly kind: "asking"; readonly bin: string }
  | { readonly kind: "known"; readonly bin: string; readonly reply: OrganisationCheckReply }
  | { readonly kind: "failed"; readonly bin: string; readonly failure: CallFailure };

export type Rules =
  | { readonly kind: "loading" }
  | { readonly kind: "known"; readonly regime: Regime; readonly places: PlacesReply | null }
  | { readonly kind: "failed"; readonly failure: CallFailure };

export type ApplyState = {
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
  | { readonly kind: "prepare"; readonly round: number; readonly request: ApplicationDraft }
  | { readonly kind: "sign"; readonly round: number; readonly document: CheckedDocument; readonly wish: SignerWish }
  | { readonly kind: "stop-signing" }
  | { readonly kind: "send"; readonly round: number; readonly submission: SignedSubmission }
  | { readonly kind: "drop-unsent" }
  | { readonly kind: "remember"; readonly view: ApplicationView; readonly rows: number };

export type ApplyResult = { readonly state: ApplyState; readonly effects: readonly ApplyEffect[] };

export const initialApply = (): ApplyState => ({
  step: "organisation",
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

export const binDigits = (text: string): string => text.replaceAll(/[\s-]/g, "");
export const isWholeBin = (text: string): boolean => /^\d{12}$/.test(binDigits(text));

export const mayApply = (organisation: Organisation): organisation is Extract<Organisation, { kind: "known" }> =>
  organisation.kind === "known" && organisation.reply.ledgers.length > 0;

export const termsLimits = (regime: Regime, nowMs: number): TermsLimits => ({
  today: civilDateOf(nowMs, regime.timeZone),
  daysMax: regime.permitMaxDays,
});

const only = (state: ApplyState, ...effects: readonly ApplyEffect[]): ApplyResult => ({ state, effects });

function edited(state: ApplyState, draft: Draft): ApplyResult {
  if (isBusy(state.signing)) return only(state);
  const binChanged = binDigits(draft.bin) !== binDigits(state.draft.bin);
  const rosterChanged = draft.persons !== state.draft.persons || draft.vehicles !== state.draft.vehicles;
  const next: ApplyState = {
    ...state,
    draft,
    central: rosterChanged ? [] : state.central,
    signing: { kind: "idle" },
    organisation: binChanged ? { kind: "unknown" } : state.organisation,
  };
  const keep: ApplyEffect = { kind: "keep-draft", draft };
  return binChanged && isWholeBin(draft.bin) ? asking(next, keep) : only(next, keep);
}

function asking(state: ApplyState, ...effects: readonly ApplyEffect[]): ApplyResult {
  const bin = binDigits(state.draft.bin);
  return only({ ...state, organisation: { kind: "asking", bin } }, ...effects, { kind: "ask-organisation", bin });
}

function organisationKnown(state: ApplyState, bin: string, reply: OrganisationCheckReply): ApplyResult {
  if (state.organisation.kind !== "asking" || state.organisation.bin !== bin) return only(state);
  const [first, second] = reply.ledgers;
  // One ledger and one purpose need no choosing.
  const ledger = offerFor(reply, state.draft.ledger)?.ledger ?? (second === undefined ? (first?.ledger ?? null) : null);
  const purposes = offerFor(reply, ledger)?.purposes ?? [];
  const kept = state.draft.purpose !== null && purposes.includes(state.draft.purpose) ? state.draft.purpose : null;
  const purpose = kept ?? (purposes.length === 1 ? (purposes[0] ?? null) : null);
  return only({ ...state, organisation: { kind: "known", bin, reply }, draft: { ...state.draft, ledger, purpose } });
}

function prepare(state: ApplyState): ApplyResult {
  const { draft, rules } = state;
  if (rules.kind !== "known" || draft.ledger === null || draft.purpose === null || isBusy(state.signing)) return only(state);
  const tidy = withoutBlankRows(draft);
  const rows = tidy.persons.length + tidy.vehicles.length;
  const problems = rosterProblems(tidy.persons, tidy.vehicles);
  if (rows === 0 || problems.length > 0) return only({ ...state, draft: tidy, shown: "all" }, { kind: "keep-draft", draft: tidy });
  const round = state.round + 1;
  const request = draftToRequest(tidy, { ledger: draft.ledger, purpose: draft.purpose }, rules.regime.timeZone);
  return only(
    { ...state, draft: tidy, central: [], signing: { kind: "preparing" }, round },
    { kind: "keep-draft", draft: tidy },
    { kind: "prepare", round, request },
  );
}

function next(state: ApplyState, nowMs: number): ApplyResult {
  const { step, rules, organisation, draft } = state;
  if (step === "organisation") return mayApply(organisation) && rules.kind === "known" ? only({ ...state, step: "terms" }) : only(state);
  if (step === "terms") {
    if (!mayApply(organisation) || rules.kind !== "known") return only({ ...state, step: "organisation" });
    const faults = termsFaults(draft, organisation.reply, termsLimits(rules.regime, nowMs));
    return only(faults.length > 0 ? { ...state, termsShown: true } : { ...state, step: "roster", termsShown: false });
  }
  return step === "roster" ? prepare(state) : only(state);
}

function back(state: ApplyState, to: ApplyStep): ApplyResult {
  if (isBusy(state.signing) || state.signing.kind === "unsent" || applySteps.indexOf(to) >= applySteps.indexOf(state.step))
    return only(state);
  return state.step === "result" ? only(state) : only({ ...state, step: to, signing: { kind: "idle" } });
}

function signerWish(organisation: Organisation): SignerWish | null {
  if (!mayApply(organisation)) return null;
  return organisation.reply.standing === "sole-proprietor"
    ? { kind: "sole-proprietor", iin: organisation.bin }
    : { kind: "head", bin: organisation.bin };
}

function signingEffects(state: ApplyState, before: Signing): readonly ApplyEffect[] {
  const { signing, round } = state;
  if (signing === before) return [];
  if (signing.kind === "signing" && before.kind !== "signing") {
    const wish = signerWish(state.organisation);
    return wish === null ? [] : [{ kind: "sign", round, document: signing.document, wish }];
  }
  if (signing.kind === "sending") return [{ kind: "send", round, submission: signing.submission }];
  return before.kind === "sending" && signing.kind === "not-prepared" ? [{ kind: "drop-unsent" }] : [];
}

function signingStep(state: ApplyState, event: SigningEvent, round: number | null): ApplyResult {
  if (round !== null && round !== state.round) return only(state);
  const signing = stepSigning(state.signing, event);
  const step = signing.kind === "ready" && state.step === "roster" ? "review" : state.step;
  const after: ApplyState = { ...state, signing, step };
  return { state: after, effects: signingEffects(after, state.signing) };
}

function answered(state: ApplyState, view: ApplicationView): ApplyResult {
  if (state.signing.kind !== "sending") return only(state);
  const rows = state.draft.persons.length + state.draft.vehicles.length;
  const after: ApplyState = {
    ...state,
    step: "result",
    view,
    signing: state.signing.document === null ? { kind: "idle" } : { kind: "ready", document: state.signing.document },
  };
  const remember: readonly ApplyEffect[] =
    view.secret === undefined ? [] : [{ kind: "remember", view, rows: Math.max(rows, view.permits.length) }];
  return only(after, { kind: "drop-unsent" }, ...draftEffects(view), ...remember);
}

/** A refused application keeps its draft, and so does one that may still be: the same document may be signed with the right key. */
const draftEffects = ({ state }: ApplicationView): readonly ApplyEffect[] =>
  state === "refused" || state === "waiting" ? [] : [{ kind: "drop-draft" }];

/** What came of an application that waited. Its secret was told once, with the first answer. */
function refreshed(state: ApplyState, newer: ApplicationView): ApplyResult {
  const { view } = state;
  if (view === null || view.id !== newer.id) return only(state);
  const next: ApplicationView = { ...newer, ...(view.secret === undefined ? {} : { secret: view.secret }) };
  if (view.state !== "waiting" || next.state === "waiting") return only({ ...state, view: next });
  const rows = Math.max(state.draft.persons.length + state.draft.vehicles.length, next.permits.length);
  const remember: readonly ApplyEffect[] = next.secret === undefined ? [] : [{ kind: "remember", view: next, rows }];
  return only({ ...state, view: next }, ...draftEffects(next), ...remember);
}

/** Every move of the application form: pure, so that each can be tested and none can be forgotten. */
export function stepApply(state: ApplyState, event: ApplyEvent): ApplyResult {
  switch (event.kind) {
    case "rules-wanted":
      return only({ ...state, rules: { kind: "loading" } }, { kind: "load-rules" });
    case "rules-known": {
      const { regime, places, nowMs } = event;
      return only({
        ...state,
        rules: { kind: "known", regime, places },
        draft: withDefaultDays(state.draft, nowMs, regime.timeZone, regime.permitMaxDays),
      });
    }
    case "rules-failed":
      return only({ ...state, rules: { kind: "failed", failure: event.failure } });
    case "draft-resumed": {
      const resumed: ApplyState = { ...state, draft: event.draft, organisation: { kind: "unknown" } };
      return isWholeBin(event.draft.bin) ? asking(resumed) : only(resumed);
    }
    case "unsent-found": {
      const { submission } = event;
      const round = state.round + 1;
      return only(
        { ...state, step: "review", round, signing: { kind: "sending", document: null, submission } },
        { kind: "send", round, submission },
      );
    }
    case "edited":
      return edited(state, event.draft);
    case "organisation-wanted":
      return isWholeBin(state.draft.bin) ? asking(state) : only(state);
    case "organisation-known":
      return organisationKnown(state, event.bin, event.reply);
    case "organisation-failed":
      return state.organisation.kind === "asking" && state.organisation.bin === event.bin
        ? only({ ...state, organisation: { kind: "failed", bin: event.bin, failure: event.failure } })
        : only(state);
    case "next":
      return next(state, event.nowMs);
    case "back":
      return back(state, event.to);
    case "faults-found":
      if (event.round !== state.round || state.signing.kind !== "preparing") return only(state);
      return only({
        ...state,
        step: "roster",
        shown: "all",
        signing: { kind: "idle" },
        central: centralProblems(event.faults, state.draft.persons),
      });
    case "answered":
      return answered(state, event.view);
    case "view-refreshed":
      return refreshed(state, event.view);
    case "sign-with-another-key":
      return state.step === "result" && state.signing.kind === "ready" ? only({ ...state, step: "review", view: null }) : only(state);
    case "stop-pressed":
      return state.signing.kind === "signing" ? only(state, { kind: "stop-signing" }) : only(state);
    case "start-over":
      if (isBusy(state.signing)) return only(state);
      return only(
        { ...initialApply(), rules: state.rules, round: state.round + 1, draft: emptyDraft() },
        { kind: "drop-draft" },
        { kind: "load-rules" },
      );
    case "signing":
      return signingStep(state, event.event, event.round);
  }
}

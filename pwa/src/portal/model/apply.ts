import type { ApplicationView } from "@beket/api";
import { centralProblems } from "../roster/check.ts";
import { asking, edited, isWholeBin, organisationKnown, signerWish } from "./apply-organisation.ts";
import { next, rosterChecked } from "./apply-prepare.ts";
import {
  initialApply,
  only,
  stepsOf,
  type ApplyEffect,
  type ApplyEvent,
  type ApplyResult,
  type ApplyState,
  type ApplyStep,
} from "./apply-state.ts";
import { emptyDraft, withDefaultDays } from "./draft.ts";
import { isBusy, stepSigning, type Signing, type SigningEvent } from "./signing.ts";

export { binDigits, isWholeBin, mayApply } from "./apply-organisation.ts";
export { termsLimits } from "./apply-prepare.ts";
export {
  applySteps,
  initialApply,
  type ApplyEffect,
  type ApplyEvent,
  type ApplyResult,
  type ApplyState,
  type ApplyStep,
  type Organisation,
} from "./apply-state.ts";

function back(state: ApplyState, to: ApplyStep): ApplyResult {
  if (
    isBusy(state.signing) ||
    state.signing.kind === "unsent" ||
    stepsOf(state.mode).indexOf(to) >= stepsOf(state.mode).indexOf(state.step)
  )
    return only(state);
  if (!stepsOf(state.mode).includes(to)) return only(state);
  return state.step === "result" ? only(state) : only({ ...state, step: to, signing: { kind: "idle" } });
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
    case "roster-checked":
      return rosterChecked(state, event.round, event.problems);
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
        { ...initialApply(state.mode), rules: state.rules, round: state.round + 1, draft: { ...emptyDraft() } },
        { kind: "drop-draft" },
        { kind: "load-rules" },
      );
    case "signing":
      return signingStep(state, event.event, event.round);
  }
}

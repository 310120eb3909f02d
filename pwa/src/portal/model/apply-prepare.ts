import type { Regime } from "@beket/domain";
import { rosterProblems, stopping, type RowProblem } from "../roster/check.ts";
import { withoutBlankRows } from "../roster/edit.ts";
import { groupFaults } from "../roster/groups.ts";
import { mayApply } from "./apply-organisation.ts";
import { only, stepsOf, type ApplyResult, type ApplyState } from "./apply-state.ts";
import { civilDateOf } from "./civil-date.ts";
import { draftToRequest, type Draft } from "./draft.ts";
import { isBusy } from "./signing.ts";
import { offered, termsFaults, type TermsLimits } from "./terms.ts";

/** So many rows are checked at once; a longer list on a thread of its own. */
export const checkAtOnceRows = 300;

export const termsLimits = (regime: Regime, nowMs: number): TermsLimits => ({
  today: civilDateOf(nowMs, regime.timeZone),
  daysMax: regime.permitMaxDays,
});

/** Something to sign: rows that come, or of a change permits that go or new terms. */
export const isEmptyRoster = ({ mode }: ApplyState, draft: Draft): boolean =>
  draft.persons.length + draft.vehicles.length === 0 &&
  (mode.kind === "direct" || mode.change === null || (draft.remove.length === 0 && !draft.newTerms));

const lacksReason = (draft: Draft): boolean => draft.remove.length > 0 && draft.removeReason === null;

/** The roster is left: nothing in it has to be mended. */
function leaveRoster(state: ApplyState): ApplyResult {
  if (isBusy(state.signing)) return only(state);
  const tidy = withoutBlankRows(state.draft);
  const held: ApplyResult = only({ ...state, draft: tidy, shown: "all" }, { kind: "keep-draft", draft: tidy });
  const mayBeEmpty = state.mode.kind === "office" && state.mode.change !== null;
  if ((isEmptyRoster(state, tidy) && !mayBeEmpty) || groupFaults(tidy).length > 0 || lacksReason(tidy)) return held;
  const round = state.round + 1;
  const going: ApplyState = { ...state, draft: tidy, central: [], signing: { kind: "preparing" }, round };
  if (tidy.persons.length + tidy.vehicles.length > checkAtOnceRows)
    return only(going, { kind: "keep-draft", draft: tidy }, { kind: "check-roster", round, draft: tidy });
  return stopping(rosterProblems(tidy.persons, tidy.vehicles)).length > 0 ? held : prepare(going);
}

/** After a check on a thread. */
export function rosterChecked(state: ApplyState, round: number, problems: readonly RowProblem[]): ApplyResult {
  if (round !== state.round || state.signing.kind !== "preparing") return only(state);
  return stopping(problems).length > 0 ? only({ ...state, signing: { kind: "idle" }, shown: "all" }) : prepare(state);
}

/** Central makes the document; what HR prepares goes on to the next step instead, and the head asks for it. */
function prepare(state: ApplyState): ApplyResult {
  const { draft, rules, round, mode } = state;
  if (mode.kind === "office") return only({ ...state, signing: { kind: "idle" }, step: after(state) }, { kind: "keep-draft", draft });
  if (rules.kind !== "known" || draft.ledger === null || draft.purpose === null) return only({ ...state, signing: { kind: "idle" } });
  const request = draftToRequest(draft, { ledger: draft.ledger, purpose: draft.purpose }, rules.regime.timeZone);
  return only(state, { kind: "keep-draft", draft }, { kind: "prepare", round, request });
}

const after = ({ mode, step }: ApplyState): ApplyState["step"] => {
  const steps = stepsOf(mode);
  return steps[steps.indexOf(step) + 1] ?? step;
};

export function next(state: ApplyState, nowMs: number): ApplyResult {
  const { step, rules, organisation, draft, mode } = state;
  if (step === "organisation") {
    const isOffered = mayApply(organisation) && offered(organisation.reply, draft.activity).ledgers.length > 0;
    return isOffered && rules.kind === "known"
      ? only({ ...state, step: "terms", termsShown: false })
      : only({ ...state, termsShown: true });
  }
  if (step === "roster") return leaveRoster(state);
  if (step !== "terms") return only(state);
  if (mode.kind === "office" && mode.change !== null && !draft.newTerms)
    return only(isEmptyRoster(state, draft) ? { ...state, step: "roster", shown: "all" } : { ...state, step: after(state) });
  if (!mayApply(organisation) || rules.kind !== "known") return only(mode.kind === "direct" ? { ...state, step: "organisation" } : state);
  const faults = termsFaults(draft, organisation.reply, termsLimits(rules.regime, nowMs));
  return only(faults.length > 0 ? { ...state, termsShown: true } : { ...state, step: after(state), termsShown: false });
}

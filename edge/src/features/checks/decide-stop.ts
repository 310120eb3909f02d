import {
  decide,
  type Decision,
  type DecisionTrace,
  type PostContext,
  type Regime,
  type RowRef,
  type Stop,
  type SubjectCandidates,
} from "@beket/domain";
import type { LedgerView } from "../registry/post-registry.ts";

export type StopQuestion = {
  readonly stop: Stop;
  readonly post: PostContext;
  /** Subjects whose second reading agreed. */
  readonly confirmed: readonly number[];
  readonly regime: Regime;
  readonly correctedTime: number;
};

/**
 * Decides one stop from what the post holds, and says what the decision rested on.
 *
 * Neighbours of an identifier cost some hundred look-ups, so they are enumerated only for subjects where the decision would
 * ask for a second reading if there were one: the rules are asked first with a neighbour assumed for everybody.
 */
export function decideStop(view: LedgerView, question: StopQuestion): DecisionTrace {
  const found = question.stop.subjects.map((subject) => view.exact(subject.key));
  const overlay: RowRef[] = found.flatMap((subject) => subject.overlay);
  const state = view.state();
  // A row that does not decode may be a permit or a hold: beside it absence is no DENY, and the decision makes of ALLOW a REFER.
  const damaged = found.some((subject) => subject.damaged);
  const held = state.ledger.version === 0 && state.ledger.dataAsOf === null ? null : state;
  const replica =
    damaged && held !== null ? { ledger: { ...held.ledger, complete: false }, common: { ...held.common, complete: false } } : held;

  const decideWith = (near: (index: number) => number): Decision => {
    const candidates: readonly SubjectCandidates[] = found.map((subject, index) => ({
      exact: subject.candidates,
      nearMatches: near(index),
      unreadable: subject.damaged,
    }));
    return decide({ ...question, candidates, replica });
  };
  let decision = decideWith(() => 1);
  if (decision.kind === "second-reading") {
    const doubtful = decision.subjects;
    decision = decideWith((index) => {
      const subject = question.stop.subjects[index];
      return subject !== undefined && doubtful.includes(index) ? view.near(subject.key) : 0;
    });
  }
  const unreadable = found.flatMap((subject, index) => (subject.damaged ? [index] : []));
  return {
    stop: question.stop,
    post: question.post,
    confirmed: [...question.confirmed],
    replica,
    overlay: overlay.slice(0, 256),
    ...(unreadable.length > 0 ? { unreadable } : {}),
    regimeVersion: question.regime.version,
    correctedTime: question.correctedTime,
    decision,
  };
}

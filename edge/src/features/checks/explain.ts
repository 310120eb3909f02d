import type { Decision, DecisionTrace, Outcome, Verdict } from "@beket/domain";
import type { LedgerView } from "../registry/post-registry.ts";
import { decideStop, type StopQuestion } from "./decide-stop.ts";

export type Explanation = { readonly trace: DecisionTrace; readonly shown: Decision };

const neverAllow = (outcome: Outcome): Outcome => (outcome === "ALLOW" ? "REFER" : outcome);

/**
 * What the other ledger knows of a stop that the post's own ledger did not let through (I6). The trace is the other ledger's
 * decision as it is, so that central can replay it; what is shown has the other's reasons under the outcome of the post's own
 * ledger, and is never ALLOW. While the own decision still asks for a second reading, that is the answer and the other ledger
 * is not read. The other ledger's neighbours are not searched: a prompt cannot come out of an explanation.
 */
export function explainOther(own: LedgerView, other: LedgerView, question: StopQuestion): Explanation {
  const standing = decideStop(own, question);
  if (standing.decision.kind === "second-reading") return { trace: standing, shown: standing.decision };
  const trace = decideStop(other, {
    ...question,
    post: { ...question.post, ledger: question.post.ledger === "city" ? "roadblock" : "city" },
    confirmed: question.stop.subjects.map((_, index) => index),
  });
  // With every subject confirmed the rules have nothing left to ask; were it otherwise, the own decision stands alone.
  if (trace.decision.kind === "second-reading") return { trace: standing, shown: capped(standing.decision, standing.decision) };
  return { trace, shown: capped(standing.decision, trace.decision) };
}

const capped = (own: Verdict, other: Verdict): Verdict => ({
  ...other,
  outcome: neverAllow(own.outcome),
  subjects: other.subjects.map((verdict) => ({
    ...verdict,
    outcome: neverAllow(own.subjects.find(({ subject }) => subject === verdict.subject)?.outcome ?? own.outcome),
  })),
});

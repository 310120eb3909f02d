import type { ActSummary, ActView, EvidenceWait } from "@beket/api";
import { describeAct, languages, type AuthorityAct, type Regime } from "@beket/domain";
import { parseAct } from "../authority/apply-act.ts";
import { reasonOf } from "../words.ts";
import type { Acts } from "./engine.ts";
import type { Act } from "./ports.ts";

type Readable = NonNullable<ActView["readable"]>;

export function actSummary(act: Act): ActSummary {
  const { id, kind, state, authority, ground, proposedAt, proposer, approver, effectiveFrom, needsSecond, undoes, undoneBy } = act;
  const rows = act.effect?.rows ?? 0;
  return { act: id, kind, state, authority, ground, proposedAt, proposer, approver, effectiveFrom, rows, needsSecond, undoes, undoneBy };
}

/** One act with all that a person decides by. The text to sign is given while it may be signed, the words also to the second person. */
export function actView(acts: Acts, act: Act, inForce: Regime | null, wait: EvidenceWait | undefined): ActView {
  const isOpen = act.state === "counted" || act.state === "awaiting-approval" || act.state === "checking";
  const readable = isOpen && act.document !== null && inForce !== null ? readableOf(parseAct(act.document), inForce) : null;
  return {
    ...actSummary(act),
    notice: act.notice,
    reasons: act.reasons.map(reasonOf),
    progress: acts.progress(act.id),
    effect: act.effect,
    sample: [...act.sample],
    document: act.state === "counted" ? act.document : null,
    sha256: act.documentSha256,
    readable,
    ...(wait === undefined ? {} : { wait }),
    approval: acts.approvalOf(act),
    outcome: act.outcome,
    history: acts
      .steps(act.id)
      .slice(-200)
      .map((step) => ({ ...step })),
  };
}

function readableOf(act: AuthorityAct, inForce: Regime): Readable {
  const [kk = [], ru = [], en = []] = languages.map((language) => [...describeAct(act, language, inForce)]);
  return { kk, ru, en };
}

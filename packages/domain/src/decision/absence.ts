import type { CategoryRule, Regime } from "../regime/types.ts";
import type { ClaimState } from "./tables.ts";
import type { PostContext, Reason, ReplicaState, Stop } from "./types.ts";

/** Whether the data can prove that no permit exists (I2), and the reason an officer is told. */
export type Absence = { readonly settled: boolean; readonly reason: Reason };

/** Absence is settled where the ledger and the common scope are both complete and their signed heads no older than the regime allows. */
export function absenceOf(replica: ReplicaState | null, regime: Regime, correctedTime: number): Absence {
  if (replica === null) return { settled: false, reason: { code: "no-replica" } };
  const { ledger, common } = replica;
  if (!ledger.complete || !common.complete || ledger.dataAsOf === null || common.dataAsOf === null) {
    return { settled: false, reason: { code: "absent-replica-incomplete" } };
  }
  // Data from "the future" is a clock behind its time: as fresh as can be.
  const ageMs = Math.max(0, correctedTime - Math.min(ledger.dataAsOf, common.dataAsOf));
  if (ageMs > regime.absenceMaxAgeMs) return { settled: false, reason: { code: "absent-replica-stale", ageMs } };
  return { settled: true, reason: { code: "absent" } };
}

/** A claim judged against the regime; `reason` is null only where nothing is claimed. */
export type ClaimFinding = { readonly state: ClaimState; readonly reason: Reason | null };

export function claimOf(stop: Stop, post: PostContext, regime: Regime): ClaimFinding {
  const { claim } = stop;
  if (claim === null) return { state: "none", reason: null };
  const { category } = claim;
  const rule = regime.categories.find((row) => row.category === category && row.ledgers.includes(post.ledger));
  if (rule === undefined) return { state: "not-applicable", reason: { code: "category-unknown", category } };
  if (!rule.directions.includes(stop.direction)) {
    return { state: "not-applicable", reason: { code: "category-wrong-direction", category } };
  }
  if (claim.document === null || !rule.documents.includes(claim.document)) {
    return { state: "document-missing", reason: { code: "category-document-missing", category } };
  }
  return ruleFinding(rule);
}

function ruleFinding({ category, outcome }: CategoryRule): ClaimFinding {
  return outcome === "allow-on-sight"
    ? { state: "on-sight", reason: { code: "category-on-sight", category } }
    : { state: "refer", reason: { code: "category-refer", category } };
}

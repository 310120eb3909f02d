import { SiteFactRequest } from "@beket/api";
import { type ClaimState, type CompletionState, type Evidence, SiteFact, type SitePlan, type StatedSiteFact } from "@beket/domain";
import * as v from "valibot";
import { amountOf } from "./number.ts";
import { areaMax, type Draft, litresMax } from "./draft.ts";

const fact = (input: v.InferInput<typeof SiteFact>): SiteFact => v.parse(SiteFact, input);

/** Used where the plan has not arrived: the node refuses what is longer than its own plan says. */
const claimMsWithoutPlan = 3_600_000;
export const claimMsOf = (plan: SitePlan | null): number => plan?.claimMs ?? claimMsWithoutPlan;

export const claimFact = (site: string, crew: string, claim: string, plan: SitePlan | null, now: number): SiteFact =>
  fact({ kind: "site-claim", claim, site, crew, state: "claimed", expiresAt: now + claimMsOf(plan) });
export const extendFact = (site: string, held: ClaimState, plan: SitePlan | null, now: number): SiteFact =>
  fact({ kind: "site-claim", claim: held.claim, site, crew: held.crew, state: "extended", expiresAt: now + claimMsOf(plan) });
export const releaseFact = (site: string, held: ClaimState): SiteFact =>
  fact({ kind: "site-claim", claim: held.claim, site, crew: held.crew, state: "released", expiresAt: null });

export type RefusalCause = Extract<SiteFact, { kind: "site-refusal" }>["cause"];
export type RejectCause = NonNullable<Extract<SiteFact, { kind: "site-validation" }>["cause"]>;
const noteOf = (note: string): string | null => (note.trim() === "" ? null : note.trim());

export const refusalFact = (about: {
  readonly site: string;
  readonly crew: string;
  readonly claim: string | null;
  readonly refusal: string;
  readonly cause: RefusalCause;
  readonly note: string;
}): SiteFact => fact({ ...about, kind: "site-refusal", note: noteOf(about.note) });

export const validationFact = (about: {
  readonly site: string;
  readonly crew: string;
  readonly validation: string;
  readonly work: CompletionState;
  /** Null: the work is accepted. */
  readonly cause: RejectCause | null;
  readonly note: string;
}): SiteFact =>
  fact({
    kind: "site-validation",
    validation: about.validation,
    completion: about.work.completion,
    site: about.site,
    crew: about.crew,
    accepted: about.cause === null,
    cause: about.cause,
    note: noteOf(about.note),
  });

/** What a draft says once its amounts are amounts; null while something is missing. */
export function completionFact(draft: Draft, evidence: readonly Evidence[], coveragePercent: number | null, now: number): SiteFact | null {
  const [litres, area] = [amountOf(draft.litres, litresMax), amountOf(draft.area, areaMax)];
  if (draft.agent === null || litres === null || area === null) return null;
  return fact({
    kind: "site-completion",
    completion: draft.completion,
    claim: draft.claim,
    site: draft.site,
    crew: draft.crew,
    agent: draft.agent,
    agentLitres: litres,
    areaM2: area,
    startedAt: Math.min(draft.startedAt, now),
    finishedAt: now,
    trackCoveragePercent: coveragePercent,
    evidence: [...evidence],
  });
}

/** Reads a record of the outbox back into the fact it carries; null for anything else. */
export function statedOf(body: string): StatedSiteFact | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), SiteFactRequest), body);
  return parsed.success ? parsed.output : null;
}

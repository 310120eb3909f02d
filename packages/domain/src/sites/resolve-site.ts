import type { Code, Uuid } from "../codes.ts";
import { claimSpans, claimStates, type ClaimSpan, type Work } from "./claims.ts";
import { completionStates, workSpans, type WorkSpan } from "./completions.ts";
import { byTimeAndId, orderedFacts, type StatedSiteFact } from "./facts.ts";
import type { ClaimState, CompletionState, Site, SiteState } from "./types.ts";

export type CleanedSite = Pick<Site, "site" | "cleanForMs" | "focal">;
/** As many as a state has room for. */
const claimsMost = 8;
const completionsMost = 8;
const refusalsMost = 4;

export const emptySiteState = (site: Code, assigned: Code | null): SiteState => ({
  site,
  assigned,
  claims: [],
  completions: [],
  refusals: [],
  clean: null,
});

/**
 * Where a site stands by all facts about it. The same for any order and any repetition of the facts, and for any plan: what a crew was
 * allowed when it claimed is judged where it claimed. Needs no clock: what time ends (claims, the clean state) carries its end.
 */
export const resolveSite = (site: CleanedSite, assigned: Code | null, facts: readonly StatedSiteFact[]): SiteState =>
  settle(site, emptySiteState(site.site, assigned), facts);

/**
 * Central's state with facts on top that it may not have yet, such as a tablet's own. Exact for facts newer than the state; for older
 * ones only central, who has all of them, can say.
 */
export const overlaySite = (site: CleanedSite, state: SiteState, facts: readonly StatedSiteFact[]): SiteState =>
  facts.length === 0 ? state : settle(site, state, facts);

function settle(site: CleanedSite, base: SiteState, stated: readonly StatedSiteFact[]): SiteState {
  const facts = orderedFacts(site.site, stated);
  const works = workSpans(knownWorks(base.completions), facts);
  const finished = finishedWorks(works, base, facts);
  const claims = claimSpans(base.claims.map(knownClaim), facts, finished);
  const refusals = refusalsOf(base.refusals, facts);
  const { completions, clean } = completionStates(site, works);
  const asOf = Math.max(
    0,
    ...claims.map(({ claimedAt }) => claimedAt),
    ...works.map(({ finishedAt }) => finishedAt),
    ...refusals.map(({ at }) => at),
  );
  return {
    site: site.site,
    assigned: base.assigned,
    claims: keptClaims(claimStates(claims, asOf)),
    completions: keptCompletions(completions, clean),
    refusals: refusals.slice(-refusalsMost),
    clean,
  };
}

/** What a known work ended is in the base already; the claim that a new one names is the one of its first statement. */
function finishedWorks(works: readonly WorkSpan[], base: SiteState, facts: readonly StatedSiteFact[]): readonly Work[] {
  const known = new Set(base.completions.map(({ completion }) => completion));
  const claims = new Map<Uuid, Uuid | null>();
  for (const { fact } of facts)
    if (fact.kind === "site-completion" && !claims.has(fact.completion)) claims.set(fact.completion, fact.claim);
  return works.map(({ completion, crew, finishedAt }) => {
    const isKnown = known.has(completion);
    return { completion, crew, finishedAt, claim: isKnown ? null : (claims.get(completion) ?? null), isKnown };
  });
}

/** Lost once is lost: the claim it was lost to may not be among those kept. */
function knownClaim({ standing, ...claim }: ClaimState): ClaimSpan {
  return { ...claim, ended: standing === "released" || standing === "worked" ? standing : null, lost: standing === "lost" };
}
/** What is extra to a work that the state has no room for stays extra. Works are in the order of time. */
function knownWorks(completions: readonly CompletionState[]): readonly WorkSpan[] {
  const first = completions.findIndex(({ standing }) => standing === "accepted" || standing === "awaiting-validation");
  return completions.map(({ standing, ...work }, index) => {
    const verdict = standing === "rejected" ? standing : work.validatedBy === null ? null : "accepted";
    return { ...work, verdict, extra: standing === "extra" && (first < 0 || index < first) };
  });
}

function refusalsOf(known: SiteState["refusals"], facts: readonly StatedSiteFact[]): SiteState["refusals"] {
  const refusals = new Map(known.map((refusal) => [refusal.refusal, refusal]));
  for (const { fact, occurredAt } of facts) {
    if (fact.kind !== "site-refusal" || refusals.has(fact.refusal)) continue;
    refusals.set(fact.refusal, { refusal: fact.refusal, crew: fact.crew, at: occurredAt, cause: fact.cause });
  }
  return [...refusals.values()]
    .map((refusal) => ({ at: refusal.at, id: refusal.refusal, refusal }))
    .toSorted(byTimeAndId)
    .map(({ refusal }) => refusal);
}

/** Who holds stays in sight, else the newest. In the order of time. */
function keptClaims(claims: readonly ClaimState[]): ClaimState[] {
  if (claims.length <= claimsMost) return [...claims];
  const kept = new Set([...claims.filter(({ standing }) => standing === "holds"), ...claims.toReversed()].slice(0, claimsMost));
  return claims.filter((claim) => kept.has(claim));
}
/** The work that the clean state stands on stays in sight, else the newest. */
function keptCompletions(completions: readonly CompletionState[], clean: SiteState["clean"]): CompletionState[] {
  if (completions.length <= completionsMost) return [...completions];
  const counts = ({ standing, finishedAt }: CompletionState): boolean =>
    (standing === "accepted" || standing === "awaiting-validation") && finishedAt === clean?.from;
  const kept = new Set([...completions.filter(counts), ...completions.toReversed()].slice(0, completionsMost));
  return completions.filter((completion) => kept.has(completion));
}

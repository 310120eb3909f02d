import { byTimeAndId, type StatedSiteFact } from "./facts.ts";
import type { CompletionState, Site, SiteState } from "./types.ts";

const dayMs = 86_400_000;
/** How long the site counts as clean after the work: a focal one never longer than a day. */
export const cleanMsOf = (site: Pick<Site, "cleanForMs" | "focal">): number =>
  site.focal ? Math.min(site.cleanForMs, dayMs) : site.cleanForMs;

/** One work before it is weighed against the others. `extra` is known from before, and the work it was extra to is not. */
export type WorkSpan = Omit<CompletionState, "standing"> & { readonly verdict: "accepted" | "rejected" | null; readonly extra: boolean };

/** Works as known before, with the facts put on top: of another crew's judgements the first counts. Facts are in their order. */
export function workSpans(known: readonly WorkSpan[], facts: readonly StatedSiteFact[]): readonly WorkSpan[] {
  const spans = new Map(known.map((span) => [span.completion, span]));
  for (const { fact } of facts) {
    if (fact.kind !== "site-completion" || spans.has(fact.completion)) continue;
    const { completion, crew, finishedAt, agent, agentLitres, areaM2, trackCoveragePercent } = fact;
    const done = { completion, crew, finishedAt, agent, agentLitres, areaM2, trackCoveragePercent, evidence: fact.evidence.length };
    spans.set(completion, { ...done, validatedBy: null, cause: null, verdict: null, extra: false });
  }
  for (const { fact } of facts) {
    const span = fact.kind === "site-validation" ? spans.get(fact.completion) : undefined;
    if (fact.kind !== "site-validation" || span === undefined || span.verdict !== null || span.crew === fact.crew) continue;
    const verdict = fact.accepted ? "accepted" : "rejected";
    spans.set(span.completion, { ...span, verdict, validatedBy: fact.crew, cause: fact.accepted ? null : fact.cause });
  }
  return [...spans.values()];
}

/**
 * The first finished work of a round counts, and rejected work is none. A round ends when half of the clean time is over: who comes
 * before a site expires begins the next one, who comes straight after another crew did the same work twice.
 */
export function completionStates(
  site: Pick<Site, "cleanForMs" | "focal">,
  spans: readonly WorkSpan[],
): { readonly completions: readonly CompletionState[]; readonly clean: SiteState["clean"] } {
  const cleanMs = cleanMsOf(site);
  const ordered = spans.map((span) => ({ at: span.finishedAt, id: span.completion, span })).toSorted(byTimeAndId);
  let clean: SiteState["clean"] = null;
  const completions = ordered.map(({ span: { verdict, extra, ...work } }): CompletionState => {
    if (verdict === "rejected") return { ...work, standing: "rejected" };
    const isExtra = extra || (clean !== null && work.finishedAt < clean.from + cleanMs / 2);
    if (isExtra) return { ...work, standing: "extra" };
    clean = { from: work.finishedAt, until: work.finishedAt + cleanMs, validated: verdict === "accepted" };
    return { ...work, standing: verdict ?? "awaiting-validation" };
  });
  return { completions, clean };
}

/*
 * A claim of one crew on one site.
 *
 *   claimed ──extended──► claimed ──time──► expired
 *      │                     ├──released, refused access──► released
 *      │                     └──its crew's work is finished──► worked
 *      └── another crew's claim, begun earlier, has not ended yet: lost, for good
 */
import type { Uuid } from "../codes.ts";
import { byTimeAndId, type StatedSiteFact } from "./facts.ts";
import type { ClaimState } from "./types.ts";

/** No claim lasts longer than this after it was last stated, whatever a tablet says. */
export const claimMsMost = 86_400_000;

/** A claim before it is weighed against the others. `expiresAt` is when it ends or ended; `lost` is known from before. */
export type ClaimSpan = Omit<ClaimState, "standing"> & { readonly ended: "released" | "worked" | null; readonly lost: boolean };
export type Work = {
  readonly completion: Uuid;
  readonly crew: string;
  readonly finishedAt: number;
  readonly claim: Uuid | null;
  /** The claims that were known with it were weighed with it. */
  readonly isKnown: boolean;
};

type Change = { readonly at: number; readonly id: string } & (
  | { readonly kind: "extended"; readonly expiresAt: number }
  | { readonly kind: "released" }
  | { readonly kind: "worked"; readonly named: boolean }
);

/** Claims as known before, with the facts put on top. Facts are in their order. */
export function claimSpans(known: readonly ClaimSpan[], facts: readonly StatedSiteFact[], works: readonly Work[]): readonly ClaimSpan[] {
  const spans = new Map(known.map((span) => [span.claim, span]));
  for (const { fact, occurredAt } of facts) {
    if (fact.kind !== "site-claim" || fact.state !== "claimed" || spans.has(fact.claim)) continue;
    const { claim, crew } = fact;
    const expiresAt = Math.min(fact.expiresAt ?? occurredAt, occurredAt + claimMsMost);
    spans.set(claim, { claim, crew, claimedAt: occurredAt, expiresAt, ended: null, lost: false });
  }
  const newWorks = works.filter(({ isKnown }) => !isKnown);
  return [...spans.values()].map((span) => changesOf(span, facts, known.includes(span) ? newWorks : works).reduce(changed, span));
}

/** Only the crew of a claim changes it. Its work ends it, named or not. */
function changesOf(span: ClaimSpan, facts: readonly StatedSiteFact[], works: readonly Work[]): readonly Change[] {
  const own = facts.flatMap(({ id, occurredAt: at, fact }): readonly Change[] => {
    if (fact.crew !== span.crew || !("claim" in fact) || fact.claim !== span.claim) return [];
    if (fact.kind === "site-refusal" || (fact.kind === "site-claim" && fact.state === "released")) return [{ at, id, kind: "released" }];
    if (fact.kind !== "site-claim" || fact.state !== "extended") return [];
    return [{ at, id, kind: "extended", expiresAt: Math.min(fact.expiresAt ?? at, at + claimMsMost) }];
  });
  const worked = works
    .filter(({ crew, finishedAt }) => crew === span.crew && finishedAt >= span.claimedAt)
    .map(({ completion, finishedAt, claim }): Change => {
      return { at: finishedAt, id: completion, kind: "worked", named: claim === span.claim };
    });
  return [...own, ...worked].toSorted(byTimeAndId);
}

function changed(span: ClaimSpan, change: Change): ClaimSpan {
  if (span.ended !== null) return span;
  const isOpen = change.at < span.expiresAt;
  switch (change.kind) {
    case "extended":
      return change.at <= span.expiresAt ? { ...span, expiresAt: Math.max(span.expiresAt, change.expiresAt) } : span;
    case "released":
      return isOpen ? { ...span, expiresAt: change.at, ended: "released" } : span;
    case "worked":
      return isOpen || change.named ? { ...span, expiresAt: Math.min(span.expiresAt, change.at), ended: "worked" } : span;
  }
}

/** The earliest of overlapping claims of different crews holds. `asOf` is the newest time the facts speak of. */
export function claimStates(spans: readonly ClaimSpan[], asOf: number): readonly ClaimState[] {
  const holding: ClaimSpan[] = [];
  const ordered = spans.map((span) => ({ at: span.claimedAt, id: span.claim, span })).toSorted(byTimeAndId);
  return ordered.map(({ span }) => {
    const isLost =
      span.lost ||
      holding.some(({ crew, claimedAt, expiresAt }) => {
        return crew !== span.crew && claimedAt <= span.claimedAt && span.claimedAt < expiresAt;
      });
    if (!isLost) holding.push(span);
    const { claim, crew, claimedAt, expiresAt } = span;
    const standing = isLost ? "lost" : (span.ended ?? (expiresAt <= asOf ? "expired" : "holds"));
    return { claim, crew, claimedAt, expiresAt, standing };
  });
}

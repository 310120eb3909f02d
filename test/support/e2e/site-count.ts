import type { BeketEvent } from "@beket/domain";
import type { SiteFeature } from "../../../demo/src/city/sites.ts";

type Fact = Extract<BeketEvent, { readonly kind: "site-claim" | "site-completion" | "site-validation" | "site-refusal" }>;
export const isSiteFact = (event: BeketEvent): event is Fact =>
  event.kind === "site-claim" || event.kind === "site-completion" || event.kind === "site-validation" || event.kind === "site-refusal";

const latest = (times: readonly number[]): number => Math.max(-1, ...times);

/**
 * Where a site stands by its events, written down a second time without the product's code: for sites worked at most once, whose
 * claims nobody extended.
 */
export function countedLook({ properties: { cleanForMs } }: SiteFeature, facts: readonly Fact[], now: number): string {
  const verdicts = new Map(facts.flatMap((fact) => (fact.kind === "site-validation" ? [[fact.completion, fact.accepted] as const] : [])));
  const works = facts.flatMap((fact) => (fact.kind === "site-completion" ? [fact] : []));
  const [counts] = works.filter((work) => verdicts.get(work.completion) !== false).toSorted((a, b) => a.finishedAt - b.finishedAt);
  const refusals = facts.flatMap((fact) => (fact.kind === "site-refusal" ? [fact] : []));
  const endings = [...works, ...refusals].map(({ crew, occurredAt }) => ({ crew, occurredAt }));
  const isHeld = facts.some(
    (fact) =>
      fact.kind === "site-claim" &&
      (fact.expiresAt ?? 0) > now &&
      !endings.some(({ crew, occurredAt }) => crew === fact.crew && occurredAt >= fact.occurredAt),
  );
  if (counts !== undefined && now < counts.finishedAt + cleanForMs) {
    const left = counts.finishedAt + cleanForMs - now;
    if (left <= Math.min(cleanForMs / 5, 7_200_000)) return isHeld ? "claimed" : "expiring";
    return verdicts.get(counts.completion) === true ? "clean" : "awaiting-validation";
  }
  if (isHeld) return "claimed";
  if (latest(refusals.map((one) => one.occurredAt)) > latest(works.map((one) => one.finishedAt))) return "no-access";
  if (counts !== undefined) return "expired";
  return works.length > 0 ? "rejected" : "planned";
}

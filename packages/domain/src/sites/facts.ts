import type { SiteFact } from "../events/sites.ts";

/** A fact as somebody stated it: `id` names the event, `occurredAt` when it was so by the corrected clock. */
export type StatedSiteFact = { readonly id: string; readonly occurredAt: number; readonly fact: SiteFact };

export const byTimeAndId = (
  left: { readonly at: number; readonly id: string },
  right: { readonly at: number; readonly id: string },
): number => left.at - right.at || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);

/** The site's facts in the one order in which they are judged, by time of occurrence and id, each once. */
export function orderedFacts(site: string, facts: readonly StatedSiteFact[]): readonly StatedSiteFact[] {
  const once = new Map(facts.filter(({ fact }) => fact.site === site).map((stated) => [stated.id, stated]));
  return [...once.values()]
    .map((stated) => ({ at: stated.occurredAt, id: stated.id, stated }))
    .toSorted(byTimeAndId)
    .map(({ stated }) => stated);
}

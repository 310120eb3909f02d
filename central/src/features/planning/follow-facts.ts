import { resolveSite, type BeketEvent, type SiteFact, type StatedSiteFact } from "@beket/domain";
import { formatUuid } from "@beket/replication";
import type { Follower, ReadRow } from "../ingest/event-feed.ts";
import { publishChange, type PlanningDeps } from "./publish.ts";

type SiteEvent = Extract<BeketEvent, { readonly kind: SiteFact["kind"] }>;
const isSiteEvent = (event: BeketEvent): event is SiteEvent => event.kind.startsWith("site-");

/** What was stated, without who, where and on which tablet. */
function factOf(event: SiteEvent): SiteFact {
  const { occurredAt: _at, post: _post, lane: _lane, officer: _officer, tablet: _tablet, paper: _paper, ...fact } = event;
  return fact;
}
function statedIn({ row, read }: ReadRow): readonly StatedSiteFact[] {
  if ("code" in read || !isSiteEvent(read.event)) return [];
  return [{ id: formatUuid(row.id), occurredAt: read.event.occurredAt, fact: factOf(read.event) }];
}

/**
 * Follows what crews stated. Facts, the states that follow from them, the rows that posts get and the cursor are one transaction, so a
 * stop at any moment neither loses nor repeats one. A fact about a site that is not planned is kept for the day it is.
 */
export const createFactFollower = (deps: PlanningDeps): Follower => ({
  cursor: deps.store.cursor,
  apply: (rows, cursor) => {
    const { store, book } = deps;
    const stated = rows.flatMap(statedIn);
    const bySite = Map.groupBy(stated, ({ fact }) => fact.site);
    const states = [...bySite].flatMap(([code, facts]) => {
      const site = book.site(code);
      // Of two facts with one id the stored one stands.
      return site === undefined ? [] : [resolveSite(site, book.state(code).assigned, [...facts, ...store.factsOf(code)])];
    });
    publishChange(deps, { states }, [], () => {
      for (const fact of stated) store.addFact(fact);
      store.addCrews([...new Set(stated.map(({ fact }) => fact.crew))]);
      store.moveCursor(cursor);
    });
  },
});

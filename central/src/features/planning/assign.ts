import type { AssignReply, AssignRequest } from "@beket/api";
import { err, ok, type Result, type SiteState } from "@beket/domain";
import { crewPages, publishChange, type PlanningDeps } from "./publish.ts";

export type AssignFault = "planning.id-reused" | "planning.site-unknown" | "planning.sector-unknown";

/** Gives sites and all sites of sectors to a crew, or takes them back. The same act again is answered as before and does nothing. */
export function assign(deps: PlanningDeps, request: AssignRequest): Result<AssignReply, AssignFault> {
  const { book, store } = deps;
  const { id, ...act } = request;
  const text = JSON.stringify(act);
  const before = store.assignment(id);
  if (before !== null) return before.request === text ? ok({ changed: before.changed }) : err("planning.id-reused");
  if (act.sites.some((code) => book.site(code) === undefined)) return err("planning.site-unknown");
  if (act.sectors.some((code) => !book.sectors().has(code))) return err("planning.sector-unknown");
  const named = new Set([...act.sites, ...act.sectors.flatMap((sector) => book.sitesIn(sector))]);
  const states = [...named]
    .map(book.state)
    .filter(({ assigned }) => assigned !== act.crew)
    .map((state): SiteState => ({ ...state, assigned: act.crew }));
  const moved = new Set(states.map(({ site }) => site));
  const losing = new Set(states.flatMap(({ site }) => book.state(site).assigned ?? []));
  const lists = [...new Set([...losing, ...(act.crew === null ? [] : [act.crew])])].flatMap((crew) => {
    const had = book.sitesOf(crew);
    const kept = had.filter((code) => !moved.has(code));
    return crewPages(crew, crew === act.crew ? [...kept, ...moved].toSorted() : kept, had);
  });
  publishChange(deps, { states }, lists, () => {
    if (act.crew !== null) store.addCrews([act.crew]);
    store.addAssignment(id, text, states.length);
  });
  return ok({ changed: states.length });
}

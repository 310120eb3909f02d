import type { AssignReply, AssignRequest, ImportReply, PlanReply, PlanRequest, SitesReply } from "@beket/api";
import { lookOf, type Result } from "@beket/domain";
import type { Follower } from "../ingest/event-feed.ts";
import { assign, type AssignFault } from "./assign.ts";
import { createFactFollower } from "./follow-facts.ts";
import { importPlan } from "./import-plan.ts";
import type { PlanningDeps } from "./publish.ts";
import { createSiteBook } from "./site-book.ts";
import { createSiteLooks, type SiteLooks } from "./site-looks.ts";
import { planReply, putPlan, type PlanFault } from "./site-plan.ts";

const sitesPerPage = 1_000;

/** The planners' desk, and where the sites stand. */
export type Planning = {
  readonly follower: Follower;
  readonly looks: SiteLooks;
  readonly importPlan: (json: unknown, dry: boolean) => ImportReply;
  readonly plan: () => PlanReply;
  readonly putPlan: (request: PlanRequest) => Result<PlanReply, PlanFault>;
  readonly assign: (request: AssignRequest) => Result<AssignReply, AssignFault>;
  /** The page after a code; null: from the start. */
  readonly sites: (after: string | null) => SitesReply;
  /** Crews that can be given sites before they stated anything. */
  readonly addCrews: (crews: readonly string[]) => void;
};

export function createPlanning(given: Omit<PlanningDeps, "book">, now: () => number): Planning {
  const book = createSiteBook(given.store);
  const deps: PlanningDeps = { ...given, book };
  return {
    follower: createFactFollower(deps),
    looks: createSiteLooks(book),
    importPlan: (json, dry) => importPlan(deps, json, dry),
    plan: () => planReply(deps),
    putPlan: (request) => {
      const put = putPlan(deps, request);
      return put.ok ? { ok: true, value: planReply(deps) } : put;
    },
    assign: (request) => assign(deps, request),
    sites: (after) => {
      const codes = book.codes();
      const first = after === null ? 0 : codes.findIndex((code) => code > after);
      const page = first < 0 ? [] : codes.slice(first, first + sitesPerPage);
      const asOf = now();
      const sites = page.flatMap((code) => {
        const site = book.site(code);
        const state = book.state(code);
        return site === undefined ? [] : [{ site, state, look: lookOf(site, state, asOf) }];
      });
      return { asOf, sites, next: first >= 0 && first + sitesPerPage < codes.length ? (page.at(-1) ?? null) : null };
    },
    addCrews: given.store.addCrews,
  };
}

import type { PlanReply, PlanRequest } from "@beket/api";
import { err, ok, type Result, type SitePlan } from "@beket/domain";
import { limits, packJson, type CodecPort } from "@beket/replication";
import { publishChange, type PlanningDeps } from "./publish.ts";
import { pagesOf } from "./site-rows.ts";

export type PlanFault = "planning.agent-repeated" | "planning.plan-too-large";

/** The plan as it is published: a version more than before when anything in it is another. */
export function nextPlan(before: SitePlan | null, plan: Omit<SitePlan, "version">): SitePlan {
  const { claimMs, agents, stayInMs, sectors } = plan;
  const same: SitePlan = { version: before?.version ?? 1, claimMs, agents, stayInMs, sectors };
  if (before === null || JSON.stringify(same) === JSON.stringify(before)) return same;
  return { ...same, version: before.version + 1 };
}
/** Whether a post can be sent the plan. */
export const planFits = (codec: CodecPort, plan: SitePlan): boolean => packJson(codec, plan).length <= limits.recordBytesMax;

type SectorCodes = (sector: string) => readonly string[];
/** Where the pages of the sectors are. */
export const sectorIndex = (sectors: Iterable<string>, sitesIn: SectorCodes): SitePlan["sectors"] =>
  [...sectors].toSorted().map((sector) => ({ sector, pages: pagesOf(sitesIn(sector)).length }));

/** What the planners decide of how a site is worked; without it no crew works. */
export function putPlan(deps: PlanningDeps, request: PlanRequest): Result<null, PlanFault> {
  const { book, codec } = deps;
  if (new Set(request.agents.map(({ agent }) => agent)).size < request.agents.length) return err("planning.agent-repeated");
  const plan = nextPlan(book.plan(), { ...request, sectors: sectorIndex(book.sectors().keys(), book.sitesIn) });
  if (!planFits(codec, plan)) return err("planning.plan-too-large");
  publishChange(deps, { plan }, []);
  return ok(null);
}

/** Crews that were given sites, that stated something, or whose leader is on the roster of officers. */
export const planReply = ({ book, store }: PlanningDeps): PlanReply => ({
  plan: book.plan(),
  sectors: [...book.sectors().values()].toSorted((left, right) => (left.sector < right.sector ? -1 : 1)),
  crews: store.crews().slice(0, 500),
});

import { Sector, Site, SitePlan, siteLooks, SiteState, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, EventId } from "./common.ts";

/** The planners' desk at central. */
export const planningRoutes = {
  /** POST a GeoJSON FeatureCollection (RFC 7946) of sectors and sites; `?dry-run` only checks it. */
  import: "/api/v1/planning/import",
  plan: "/api/v1/planning/plan",
  assign: "/api/v1/planning/assign",
  sites: "/api/v1/planning/sites",
} as const;

/** Properties of a feature: `{beket: "sector", sector, name…}` or `{beket: "site", site, sector, kind, name, …}`; see docs/spec/sites.md. */
export const ImportReply = v.strictObject({
  applied: v.boolean(),
  sectors: Count,
  sites: Count,
  /** New, changed or unchanged against what is held. */
  changed: Count,
  faults: v.pipe(v.array(v.strictObject({ feature: Count, code: Code, at: v.pipe(v.string(), v.maxLength(100)) })), v.maxLength(200)),
  faultCount: Count,
});
export type ImportReply = v.InferOutput<typeof ImportReply>;
/** Gives sites, or all of a sector, to a crew; null takes them back. */
export const AssignRequest = v.strictObject({
  id: EventId,
  crew: v.nullable(Code),
  sites: v.pipe(v.array(Code), v.maxLength(5_000)),
  sectors: v.pipe(v.array(Code), v.maxLength(500)),
});
export type AssignRequest = v.InferOutput<typeof AssignRequest>;
export const AssignReply = v.strictObject({ changed: Count });
export type AssignReply = v.InferOutput<typeof AssignReply>;
export const PlanReply = v.strictObject({
  plan: v.nullable(SitePlan),
  sectors: v.pipe(v.array(Sector), v.maxLength(500)),
  crews: v.pipe(v.array(Code), v.maxLength(500)),
});
export type PlanReply = v.InferOutput<typeof PlanReply>;
/** PUT: what the planners decide. Version and pages are central's; the same plan again changes nothing. Answered with PlanReply. */
export const PlanRequest = v.pick(SitePlan, ["claimMs", "agents", "stayInMs"]);
export type PlanRequest = v.InferOutput<typeof PlanRequest>;
/** GET `?after=CODE`. Pages of 1,000, in the order of their codes. */
export const SitesReply = v.strictObject({
  asOf: TimeMs,
  sites: v.pipe(v.array(v.strictObject({ site: Site, state: SiteState, look: v.picklist(siteLooks) })), v.maxLength(1_000)),
  next: v.nullable(Code),
});
export type SitesReply = v.InferOutput<typeof SitesReply>;

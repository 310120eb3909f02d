import { Evidence, Sector, Site, SiteFact, SitePlan, SiteState, TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, EventId, Hex32 } from "./common.ts";

export { siteFaultCodes, type SiteFaultCode } from "@beket/domain";

/** Routes of a node whose duties include the crews. For signed-in crew leaders. */
export const crewRoutes = {
  /** The sites of the crew, and those it may validate, with where they stand. `?since=VERSION` answers 204 when nothing changed. */
  sheet: "/api/v1/crew/sheet",
  facts: "/api/v1/crew/facts",
  /** POST the bytes of one photo or track, `content-type` its type; answered with its SHA-256 once durable. */
  evidence: "/api/v1/crew/evidence",
} as const;

export const SheetSite = v.strictObject({ site: Site, state: SiteState });
export type SheetSite = v.InferOutput<typeof SheetSite>;
export const CrewSheet = v.strictObject({
  version: Count,
  crew: Code,
  plan: v.nullable(SitePlan),
  sectors: v.pipe(v.array(Sector), v.maxLength(500)),
  sites: v.pipe(v.array(SheetSite), v.maxLength(5_000)),
  /** More sites than a sheet holds: the nearest by assignment are in it. */
  truncated: v.boolean(),
  asOf: TimeMs,
});
export type CrewSheet = v.InferOutput<typeof CrewSheet>;

export const SiteFactRequest = v.strictObject({ id: EventId, occurredAt: TimeMs, fact: SiteFact });
export type SiteFactRequest = v.InferOutput<typeof SiteFactRequest>;
/** The site as this node sees it with the fact. A refusal is a problem whose code is `site.` + a SiteFaultCode. */
export const SiteFactReply = v.strictObject({ id: EventId, state: SiteState });
export type SiteFactReply = v.InferOutput<typeof SiteFactReply>;
export const EvidenceReply = v.strictObject({
  sha256: Hex32,
  sizeBytes: v.pipe(v.number(), v.integer()),
  mediaType: Evidence.entries.mediaType,
});
export type EvidenceReply = v.InferOutput<typeof EvidenceReply>;
export const evidenceBytesMax = 5_000_000;

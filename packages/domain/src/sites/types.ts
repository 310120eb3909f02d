import * as v from "valibot";
import { Code, Count, Uuid } from "../codes.ts";
import { TimeMs } from "../records/types.ts";
import { Trilingual } from "../regime/types.ts";

/** WGS 84, longitude first (RFC 7946). */
const Position = v.tuple([v.pipe(v.number(), v.minValue(-180), v.maxValue(180)), v.pipe(v.number(), v.minValue(-90), v.maxValue(90))]);
export type Position = v.InferOutput<typeof Position>;
const Line = v.pipe(v.array(Position), v.minLength(2), v.maxLength(200));
const Ring = v.pipe(v.array(Position), v.minLength(4), v.maxLength(200));
export const SiteGeometry = v.variant("type", [
  v.strictObject({ type: v.literal("Point"), coordinates: Position }),
  v.strictObject({ type: v.literal("LineString"), coordinates: Line }),
  v.strictObject({ type: v.literal("Polygon"), coordinates: v.pipe(v.array(Ring), v.minLength(1), v.maxLength(4)) }),
]);
export type SiteGeometry = v.InferOutput<typeof SiteGeometry>;

export const siteKinds = ["street", "yard", "entrance", "object"] as const;
/** What a crew cleans: a street, yard, entrance or object inside a sector. Registry row `site`, value = its code. */
export const Site = v.strictObject({
  site: Code,
  sector: Code,
  kind: v.picklist(siteKinds),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  geometry: SiteGeometry,
  areaM2: v.pipe(v.number(), v.minValue(0), v.maxValue(10_000_000)),
  /** How long it counts as clean after the work. */
  cleanForMs: v.pipe(v.number(), v.integer(), v.minValue(60_000), v.maxValue(31 * 86_400_000)),
  /** Where somebody fell ill: cleaned daily. */
  focal: v.boolean(),
});
export type Site = v.InferOutput<typeof Site>;

/** The planners' polygon. Registry rows `sector`, value = code, page in `pages`; sites are listed in pages of at most 200. */
export const Sector = v.strictObject({
  sector: Code,
  name: Trilingual,
  geometry: v.nullable(SiteGeometry),
});
export type Sector = v.InferOutput<typeof Sector>;

/** How long a claim lasts, and how a site is worked; data of the plan. */
export const SitePlan = v.strictObject({
  version: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  claimMs: v.pipe(v.number(), v.integer(), v.minValue(60_000), v.maxValue(86_400_000)),
  agents: v.pipe(
    v.array(v.strictObject({ agent: Code, name: Trilingual, litresPerM2: v.pipe(v.number(), v.minValue(0), v.maxValue(10)) })),
    v.minLength(1),
    v.maxLength(16),
  ),
  /** Residents stay in for so long after an entrance was treated. */
  stayInMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400_000)),
  /** Where the sectors' pages are: sector code and number of pages. */
  sectors: v.pipe(v.array(v.strictObject({ sector: Code, pages: v.pipe(Count, v.maxValue(500)) })), v.maxLength(500)),
});
export type SitePlan = v.InferOutput<typeof SitePlan>;

export const claimStandings = ["holds", "lost", "released", "expired", "worked"] as const;
export const ClaimState = v.strictObject({
  claim: Uuid,
  crew: Code,
  claimedAt: TimeMs,
  expiresAt: TimeMs,
  standing: v.picklist(claimStandings),
});
export type ClaimState = v.InferOutput<typeof ClaimState>;
export const completionStandings = ["awaiting-validation", "accepted", "rejected", "extra"] as const;
export const CompletionState = v.strictObject({
  completion: Uuid,
  crew: Code,
  finishedAt: TimeMs,
  agent: Code,
  agentLitres: v.number(),
  areaM2: v.number(),
  trackCoveragePercent: v.nullable(v.number()),
  evidence: v.pipe(Count, v.maxValue(32)),
  /** `extra`: another crew had done it already; the work is kept and counts no second time. */
  standing: v.picklist(completionStandings),
  validatedBy: v.nullable(Code),
  cause: v.nullable(Code),
});
export type CompletionState = v.InferOutput<typeof CompletionState>;

/** Where a site stands, as central resolved it from all facts. Registry row `site-state`, value = the site's code. */
export const SiteState = v.strictObject({
  site: Code,
  assigned: v.nullable(Code),
  /** The newest few; a crew finds its own by the id. */
  claims: v.pipe(v.array(ClaimState), v.maxLength(8)),
  completions: v.pipe(v.array(CompletionState), v.maxLength(8)),
  refusals: v.pipe(v.array(v.strictObject({ refusal: Uuid, crew: Code, at: TimeMs, cause: Code })), v.maxLength(4)),
  /** Validated or still to be validated work; rejected work cleans nothing. */
  clean: v.nullable(v.strictObject({ from: TimeMs, until: TimeMs, validated: v.boolean() })),
});
export type SiteState = v.InferOutput<typeof SiteState>;

/** What a map shows of a site at a moment. */
export const siteLooks = ["planned", "claimed", "no-access", "awaiting-validation", "clean", "expiring", "expired", "rejected"] as const;
export type SiteLook = (typeof siteLooks)[number];

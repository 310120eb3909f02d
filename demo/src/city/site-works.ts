import type { Position, SiteGeometry } from "@beket/domain";
import { crewOf, type PlanGeometry, type PlannedSites, type SiteFeature } from "./sites.ts";
import type { Random } from "./random.ts";

const minuteMs = 60_000;
const isSite = (feature: PlannedSites["collection"]["features"][number]): feature is SiteFeature => feature.properties.beket === "site";

/** What a crew did at a site before the demo began: whoever plays it makes the facts of it, with ids and hashes of their own. */
export type PlannedWork = {
  readonly site: string;
  readonly crew: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly agent: string;
  readonly agentLitres: number;
  readonly areaM2: number;
  readonly trackCoveragePercent: number;
  /** GeoJSON, the proof. */
  readonly track: string;
  readonly judgement: { readonly crew: string; readonly at: number; readonly accepted: boolean } | null;
};
export type PlannedRefusal = {
  readonly site: string;
  readonly crew: string;
  readonly at: number;
  readonly cause: "locked" | "refused-by-residents" | "blocked";
};

/**
 * Three days of work before `now`, so that a map shows all looks: some seven sites of ten were worked, most works were judged, a few
 * rejected, and some crews stood before a locked door. No older than crews may tell of.
 */
export function inventWorks(
  { collection, plan, assignments }: PlannedSites,
  random: Random,
  now: number,
): { readonly works: readonly PlannedWork[]; readonly refusals: readonly PlannedRefusal[] } {
  const sites = collection.features.filter(isSite);
  const crewAt = new Map(assignments.flatMap((share) => share.sites.map((site) => [site, share.crew])));
  const worked = sites.filter(() => random.chance(0.7));
  const works = worked.map(({ geometry, properties }): PlannedWork => {
    const finishedAt = now - random.below(72 * 60) * minuteMs;
    const agent = random.pick(plan.agents);
    const crew = crewAt.get(properties.site) ?? crewOf(0);
    const judgedAt = finishedAt + (20 + random.below(180)) * minuteMs;
    const isJudged = judgedAt < now && random.chance(0.85);
    return {
      site: properties.site,
      crew,
      startedAt: finishedAt - (15 + random.below(40)) * minuteMs,
      finishedAt,
      agent: agent.agent,
      agentLitres: Math.round(properties.areaM2 * agent.litresPerM2),
      areaM2: properties.areaM2,
      trackCoveragePercent: 78 + random.below(23),
      track: JSON.stringify({ type: "LineString", coordinates: walkOver(geometry) }),
      judgement: isJudged ? { crew: otherThan(crew, random), at: judgedAt, accepted: !random.chance(0.06) } : null,
    };
  });
  const isWorked = new Set(works.map(({ site }) => site));
  const refusals = sites
    .filter(({ properties }) => !isWorked.has(properties.site) && random.chance(0.15))
    .map(({ properties }): PlannedRefusal => ({
      site: properties.site,
      crew: crewAt.get(properties.site) ?? crewOf(0),
      at: now - random.below(20 * 60) * minuteMs,
      cause: random.pick(["locked", "refused-by-residents", "blocked"] as const),
    }));
  return { works: works.toSorted((left, right) => left.finishedAt - right.finishedAt), refusals };
}

function otherThan(crew: string, random: Random): string {
  const other = crewOf(random.below(8));
  return other === crew ? crewOf(Number(crew.slice(-2))) : other;
}
/** There and back again. */
export function walkOver(geometry: PlanGeometry | SiteGeometry): readonly Position[] {
  if (geometry.type === "Point") return [geometry.coordinates, geometry.coordinates];
  return geometry.type === "Polygon" ? geometry.coordinates.flat() : [...geometry.coordinates, ...geometry.coordinates.toReversed()];
}

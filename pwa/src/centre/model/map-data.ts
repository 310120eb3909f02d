import type { MapPostsReply, MapSector, MapSite, MapSitesReply } from "@beket/api";
import type { SiteLook } from "@beket/domain";
import { siteLookOrder } from "../../map/looks.ts";
import type { MapFeature, MapOutline, MapPoint } from "../../map/types.ts";

export const sitesOf = (reply: MapSitesReply): readonly MapSite[] =>
  reply.features.filter((feature): feature is MapSite => feature.properties.beket === "site");
export const sectorsOf = (reply: MapSitesReply): readonly MapSector[] =>
  reply.features.filter((feature): feature is MapSector => feature.properties.beket === "sector");

export const siteFeatures = (sites: readonly MapSite[]): readonly MapFeature[] =>
  sites.map(({ geometry, properties: { site, name, look } }) => ({ id: site, name, look, geometry }));

export const sectorOutlines = (sectors: readonly MapSector[], nameOf: (sector: MapSector) => string): readonly MapOutline[] =>
  sectors.flatMap((sector) =>
    sector.geometry === null ? [] : [{ id: sector.properties.sector, name: nameOf(sector), geometry: sector.geometry }],
  );

export function countLooks(sites: readonly MapSite[]): Readonly<Record<SiteLook, number>> {
  const counts: Record<SiteLook, number> = {
    planned: 0,
    claimed: 0,
    "no-access": 0,
    "awaiting-validation": 0,
    clean: 0,
    expiring: 0,
    expired: 0,
    rejected: 0,
  };
  for (const { properties } of sites) counts[properties.look] += 1;
  return counts;
}

/**
 * The area of a mark grows with the queue, so that twice the cars look like twice; never too small for a finger, nor a whole district.
 * A post that counts nothing is a dot: sixty of them would hide the sites. The style leaves a finger's room around it.
 */
export const queueRadiusPx = (waiting: number | null): number =>
  waiting === null ? 6 : Math.round(Math.min(34, 13 + 2.1 * Math.sqrt(Math.max(0, waiting))));

/** From so many cars on a post needs somebody: half an hour of waiting, and an hour, at a car a minute and two lanes. */
export const queueTone = (waiting: number | null): MapPoint["tone"] =>
  waiting === null ? "faint" : waiting >= 60 ? "bad" : waiting >= 30 ? "warn" : "plain";

export const postPoints = (
  reply: MapPostsReply,
  wordsOf: (post: string, waiting: number | null) => { readonly label: string; readonly name: string },
): readonly MapPoint[] =>
  reply.features.map(({ geometry, properties: { post, vehiclesWaiting } }) => ({
    id: post,
    at: geometry.coordinates,
    radiusPx: queueRadiusPx(vehiclesWaiting),
    tone: queueTone(vehiclesWaiting),
    ...wordsOf(post, vehiclesWaiting),
  }));

export type CrewState = { readonly crew: string; readonly sites: number; readonly looks: Readonly<Record<SiteLook, number>> };
/** What each crew was given and how it stands; crews of the plan without a site, too. */
export function crewStates(sites: readonly MapSite[], crews: readonly string[]): readonly CrewState[] {
  const groups = Map.groupBy(
    sites.filter(({ properties }) => properties.assigned !== null),
    ({ properties }) => properties.assigned ?? "",
  );
  const all = new Set([...crews, ...groups.keys()]);
  return [...all].map((crew) => {
    const own = groups.get(crew) ?? [];
    return { crew, sites: own.length, looks: countLooks(own) };
  });
}

/** Sites that fit a typed word, the ones that need somebody first; at most `max`. Of a whole city only as many are looked at as are shown. */
export function findSites(sites: readonly MapSite[], typed: string, hidden: ReadonlySet<string>, max: number): readonly MapSite[] {
  const wanted = typed.trim().toLowerCase();
  const found: MapSite[] = [];
  for (const look of siteLookOrder.toReversed()) {
    if (hidden.has(look)) continue;
    for (const site of sites) {
      if (found.length === max) return found;
      const { properties } = site;
      if (properties.look !== look) continue;
      if (wanted === "" || `${properties.name} ${properties.site}`.toLowerCase().includes(wanted)) found.push(site);
    }
  }
  return found;
}

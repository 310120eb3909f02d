import type { Position, Site, SiteLook, SiteState } from "@beket/domain";
import { distanceToSiteM } from "./geo.ts";

/** One site as the list shows it at a moment. */
export type Listed = {
  readonly site: Site;
  readonly state: SiteState;
  readonly look: SiteLook;
  readonly isMine: boolean;
  /** Metres from this tablet, null while nobody knows where it is. */
  readonly distanceM: number | null;
};

//  mine → focal and not clean → rejected, expired, expiring → planned → no access → another crew's → awaiting, clean
const rankOfLook: Readonly<Record<SiteLook, number>> = {
  rejected: 2,
  expired: 2,
  expiring: 3,
  planned: 4,
  "no-access": 5,
  claimed: 6,
  "awaiting-validation": 7,
  clean: 8,
};
const needsWork: ReadonlySet<SiteLook> = new Set(["rejected", "expired", "expiring", "planned", "no-access"]);
const rank = (each: Listed): number =>
  each.isMine ? 0 : each.site.focal && needsWork.has(each.look) && each.look !== "no-access" ? 1 : rankOfLook[each.look];

export function listed(site: Site, state: SiteState, look: SiteLook, isMine: boolean, at: Position | null): Listed {
  return { site, state, look, isMine, distanceM: at === null ? null : distanceToSiteM(at, site.geometry) };
}

/** What to go to next comes first; within one urgency the nearest, and where that is unknown by sector and name. */
export function byNext(a: Listed, b: Listed): number {
  return (
    rank(a) - rank(b) ||
    (a.distanceM ?? 0) - (b.distanceM ?? 0) ||
    order(a.site.sector, b.site.sector) ||
    order(a.site.name, b.site.name) ||
    order(a.site.site, b.site.site)
  );
}
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where to go after `from`: the first that needs work and that nobody holds; one of ours first. Null when all is done. */
export const nextAfter = (sites: readonly Listed[], from: string): Listed | null =>
  sites.filter((each) => each.site.site !== from && (each.isMine || needsWork.has(each.look))).toSorted(byNext)[0] ?? null;

import type { MapSector, MapSite } from "@beket/api";
import { holderAt, lookOf, type Site, type SiteLook, type SiteState, type Trilingual } from "@beket/domain";
import type { SiteBook } from "./site-book.ts";

export type SectorLooks = {
  readonly sector: string;
  readonly name: Trilingual;
  readonly sites: number;
  readonly looks: Readonly<Record<SiteLook, number>>;
};
/** Where the sites stand at a moment, for the centre's panel and map. In the order of their codes. */
export type SiteLooks = {
  readonly sectors: (now: number) => readonly SectorLooks[];
  readonly mapSectors: () => readonly MapSector[];
  readonly mapSites: (now: number) => readonly MapSite[];
};

export function createSiteLooks(book: SiteBook): SiteLooks {
  const sectors = () => [...book.sectors().values()].toSorted((left, right) => (left.sector < right.sector ? -1 : 1));
  const sites = (codes: readonly string[]): readonly Site[] => codes.flatMap((code) => book.site(code) ?? []);
  return {
    sectors: (now) =>
      sectors().map(({ sector, name }) => {
        const looks = { ...noLooks };
        const inside = sites(book.sitesIn(sector));
        for (const site of inside) looks[lookOf(site, book.state(site.site), now)] += 1;
        return { sector, name, sites: inside.length, looks };
      }),
    mapSectors: () =>
      sectors().map(({ sector, name, geometry }) => ({ type: "Feature", geometry, properties: { beket: "sector", sector, name } })),
    mapSites: (now) => sites(book.codes()).map((site) => mapSite(site, book.state(site.site), now)),
  };
}

const noLooks: Readonly<Record<SiteLook, number>> = {
  planned: 0,
  claimed: 0,
  "no-access": 0,
  "awaiting-validation": 0,
  clean: 0,
  expiring: 0,
  expired: 0,
  rejected: 0,
};

function mapSite({ site, sector, kind, name, geometry, ...rest }: Site, state: SiteState, now: number): MapSite {
  const look = lookOf({ site, ...rest }, state, now);
  const holder = holderAt(state, now);
  const worked = state.completions.findLast(({ standing }) => standing !== "extra");
  const until =
    look === "claimed"
      ? holder?.expiresAt
      : ["clean", "awaiting-validation", "expiring", "expired"].includes(look)
        ? state.clean?.until
        : null;
  const properties: MapSite["properties"] = {
    beket: "site",
    site,
    sector,
    kind,
    name,
    look,
    until: until ?? null,
    assigned: state.assigned,
    crew: holder?.crew ?? worked?.crew ?? null,
    focal: rest.focal,
  };
  return { type: "Feature", geometry, properties };
}

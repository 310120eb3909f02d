import type { MapSector, MapSite } from "@beket/api";
import type { SiteLook, Trilingual } from "@beket/domain";

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

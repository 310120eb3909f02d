import type { MapSite, MapSitesReply } from "@beket/api";
import { useMemo } from "preact/hooks";
import { language } from "../../i18n/index.ts";
import type { MapFeature, MapOutline } from "../../map/index.ts";
import { createPoll, type Poll } from "../adapters/poll.ts";
import { useCentre, usePoll } from "../context.ts";
import { mapRefreshMs, type Polled } from "../model/freshness.ts";
import { sectorOutlines, sectorsOf, siteFeatures, sitesOf } from "../model/map-data.ts";

export type City = {
  readonly poll: Poll<MapSitesReply>;
  readonly polled: Polled<MapSitesReply>;
  readonly sites: readonly MapSite[];
  readonly features: readonly MapFeature[];
  readonly outlines: readonly MapOutline[];
  readonly sectors: readonly { readonly sector: string; readonly name: string }[];
};
const none: readonly never[] = [];

/** The sites and sectors of the plan as the map takes them; each part keeps its identity until central answers anew. */
export function useCity(): City {
  const centre = useCentre();
  const poll = useMemo(() => createPoll({ load: centre.central.mapSites, everyMs: mapRefreshMs, timers: centre.timers }), [centre]);
  const polled = usePoll(poll);
  const { value } = polled;
  const spoken = language.value;
  const parts = useMemo(() => {
    if (value === null) return { sites: none, features: none, outlines: none, sectors: none };
    const sites = sitesOf(value);
    const sectors = sectorsOf(value);
    return {
      sites,
      features: siteFeatures(sites),
      outlines: sectorOutlines(sectors, ({ properties }) => properties.name[spoken]),
      sectors: sectors.map(({ properties }) => ({ sector: properties.sector, name: properties.name[spoken] })),
    };
  }, [value, spoken]);
  return { poll, polled, ...parts };
}

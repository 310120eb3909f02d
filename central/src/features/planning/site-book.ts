import { ruleRows } from "@beket/api";
import { emptySiteState, Sector, Site, SitePlan, SiteState } from "@beket/domain";
import * as v from "valibot";
import type { PlanningStore } from "./store.ts";

/** The plan as it was committed last, in memory: some 30,000 sites are asked for by every screen of the centre. */
export type SiteBook = {
  readonly plan: () => SitePlan | null;
  readonly sectors: () => ReadonlyMap<string, Sector>;
  readonly site: (code: string) => Site | undefined;
  readonly state: (code: string) => SiteState;
  /** Codes of all sites, sorted. */
  readonly codes: () => readonly string[];
  readonly sitesIn: (sector: string) => readonly string[];
  /** What a crew was given, sorted. */
  readonly sitesOf: (crew: string) => readonly string[];
  /** To be called after the commit. */
  readonly put: (change: BookChange) => void;
};
export type BookChange = {
  readonly plan?: SitePlan;
  readonly sectors?: readonly Sector[];
  readonly sites?: readonly Site[];
  readonly states?: readonly SiteState[];
};
const Json = <S extends v.GenericSchema>(schema: S) => v.pipe(v.string(), v.parseJson(), schema);

export function createSiteBook(store: Pick<PlanningStore, "bodies" | "rows">): SiteBook {
  const read = <S extends v.GenericSchema>(kind: string, schema: S): readonly v.InferOutput<S>[] =>
    store.bodies(kind).map(({ body }) => v.parse(Json(schema), body));
  const held = store.rows.find(ruleRows.sitePlan.kind, ruleRows.sitePlan.value);
  let plan = held === null ? null : v.parse(Json(SitePlan), held.body);
  const sectors = new Map(read("sector", Sector).map((sector) => [sector.sector, sector]));
  const sites = new Map(read("site", Site).map((site) => [site.site, site]));
  const states = new Map(read("site-state", SiteState).map((state) => [state.site, state]));
  let codes: readonly string[] | null = null;
  let bySector: ReadonlyMap<string, readonly string[]> | null = null;
  let byCrew: ReadonlyMap<string, readonly string[]> | null = null;

  const sorted = (): readonly string[] => (codes ??= [...sites.keys()].toSorted());
  const grouped = (of: (code: string) => string | null | undefined): ReadonlyMap<string, readonly string[]> => {
    const groups = new Map<string, string[]>();
    for (const code of sorted()) {
      const name = of(code);
      if (name === null || name === undefined) continue;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [code]);
      else group.push(code);
    }
    return groups;
  };
  return {
    plan: () => plan,
    sectors: () => sectors,
    site: (code) => sites.get(code),
    state: (code) => states.get(code) ?? emptySiteState(code, null),
    codes: sorted,
    sitesIn: (sector) => (bySector ??= grouped((code) => sites.get(code)?.sector)).get(sector) ?? [],
    sitesOf: (crew) => (byCrew ??= grouped((code) => states.get(code)?.assigned)).get(crew) ?? [],
    put: (change) => {
      plan = change.plan ?? plan;
      for (const sector of change.sectors ?? []) sectors.set(sector.sector, sector);
      for (const site of change.sites ?? []) sites.set(site.site, site);
      for (const state of change.states ?? []) states.set(state.site, state);
      if (change.sites !== undefined) {
        codes = null;
        bySector = null;
      }
      if (change.sites !== undefined || change.states !== undefined) byCrew = null;
    },
  };
}

import type { ImportReply } from "@beket/api";
import {
  cleanMsOf,
  parsePlanFeatures,
  resolveSite,
  type PlanFeatureFault,
  type PlanFeatures,
  type Site,
  type SiteState,
} from "@beket/domain";
import { publishChange, sectorPages, type PlanningDeps } from "./publish.ts";
import type { BookChange, SiteBook } from "./site-book.ts";
import { nextPlan, planFits, sectorIndex } from "./site-plan.ts";

const faultsTold = 200;
const sectorsMost = 500;
/** Of the whole city: a page of the plan's index has room for so many in any one sector. */
const sitesMost = 100_000;

/** Takes a plan or none of it. What the file does not name stays. `dry` only checks and counts. */
export function importPlan(deps: PlanningDeps, json: unknown, dry: boolean): ImportReply {
  const { book } = deps;
  const read = parsePlanFeatures(json, (code) => book.sectors().get(code) ?? null);
  const sectors = read.sectors.filter((sector) => JSON.stringify(book.sectors().get(sector.sector)) !== JSON.stringify(sector));
  const sites = read.sites.filter((site) => JSON.stringify(book.site(site.site)) !== JSON.stringify(site));
  const change: BookChange = { sectors, sites, states: changedStates(deps, sites) };
  const lists = sitesBySector(book, sites);
  const plan = planAfter(book, read, lists);
  const faults = [...read.faults, ...sizeFaults(deps, read, plan)];
  const reply: ImportReply = {
    applied: false,
    sectors: read.sectors.length,
    sites: read.sites.length,
    changed: sectors.length + sites.length,
    faults: faults.slice(0, faultsTold),
    faultCount: faults.length,
  };
  if (dry || faults.length > 0) return reply;
  const pages = [...lists].flatMap(([sector, codes]) => sectorPages(sector, codes, book.sitesIn(sector)));
  publishChange(deps, plan === null ? change : { ...change, plan }, pages);
  return { ...reply, applied: true };
}

/** The sites of each sector that gains or loses one, as they will be. */
function sitesBySector(book: SiteBook, sites: readonly Site[]): ReadonlyMap<string, readonly string[]> {
  const moved = sites.filter((site) => book.site(site.site)?.sector !== site.sector);
  const leaving = new Set(moved.map(({ site }) => site));
  const touched = new Set(moved.flatMap((site) => [site.sector, book.site(site.site)?.sector ?? site.sector]));
  const after = new Map(
    [...touched].map((sector): [string, string[]] => [sector, book.sitesIn(sector).filter((code) => !leaving.has(code))]),
  );
  for (const site of moved) after.get(site.sector)?.push(site.site);
  return new Map([...after].map(([sector, codes]) => [sector, codes.toSorted()]));
}

/** Null while there is no plan: crews work by it, and only the planners make one. */
function planAfter(book: SiteBook, read: PlanFeatures, lists: ReadonlyMap<string, readonly string[]>) {
  const before = book.plan();
  if (before === null) return null;
  const sectors = new Set([...book.sectors().keys(), ...read.sectors.map(({ sector }) => sector)]);
  return nextPlan(before, { ...before, sectors: sectorIndex(sectors, (sector) => lists.get(sector) ?? book.sitesIn(sector)) });
}

function sizeFaults({ book, codec }: PlanningDeps, read: PlanFeatures, plan: ReturnType<typeof planAfter>): readonly PlanFeatureFault[] {
  const count = (held: Iterable<string>, found: readonly string[]): number => new Set([...held, ...found]).size;
  const sectors = count(
    book.sectors().keys(),
    read.sectors.map(({ sector }) => sector),
  );
  const sites = count(
    book.codes(),
    read.sites.map(({ site }) => site),
  );
  if (sectors > sectorsMost) return [{ feature: 0, code: "too-many-features", at: "sectors" }];
  if (sites > sitesMost) return [{ feature: 0, code: "too-many-features", at: "sites" }];
  return plan === null || planFits(codec, plan) ? [] : [{ feature: 0, code: "too-large", at: "sectors" }];
}

/** A site's time is another now, or crews stated something about it before it was planned. */
function changedStates({ book, store }: PlanningDeps, sites: readonly Site[]): readonly SiteState[] {
  const worked = new Set(store.sitesWithFacts());
  return sites.flatMap((site) => {
    const before = book.site(site.site);
    if (!worked.has(site.site) || (before !== undefined && cleanMsOf(before) === cleanMsOf(site))) return [];
    return [resolveSite(site, book.state(site.site).assigned, store.factsOf(site.site))];
  });
}

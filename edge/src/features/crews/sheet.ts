import type { CrewSheet, SheetSite } from "@beket/api";
import { type CompletionState, overlaySite, siteFactAgeMsMost, type SiteState } from "@beket/domain";
import type { OwnFacts } from "./own-facts.ts";
import type { SiteRegistry } from "./site-registry.ts";

const sitesMost = 5_000;
/** A week without a network, and a day to hear of it. */
const toldMs = siteFactAgeMsMost + 86_400_000;
/** Room for what changed here between two changes of the replica. */
const revisions = 1_000_000;

/** A site as central and this node together know it. */
export const siteStateHere = (registry: SiteRegistry, own: OwnFacts, code: string): SiteState => {
  const site = registry.site(code);
  const state = registry.state(code);
  return site === null ? state : overlaySite(site, state, own.of(code));
};

/** Another one whenever a sheet may be another. */
export const sheetVersion = (registry: SiteRegistry, own: OwnFacts): number =>
  registry.version() * revisions + (own.revision() % revisions);

/** What a crew has begun at a site of late, lost there, or did without being judged well: it must hear of it, whoever was given the site meanwhile. */
const concerns = ({ claims, completions }: SiteState, crew: string, since: number): boolean =>
  claims.some((claim) => claim.crew === crew && claim.claimedAt >= since && (claim.standing === "holds" || claim.standing === "lost")) ||
  completions.some((work) => work.crew === crew && work.finishedAt >= since && work.standing !== "accepted");
const isToJudge = (work: CompletionState, crew: string): boolean => work.standing === "awaiting-validation" && work.crew !== crew;

/** What a crew was given, what concerns it, and the work of other crews in its sectors that waits for a judgement. */
export function crewSheet(registry: SiteRegistry, own: OwnFacts, crew: string, now: number): CrewSheet {
  const given = registry.sitesOf(crew);
  const sectors = [...new Set([...given, ...own.sitesOf(crew)].flatMap((code) => registry.site(code)?.sector ?? []))].toSorted();
  const isGiven = new Set(given);
  const sheetSite = (code: string): readonly SheetSite[] => {
    const site = registry.site(code);
    return site === null ? [] : [{ site, state: siteStateHere(registry, own, code) }];
  };
  const others = sectors
    .flatMap(registry.sitesIn)
    .filter((code) => !isGiven.has(code))
    .flatMap(sheetSite)
    .filter(({ state }) => concerns(state, crew, now - toldMs) || state.completions.some((work) => isToJudge(work, crew)));
  const sites = [...given.slice(0, sitesMost).flatMap(sheetSite), ...others];
  return {
    version: sheetVersion(registry, own),
    crew,
    plan: registry.plan(),
    sectors: sectors.flatMap((code) => registry.sector(code) ?? []).slice(0, 500),
    sites: sites.slice(0, sitesMost),
    truncated: given.length > sitesMost || sites.length > sitesMost,
    asOf: registry.dataAsOf() ?? 0,
  };
}

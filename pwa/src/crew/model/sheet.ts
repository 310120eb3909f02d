import type { CrewSheet } from "@beket/api";
import {
  type ClaimState,
  claimStandingAt,
  type CompletionState,
  holderAt,
  lookOf,
  overlaySite,
  type Position,
  type Site,
  type SiteState,
  type StatedSiteFact,
} from "@beket/domain";
import { byNext, type Listed, listed } from "./order.ts";

export type SiteNow = { readonly site: Site; readonly state: SiteState };

/** The sheet with what this tablet did and nobody has heard yet. A fact about a site that is not on the sheet shows nothing. */
export function sitesOf(sheet: CrewSheet | null, facts: readonly StatedSiteFact[]): ReadonlyMap<string, SiteNow> {
  const ownBySite = new Map<string, StatedSiteFact[]>();
  for (const stated of facts) ownBySite.set(stated.fact.site, [...(ownBySite.get(stated.fact.site) ?? []), stated]);
  return new Map(
    (sheet?.sites ?? []).map(({ site, state }) => [site.site, { site, state: overlaySite(site, state, ownBySite.get(site.site) ?? []) }]),
  );
}

/** A fresh sheet, and from the one before it the sites where this tablet has begun something: work must not go off the screen with its site. */
export function withBegun(fresh: CrewSheet, before: CrewSheet | null, begun: ReadonlySet<string>): CrewSheet {
  const named = new Set(fresh.sites.map(({ site }) => site.site));
  const left = (before?.sites ?? []).filter(({ site }) => begun.has(site.site) && !named.has(site.site));
  return left.length === 0 ? fresh : { ...fresh, sites: [...fresh.sites, ...left] };
}

/** The crew's claim that holds now, or null. */
export function ownClaim(state: SiteState, crew: string, now: number): ClaimState | null {
  const holder = holderAt(state, now);
  return holder?.crew === crew ? holder : null;
}
/** The claim of another crew that keeps this one out, or null. */
export function othersClaim(state: SiteState, crew: string, now: number): ClaimState | null {
  const holder = holderAt(state, now);
  return holder === null || holder.crew === crew ? null : holder;
}
/** The crew's newest claim if time alone has ended it and no work came of it. */
export function runOutClaim(state: SiteState, crew: string, now: number): ClaimState | null {
  const newest = state.claims.findLast((claim) => claim.crew === crew);
  return newest !== undefined && claimStandingAt(newest, now) === "expired" ? newest : null;
}

/** The crew's own list: what was assigned to it or to nobody, and what it holds or worked at, what is next first. */
export function nextList(sites: ReadonlyMap<string, SiteNow>, crew: string, now: number, at: Position | null): readonly Listed[] {
  return [...sites.values()]
    .filter(({ state }) => state.assigned === null || state.assigned === crew || ownClaim(state, crew, now) !== null)
    .map(({ site, state }) => listed(site, state, lookOf(site, state, now), ownClaim(state, crew, now) !== null, at))
    .toSorted(byNext);
}

export type Review = { readonly listed: Listed; readonly work: CompletionState };
/** Other crews' work that somebody must look at, the nearest first, else the oldest. Never the crew's own. */
export function reviewList(sites: ReadonlyMap<string, SiteNow>, crew: string, now: number, at: Position | null): readonly Review[] {
  return [...sites.values()]
    .flatMap(({ site, state }) => {
      const work = reviewable(state, crew);
      return work === null ? [] : [{ listed: listed(site, state, lookOf(site, state, now), false, at), work }];
    })
    .toSorted((a, b) => (a.listed.distanceM ?? 0) - (b.listed.distanceM ?? 0) || a.work.finishedAt - b.work.finishedAt);
}
/** The newest work of another crew that awaits validation. */
export const reviewable = (state: SiteState, crew: string): CompletionState | null =>
  state.completions.findLast((work) => work.standing === "awaiting-validation" && work.crew !== crew) ?? null;

/** The crew's newest work here. */
export const ownWork = (state: SiteState, crew: string): CompletionState | null =>
  state.completions.findLast((work) => work.crew === crew) ?? null;

export type Loss = {
  readonly site: Site;
  readonly claim: ClaimState;
  /** Who has it instead; null where the state no longer says. */
  readonly winner: ClaimState | null;
  /** The crew's work there that counts as extra, if it got so far. */
  readonly work: CompletionState | null;
};
const lossMs = 24 * 3_600_000;

/** Claims of the crew that another crew's claim beat, newest first, but for those somebody has read about. Each is told for a day. */
export function losses(sites: ReadonlyMap<string, SiteNow>, crew: string, read: ReadonlySet<string>, now: number): readonly Loss[] {
  return [...sites.values()]
    .flatMap(({ site, state }) =>
      state.claims
        .filter((claim) => claim.crew === crew && claim.standing === "lost" && !read.has(claim.claim) && now - claim.claimedAt < lossMs)
        .map((claim): Loss => {
          const winner = state.claims.findLast(
            (other) => other.crew !== crew && other.standing !== "lost" && other.claimedAt <= claim.claimedAt,
          );
          const work = state.completions.findLast((done) => done.crew === crew && done.finishedAt >= claim.claimedAt);
          return { site, claim, winner: winner ?? null, work: work ?? null };
        }),
    )
    .toSorted((a, b) => b.claim.claimedAt - a.claim.claimedAt);
}

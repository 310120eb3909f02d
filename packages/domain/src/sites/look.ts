import { cleanMsOf } from "./completions.ts";
import type { CleanedSite } from "./resolve-site.ts";
import type { ClaimState, SiteLook, SiteState } from "./types.ts";

const expiringShare = 0.2;
const expiringMsMost = 2 * 3_600_000;

/** Since when a clean site is about to expire: the last fifth of its time, at most two hours. */
export const expiringFrom = (site: CleanedSite, until: number): number => until - Math.min(cleanMsOf(site) * expiringShare, expiringMsMost);

/** Whose turn it is: the claim that holds and has not run out. */
export const holderAt = (state: SiteState, now: number): ClaimState | null =>
  state.claims.find(({ standing, claimedAt, expiresAt }) => standing === "holds" && claimedAt <= now && now < expiresAt) ?? null;

/** What a claim has come to by now: one that held when the state was made may have run out since. */
export const claimStandingAt = (claim: ClaimState, now: number): ClaimState["standing"] =>
  claim.standing === "holds" && claim.expiresAt <= now ? "expired" : claim.standing;

/** What a map shows of the site. A clean site is shown clean, whoever claims it already, until it is about to expire. */
export function lookOf(site: CleanedSite, state: SiteState, now: number): SiteLook {
  const { clean } = state;
  const isHeld = holderAt(state, now) !== null;
  if (clean !== null && now < clean.until) {
    if (now >= expiringFrom(site, clean.until)) return isHeld ? "claimed" : "expiring";
    return clean.validated ? "clean" : "awaiting-validation";
  }
  if (isHeld) return "claimed";
  const workedAt = Math.max(-1, ...state.completions.map(({ finishedAt }) => finishedAt));
  if (state.refusals.some(({ at }) => at > workedAt)) return "no-access";
  const rejectedAt = Math.max(-1, ...state.completions.map(({ standing, finishedAt }) => (standing === "rejected" ? finishedAt : -1)));
  if (rejectedAt > (clean?.from ?? -1)) return "rejected";
  return clean === null ? "planned" : "expired";
}

import type { SiteFact } from "../events/sites.ts";
import { claimStandingAt, holderAt } from "./look.ts";
import { claimMsMost } from "./claims.ts";
import type { Site, SitePlan, SiteState } from "./types.ts";

export const siteFaultCodes = [
  "site-unknown",
  "not-your-crew",
  "already-claimed",
  "claim-unknown",
  "claim-expiry-wrong",
  "agent-unknown",
  "times-wrong",
  "evidence-missing",
  "completion-unknown",
  "own-work",
  "already-validated",
  "cause-missing",
] as const;
export type SiteFaultCode = (typeof siteFaultCodes)[number];

/** `state` is the site as far as it is known here, `crew` whose leader is signed in. */
export type SiteFactContext = {
  readonly site: Site | null;
  readonly plan: SitePlan | null;
  readonly state: SiteState;
  readonly crew: string | null;
  readonly occurredAt: number;
  readonly now: number;
};

/** A crew may have been without a network for so long. */
export const siteFactAgeMsMost = 7 * 86_400_000;
/** Older than this a fact comes from a tablet that was alone: nothing is refused for what it could not know. */
const liveMs = 60_000;
const clockSlackMs = 5 * 60_000;
const workMsMost = 86_400_000;

/** Why a crew's fact is not taken; null where it is. Work that was done alone is refused for its own faults only. */
export function siteFault(fact: SiteFact, context: SiteFactContext): SiteFaultCode | null {
  const { occurredAt, now } = context;
  if (fact.crew !== context.crew) return "not-your-crew";
  if (context.site === null || context.site.site !== fact.site) return "site-unknown";
  if (occurredAt > now + clockSlackMs || occurredAt < now - siteFactAgeMsMost) return "times-wrong";
  const isLive = now - occurredAt <= liveMs;
  switch (fact.kind) {
    case "site-claim":
      return claimFault(fact, context, isLive);
    case "site-completion":
      return completionFault(fact, context, isLive);
    case "site-validation":
      return validationFault(fact, context, isLive);
    case "site-refusal":
      return null;
  }
}

type Of<K extends SiteFact["kind"]> = Extract<SiteFact, { readonly kind: K }>;

function claimFault(fact: Of<"site-claim">, { plan, state, occurredAt }: SiteFactContext, isLive: boolean): SiteFaultCode | null {
  const known = state.claims.find(({ claim }) => claim === fact.claim);
  if (fact.state !== "claimed" && (known === undefined || known.crew !== fact.crew)) return "claim-unknown";
  if (fact.state === "released") return fact.expiresAt === null ? null : "claim-expiry-wrong";
  const longest = isLive && plan !== null ? plan.claimMs : claimMsMost;
  if (fact.expiresAt === null || fact.expiresAt <= occurredAt || fact.expiresAt > occurredAt + longest) return "claim-expiry-wrong";
  if (!isLive) return null;
  if (fact.state === "extended") {
    return known !== undefined && claimStandingAt(known, occurredAt) === "holds" ? null : "claim-unknown";
  }
  if (state.assigned !== null && state.assigned !== fact.crew) return "not-your-crew";
  const holder = holderAt(state, occurredAt);
  return holder === null || holder.crew === fact.crew ? null : "already-claimed";
}

function completionFault(fact: Of<"site-completion">, { plan, occurredAt }: SiteFactContext, isLive: boolean): SiteFaultCode | null {
  const lastedMs = fact.finishedAt - fact.startedAt;
  if (lastedMs < 0 || lastedMs > workMsMost || fact.finishedAt > occurredAt + clockSlackMs) return "times-wrong";
  if (occurredAt - fact.finishedAt > siteFactAgeMsMost) return "times-wrong";
  if (!fact.evidence.some(({ role }) => role !== "notice")) return "evidence-missing";
  if (isLive && plan !== null && !plan.agents.some(({ agent }) => agent === fact.agent)) return "agent-unknown";
  return null;
}

function validationFault(fact: Of<"site-validation">, { state }: SiteFactContext, isLive: boolean): SiteFaultCode | null {
  if (!fact.accepted && fact.cause === null) return "cause-missing";
  const work = state.completions.find(({ completion }) => completion === fact.completion);
  if (work === undefined) return isLive ? "completion-unknown" : null;
  if (work.crew === fact.crew) return "own-work";
  return isLive && work.validatedBy !== null ? "already-validated" : null;
}

import type { OrganisationCheckReply } from "@beket/api";
import type { Ledger } from "@beket/domain";
import { daysBetween, isCivilDate } from "./civil-date.ts";
import type { Draft } from "./draft.ts";

const termsFaultCodes = [
  "ledger-missing",
  "purpose-missing",
  "first-day-invalid",
  "first-day-past",
  "last-day-invalid",
  "last-day-before-first",
  "too-many-days",
  "no-weekday",
  "time-invalid",
  "time-empty",
  "no-place",
] as const;
export type TermsFault = (typeof termsFaultCodes)[number];

export type TermsLimits = { readonly today: string; readonly daysMax: number };
type LedgerOffer = OrganisationCheckReply["ledgers"][number];

export const offerFor = (reply: OrganisationCheckReply, ledger: Ledger | null): LedgerOffer | null =>
  reply.ledgers.find((offer) => offer.ledger === ledger) ?? null;

/**
 * What may be applied for: the base's own answer, or of an organisation that the base does not know what the claimed activity would
 * open. The longest prefix that fits the activity counts.
 */
export function offered(reply: OrganisationCheckReply, activity: string): OrganisationCheckReply {
  if (reply.ledgers.length > 0 || !/^\d{5}$/.test(activity)) return reply;
  const [claim] = (reply.claims ?? [])
    .filter(({ okedPrefix }) => activity.startsWith(okedPrefix))
    .toSorted((a, b) => b.okedPrefix.length - a.okedPrefix.length);
  if (claim === undefined) return reply;
  return { ...reply, ledgers: claim.ledgers.map((ledger) => ({ ledger, rule: claim.rule, oked: activity, purposes: claim.purposes })) };
}

const isTime = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(time);

function dayFaults(draft: Draft, limits: TermsLimits): readonly TermsFault[] {
  const faults: TermsFault[] = [];
  const first = isCivilDate(draft.firstDay);
  const last = isCivilDate(draft.lastDay);
  if (!first) faults.push("first-day-invalid");
  else if (draft.firstDay < limits.today) faults.push("first-day-past");
  if (!last) faults.push("last-day-invalid");
  if (first && last && draft.lastDay < draft.firstDay) faults.push("last-day-before-first");
  else if (first && last && daysBetween(draft.firstDay, draft.lastDay) > limits.daysMax) faults.push("too-many-days");
  return faults;
}

function timeFaults(draft: Draft): readonly TermsFault[] {
  if (draft.allDay) return [];
  if (!isTime(draft.fromTime) || !isTime(draft.toTime)) return ["time-invalid"];
  return draft.fromTime === draft.toTime ? ["time-empty"] : [];
}

function placeFaults(draft: Draft): readonly TermsFault[] {
  const { places } = draft;
  if (places.kind === "posts" && places.posts.length === 0) return ["no-place"];
  return places.kind === "areas" && places.areas.length === 0 ? ["no-place"] : [];
}

/** Why the second step is not finished; empty when it is. */
export function termsFaults(draft: Draft, reply: OrganisationCheckReply, limits: TermsLimits): readonly TermsFault[] {
  const offer = offerFor(offered(reply, draft.activity), draft.ledger);
  const faults: TermsFault[] = [];
  if (offer === null) faults.push("ledger-missing");
  else if (draft.purpose === null || !offer.purposes.includes(draft.purpose)) faults.push("purpose-missing");
  if (draft.days === 0) faults.push("no-weekday");
  return [...faults, ...dayFaults(draft, limits), ...timeFaults(draft), ...placeFaults(draft)];
}

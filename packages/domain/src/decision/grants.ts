import { isRevokedAt } from "../records/standing.ts";
import type { ExemptionRecord, PermitRecord } from "../records/types.ts";
import { type CivilTime, hasDay, isInWindow } from "../regime/civil-time.ts";
import type { PostContext, Reason, ReasonCode } from "./types.ts";

/** A permit or exemption row, judged on its own: everything but who else stands at the stop. */
export type GrantRecord = PermitRecord | ExemptionRecord;
export type GrantFinding = {
  readonly record: GrantRecord;
  /** null = nothing wrong so far. */
  readonly fault: Reason | null;
};

/** Time, place and people of a stop, computed once. */
export type StopFacts = {
  readonly ms: number;
  readonly civil: CivilTime;
  readonly post: PostContext;
  readonly people: number;
  /** How many different subjects of the stop hold an otherwise valid row of this permit number. */
  readonly membersPresent: ReadonlyMap<string, number>;
};

/** First fault of a grant by its own terms: over, revoked, not yet, then place, day and hours. */
export function ownFault(record: GrantRecord, facts: Pick<StopFacts, "ms" | "civil" | "post">): Reason | null {
  const code = ownFaultCode(record, facts);
  if (code === null) return null;
  const { number } = record;
  const at = timeOf(code, record);
  return at === null ? { code, number } : { code, number, at };
}

/** The time that a fault is about, where it has one. */
function timeOf(code: ReasonCode, record: GrantRecord): number | null {
  if (code === "permit-revoked" || code === "exemption-revoked") return record.revokedFrom;
  if (code === "permit-expired" || code === "exemption-expired") return record.validTo;
  return code === "permit-not-yet-valid" || code === "exemption-not-yet-valid" ? record.validFrom : null;
}

function ownFaultCode(record: GrantRecord, { ms, civil, post }: Pick<StopFacts, "ms" | "civil" | "post">): ReasonCode | null {
  const permit = record.kind === "permit";
  // What would have ended by now anyway is no cause to turn anybody away (I2), revoked or not.
  if (ms >= record.validTo) return permit ? "permit-expired" : "exemption-expired";
  if (isRevokedAt(record, ms)) return permit ? "permit-revoked" : "exemption-revoked";
  if (ms < record.validFrom) return permit ? "permit-not-yet-valid" : "exemption-not-yet-valid";
  if (!isPlaceOf(record, post)) return permit ? "permit-wrong-place" : "exemption-wrong-place";
  if (isInWindow(record.window, civil)) return null;
  if (!permit) return "exemption-wrong-hours";
  return hasDay(record.window, civil.weekday) ? "permit-wrong-hours" : "permit-wrong-day";
}

function isPlaceOf({ places }: GrantRecord, post: PostContext): boolean {
  switch (places.kind) {
    case "everywhere":
      return true;
    case "posts":
      return places.posts.includes(post.post);
    case "areas":
      return places.areas.some((area) => post.areas.includes(area));
  }
}

/** The fault of a grant at this stop: its own, or members missing, or more people than its group. */
export function grantFinding(record: GrantRecord, facts: StopFacts): GrantFinding {
  const own = ownFault(record, facts);
  if (own !== null || record.kind === "exemption") return { record, fault: own };
  const { number } = record;
  if (record.binding === "all" && (facts.membersPresent.get(number) ?? 0) < record.members) {
    return { record, fault: { code: "permit-members-missing", number } };
  }
  if (record.groupHeadcount !== null && facts.people > record.groupHeadcount) {
    return { record, fault: { code: "group-over-headcount", number } };
  }
  return { record, fault: null };
}

export function grantReason(record: GrantRecord): Reason {
  const { number } = record;
  if (record.kind === "exemption") return { code: "exemption-valid", number, category: record.category };
  return { code: record.groupHeadcount === null ? "permit-valid" : "group-permit-valid", number };
}

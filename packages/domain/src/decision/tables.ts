import type { Outcome, ReasonCode } from "./types.ts";

/**
 * What a subject's own rows come to, holds and flags aside.
 *
 * `revoked`: a grant was taken back before its time was over and no other is valid. `lapsed`: a grant exists and does not hold here and now (day, hours, place,
 * not yet, members, headcount). `expired`: only grants whose time is over, revoked or not. `mismatch`: rows under this number belong to another country.
 */
export type Standing = "valid" | "revoked" | "lapsed" | "expired" | "mismatch" | "absent";

/** What a claimed category comes to at this post. `not-applicable`: the regime does not know it here, or not in this direction. */
export type ClaimState = "none" | "on-sight" | "refer" | "document-missing" | "not-applicable";

/** `by-data`: DENY where the replica can settle absence (complete and fresh), else REFER. */
export type Cell = Outcome | "by-data";

/** Every standing × claim (docs/spec/decision.md, DC20). Only absence is opened by a claim; a signed cause at most becomes a REFER. */
export const claimTable: Readonly<Record<Standing, Readonly<Record<ClaimState, Cell>>>> = {
  valid: { none: "ALLOW", "on-sight": "ALLOW", refer: "ALLOW", "document-missing": "ALLOW", "not-applicable": "ALLOW" },
  revoked: { none: "DENY", "on-sight": "DENY", refer: "DENY", "document-missing": "DENY", "not-applicable": "DENY" },
  lapsed: { none: "DENY", "on-sight": "REFER", refer: "REFER", "document-missing": "DENY", "not-applicable": "DENY" },
  expired: {
    none: "by-data",
    "on-sight": "REFER",
    refer: "REFER",
    "document-missing": "by-data",
    "not-applicable": "by-data",
  },
  mismatch: { none: "REFER", "on-sight": "REFER", refer: "REFER", "document-missing": "REFER", "not-applicable": "REFER" },
  absent: {
    none: "by-data",
    "on-sight": "ALLOW",
    refer: "REFER",
    "document-missing": "REFER",
    "not-applicable": "by-data",
  },
};

/** Standings of an occupant that a covering vehicle makes good: what a person lacks, never what was taken from them. */
export const coveredByVehicle: Readonly<Record<Standing, boolean>> = {
  valid: false,
  revoked: false,
  lapsed: true,
  expired: true,
  mismatch: false,
  absent: true,
};

/** A hold in force. A provisional one never denies, whatever its instruction says (I9). */
export const holdTable = {
  provisional: { "turn-back": "REFER", other: "REFER" },
  confirmed: { "turn-back": "DENY", other: "REFER" },
} as const satisfies Record<string, Record<string, Outcome>>;

/** Gravity of an outcome. */
export const gravity: Readonly<Record<Outcome, number>> = { ALLOW: 0, REFER: 1, DENY: 2 };

export const worst = (one: Outcome, other: Outcome): Outcome => (gravity[one] >= gravity[other] ? one : other);

/** Order in which an officer reads reasons: what must be done first, then what stops, then what lets pass. */
export const reasonOrder: Readonly<Record<ReasonCode, number>> = {
  "hold-confirmed": 0,
  "hold-provisional": 1,
  "permit-revoked": 2,
  "exemption-revoked": 3,
  "flag-shared-permit": 4,
  "flag-impossible-travel": 5,
  "record-unreadable": 6,
  "country-mismatch": 7,
  "trailer-alone": 8,
  "unverified-identifier": 9,
  "permit-members-missing": 10,
  "group-over-headcount": 11,
  "permit-wrong-place": 12,
  "exemption-wrong-place": 13,
  "permit-wrong-day": 14,
  "permit-wrong-hours": 15,
  "exemption-wrong-hours": 16,
  "permit-not-yet-valid": 17,
  "exemption-not-yet-valid": 18,
  "permit-expired": 19,
  "exemption-expired": 20,
  "no-replica": 21,
  "absent-replica-incomplete": 22,
  "absent-replica-stale": 23,
  absent: 24,
  "category-document-missing": 25,
  "category-refer": 26,
  "category-unknown": 27,
  "category-wrong-direction": 28,
  "category-on-sight": 29,
  "exemption-valid": 30,
  "group-permit-valid": 31,
  "permit-valid": 32,
  "covered-by-vehicle": 33,
};

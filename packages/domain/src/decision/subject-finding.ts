import { limits } from "../limits.ts";
import { isActiveAt } from "../records/standing.ts";
import type { FlagRecord, HoldRecord, RegistryRecord } from "../records/types.ts";
import type { SubjectKey } from "../subject/types.ts";
import { type GrantFinding, grantFinding, grantReason, type StopFacts } from "./grants.ts";
import { holdTable, type Standing, worst } from "./tables.ts";
import type { Candidate, Outcome, Reason, RowRef, StopSubject } from "./types.ts";

/** What one subject's rows say before the claim, the vehicle and the data's age are looked at. */
export type SubjectFinding = {
  readonly hold: Outcome | null;
  readonly holdReasons: readonly Reason[];
  readonly standing: Standing;
  readonly reasons: readonly Reason[];
  readonly flagReasons: readonly Reason[];
  /** The number itself asks for a look at the document, and nobody has marked that it was looked at. */
  readonly unverified: boolean;
  readonly admitsOccupants: "group" | "vehicle" | "no";
  readonly rows: readonly RowRef[];
};

const unknownCountry = "XXX";

/** A row counts only for the country it was made for; an unknown country on either side counts. */
export function isSameCountry(record: RegistryRecord, key: SubjectKey): boolean {
  return record.country === key.country || record.country === unknownCountry || key.country === unknownCountry;
}

export function findSubject(subject: StopSubject, exact: readonly Candidate[], facts: StopFacts): SubjectFinding {
  const records = exact.map((candidate) => candidate.record);
  const counted = records.filter((record) => isSameCountry(record, subject.key));
  const active = counted.filter((record) => isActiveAt(record, facts.ms));
  const holds = active.filter((record) => record.kind === "hold");
  const grants = counted
    .filter((record) => record.kind === "permit" || record.kind === "exemption")
    .map((record) => grantFinding(record, facts));
  const elsewhere = records.some((record) => !isSameCountry(record, subject.key) && isActiveAt(record, facts.ms));
  const standing = standingOf(grants, elsewhere);
  return {
    hold: holds.length === 0 ? null : holds.map(holdOutcome).reduce(worst),
    holdReasons: holds.map(holdReason),
    standing,
    reasons: standingReasons(standing, grants),
    flagReasons: active.filter((record) => record.kind === "flag").map(flagReason),
    unverified: needsDocument(subject),
    admitsOccupants: admitsOccupants(subject, standing, grants),
    rows: namedRows(exact, facts.ms),
  };
}

function standingOf(grants: readonly GrantFinding[], elsewhere: boolean): Standing {
  if (grants.some((grant) => grant.fault === null)) return "valid";
  const codes = new Set(grants.map((grant) => grant.fault?.code));
  if (codes.has("permit-revoked") || codes.has("exemption-revoked")) return "revoked";
  const expired = [...codes].every((code) => code === "permit-expired" || code === "exemption-expired");
  if (codes.size > 0) return expired ? "expired" : "lapsed";
  return elsewhere ? "mismatch" : "absent";
}

/** A valid grant makes the others silent: an officer need not hear of a permit that another one replaced. */
function standingReasons(standing: Standing, grants: readonly GrantFinding[]): readonly Reason[] {
  if (standing === "mismatch") return [{ code: "country-mismatch" }];
  if (standing !== "valid") return grants.map((grant) => grant.fault).filter((fault) => fault !== null);
  return grants.filter((grant) => grant.fault === null).map((grant) => grantReason(grant.record));
}

const holdOutcome = (hold: HoldRecord): Outcome => holdTable[hold.standing][hold.instruction === "turn-back" ? "turn-back" : "other"];

const holdReason = (hold: HoldRecord): Reason => ({
  code: hold.standing === "confirmed" ? "hold-confirmed" : "hold-provisional",
  number: hold.number,
  instruction: hold.instruction,
});

const flagReason = (flag: FlagRecord): Reason => ({
  code: flag.reason === "shared-permit" ? "flag-shared-permit" : "flag-impossible-travel",
  number: flag.number,
});

/** An IIN with 0 for its century is some foreigners' and says little of itself: the document must have been looked at or scanned. */
function needsDocument({ key, readBy }: StopSubject): boolean {
  if (key.scheme !== "iin" || key.value.charAt(6) !== "0") return false;
  return !readBy.includes("document") && !readBy.includes("scanner");
}

function admitsOccupants(subject: StopSubject, standing: Standing, grants: readonly GrantFinding[]): SubjectFinding["admitsOccupants"] {
  if (subject.role !== "vehicle" || standing !== "valid") return "no";
  const group = grants.some((grant) => grant.fault === null && grant.record.kind === "permit" && grant.record.groupHeadcount !== null);
  return group ? "group" : "vehicle";
}

/** All rows are weighed; the verdict names as many as it has room for: what stops first, then what is in force, then the rest. */
function namedRows(exact: readonly Candidate[], ms: number): readonly RowRef[] {
  const rank = ({ record }: Candidate) => {
    if (record.kind === "hold" || record.kind === "flag") return 0;
    return record.status === "revoked" || isActiveAt(record, ms) ? 1 : 2;
  };
  const named = exact.toSorted((one, other) => rank(one) - rank(other) || byRef(one.ref, other.ref)).slice(0, limits.candidatesPerSubject);
  return named.map((candidate) => candidate.ref).toSorted(byRef);
}

function byRef(one: RowRef, other: RowRef): number {
  if (one.scope !== other.scope) return one.scope < other.scope ? -1 : 1;
  if (one.row !== other.row) return one.row < other.row ? -1 : 1;
  return one.version - other.version;
}

import type { FindingKind, FindingState } from "@beket/api";
import type { FlagRecord, Ledger, SubjectKey } from "@beket/domain";
import type { SubjectMark } from "../sightings/ports.ts";

/** 1 low, 2 medium, 3 high. */
export type SeverityRank = 1 | 2 | 3;
/** What leads to the evidence again. Permits by number, applications by id, events by id and position. */
export type FindingEvidence = {
  readonly permits: readonly { readonly ledger: Ledger; readonly number: string }[];
  readonly applications: readonly string[];
  readonly events: readonly { readonly event: string; readonly position: number }[];
};
export type FindingRow = {
  readonly id: string;
  readonly kind: FindingKind;
  readonly about: string;
  readonly severity: SeverityRank;
  readonly state: FindingState;
  readonly foundAt: number;
  readonly lastAt: number;
  readonly endsAt: number | null;
  readonly scheme: "iin" | "doc" | "plate" | null;
  readonly applicants: readonly string[];
  readonly posts: readonly string[];
  readonly measured: Readonly<Record<string, number>>;
  readonly evidence: FindingEvidence;
};
export type HistoryRow = {
  readonly act: string;
  readonly at: number;
  readonly by: string;
  readonly state: FindingState | "flag-released";
  readonly note: string | null;
};
export type FindingFilter = {
  readonly kinds: readonly FindingKind[];
  readonly states: readonly FindingState[];
  readonly severity: SeverityRank;
};
/** The place of a row in the report's order: severity, then time, then id, all falling. */
export type FindingPlace = { readonly severity: number; readonly lastAt: number; readonly id: string };

export type FindingStore = {
  readonly transaction: <T>(work: () => T) => T;
  readonly byId: (id: string) => FindingRow | null;
  readonly byAbout: (kind: FindingKind, about: string) => FindingRow | null;
  readonly put: (row: FindingRow, checkedAt: number) => void;
  readonly page: (filter: FindingFilter, after: FindingPlace | null, limit: number) => readonly FindingRow[];
  /** Of a kind and not yet explained, those that were not looked at for the longest time before `before`. */
  readonly unchecked: (kind: FindingKind, before: number, limit: number) => readonly FindingRow[];
  readonly history: (finding: string) => readonly HistoryRow[];
  readonly isDone: (act: string) => boolean;
  readonly addHistory: (finding: string, row: HistoryRow) => void;
  readonly cursor: (part: string) => number;
  readonly move: (part: string, position: number) => void;
  /** The people of an applicant before the first addition of the day, which is kept once. */
  readonly dayBegan: (ledger: Ledger, applicant: string, day: number, people: number) => number;
};

/** One row of a ledger as the sweep reads it. */
export type ScannedPermit = {
  readonly scopeRow: number;
  readonly number: string;
  readonly submission: string;
  readonly applicant: string;
  readonly list: "persons" | "vehicles";
  readonly key: SubjectKey;
  readonly validTo: number;
};
/** A ledger as a whole, for who looks for patterns; never for a decision (I6). */
export type PermitScan = {
  readonly ledger: Ledger;
  readonly after: (scopeRow: number, limit: number) => readonly ScannedPermit[];
  /** Rows after it, counted up to a hundred thousand. */
  readonly behind: (scopeRow: number) => number;
  readonly byNumber: (number: string) => readonly ScannedPermit[];
  /** Permits in force of any of these subjects. */
  readonly holders: (keys: readonly SubjectKey[], now: number) => readonly ScannedPermit[];
  /** Distinct people in force, by applicant. */
  readonly people: (applicants: readonly string[], now: number) => ReadonlyMap<string, number>;
  /** Distinct people and vehicles of one submission that are in force. */
  readonly added: (
    submissions: readonly string[],
    now: number,
  ) => ReadonlyMap<string, { readonly persons: number; readonly vehicles: number }>;
  /** Subjects in force of both, and of each. */
  readonly overlap: (
    left: string,
    right: string,
    now: number,
  ) => { readonly shared: number; readonly left: number; readonly right: number };
  readonly vehiclesOf: (submission: string) => readonly SubjectKey[];
  /** People whose permits were taken back after `since`, at most `withinMs` after they were issued. */
  readonly churn: (
    since: number,
    withinMs: number,
    from: number,
  ) => readonly { readonly applicant: string; readonly people: number; readonly lastAt: number; readonly submissions: readonly string[] }[];
};

export type FlagRow = {
  readonly number: string;
  readonly contradiction: string;
  readonly finding: string;
  readonly subject: SubjectMark;
  readonly key: SubjectKey;
  readonly scopeRow: number;
  readonly record: FlagRecord;
};
/** Beside the common scope, in its transaction. */
export type FlagStore = {
  readonly transaction: <T>(work: () => T) => T;
  readonly isTaken: (number: string) => boolean;
  readonly hasContradiction: (id: string) => boolean;
  /** The newest flag of a subject that is in force then. */
  readonly inForce: (subject: SubjectMark, at: number) => FlagRow | null;
  /** The newest flag of a finding. */
  readonly ofFinding: (finding: string) => FlagRow | null;
  readonly put: (row: FlagRow) => void;
  readonly urgent: () => readonly number[];
  readonly clearUrgent: (rows: readonly number[]) => void;
};

import type { Form, HealthRules, HoldCase, HoldCauseCode, HoldFacts, HoldRecord, HoldState, SubjectKey, TestPlace } from "@beket/domain";

export type PcrResult = "negative" | "positive" | "invalid";
/** Where an event lies and what it is about; nothing of its content but a test's result. */
export type IndexedEvent = {
  readonly position: number;
  readonly source: string;
  readonly event: string;
  readonly kind: string;
  readonly step: string | null;
  readonly result: string | null;
  readonly person: string | null;
  readonly arrival: string | null;
  readonly test: string | null;
  readonly post: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
};
/** A PCR of one specimen. `orderedAt`, `takenAt` and `dueAt` are null while only the result is known. */
export type OrderRow = {
  readonly test: string;
  readonly specimen: string;
  readonly laboratory: string;
  readonly post: string;
  readonly orderedAt: number | null;
  readonly takenAt: number | null;
  readonly dueAt: number | null;
  readonly result: PcrResult | null;
  readonly readAt: number | null;
  readonly readBy: string | null;
};
export type CaseRow = HoldCase & {
  readonly case: string;
  /** Whose findings: one for a person, under whatever registrations and identifiers. */
  readonly file: string;
  readonly person: string;
  readonly test: string;
  readonly post: string;
  readonly place: TestPlace;
  readonly publishedAt: number;
  readonly contest: { readonly at: number; readonly reason: string; readonly by: string } | null;
};
export type CaseCount = {
  readonly state: HoldState;
  readonly holds: number;
  readonly oldestAt: number | null;
  readonly pcrOverdue: number;
};
export type HistoryRow = {
  readonly at: number;
  readonly state: HoldState;
  readonly cause: HoldCauseCode;
  readonly by: string | null;
  readonly reason: string | null;
};
export type HoldRow = {
  readonly number: string;
  readonly case: string;
  readonly key: SubjectKey;
  readonly scopeRow: number;
  readonly record: HoldRecord;
};
export type AuditRow = {
  readonly at: number;
  readonly by: string;
  readonly act: string;
  readonly about: string | null;
  readonly reason: string | null;
};
/** A test that was registered, or a questionnaire (no `test`), in a period. */
export type ExportRow = { readonly position: number; readonly person: string; readonly test: string | null };
export type Period = { readonly from: number; readonly to: number; readonly post: string | null };

/** Tables of the health desk in common.db, beside the common scope's. */
export type HealthStore = {
  /** All or nothing, durable on return. */
  readonly transaction: <T>(work: () => T) => T;
  readonly cursor: () => number;
  readonly moveCursor: (position: number) => void;
  /** False when the event is there already, at another position too. */
  readonly addEvent: (row: IndexedEvent) => boolean;
  /** The first registration of a test. */
  readonly registration: (test: string) => IndexedEvent | null;
  readonly stepsOf: (test: string) => readonly IndexedEvent[];
  /** Tests registered for a person. */
  readonly testsOf: (person: string) => readonly string[];
  /** Positions of everything about a person: own events, steps of the tests. */
  readonly eventsOfPerson: (person: string) => readonly number[];
  /** Positions of an arrival's own events and of its people's profiles. */
  readonly eventsOfArrival: (arrival: string) => readonly number[];
  /** The newest arrival of a person. */
  readonly arrivalOf: (person: string) => string | null;
  readonly personsOfArrival: (arrival: string) => number;
  readonly order: (test: string, specimen: string) => OrderRow | null;
  readonly putOrder: (row: OrderRow) => void;
  readonly ordersOf: (test: string) => readonly OrderRow[];
  /** Those whose order is known, open ones first by their clock, then the newest; of one laboratory or of all. */
  readonly orders: (laboratory: string | null, rowsMax: number) => readonly OrderRow[];
  readonly fileOf: (key: { readonly scheme: string; readonly country: string; readonly value: string }) => string | null;
  readonly nameFile: (key: { readonly scheme: string; readonly country: string; readonly value: string }, file: string) => void;
  readonly facts: (file: string) => HoldFacts | null;
  readonly putFacts: (file: string, facts: HoldFacts) => void;
  readonly case: (id: string) => CaseRow | null;
  readonly newestCase: (file: string) => CaseRow | null;
  readonly putCase: (row: CaseRow) => void;
  /** Open ones first, newest first. */
  readonly cases: (rowsMax: number) => readonly CaseRow[];
  readonly overdue: (now: number) => readonly CaseRow[];
  /** Cases by state as of `now`: how many, the oldest, and how many open ones wait for an overdue PCR. */
  readonly casesByState: (now: number) => readonly CaseCount[];
  readonly history: (id: string) => readonly HistoryRow[];
  readonly addHistory: (id: string, row: HistoryRow) => void;
  readonly holds: (id: string) => readonly HoldRow[];
  readonly putHold: (row: HoldRow) => void;
  readonly addUrgent: (rows: readonly number[]) => void;
  readonly urgent: () => readonly number[];
  readonly clearUrgent: (rows: readonly number[]) => void;
  readonly act: (id: string) => string | null;
  readonly addAct: (id: string, request: string) => void;
  readonly addAudit: (row: AuditRow) => void;
  /** Newest first. */
  readonly audit: (rowsMax: number) => readonly AuditRow[];
  readonly exported: (period: Period, rowsMax: number) => readonly ExportRow[];
};

export type HealthRulesStore = {
  readonly rules: () => HealthRules | null;
  readonly rulesOf: (version: number) => HealthRules | null;
  readonly form: (form: string, version: number) => Form | null;
  readonly add: (rules: HealthRules, forms: readonly Form[]) => void;
};

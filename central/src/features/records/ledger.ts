import type { Ledger, PermitRecord, SubjectKey } from "@beket/domain";
import type { Committed, ScopeChange } from "@beket/replication";
import type { LedgerFacts } from "../applications/decide-application.ts";
import type { Answer } from "../submissions/ports.ts";

/** One permit as a ledger's file keeps it: never the holder's name. */
export type PermitRow = {
  readonly number: string;
  readonly submission: string;
  /** BIN, or IIN of a sole proprietor. */
  readonly applicant: string;
  readonly list: "persons" | "vehicles";
  readonly index: number;
  readonly key: SubjectKey;
  readonly scopeRow: number;
  readonly record: PermitRecord;
};

/** The rows of one ledger; its scope lives in the same file, so permits and what posts learn of them are one commit (I6). */
export type LedgerStore = {
  readonly ledger: Ledger;
  readonly facts: (applicant: string, now: number) => LedgerFacts;
  readonly isTaken: (number: string) => boolean;
  readonly organisationNumber: (applicant: string) => number;
  readonly byNumber: (number: string) => readonly PermitRow[];
  readonly bySubmission: (submission: string) => readonly PermitRow[];
  readonly insert: (rows: readonly PermitRow[]) => void;
  readonly update: (rows: readonly PermitRow[]) => void;
  readonly outcome: (submission: string) => Answer | null;
  readonly recordOutcome: (submission: string, decidedAt: number, answer: Answer) => void;
  readonly count: () => number;
  /** All or nothing, durable on return. */
  readonly transaction: <T>(work: () => T) => T;
};

/** A scope that tells the posts. `told` is called after the commit. */
export type ScopePort = {
  readonly commit: (changes: readonly ScopeChange[]) => Committed;
  /** Rows that go ahead of everything else: revocations, holds. */
  readonly urgent: (rows: readonly number[]) => void;
  /** Something was committed: spread it soon. */
  readonly changed: () => void;
};
export type LedgerDesk = { readonly store: LedgerStore; readonly scope: ScopePort };
export type Ledgers = Readonly<Record<Ledger, LedgerDesk>>;

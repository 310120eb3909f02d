import type { ChangedTerms, Ledger, PermitRecord, RosterCount, SubjectKey } from "@beket/domain";
import type { Committed, ScopeChange } from "@beket/replication";
import type { LedgerFacts } from "../applications/decide-application.ts";
import type { Answer } from "../submissions/ports.ts";

/** One permit as a ledger's file keeps it: never the holder's name. */
export type PermitRow = {
  readonly number: string;
  /** The signed document that it was issued for: an application or a change of it. */
  readonly submission: string;
  /** The first application, by the id in its document. Null: issued before applications could be changed. */
  readonly application: string | null;
  /** BIN, or IIN of a sole proprietor. */
  readonly applicant: string;
  readonly list: "persons" | "vehicles";
  readonly index: number;
  readonly key: SubjectKey;
  /** The consent of the firm that lends the subject; null: the applicant's own. */
  readonly consent: string | null;
  readonly scopeRow: number;
  readonly record: PermitRecord;
};

/** A granted application as it stands after its changes. */
export type GrantedApplication = {
  readonly application: string;
  readonly submission: string;
  readonly applicant: string;
  /** How many changes there were. */
  readonly revision: number;
  readonly terms: ChangedTerms;
  readonly receivedAt: number;
};

/** Who changed a permit after it was issued: a signed document, or an act of the authority. */
export type PermitSource = {
  readonly act: "amended" | "revoked";
  readonly at: number;
  /** The archived submission; null: another act, named by `source`. */
  readonly submission: string | null;
  /** The kind of the document (`change`, `revocation`, `withdrawal`), or what the authority's act is called. Never an identifier. */
  readonly source: string;
};
export type PermitAct = PermitSource & { readonly number: string };

export type PermitStanding = Pick<PermitRow, "list" | "index"> & Pick<PermitRecord, "status" | "revokedFrom" | "validTo">;

/** The rows of one ledger; its scope lives in the same file, so permits and what posts learn of them are one commit (I6). */
export type LedgerStore = {
  readonly ledger: Ledger;
  /** `without`: as if the registry rows were gone. */
  readonly facts: (applicant: string, now: number, without?: ReadonlySet<number>) => LedgerFacts;
  /** Those of the numbers that a permit has. */
  readonly taken: (numbers: readonly string[]) => ReadonlySet<string>;
  readonly organisationNumber: (applicant: string) => number;
  readonly byNumber: (number: string) => readonly PermitRow[];
  /** The rows of many numbers, by number; a number without rows is not in it. */
  readonly byNumbers: (numbers: readonly string[]) => ReadonlyMap<string, readonly PermitRow[]>;
  readonly bySubmission: (submission: string) => readonly PermitRow[];
  /** How the permits of a submission stand, without their records: for lists of ten thousand. */
  readonly standings: (submission: string) => readonly PermitStanding[];
  readonly byApplication: (application: string) => readonly PermitRow[];
  /** Rows that rest on the consent and have not ended. */
  readonly byConsent: (consent: string, now: number) => readonly PermitRow[];
  /** How many rows of an application are active, without reading them. */
  readonly activeCount: (application: string, now: number) => RosterCount;
  readonly application: (application: string) => GrantedApplication | null;
  /** Newest first. */
  readonly applications: (applicant: string, limit: number) => readonly GrantedApplication[];
  readonly putApplication: (granted: GrantedApplication) => void;
  readonly insert: (rows: readonly PermitRow[]) => void;
  /** `source` is kept with each row: every state of a permit names who signed for it. */
  readonly update: (rows: readonly PermitRow[], source?: PermitSource) => void;
  /** What happened to the permits of a number, oldest first. */
  readonly acts: (number: string) => readonly PermitAct[];
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

import type { LegalHold } from "@beket/api";
import type { Ledger } from "@beket/domain";
import type { SubjectMark } from "../sightings/ports.ts";

/** A verdict on a signature as it was archived. */
export type ArchivedVerdict = {
  readonly validatedAt: number;
  readonly indication: string;
  readonly reason: string | null;
  /** JSON of the report, octets by their hash. */
  readonly report: string;
};
export type HoldRow = Omit<LegalHold, "submissions"> & {
  readonly subject: SubjectMark | null;
  readonly submissions: readonly string[];
};
export type CaseStore = {
  readonly transaction: <T>(work: () => T) => T;
  /** Newest first. */
  readonly verdicts: (submission: string) => readonly ArchivedVerdict[];
  readonly purgedAt: (submission: string) => number | null;
  readonly holds: () => readonly HoldRow[];
  /** Every one that is in force, however many there are. */
  readonly standing: () => readonly HoldRow[];
  readonly hold: (id: string) => HoldRow | null;
  readonly putHold: (row: HoldRow) => void;
  /** The hold that a request with this id made or changed. */
  readonly act: (id: string) => string | null;
  readonly addAct: (id: string, hold: string) => void;
};

/** Facts of a ledger as they stood when a submission was decided. */
export type LedgerPast = {
  readonly ledger: Ledger;
  readonly decidedAt: (submission: string) => number | null;
  /** Distinct people of the applicant in force then, of what was decided before. */
  readonly peopleBefore: (applicant: string, submission: string, at: number) => number;
};

export type PurgeCandidate = { readonly id: string; readonly kind: string; readonly receivedAt: number; readonly document: Uint8Array };
export type PurgeStore = {
  readonly transaction: <T>(work: () => T) => T;
  /** Settled ones, oldest first, that were not purged; after a place in that order. */
  readonly settled: (
    before: number,
    after: { readonly receivedAt: number; readonly id: string } | null,
    limit: number,
  ) => readonly PurgeCandidate[];
  /** Notes for verdicts that are new what they rest on; how many it looked at. */
  readonly noteUses: (limit: number) => number;
  /** Takes out document, message and verdicts; what is left is the number, the hashes and the answer. */
  readonly purge: (ids: readonly string[], purge: string, at: number) => { readonly evidence: number; readonly blobs: number };
  readonly addCertificate: (id: string, at: number, signed: string, signature: string) => void;
  /** Newest first. */
  readonly certificates: (limit: number) => readonly { readonly signed: string; readonly signature: string }[];
  readonly lastAt: () => number | null;
};

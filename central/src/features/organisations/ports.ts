import type { BaseDifference, ImportFault, ImportState, ImportView, OrganisationRow } from "@beket/api";
import type { Result } from "@beket/domain";
import type { ByteSource } from "@beket/tables";

export type Version = Omit<ImportView, "firstFaults">;
export type VersionStart = Pick<Version, "isDryRun" | "file" | "by" | "startedAt"> & { readonly bytesTotal: number };
export type VersionEnd = Pick<Version, "state" | "finishedAt" | "sha256" | "format" | "refusal" | "difference">;
export type StagedRow = { readonly line: number; readonly row: OrganisationRow };
export type RollBack = {
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly from: number;
  readonly to: number;
};

/** Versions of the base. Every method is one durable transaction, and none takes longer than its slice. */
export type VersionStore = {
  readonly start: (version: VersionStart) => number;
  readonly view: (id: number) => Version | null;
  readonly history: (limit: number) => readonly Version[];
  readonly present: () => number | null;
  readonly previous: () => number | null;
  readonly row: (version: number, bin: string) => OrganisationRow | null;
  readonly branches: (version: number, headBin: string) => number;
  /** The lines whose number was there already. */
  readonly stage: (version: number, rows: readonly StagedRow[]) => readonly number[];
  readonly addFaults: (version: number, from: number, faults: readonly ImportFault[]) => void;
  readonly faults: (version: number, from: number, limit: number) => readonly ImportFault[];
  readonly progress: (
    version: number,
    counts: Pick<Version, "rows" | "branches" | "faults"> & { readonly state: ImportState; readonly bytesRead: number },
  ) => void;
  /** What differs among the numbers of the version after `after`, at most `limit` of them; `next` is null when there are no more. */
  readonly compare: (
    version: number,
    old: number,
    after: string,
    limit: number,
  ) => Pick<BaseDifference, "new" | "changed"> & { readonly next: string | null };
  readonly gone: (version: number, old: number, after: string, limit: number) => { readonly gone: number; readonly next: string | null };
  /** Makes it the base, the present one the previous, and lets the one before go; one transaction. */
  readonly swapIn: (version: number, end: VersionEnd) => void;
  readonly end: (version: number, end: VersionEnd) => void;
  /** Changes the places of the present and the previous one. */
  readonly swapBack: (done: RollBack) => void;
  readonly rollBacks: (limit: number) => readonly RollBack[];
  /** A version with this file that was the base once, or is. */
  readonly wasBase: (sha256: string) => boolean;
  /** Ends what a stop of the program interrupted. */
  readonly interrupt: (at: number) => void;
  /** Takes away at most so many rows of versions that are not needed any more; false when there is nothing left. */
  readonly sweep: (limit: number) => boolean;
};

export type LiveAnswer = { readonly row: OrganisationRow | null; readonly askedAt: number };
export type AddedOrganisation = {
  readonly row: OrganisationRow;
  readonly ground: string;
  readonly by: string;
  readonly at: number;
};
export type RefusedOrganisation = { readonly bin: string; readonly reason: string; readonly by: string; readonly at: number };
/** What is known of single organisations beside the base. */
export type BesideStore = {
  readonly live: (bin: string) => LiveAnswer | null;
  readonly keepLive: (bin: string, answer: LiveAnswer) => void;
  readonly added: (bin: string) => AddedOrganisation | null;
  readonly addedCount: () => number;
  readonly refused: (bin: string) => RefusedOrganisation | null;
  /** Takes a refusal of the same organisation back. */
  readonly add: (added: AddedOrganisation) => void;
  /** Takes an addition of the same organisation back. */
  readonly refuse: (refused: RefusedOrganisation) => void;
};

/** Applicants of one ledger with permits that are in force, by their number, and how many. */
export type LivePermits = {
  readonly of: (after: string, limit: number, now: number) => readonly { readonly applicant: string; readonly permits: number }[];
};

export type AskFault = "unreachable" | "timeout" | "too-large" | "redirected" | "http-status" | "unreadable";
/** A source of the tax authority that answers for one organisation; null: it knows none of that number. Never rejects. */
export type OrganisationSourcePort = {
  readonly host: string;
  readonly ask: (bin: string) => Promise<Result<OrganisationRow | null, AskFault>>;
};

/** A file that is being read, with the SHA-256 of all of it. */
export type ImportFile = {
  readonly name: string;
  readonly source: ByteSource;
  readonly sha256: () => Promise<string>;
  /** After the reading, whatever came of it. */
  readonly done: () => Promise<void>;
};

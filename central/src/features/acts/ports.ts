import type { ActState } from "@beket/api";
import type { ActDeed, ActEffect, ActKind, Ledger, Trilingual } from "@beket/domain";

/** A few of what an act changes, for whoever decides; nobody is named. */
export type ActSample = {
  readonly ledger: Ledger | null;
  readonly number: string | null;
  readonly organisation: string | null;
  readonly what: string;
  readonly validTo: number;
};
/** Versions of the scopes that counts were made at: while they stand, the counts do. */
export type ActVersions = { readonly city: number; readonly roadblock: number; readonly common: number };

export type Act = {
  readonly id: string;
  readonly kind: ActKind;
  readonly state: ActState;
  readonly authority: string;
  readonly ground: string;
  readonly notice: Trilingual | null;
  /** Staff code; null: the authority's own system sent it signed. */
  readonly proposer: string | null;
  readonly proposedAt: number;
  /** Of what was asked for, so that the same id with something else is found. */
  readonly proposalSha256: string;
  readonly deed: ActDeed;
  /** The moment: rules begin, permits end. Null: at once, or the deed has times of its own. */
  readonly effectiveFrom: number | null;
  readonly effect: ActEffect | null;
  readonly sample: readonly ActSample[];
  readonly versions: ActVersions | null;
  readonly needsSecond: boolean;
  /** The text to sign, and its SHA-256. */
  readonly document: string | null;
  readonly documentSha256: string | null;
  readonly submission: string | null;
  readonly signedAt: number | null;
  readonly reasons: readonly string[];
  readonly approver: string | null;
  readonly approvedAt: number | null;
  /** Octets of the second person's proof, as the staff's part keeps it. */
  readonly approval: Uint8Array | null;
  readonly outcome: { readonly changed: number; readonly leftAlone: number } | null;
  readonly undoes: string | null;
  readonly undoneBy: string | null;
};
export type ActStep = {
  readonly at: number;
  readonly step: ActState | "proposed" | "recounted" | "effect-changed" | "signature-refused";
  readonly by: string | null;
  readonly code: string | null;
};

/** Every method is one durable transaction. */
export type ActStore = {
  readonly insert: (act: Act, step: ActStep) => void;
  /** Changes an act that stands in one of the states; false where it does not any more. */
  readonly change: (id: string, from: readonly ActState[], change: Partial<Act>, step: ActStep | null) => boolean;
  readonly byId: (id: string) => Act | null;
  /** Newest first. */
  readonly list: (limit: number) => readonly Act[];
  readonly inStates: (states: readonly ActState[]) => readonly Act[];
  readonly steps: (id: string) => readonly ActStep[];
  /** Rows that this person's acts of the kind changed alone since then. */
  readonly aloneSince: (by: Pick<Act, "proposer" | "authority">, kind: ActKind, since: number) => number;
  readonly clearTargets: (act: string) => void;
  readonly addTargets: (act: string, ledger: Ledger, rows: readonly number[]) => void;
  readonly targets: (act: string, ledger: Ledger, after: number, limit: number) => readonly number[];
};

export type ActChange = {
  readonly row: number;
  /** Null: the act made the row. */
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
};
export type ActProgress = { readonly nextRow: number; readonly done: boolean; readonly changed: number; readonly leftAlone: number };
/** Of one database that acts change; called inside of its transactions. */
export type ChangeLog = {
  readonly progress: (act: string) => ActProgress | null;
  readonly setProgress: (act: string, progress: ActProgress) => void;
  /** A row that somebody changed since, and the act again, is put back to what it was last. */
  readonly add: (act: string, changes: readonly ActChange[]) => void;
  readonly changes: (act: string, afterRow: number, limit: number) => readonly ActChange[];
  readonly count: (act: string) => number;
};

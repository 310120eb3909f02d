import type { OrganisationRow } from "@beket/api";

export type SubmissionKind = "application" | "revocation" | "act";
/** `received` → `waiting` (evidence of revocation is missing) → `done` (decided, whatever the rows got) or `rejected` (the signature did not stand). */
export type SubmissionState = "received" | "waiting" | "done" | "rejected";
export type Submission = {
  readonly id: string;
  readonly kind: SubmissionKind;
  /** Lower-case hex. */
  readonly documentSha256: string;
  readonly cmsSha256: string;
  /** The canonical bytes, exactly as signed. */
  readonly document: Uint8Array;
  readonly cms: Uint8Array;
  readonly receivedAt: number;
  readonly state: SubmissionState;
  readonly retryUntil: number | null;
  readonly answer: Answer | null;
};

/** What a submission came to; kept as JSON in the registry and, for what was committed, in the ledger's own transaction. */
export type Answer = {
  readonly reasons: readonly string[];
  readonly rows: readonly AnswerRow[];
};
export type AnswerRow = {
  readonly list: "persons" | "vehicles";
  readonly index: number;
  readonly number: string | null;
  readonly code: string | null;
};

export type EvidenceBlob = { readonly sha256: string; readonly kind: "certificate" | "crl"; readonly bytes: Uint8Array };
export type EvidenceRecord = {
  readonly validatedAt: number;
  readonly indication: string;
  readonly reason: string | null;
  /** The report as JSON; certificates and CRLs by their hash. */
  readonly report: string;
  readonly blobs: readonly EvidenceBlob[];
};

/** Every method is one durable transaction. */
export type SubmissionStore = {
  readonly prepare: (prepared: {
    readonly nonce: string;
    readonly kind: SubmissionKind;
    readonly documentSha256: string;
    readonly preparedAt: number;
  }) => void;
  readonly prepared: (nonce: string) => { readonly kind: string; readonly documentSha256: string; readonly preparedAt: number } | null;
  readonly forgetPrepared: (before: number) => void;
  /** The one that holds the document (not a rejected one). */
  readonly byDocument: (sha256: string) => Submission | null;
  readonly byCms: (sha256: string) => Submission | null;
  readonly byId: (id: string) => Submission | null;
  readonly receive: (submission: Submission) => void;
  readonly settle: (
    id: string,
    change: { readonly state: SubmissionState; readonly retryUntil: number | null; readonly answer: Answer | null },
    evidence: EvidenceRecord | null,
  ) => void;
  /** Received or waiting, oldest first. */
  readonly open: () => readonly string[];
};

export type OrganisationBase = { readonly organisation: (bin: string) => OrganisationRow | null };

import type { OrganisationRow, OrganisationSource } from "@beket/api";
import type { Ledger } from "@beket/domain";
import type { EvidenceBundle } from "@beket/eds";
import type { ServiceFault } from "../evidence/types.ts";

export type SubmissionKind = "application" | "change" | "revocation" | "consent" | "withdrawal" | "act" | "service-act";
/**
 * `received` → `waiting` (evidence of revocation is missing) → `pending` (the signature stands, the base does not know the organisation) →
 * `done` (decided, whatever the rows got), or `rejected` (the signature did not stand). A pending one's `retryUntil` is the end of its validity.
 */
export type SubmissionState = "received" | "waiting" | "pending" | "done" | "rejected";
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
  /** While it waits: how it goes with the evidence. */
  readonly wait: Wait | null;
};

/** The visible schedule of a submission that waits for evidence. */
export type Wait = {
  /** How often the services were asked for it. */
  readonly attempts: number;
  /** When they are asked next. Milliseconds since 1970 UTC. */
  readonly nextAttemptAt: number;
  /** What the last attempt could not get, by service. */
  readonly unreached: readonly ServiceFault[];
};

/** What a submission came to; kept as JSON in the registry and, for what was committed, in the ledger's own transaction. */
export type Answer = {
  readonly reasons: readonly string[];
  readonly rows: readonly AnswerRow[];
  /** Of a change that was made: what it came to beside the rows that it added. */
  readonly change?: ChangeSummary;
};
export type ChangeSummary = { readonly revision: number; readonly revoked: number; readonly amended: number };
export type AnswerRow = {
  readonly list: "persons" | "vehicles";
  readonly index: number;
  readonly number: string | null;
  readonly code: string | null;
};

export type EvidenceBlob = {
  readonly sha256: string;
  readonly kind: "certificate" | "crl" | "ocsp" | "timestamp";
  readonly bytes: Uint8Array;
};
/** One verdict with all it rests on. */
export type EvidenceRecord = {
  readonly validatedAt: number;
  readonly indication: string;
  readonly reason: string | null;
  /** The report as JSON; certificates, lists, OCSP answers and tokens by their hash. */
  readonly report: string;
  /** Of a pass: what validates again to the same report, octets by their hash; null for any other verdict. */
  readonly bundle: KeptBundle | null;
  readonly blobs: readonly EvidenceBlob[];
};

/** A bundle whose octets are kept elsewhere: the document and message with the submission, the rest as blobs by SHA-256. */
export type KeptBundle = Omit<EvidenceBundle, "cms" | "document" | "ocsp" | "trustAnchors"> & {
  readonly ocsp: readonly { readonly sha256: string; readonly nonce?: string }[];
  readonly trustAnchors: readonly Omit<EvidenceBundle["trustAnchors"][number], "certificate">[];
};

/** A signature that was accepted and is to be stamped. */
export type Stamping = {
  readonly submission: string;
  readonly giveUpAt: number;
  readonly attempts: number;
  /** Tokens that came and were not judged yet, one for each signer. SHA-256, lower-case hex. */
  readonly tokens: readonly string[];
};

/** What a submission is about, kept beside it so that lists need not read documents of megabytes. */
export type About = {
  readonly nonce: string;
  /** BIN, or IIN of a sole proprietor; null: an authority. */
  readonly applicant: string | null;
  /** The id in the document: of an application, or of the one that a change is of. */
  readonly about: string | null;
  /** Of an application. */
  readonly facts: AboutFacts | null;
};
export type AboutFacts = {
  readonly ledger: Ledger;
  readonly purpose: string;
  readonly activity: string;
  readonly name: string;
  readonly validFrom: number;
  readonly validTo: number;
};
/** An application in a list of its organisation. */
export type ListedSubmission = Pick<Submission, "id" | "state" | "receivedAt"> & { readonly about: string } & AboutFacts;

/** Every method is one durable transaction; inside `transaction` they join it. */
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
  /** Null once its document was purged. */
  readonly byId: (id: string) => Submission | null;
  /** Also one whose document was purged and is empty now: number, hashes and answer stay. */
  readonly keptById: (id: string) => Submission | null;
  readonly receive: (submission: Submission, about: About) => void;
  readonly settle: (
    id: string,
    change: Pick<Submission, "state" | "retryUntil" | "answer" | "wait">,
    evidence: EvidenceRecord | null,
    /** With the evidence of a pass: its signature is to be stamped until then. */
    stampUntil?: number | null,
  ) => void;
  /** Received or waiting, oldest first. */
  readonly open: () => readonly string[];
  /** Of those the ones whose next attempt or end has come, or whose next attempt is after `latest`; cheap however many wait. */
  readonly due: (now: number, latest: number) => readonly string[];
  /** Pending ones, oldest first; `applicant` null: everybody's. */
  readonly pending: (
    applicant: string | null,
  ) => readonly { readonly id: string; readonly applicant: string; readonly retryUntil: number }[];
  /** Applications of an applicant, newest first; not those whose signature did not stand. */
  readonly applications: (applicant: string, limit: number) => readonly ListedSubmission[];
  readonly transaction: <T>(work: () => T) => T;
};

/** What is archived beside submissions. Every method is one durable transaction. */
export type ArchiveStore = {
  /** The newest verdict that passed: as it was, whole again. Null: none, or from before bundles were kept. */
  readonly passed: (submission: Pick<Submission, "id" | "cms" | "document">) => EvidenceBundle | null;
  readonly stamping: (submission: string) => Stamping | null;
  /** Submissions whose stamp is wanted and due, oldest first. */
  readonly dueStamps: (now: number, limit: number) => readonly string[];
  /** Tokens that came are durable before they are judged: their time is what counts. */
  readonly keepTokens: (submission: string, tokens: readonly EvidenceBlob[]) => void;
  readonly delayStamp: (submission: string, next: Wait, tokens: readonly string[]) => void;
  readonly endStamp: (submission: string, state: "done" | "given-up", evidence: EvidenceRecord | null) => void;
  readonly stampCounts: () => { readonly wanted: number; readonly done: number; readonly givenUp: number };
  readonly blob: (sha256: string) => Uint8Array | null;
};

/** What is known of an organisation, and who says so. */
export type KnownOrganisation = OrganisationRow & {
  readonly source: OrganisationSource;
  /** Of a branch: its head office; name and status are null where the base has no row of it. `status` of the branch is active only when both are. */
  readonly headOffice: { readonly bin: string; readonly name: string | null; readonly status: OrganisationRow["status"] | null } | null;
};
/** The tax authority's base with what the live source and registrars added. Answers at once, from what is kept here. */
export type OrganisationBase = {
  readonly organisation: (bin: string) => KnownOrganisation | null;
  /** A registrar's no to an organisation that is not in the base; its pending applications are refused (`organisation.refused`). */
  readonly refusal: (bin: string) => { readonly by: string; readonly at: number; readonly reason: string } | null;
  /** After the change was committed; null: the whole base was swapped. Returns how to stop listening. */
  readonly onChanged: (listener: (bin: string | null) => void) => () => void;
};

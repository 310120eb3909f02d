import type { SmallReviewList } from "@beket/api";
import type { Ledger } from "@beket/domain";

/** The authority's own key: what the service signs in its name. */
export type ServiceKey = {
  /** Code in the authorities' file. */
  readonly authority: string;
  /** Detached CMS over the document. */
  readonly sign: (document: Uint8Array, at: number) => Uint8Array;
};

export type SmallExemption = {
  readonly exemption: string;
  readonly organisation: string;
  readonly ledger: Ledger;
  readonly nonce: string;
  readonly issuedAt: number;
  readonly validTo: number;
  /** As they were typed, for whoever looks at the sample. */
  readonly persons: readonly string[];
  readonly vehicles: readonly string[];
  /** Null: not drawn. */
  readonly review: SmallReviewList["reviews"][number]["state"] | null;
  readonly reviewedBy: string | null;
  readonly reason: string | null;
};
/** With the submission of its act; null: it was never signed. */
export type FoundSmall = SmallExemption & { readonly submission: string | null };

/** Every method is one durable transaction. */
export type SmallStore = {
  readonly insert: (one: SmallExemption) => void;
  readonly find: (exemption: string) => FoundSmall | null;
  /** Of the organisation, signed, not ended and not taken back. */
  readonly live: (organisation: string, now: number) => readonly FoundSmall[];
  /** Drawn ones: those that wait for a look first, then the newest. */
  readonly reviews: (limit: number) => readonly FoundSmall[];
  /** False: somebody looked already. */
  readonly review: (exemption: string, state: "accepted" | "revoked", by: string, reason: string | null) => boolean;
  readonly tries: (organisation: string, day: number) => number;
  readonly addTry: (organisation: string, day: number) => void;
  readonly forgetTries: (before: number) => void;
};

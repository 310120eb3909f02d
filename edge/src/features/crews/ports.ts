import type { Evidence, Result } from "@beket/domain";

/** Durable on return. */
export type SiteFactTable = {
  readonly all: () => readonly { readonly id: string; readonly sealed: Uint8Array }[];
  readonly put: (row: { readonly id: string; readonly sealed: Uint8Array }) => void;
  readonly remove: (ids: readonly string[]) => void;
  /** Grows with every change and outlives a restart. */
  readonly revision: () => number;
};

export type EvidenceKind = Evidence["mediaType"];
/** A folder of files named by their SHA-256. A file that `put` returned for is on the disk, whole. */
export type EvidenceFolder = {
  readonly has: (sha256: string, mediaType: EvidenceKind) => boolean;
  readonly put: (sha256: string, mediaType: EvidenceKind, bytes: Uint8Array) => Promise<Result<null, "evidence-full">>;
  /** No room for another proof, however small the largest may be. */
  readonly isFull: () => boolean;
  readonly sizeBytes: () => number;
};
export type CrewStores = { readonly facts: SiteFactTable & { readonly close: () => void }; readonly evidence: EvidenceFolder };

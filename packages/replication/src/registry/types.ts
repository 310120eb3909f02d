import type { ClockPort, CodecPort, CryptoPort, ReplicaStore, ScopeRow, ScopeStore } from "../ports.ts";
import type { KeyError, KeyRing } from "../keys/types.ts";
import type { Result } from "../result.ts";

export type ScopeWriterDeps = {
  /** One topic level: `[A-Za-z0-9_-]{1,40}`; ledger, region and generation. */
  readonly scope: string;
  /** 32 bytes, the registry key K of this scope and generation. */
  readonly key: Uint8Array;
  readonly store: ScopeStore;
  readonly crypto: CryptoPort;
  /** Ed25519 seed of the key with the role "registry". */
  readonly signingSeed: Uint8Array;
  readonly clock: ClockPort;
  readonly codec: CodecPort;
};
/** `kind` is a scheme or a sort of rule (`iin`, `plate`, `regime`, `post`); `value` is normalised. `record: null` is a tombstone. */
export type ScopeChange = {
  readonly kind: string;
  readonly value: string;
  readonly row: number | "new";
  readonly record: Uint8Array | null;
};
export type Committed = {
  /** Version before the commit and after it; every row has a version of its own. */
  readonly from: number;
  readonly to: number;
  /** In the order of the changes, so that a new row's number can be kept. */
  readonly rows: readonly ScopeRow[];
};
export type ScopeRecord = { readonly row: number; readonly version: number; readonly record: Uint8Array };
export type ScopeWriter = {
  readonly scope: string;
  readonly version: () => number;
  /** One transaction. Throws when a row number belongs to another subject. */
  readonly commit: (changes: readonly ScopeChange[]) => Committed;
  /** The next signed batch after the cursor; call again with its `to` until "up-to-date". "ahead": the cursor is of another future. */
  readonly batchSince: (cursor: number) => ScopeBatch | "up-to-date" | "ahead";
  readonly head: () => Uint8Array;
  /** The present version of one row, signed singly; null when there is no such row. */
  readonly laneFrame: (row: number) => Uint8Array | null;
  /** The records of a subject that were current at a version. */
  readonly lookupAt: (kind: string, value: string, version: number) => readonly ScopeRecord[];
};
export type ScopeBatch = {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly more: boolean;
};

export type ReplicaDeps = {
  readonly scope: string;
  readonly key: Uint8Array;
  readonly store: ReplicaStore;
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly keys: KeyRing;
  /** Judges the validity of keys, never by a time before the floor. Hand in the corrected clock. */
  readonly clock: Pick<ClockPort, "now">;
};
export type ReplicaError = {
  readonly code:
    | "frame-invalid"
    | "frame-type"
    | "signature-invalid"
    | "payload-invalid"
    | "scope-wrong"
    | "rolled-back"
    | "gapped"
    | "digest-mismatch"
    | KeyError["code"];
  readonly detail: string;
};
/** What an accepted frame did. "known": nothing new in it. */
export type Applied = { readonly kind: "applied" | "known"; readonly version: number };
export type ReplicaRecord = ScopeRecord & { readonly overlay: boolean };
export type ReplicaState = {
  readonly scope: string;
  readonly version: number;
  /** The rows are the state of one version, nothing was found damaged, and no newer head is known. */
  readonly complete: boolean;
  /** Time of the newest signed head that the rows are proven to cover. */
  readonly dataAsOf: number | null;
  readonly highestTime: number;
  /** A signed digest did not match these rows; `reset` and catch up from nothing. */
  readonly drifted: boolean;
  /** Rows that did not open under the identifier they are filed by: the file is damaged. */
  readonly damagedRows: number;
  readonly refusedFrames: number;
};
export type Replica = {
  readonly scope: string;
  readonly applyDelta: (bytes: Uint8Array) => Result<Applied, ReplicaError>;
  readonly applyHead: (bytes: Uint8Array) => Result<Applied, ReplicaError>;
  readonly applyLane: (bytes: Uint8Array) => Result<Applied, ReplicaError>;
  /** Live records of a subject, newest version per row number, committed state and overlay. */
  readonly lookup: (kind: string, value: string) => readonly ReplicaRecord[];
  /** How many of the values have a row. Opens nothing. */
  readonly hasNeighbour: (kind: string, values: readonly string[]) => number;
  readonly state: () => ReplicaState;
  /** The cursor to ask a catch-up from; null when nothing newer is known. */
  readonly needsFrom: () => number | null;
  /** Starts again from nothing after drift or damage. */
  readonly reset: () => void;
};

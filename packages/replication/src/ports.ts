/**
 * What the replication module needs from its host. All calls are synchronous: bun:sqlite and the tablet's SQLite worker
 * both are, and a decision must not wait for a promise between two look-ups.
 */

/** 32-byte keys, 12-byte nonces; every array is fresh. Adapters: `noble-crypto.ts` (portable), node-kit's (fast on Bun). */
export type CryptoPort = {
  readonly sha256: (...parts: readonly Uint8Array[]) => Uint8Array;
  /** Prepares a key once; the returned function is called for every look-up. */
  readonly hmacSha256: (key: Uint8Array) => (...parts: readonly Uint8Array[]) => Uint8Array;
  /** AES-256-GCM; ciphertext ‖ 16-byte tag. */
  readonly seal: (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, associated: Uint8Array) => Uint8Array;
  /** null when the tag does not verify. */
  readonly open: (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, associated: Uint8Array) => Uint8Array | null;
  readonly ed25519: {
    readonly publicKey: (seed: Uint8Array) => Uint8Array;
    readonly sign: (seed: Uint8Array, message: Uint8Array) => Uint8Array;
    readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  };
  readonly x25519: {
    readonly publicKey: (secret: Uint8Array) => Uint8Array;
    readonly shared: (secret: Uint8Array, publicKey: Uint8Array) => Uint8Array;
  };
};

/** Wall clock in Unix ms, monotonic clock in ms since boot, and the id of that boot (16 hex digits). */
export type ClockPort = { readonly now: () => number; readonly monotonic: () => number; readonly bootId: string };
export type RandomPort = (bytes: number) => Uint8Array;
/** Compression that the host has. `deflate-raw` is everywhere; `zstd` on Bun only. */
export type CodecPort = {
  readonly available: readonly Codec[];
  readonly compress: (codec: Codec, plain: Uint8Array) => Uint8Array;
  /** Fails (null) on corrupt input or when the output would exceed `sizeBytesMax`. */
  readonly expand: (codec: Codec, bytes: Uint8Array, sizeBytesMax: number) => Uint8Array | null;
};
export type Codec = "none" | "zstd" | "deflate-raw";

/** One event as the journal keeps it: the body is already sealed. */
export type JournalRow = {
  readonly epoch: string;
  readonly seq: number;
  /** UUIDv7, 16 bytes; chosen by whoever created the event, so a retry finds the first one. */
  readonly id: Uint8Array;
  readonly recordedAt: number;
  readonly monotonicMs: number;
  readonly sealed: Uint8Array;
  /** Chain hash up to and including this row. */
  readonly hash: Uint8Array;
};
/** An epoch begins at every open of the journal file. `sealedKey` opens only with central's private event key. */
export type EpochRow = {
  readonly epoch: string;
  readonly openedAt: number;
  readonly bootId: string;
  readonly sealedKey: Uint8Array;
  /** Chain hash of the epoch before it at its end; zeros for the first. */
  readonly previousHash: Uint8Array;
};
export type EpochState = EpochRow & {
  /** 0 when empty; rows 1…lastSeq were appended. */
  readonly lastSeq: number;
  readonly lastHash: Uint8Array;
  /** Everything up to here is backed up at central and may be gone from the file. */
  readonly prunedTo: number;
  /** What central has acknowledged, sorted, disjoint, inclusive. */
  readonly acked: readonly SeqRange[];
};
export type SeqRange = readonly [from: number, to: number];

/** Durable append-only store of one source. Every method is one transaction that is on the disk when it returns. */
export type JournalStore = {
  /** Earlier epochs without a row may be dropped. */
  readonly openEpoch: (epoch: EpochRow) => void;
  readonly epochs: () => readonly EpochState[];
  /** Rows in ascending seq of one epoch; throws StoreFullError-coded failures as Result. */
  readonly append: (rows: readonly JournalRow[]) => AppendOutcome;
  /** Position of an event id that is already stored; for idempotent retries. Survives pruning for as long as the host's retention. */
  readonly find: (id: Uint8Array) => { readonly epoch: string; readonly seq: number } | null;
  /** Ascending; as many as fit into `bytesMax` of sealed bytes, but at least one when there is one. Missing rows are skipped. */
  readonly read: (epoch: string, fromSeq: number, toSeq: number, bytesMax: number) => readonly JournalRow[];
  readonly recordAck: (epoch: string, acked: readonly SeqRange[], backedUpTo: number) => void;
  readonly prune: (epoch: string, toSeq: number) => void;
  readonly close: () => void;
};
export type AppendOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: { readonly code: "journal-full" | "journal-io"; readonly detail: string } };

/** One row of a scope as it travels and as a replica keeps it. An empty `sealed` is a tombstone. */
export type ScopeRow = {
  /** First 8 bytes of HMAC-SHA-256(K, kind ‖ 0 ‖ value). */
  readonly key: Uint8Array;
  /** Number of the row within its scope, given once by the writer, never reused. */
  readonly row: number;
  readonly version: number;
  readonly sealed: Uint8Array;
};

/** Durable state of one scope's replica: one file per scope, rebuildable. */
export type ReplicaStore = {
  readonly position: () => ReplicaPosition;
  /** All rows at this key, committed state and lane overlay; the caller lets the higher version win per row number. */
  readonly rowsAt: (key: Uint8Array) => { readonly rows: readonly ScopeRow[]; readonly overlay: readonly ScopeRow[] };
  /** True when any row (not tombstone) lies at this key; the fast path for neighbours. */
  readonly hasKey: (key: Uint8Array) => boolean;
  /** The present committed versions of these row numbers, to compute bucket sums before a change. */
  readonly rowsByNumber: (rows: readonly number[]) => readonly ScopeRow[];
  /**
   * Applies rows, sums, cursor, `whole` and `dataAsOf` in one durable transaction. When `whole` it also drops the overlay
   * rows whose version is at or below `version`. When not, the overlay stays: a batch that was cut short may have moved
   * the cursor past a row that only the overlay holds. Either way an overlay row goes when a row of this change has its
   * number and its version or a higher one. Tombstones are kept as rows (`rowsAt`, `rowsByNumber` return them, `hasKey`
   * does not count them): they outrank a late lane frame.
   */
  readonly apply: (change: ReplicaChange) => void;
  /** Keeps one overlay row per row number; the caller only puts a higher version. Durable on return. */
  readonly putOverlay: (row: ScopeRow) => void;
  readonly recordHead: (head: ReplicaHead) => void;
  /** Empties rows, overlay, sums and cursor (drift beyond repair); `head` and `highestTime` stay, so nothing can be rolled back. */
  readonly reset: () => void;
  readonly close: () => void;
};
export type ReplicaChange = {
  readonly rows: readonly ScopeRow[];
  readonly sums: Uint8Array;
  readonly version: number;
  readonly whole: boolean;
  readonly dataAsOf: number | null;
};
export type ReplicaHead = {
  readonly version: number;
  readonly time: number;
  readonly highestTime: number;
  readonly dataAsOf: number | null;
  /** The signed frame, kept as evidence. */
  readonly bytes: Uint8Array;
};
export type ReplicaPosition = {
  readonly version: number;
  /** False in the middle of a catch-up that came in parts: the rows are not yet the state of any one version. True for an empty file. */
  readonly whole: boolean;
  /** Time of the newest signed head that this state is proven to cover; null before the first. */
  readonly dataAsOf: number | null;
  /** 256 × 8 bytes little-endian. */
  readonly sums: Uint8Array;
  readonly head: { readonly version: number; readonly time: number } | null;
  /** Highest signed central time ever seen: a floor for validity (never lowered but by a root-signed generation). */
  readonly highestTime: number;
};

/** Central's side of a scope: every row version until the purge. */
export type ScopeStore = {
  readonly position: () => { readonly version: number; readonly sums: Uint8Array; readonly nextRow: number };
  readonly current: (rows: readonly number[]) => readonly ScopeRow[];
  /** One transaction: new versions, sums, position. */
  readonly commit: (change: {
    readonly rows: readonly ScopeRow[];
    readonly sums: Uint8Array;
    readonly version: number;
    readonly nextRow: number;
  }) => void;
  /** Present state and tombstones with `version > from`, ascending, up to the limits. */
  readonly since: (from: number, rowsMax: number, bytesMax: number) => readonly ScopeRow[];
  /** The versions of the rows at `key` that were current at `version`; for replay. */
  readonly at: (key: Uint8Array, version: number) => readonly ScopeRow[];
};

/** Central's store of what sources sent. */
export type IngestStore = {
  /** What is held of a source, of all epochs or of one; rows set aside count as held. */
  readonly held: (source: string, epoch?: string) => readonly HeldEpoch[];
  /** Chain hashes held at one position, rows set aside included: none, one, or several where a cloned disk made branches. */
  readonly hashesAt: (source: string, epoch: string, seq: number) => readonly Uint8Array[];
  /** One transaction. Same key and hash again: nothing. Same key, other hash: kept as a fork (cloned disk) and reported. */
  readonly store: (batch: IngestBatch, receivedAt: number) => IngestOutcome;
};
export type HeldEpoch = { readonly epoch: string; readonly ranges: readonly SeqRange[]; readonly backedUpTo: number };
export type IngestOutcome = {
  readonly stored: number;
  readonly duplicates: number;
  readonly forks: readonly { readonly epoch: string; readonly seq: number }[];
};
export type IngestBatch = {
  readonly source: string;
  readonly epoch: string;
  readonly openedAt: number;
  readonly bootId: string;
  readonly sealedKey: Uint8Array;
  /** Chain hash at the end of the epoch before this one; zeros for the first. */
  readonly previousHash: Uint8Array;
  readonly rows: readonly JournalRow[];
  /** Kept as they came, in the same transaction, out of the way of the good rows; they count as held. */
  readonly poisoned: readonly PoisonRow[];
};
export type PoisonRow = { readonly row: JournalRow; readonly reason: PoisonReason };
export type PoisonReason = "chain" | "id" | "size";

/** A connection to a broker or a peer. It carries frames; it promises nothing about their delivery. */
export type Link = {
  /** Resolves when the transport took the bytes. That is not delivery: only central's signed ack is. */
  readonly publish: (topic: string, bytes: Uint8Array) => Promise<void>;
  readonly subscribe: (topic: string) => Promise<void>;
  /** Returns a function that removes the handler. */
  readonly onMessage: (handler: (topic: string, bytes: Uint8Array) => void) => () => void;
  /** Calls back at once with the present state, then at every change. */
  readonly onState: (handler: (up: boolean) => void) => () => void;
  /** Drops the connection; the link opens a fresh one by itself. */
  readonly reconnect: (why: string) => void;
};
/** Runs `run` once after the delay; the returned function cancels it. */
export type SchedulePort = (delayMs: number, run: () => void) => () => void;

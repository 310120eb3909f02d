import type { ClockPort, CodecPort, CryptoPort, IngestStore, JournalRow, PoisonRow } from "../ports.ts";
import type { KeyError, KeyRing } from "../keys/types.ts";
import type { Result } from "../result.ts";

export type IngestDeps = {
  readonly store: IngestStore;
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  /** Holds the sources' public keys. */
  readonly keys: KeyRing;
  /** Ed25519 seed of the key with the role "ack". */
  readonly ackSigningSeed: Uint8Array;
  readonly clock: ClockPort;
  /** Bytes that a source may have in flight; read for each reply. Default 512 KiB. */
  readonly windowBytes?: () => number;
};
export type IngestError = {
  readonly code: "frame-invalid" | "frame-type" | "signature-invalid" | "payload-invalid" | "store-failed" | KeyError["code"];
  readonly detail: string;
};
export type IngestAlarm = {
  readonly code: "fork" | "chain-anchor" | "poison";
  readonly source: string;
  readonly epoch: string;
  readonly seq: number;
};
/** What one frame from a source came to. `reply` is a signed frame for `replyTopic`; it exists only after the commit. */
export type Received =
  | {
      readonly kind: "events";
      readonly source: string;
      readonly epoch: string;
      readonly sealedKey: Uint8Array;
      /** The good rows of this frame, new and repeated ones. */
      readonly rows: readonly JournalRow[];
      readonly poisoned: readonly PoisonRow[];
      readonly stored: number;
      readonly duplicates: number;
      readonly alarms: readonly IngestAlarm[];
      readonly reply: Uint8Array;
      readonly replyTopic: string;
    }
  | { readonly kind: "hello"; readonly source: string; readonly reply: Uint8Array; readonly replyTopic: string }
  | {
      readonly kind: "request";
      readonly source: string;
      readonly scope: string;
      /** The replica's cursor. */
      readonly from: number;
      /** Where the batches for this replica alone go: `dn/{source}/chunk`. */
      readonly replyTopic: string;
    };
export type Ingest = {
  /** One frame of `up/…/ev` or `up/…/req`. Never throws on what came from outside. */
  readonly receive: (bytes: Uint8Array) => Result<Received, IngestError>;
};
export type OpenEventError = { readonly code: "epoch-key-invalid" | "body-unreadable" };
export type EventOpenerDeps = { readonly crypto: CryptoPort; readonly codec: CodecPort; readonly eventSecretKey: Uint8Array };
/** Reads bodies at central, after the commit; keeps the epoch keys it opened. */
export type EventOpener = {
  readonly open: (event: {
    readonly source: string;
    readonly sealedKey: Uint8Array;
    readonly row: Pick<JournalRow, "epoch" | "seq" | "sealed">;
  }) => Result<Uint8Array, OpenEventError>;
};

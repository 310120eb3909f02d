import type { ClockPort, CodecPort, CryptoPort, JournalStore, RandomPort } from "../ports.ts";
import type { Result } from "../result.ts";

export type JournalDeps = {
  readonly store: JournalStore;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly codec: CodecPort;
  /** One topic level: `[A-Za-z0-9_-]{1,40}`. */
  readonly source: string;
  /** Central's X25519 key; the epoch's key is sealed to it. */
  readonly eventPublicKey: Uint8Array;
  /** Runs a function after the present tick, so that appends of one tick share one transaction. */
  readonly defer: (run: () => void) => void;
  /** Called after each durable group, for the uplink. */
  readonly onSaved?: (newest: { readonly epoch: string; readonly lastSeq: number }) => void;
};

/** `id` is a UUIDv7 of 16 bytes, chosen by whoever made the event; `body` is the plain JSON in UTF-8, at most 32 KiB. */
export type EventInput = { readonly id: Uint8Array; readonly body: Uint8Array };
export type Saved = {
  readonly epoch: string;
  readonly seq: number;
  /** True when this id was in the journal before: the position is the first one's. */
  readonly duplicate: boolean;
};
export type JournalError = {
  readonly code: "journal-full" | "journal-io" | "journal-closed" | "event-too-large" | "event-id-invalid";
  readonly detail: string;
};
export type JournalStatus = {
  readonly epoch: string;
  readonly lastSeq: number;
  readonly unacked: number;
  readonly oldestUnackedAt: number | null;
  /** After an I/O error the journal takes nothing until it is opened again, in a new epoch. */
  readonly failed: boolean;
};
export type Journal = {
  readonly epoch: string;
  /** Resolves only when the event is durable. */
  readonly append: (input: EventInput) => Promise<Result<Saved, JournalError>>;
  readonly status: () => JournalStatus;
  /** Flushes what waits, then closes the store. */
  readonly close: () => void;
};

import type { OfficerRole } from "@beket/api";
import type { Outcome } from "@beket/domain";

/**
 * What the post keeps for some hours beside its journal: pairing, retries, open referrals, sessions, sign-in tries. Keys are
 * keyed hashes, contents are sealed (features/keyed). `durable` writes are on the disk when they return, or throw; the others
 * survive the death of the process, not of the power nor a full disk, and each says below what is lost then.
 */
export type WorkTable = {
  /** Answers already given, for retries. Lost with the power: a retry is told `already-recorded`. */
  readonly replies: {
    readonly find: (id: Uint8Array) => ReplyRow | null;
    readonly put: (rows: readonly ReplyRow[]) => void;
  };
  /** Who passed which lane when. Lost with the power: two observers of that minute make two passages. */
  readonly passages: {
    /** The latest passage of any of the subjects within the times, inclusive. */
    readonly find: (subjects: readonly Uint8Array[], from: number, to: number) => PassageRow | null;
    readonly put: (subjects: readonly Uint8Array[], row: PassageRow) => void;
    readonly remove: (passage: string) => void;
    /** False when this device is known to have observed the passage. */
    readonly addObserver: (passage: string, device: string, at: number) => boolean;
    readonly removeObserver: (passage: string, device: string) => void;
  };
  /** Plates that a device read. Lost with the power: the officer is asked to read once more. */
  readonly plates: {
    readonly find: (plate: Uint8Array, from: number, to: number) => PlateRow | null;
    readonly put: (plate: Uint8Array, row: PlateRow) => void;
  };
  /** The devices' own keys of their observations. Lost with the power: a resend of that minute is recorded twice. */
  readonly deviceKeys: {
    readonly find: (key: Uint8Array) => string | null;
    readonly put: (key: Uint8Array, reading: string, at: number) => void;
    readonly remove: (key: Uint8Array) => void;
  };
  /** Durable. */
  readonly referrals: {
    readonly find: (id: string) => ReferralRow | null;
    readonly byLookup: (lookup: string) => ReferralRow | null;
    readonly put: (row: ReferralRow) => void;
    readonly remove: (id: string) => void;
    readonly unresolved: (rowsMax: number) => readonly ReferralRow[];
    /** Changed at or after the time, unresolved or not. */
    readonly changedSince: (at: number) => readonly ReferralRow[];
  };
  /** Durable. */
  readonly sessions: {
    readonly all: () => readonly SessionRow[];
    readonly put: (row: SessionRow) => void;
    readonly remove: (token: Uint8Array) => void;
  };
  /** Durable: pulling the plug gives no new tries. */
  readonly tries: {
    readonly find: (who: Uint8Array) => TriesRow | null;
    readonly put: (who: Uint8Array, row: TriesRow) => void;
    readonly remove: (who: Uint8Array) => void;
  };
  readonly settings: { readonly get: (name: string) => number | null; readonly put: (name: string, value: number) => void };
  /** Forgets what is older than the time, except unresolved referrals and locked tries. */
  readonly purge: (before: number) => void;
  readonly close: () => void;
};

export type ReplyRow = {
  readonly id: Uint8Array;
  /** Keyed hash of the asker and the question: the same id with another question is refused. */
  readonly fingerprint: Uint8Array;
  readonly sealed: Uint8Array;
  /** Keyed hash of the stop that was looked up; null when the reply is not a look-up's. */
  readonly stop: Uint8Array | null;
  readonly outcome: Outcome | null;
  readonly at: number;
};
export type PassageRow = { readonly passage: string; readonly at: number };
export type PlateRow = { readonly reading: string; readonly device: string; readonly at: number };
export type ReferralRow = {
  readonly id: string;
  readonly number: string;
  readonly lane: string;
  readonly lookup: string;
  readonly openedAt: number;
  readonly openedBy: string;
  /** Sealed JSON of the reasons. */
  readonly reasons: Uint8Array;
  readonly state: "opened" | "taken" | "resolved";
  readonly takenBy: string | null;
  readonly outcome: "admitted" | "turned-back" | "to-medic" | "detained" | null;
  readonly changedAt: number;
  /** The event that brought this state, and the state before it, for the case that the journal never got the event. */
  readonly event: string;
  readonly before: ReferralState | null;
};
export type ReferralState = Pick<ReferralRow, "state" | "takenBy" | "event">;
export type SessionRow = {
  readonly token: Uint8Array;
  readonly officer: string;
  readonly role: OfficerRole;
  /** Of a crew leader. */
  readonly crew: string | null;
  readonly lane: string;
  readonly tablet: string;
  readonly signedInAt: number;
  readonly expiresAt: number;
};
export type TriesRow = { readonly failures: number; readonly lockedUntil: number; readonly at: number };

/** Compares a PIN with a roster row's verifier; takes tens of milliseconds on purpose. `decoy` is some verifier, for officers that do not exist. */
export type PinPort = { readonly verify: (pin: string, verifier: string) => Promise<boolean>; readonly decoy: Promise<string> };

/** Present time by the corrected clock, Unix ms. */
export type Now = () => number;

import type { PoisonReason, SeqRange } from "../ports.ts";
import type { UplinkAlarm } from "./types.ts";

/** One epoch as the uplink sees it in a session. */
export type EpochView = {
  readonly epoch: string;
  readonly lastSeq: number;
  readonly prunedTo: number;
  /** What the journal has on record from earlier sessions; trusted again only where a double blurs the reply. */
  readonly acked: readonly SeqRange[];
  /** What central holds of our own rows, sorted and disjoint. */
  readonly held: readonly SeqRange[];
  /** Ranges that went unanswered: their next answer gives no round trip (Karn), two sendings look alike. */
  readonly timedOut: readonly SeqRange[];
  /** Rows that the file no longer gives; asked for no more in this session. */
  readonly missing: readonly SeqRange[];
  /** A double writes this epoch too: central's ranges may be the double's rows, so nothing is pruned. */
  readonly isForked: boolean;
};
export type EpochSummary = Pick<EpochView, "epoch" | "lastSeq" | "prunedTo" | "acked">;
export const viewOfEpoch = (summary: EpochSummary): EpochView => ({ ...summary, held: [], timedOut: [], missing: [], isForked: false });

/** A batch that was published and not yet answered. */
export type Flight = {
  readonly epoch: string;
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  readonly sentAt: number;
};

export type Session = {
  readonly epochs: readonly EpochView[];
  readonly flights: readonly Flight[];
  /** Where live events begin in the newest epoch: what is older is backlog. */
  readonly liveFrom: number;
  readonly windowBytes: number;
  readonly congestionBytes: number;
  readonly roundTripMs: number | null;
  /** 2^n on the RTO after n timeouts in a row. */
  readonly backoff: number;
  /** Last time something useful came from central. */
  readonly progressAt: number;
  /** Since when appended events wait for company; null when none does. */
  readonly gatheringSince: number | null;
  /** Signed times before this one belong to an earlier session. */
  readonly answersFrom: number;
  /** The newest signed time of this session; an answer after it that holds less shows a central that was restored. */
  readonly newestAnswer: number;
  readonly greetedAt: number;
};
export type Greeting = {
  readonly nonce: string;
  readonly epochs: readonly EpochView[];
  readonly since: number;
  readonly sentAt: number;
  readonly tries: number;
  readonly roundTripMs: number | null;
};
export type UplinkState =
  | { readonly phase: "offline"; readonly roundTripMs: number | null }
  | { readonly phase: "greeting"; readonly greeting: Greeting }
  /** Gaps are being filled. */
  | { readonly phase: "sending"; readonly session: Session }
  /** Central holds all that was there; only what is new goes out. */
  | { readonly phase: "live"; readonly session: Session };

export type HeldView = {
  readonly epoch: string;
  readonly backedUpTo: number;
  /** Only ranges whose tip is the hash of our own row. */
  readonly ranges: readonly SeqRange[];
  /** A range's tip was not ours. */
  readonly isForked: boolean;
};
export type UplinkEvent =
  | {
      readonly kind: "link-up";
      readonly now: number;
      readonly nonce: string;
      readonly epochs: readonly EpochSummary[];
    }
  | { readonly kind: "link-down" }
  | { readonly kind: "appended"; readonly now: number; readonly epoch: string; readonly lastSeq: number }
  | {
      readonly kind: "reply";
      readonly now: number;
      readonly nonce: string;
      readonly time: number;
      readonly windowBytes: number;
      readonly held: readonly HeldView[];
    }
  | {
      readonly kind: "ack";
      readonly now: number;
      readonly time: number;
      readonly windowBytes: number;
      readonly held: HeldView;
      /** The answered batch, when its tip is ours. */
      readonly echo: SeqRange | null;
      readonly poison: readonly (readonly [seq: number, reason: PoisonReason])[];
    }
  /** A "send-rows" was carried out as far as one batch goes. */
  | {
      readonly kind: "sent";
      readonly now: number;
      readonly epoch: string;
      readonly from: number;
      readonly to: number;
      readonly bytes: number;
    }
  /** A "send-rows" found nothing to read. */
  | { readonly kind: "missing"; readonly now: number; readonly epoch: string; readonly from: number; readonly to: number }
  | { readonly kind: "tick"; readonly now: number };

export type UplinkEffect =
  | { readonly kind: "send-hello"; readonly nonce: string; readonly epochs: readonly EpochView[] }
  /** A greeting is due without a new connection; answered at once by "link-up" with what the file holds now. */
  | { readonly kind: "greet-again" }
  /** Publishes one batch from `from` on, at most to `to`; answered at once by "sent" or "missing". */
  | { readonly kind: "send-rows"; readonly epoch: string; readonly from: number; readonly to: number }
  | { readonly kind: "record-ack"; readonly epoch: string; readonly held: readonly SeqRange[]; readonly backedUpTo: number }
  | { readonly kind: "prune"; readonly epoch: string; readonly to: number }
  | { readonly kind: "drop-link"; readonly why: string }
  | ({ readonly kind: "alarm" } & UplinkAlarm);

export type Stepped = { readonly state: UplinkState; readonly effects: readonly UplinkEffect[] };
export const initialUplink: UplinkState = { phase: "offline", roundTripMs: null };

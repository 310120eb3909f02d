import type { Reason } from "@beket/domain";

/** What was turned away or referred at a post, and the number that was given. No identifier. */
export type StopRecord = {
  /** Of the refusal's event, or of the referral. */
  readonly id: string;
  readonly kind: "refusal" | "referral";
  readonly number: string;
  readonly occurredAt: number;
  readonly post: string;
  readonly lane: string | null;
  readonly officer: string | null;
  readonly lookup: string | null;
  readonly reasons: readonly Reason[];
  /** Of a referral that has ended. */
  readonly outcome: ReferralEnd | null;
};
export type ReferralEnd = "admitted" | "turned-back" | "to-medic" | "detained";
export type RefusalStore = {
  readonly cursor: () => number;
  /** One transaction; the cursor moves with what was written. */
  readonly write: (work: () => void, cursor: number) => void;
  /** The same event under two sources is one. */
  readonly add: (record: StopRecord) => void;
  readonly end: (referral: string, outcome: ReferralEnd, at: number) => void;
  /** Where the look-up of a stop that was not let pass lies among the stored events. */
  readonly addLookup: (lookup: string, position: number) => void;
  readonly byNumber: (number: string) => readonly StopRecord[];
  readonly byId: (id: string) => StopRecord | null;
  /** The refusal that followed a look-up. */
  readonly byLookup: (lookup: string) => StopRecord | null;
  readonly lookupPosition: (lookup: string) => number | null;
  /** Of any look-up; null while there is none. */
  readonly anyPosition: () => number | null;
};

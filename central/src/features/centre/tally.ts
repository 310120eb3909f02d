/** A moment and the event that names it; two at one moment are told apart by their ids, so that an order never depends on arrival. */
export type Mark = { readonly at: number; readonly event: Uint8Array };

export const isBefore = (a: Mark, b: Mark): boolean => (a.at === b.at ? compareBytes(a.event, b.event) < 0 : a.at < b.at);

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** What is counted by the hour. `detail` of each: see {@link CountedMeasure}. */
export const verdictMeasures = ["allow", "refer", "deny"] as const;
export const passageMeasures = ["passage-in", "passage-out"] as const;
export const vehicleMeasures = ["vehicle-in", "vehicle-out"] as const;
/** By the leading reason. */
export const reasonMeasures = ["refusal", "referral"] as const;
/** By the country that somebody came from. */
export const testMeasures = ["negative", "positive-acute", "positive-past", "invalid", "pending"] as const;
export const countryMeasures = ["arrival", "selected", ...testMeasures] as const;
/** By the lane: gaps between cars, and their milliseconds. */
export const paceMeasures = ["gaps", "gap-ms"] as const;
export type Measure =
  | (typeof verdictMeasures)[number]
  | (typeof passageMeasures)[number]
  | (typeof vehicleMeasures)[number]
  | (typeof reasonMeasures)[number]
  | (typeof countryMeasures)[number]
  | (typeof paceMeasures)[number];

export type PassageKept = Mark & {
  readonly post: string;
  readonly lane: string;
  readonly direction: "in" | "out";
  readonly vehicle: boolean;
  /** It tells when a car left the head of the lane. */
  readonly paced: boolean;
};
export type ReferralKept = {
  readonly number: string;
  readonly post: string;
  readonly lane: string;
  readonly opened: (Mark & { readonly reason: string; readonly paced: boolean }) | null;
  readonly taken: boolean;
  readonly resolved: boolean;
};
export type PersonKept = Mark & { readonly post: string; readonly told: Mark; readonly country: string };
export type SelectionKept = Mark & { readonly post: string; readonly country: string; readonly outcome: string };
export type TestKept = {
  readonly registered: Mark | null;
  readonly country: string;
  readonly begun: Mark | null;
  readonly post: string;
  readonly read: (Mark & { readonly result: (typeof testMeasures)[number] }) | null;
  readonly cancelled: boolean;
};
/** By the bytes of a random id. */
export type Kept<T> = { readonly get: (id: Uint8Array) => T | null; readonly put: (id: Uint8Array, row: T) => void };
/** A car left the head of a lane. */
export type Completion = Mark & { readonly post: string; readonly lane: string };

/** Where one transaction counts. */
export type Tally = {
  /** False when an event of this id was counted before. */
  readonly take: (event: Uint8Array) => boolean;
  readonly add: (measure: Measure, at: number, post: string, detail: string, amount: number) => void;
  readonly passages: Kept<PassageKept>;
  readonly referrals: Kept<ReferralKept>;
  readonly persons: Kept<PersonKept>;
  readonly selections: Kept<SelectionKept>;
  readonly tests: Kept<TestKept>;
  readonly completions: {
    /** The nearest completions of the lane on either side; null: none. */
    readonly around: (one: Completion) => { readonly before: number | null; readonly after: number | null };
    readonly put: (one: Completion) => void;
    readonly remove: (one: Completion) => void;
  };
  /** Keeps the newest of each lane and hour. */
  readonly queue: (one: Completion, vehiclesWaiting: number) => void;
};

import type { DailyCard } from "@beket/api";
import type { HoldState } from "@beket/domain";
import type { Range } from "./range.ts";
import type { Measure } from "./tally.ts";

export type Sum = { readonly measure: Measure; readonly post: string; readonly detail: string; readonly amount: number };
export type HourSum = { readonly measure: Measure; readonly hour: number; readonly ledger: string | null; readonly amount: number };
export type OpenReferral = {
  readonly number: string;
  readonly post: string;
  readonly lane: string;
  readonly reason: string | null;
  readonly taken: boolean;
  readonly openedAt: number | null;
};
export type LaneCount = { readonly post: string; readonly lane: string; readonly at: number; readonly vehiclesWaiting: number };
/** What was counted. Sums that are zero are left out. An absent detail is empty. */
export type Figures = {
  readonly sums: (measures: readonly Measure[], range: Range) => readonly Sum[];
  /** Over every post of a ledger; `hour` in Unix ms. */
  readonly hours: (measures: readonly Measure[], range: Range) => readonly HourSum[];
  /** Oldest first; those of which only a later step came are last. */
  readonly openReferrals: (rowsMax: number) => readonly OpenReferral[];
  readonly openReferralsByPost: () => readonly { readonly post: string; readonly open: number }[];
  /** The last count of each lane within the range. */
  readonly laneCounts: (range: Range) => readonly LaneCount[];
};

export type HoldFigures = {
  readonly state: HoldState;
  readonly holds: number;
  readonly oldestAt: number | null;
  readonly pcrOverdue: number;
};
export type HoldCounts = { readonly byState: (now: number) => readonly HoldFigures[] };

export type SavedCard = { readonly card: DailyCard; readonly savedAt: number; readonly savedBy: string };
/** Every revision is kept; the newest of a day is the card. */
export type CardStore = {
  readonly byId: (id: string) => SavedCard | null;
  /** Null where there is none. */
  readonly newest: (date: string) => SavedCard | null;
  /** The newest card of each day, by date; both ends are in it. */
  readonly between: (first: string, last: string) => readonly SavedCard[];
  readonly add: (saved: SavedCard) => void;
};

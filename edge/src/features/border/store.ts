/** One fact as it lies on the disk. Its content opens only with the node's key. */
export type FactRow = {
  readonly cursor: number;
  readonly id: Uint8Array;
  readonly sealed: Uint8Array;
  /** A sum of forgotten stock that the node made itself: no event. */
  readonly own: boolean;
  /** When the node took it, Unix ms. */
  readonly at: number;
};
export type NewFact = Omit<FactRow, "cursor">;

/** The durable log of a border post's facts. Every write is on the disk when it returns, or throws. */
export type BorderStore = {
  /** Names the log; null until it was named. */
  readonly log: () => string | null;
  readonly rows: () => readonly FactRow[];
  /** The fact's place in the log; it only grows, also over what was forgotten. */
  readonly append: (fact: NewFact) => number;
  /** One transaction: rows go, rows come, codes are spent, and the log has another name. */
  readonly rewrite: (change: {
    readonly log: string;
    readonly remove: readonly number[];
    readonly add: readonly NewFact[];
    readonly spent: readonly Uint8Array[];
  }) => void;
  readonly isSpent: (code: Uint8Array) => boolean;
  readonly close: () => void;
};

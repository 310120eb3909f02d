import type { Sighting } from "./types.ts";

/** Sixteen bytes of a keyed hash: whom it is of can be asked with the identifier in hand only. */
export type SubjectMark = Uint8Array;
/** 2 stands for itself; 1 is evidence beside others only: a camera alone, back-entered from paper, a clock in doubt. */
export type Weight = 1 | 2;

export type SightingRow = Sighting & {
  readonly subject: SubjectMark;
  /** Where the event lies in events.db. */
  readonly position: number;
  readonly source: string;
  readonly direction: "in" | "out" | null;
  readonly weight: Weight;
};
export type WaitingRefusal = Pick<SightingRow, "event" | "position" | "source" | "occurredAt" | "post" | "lane" | "officer"> & {
  readonly lookup: string;
};
export type ContradictionReason = "impossible-travel" | "shared-permit";
/** One end of a contradiction. */
export type Seen = { readonly event: string; readonly position: number; readonly post: string; readonly at: number };
export type Contradiction = {
  readonly id: string;
  readonly reason: ContradictionReason;
  readonly subject: SubjectMark;
  readonly first: Seen;
  readonly second: Seen;
  /** The straight line between the posts; null at one post. */
  readonly distanceM: number | null;
};

export type SightingStore = {
  readonly cursor: () => number;
  /** One transaction; the cursor moves with what was written. */
  readonly write: (work: () => void, cursor: number) => void;
  /** False when it is there already: the same event under two sources. */
  readonly add: (row: SightingRow) => boolean;
  readonly byEvent: (event: string) => readonly SightingRow[];
  /** Newest first. */
  readonly of: (subject: SubjectMark, since: number, limit: number) => readonly SightingRow[];
  /** Oldest first, both ends inclusive. */
  readonly between: (subject: SubjectMark, from: number, to: number) => readonly SightingRow[];
  readonly wait: (refusal: WaitingRefusal) => void;
  /** Takes out the refusals that waited for this look-up. */
  readonly waitedFor: (lookup: string) => readonly WaitingRefusal[];
  readonly addDoubt: (source: string, at: number) => void;
  readonly isDoubted: (source: string, from: number, to: number) => boolean;
  readonly addExit: (post: string, at: number) => void;
  /** Exits that a post recorded since then, by whole hours. */
  readonly exits: (post: string, since: number) => number;
  readonly contradict: (found: Contradiction) => void;
  /** Not looked at yet, in the order of the second event. */
  readonly untaken: (limit: number) => readonly Contradiction[];
  readonly take: (ids: readonly string[]) => void;
  /** Forgets what is older; how many rows. */
  readonly forget: (kind: Sighting["kind"], before: number, keep: (subject: SubjectMark) => boolean) => number;
};

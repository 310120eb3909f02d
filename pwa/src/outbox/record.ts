/** What a tablet owes the edge. The body is kept apart, encrypted; nothing here names a person or a vehicle. */
export const recordKinds = ["check", "passage", "refusal", "referral", "take", "resolve", "queue", "fact", "evidence"] as const;
export type RecordKind = (typeof recordKinds)[number];

export type OutboxRecord = {
  /** The id of the request; the same at every attempt, so that the edge takes a repeat as done. */
  readonly id: string;
  readonly seq: number;
  readonly kind: RecordKind;
  /** Path of the request; for a referral it carries the referral's random id, never an identifier. */
  readonly path: string;
  /** Records of one stop share a group (the look-up's id) and are sent in order. */
  readonly group: string;
  readonly officer: string;
  readonly createdAt: number;
  readonly attempts: number;
  readonly notBefore: number;
  readonly state: "waiting" | "rejected";
  /** Why the edge rejected it: a stable code. */
  readonly code: string | null;
};

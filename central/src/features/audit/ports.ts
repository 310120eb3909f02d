/** One link of the chain. Content and salt are null once they were erased. */
export type StoredView = {
  readonly position: number;
  readonly at: number;
  readonly commitment: Uint8Array;
  readonly link: Uint8Array;
  readonly salt: Uint8Array | null;
  /** JSON, as it was committed to. */
  readonly content: string | null;
};
export type NewView = StoredView & {
  readonly salt: Uint8Array;
  readonly content: string;
  /** Columns to filter by, out of the content. */
  readonly by: string;
  readonly what: string;
  readonly subjects: readonly Uint8Array[];
};
export type FiledView = {
  readonly position: number;
  readonly by: string | null;
  readonly what: string | null;
  readonly subjects: readonly Uint8Array[];
};
export type AuditFilter = {
  readonly before: number | null;
  readonly by: string | null;
  readonly what: string | null;
  readonly from: number | null;
  readonly to: number | null;
};

/** Append-only; an append is durable on return. */
export type AuditStore = {
  /** `make` gets the newest link (null: none yet) under the write lock, so that two views never follow the same one. */
  readonly append: (make: (last: Pick<StoredView, "position" | "link"> | null) => NewView) => void;
  /** Newest first. */
  readonly page: (filter: AuditFilter, limit: number) => readonly StoredView[];
  /** Newest first. */
  readonly ofSubject: (subject: Uint8Array, limit: number) => readonly StoredView[];
  /** In order, after a position. */
  readonly after: (position: number, limit: number) => readonly StoredView[];
  /** What the views after a position and up to another are found by, in order. Erased ones have nothing. */
  readonly filed: (position: number, upTo: number) => readonly FiledView[];
};

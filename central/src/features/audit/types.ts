import type { SubjectKey } from "@beket/domain";

/** Somebody at central, or of an organisation, or the public saw what is kept of a person or vehicle. */
export type View = {
  readonly by: {
    readonly kind: "staff" | "portal" | "public";
    /** Staff code, or an opaque id of a portal user; never an identifier. */ readonly code: string;
  };
  /** What was shown: `roster`, `case`, `appeal`, `self-check`, `who-looked`… */
  readonly what: string;
  readonly subjects: readonly SubjectKey[];
  /** The case, application or report it was seen in; no identifier. */
  readonly about: string | null;
  readonly reason: string | null;
};

/** The record of views: durable before the answer leaves, chained by hash, subjects as keyed hashes only. */
export type AuditPort = { readonly viewed: (view: View) => void };

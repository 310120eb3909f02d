import type { SubjectKey } from "@beket/domain";

/** One event of a post that named a subject, as central opened it. */
export type Sighting = {
  readonly event: string;
  readonly kind: "lookup" | "passage" | "refusal";
  readonly occurredAt: number;
  readonly post: string;
  readonly lane: string | null;
  /** Service code; null for a camera without a signed-in officer. */
  readonly officer: string | null;
  readonly outcome: "ALLOW" | "DENY" | "REFER" | null;
  readonly purpose: string | null;
};

/** What posts saw of a subject, found by its keyed hash; newest first. */
export type SightingPort = { readonly of: (key: SubjectKey, since: number, limit: number) => readonly Sighting[] };

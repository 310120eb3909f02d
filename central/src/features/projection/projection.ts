import { formatUuid } from "@beket/replication";
import type { Follower, ReadRow, SetAsideCode } from "../ingest/event-feed.ts";

export type Change =
  | { readonly kind: "source"; readonly source: string; readonly events: number; readonly receivedAt: number }
  | { readonly kind: "count"; readonly event: string; readonly post: string }
  | {
      readonly kind: "lookup";
      readonly position: number;
      readonly event: string;
      readonly post: string;
      readonly occurredAt: number;
      readonly outcome: string;
    }
  | {
      readonly kind: "set-aside";
      readonly position: number;
      readonly source: string;
      readonly epoch: string;
      readonly seq: number;
      readonly code: SetAsideCode;
    };
export type ProjectionStore = {
  readonly cursor: () => number;
  /** One transaction; the cursor moves with what it counted, so nothing is counted twice. */
  readonly apply: (changes: readonly Change[], cursor: number) => void;
  readonly lookupsAfter: (position: number, rowsMax: number) => readonly { readonly position: number; readonly event: string }[];
  readonly sources: () => readonly { readonly source: string; readonly events: number; readonly lastReceivedAt: number }[];
  readonly counts: () => readonly { readonly event: string; readonly post: string; readonly events: number }[];
};

/** Counts and indexes events after they are stored. */
export function createProjection(store: ProjectionStore, onSetAside: (code: SetAsideCode) => void): Follower {
  return {
    cursor: store.cursor,
    apply: (rows, cursor) => {
      const changes = rows.flatMap(changesOf);
      store.apply(changes, cursor);
      for (const change of changes) if (change.kind === "set-aside") onSetAside(change.code);
    },
  };
}

function changesOf({ row, read }: ReadRow): readonly Change[] {
  const { position, source, epoch, seq, receivedAt } = row;
  const heard: Change = { kind: "source", source, events: 1, receivedAt };
  if ("code" in read) return [heard, { kind: "set-aside", position, source, epoch, seq, code: read.code }];
  const { event } = read;
  const count: Change = { kind: "count", event: event.kind, post: event.post };
  if (event.kind !== "lookup") return [heard, count];
  const { decision } = event.trace;
  const outcome = decision.kind === "verdict" ? decision.outcome : "second-reading";
  const { post, occurredAt } = event;
  return [heard, count, { kind: "lookup", position, event: formatUuid(row.id), post, occurredAt, outcome }];
}

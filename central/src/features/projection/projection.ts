import { formatUuid } from "@beket/replication";
import { countEvent } from "../centre/count-event.ts";
import type { Tally } from "../centre/tally.ts";
import type { Follower, ReadRow, SetAsideCode, StoredEvent } from "../ingest/event-feed.ts";

export type CountedSource = {
  readonly source: string;
  readonly events: number;
  readonly lastReceivedAt: number;
  /** Of its newest event: when it happened and when it came. Null while none could be read. */
  readonly newestAt: number | null;
  readonly newestReceivedAt: number | null;
};
/** Where one transaction writes. */
export type ProjectionWrite = {
  readonly heard: (source: string, receivedAt: number, occurredAt: number | null) => void;
  readonly kind: (kind: string, post: string) => void;
  readonly lookup: (position: number, event: string, post: string, occurredAt: number, outcome: string) => void;
  readonly setAside: (row: StoredEvent, code: SetAsideCode) => void;
  readonly tally: Tally;
};
export type ProjectionStore = {
  readonly cursor: () => number;
  /** One transaction; the cursor moves with what it counted, so nothing is counted twice. */
  readonly write: (work: (to: ProjectionWrite) => void, cursor: number) => void;
  readonly lookupsAfter: (position: number, rowsMax: number) => readonly { readonly position: number; readonly event: string }[];
  readonly sources: () => readonly CountedSource[];
  readonly counts: () => readonly { readonly event: string; readonly post: string; readonly events: number }[];
};

/** Counts and indexes events after they are stored. */
export function createProjection(store: ProjectionStore, onSetAside: (code: SetAsideCode) => void): Follower {
  return {
    cursor: store.cursor,
    apply: (rows, cursor) => {
      store.write((to) => {
        for (const row of rows) project(to, row);
      }, cursor);
      for (const { read } of rows) if ("code" in read) onSetAside(read.code);
    },
  };
}

function project(to: ProjectionWrite, { row, read }: ReadRow): void {
  if ("code" in read) {
    to.heard(row.source, row.receivedAt, null);
    return to.setAside(row, read.code);
  }
  const { event } = read;
  const { post, occurredAt } = event;
  // Nothing can have happened after it came: a clock that is ahead does not make its source look fresh for days.
  to.heard(row.source, row.receivedAt, Math.min(occurredAt, row.receivedAt));
  if (event.kind === "lookup") {
    const { decision } = event.trace;
    to.lookup(row.position, formatUuid(row.id), post, occurredAt, decision.kind === "verdict" ? decision.outcome : "second-reading");
  }
  // A tablet that changed nodes hands the same event to both.
  if (!to.tally.take(row.id)) return;
  to.kind(event.kind, post);
  countEvent(to.tally, row.id, event);
}

import { decodeEvent, type BeketEvent } from "@beket/domain";
import { formatUuid, type EventOpener, type SchedulePort } from "@beket/replication";

/** One stored event in the order of arrival. */
export type StoredEvent = {
  readonly position: number;
  readonly source: string;
  readonly epoch: string;
  readonly seq: number;
  readonly id: Uint8Array;
  readonly receivedAt: number;
  readonly sealed: Uint8Array;
};
export type EventLog = {
  readonly arrivals: (after: number, rowsMax: number) => readonly StoredEvent[];
  readonly epochKey: (source: string, epoch: string) => { readonly sealedKey: Uint8Array } | null;
};
export type SetAsideCode =
  | "epoch-key-missing"
  | "epoch-key-invalid"
  | "body-unreadable"
  | "too-large"
  | "not-utf8"
  | "not-json"
  | "unknown-kind"
  | "invalid";
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
export type ProjectionDeps = {
  readonly log: EventLog;
  readonly store: ProjectionStore;
  readonly opener: EventOpener;
  readonly schedule: SchedulePort;
  readonly onSetAside: (code: SetAsideCode) => void;
  readonly onFault: (code: "projection-failed") => void;
};

const batchMax = 256;
const batchPauseMs = 5;
const retryMs = 5_000;

/** Reads one stored event. What cannot be read is set aside with a code and stays stored as it came. */
export function readEvent(
  log: EventLog,
  opener: EventOpener,
  row: StoredEvent,
): { readonly event: BeketEvent } | { readonly code: SetAsideCode } {
  const epochKey = log.epochKey(row.source, row.epoch);
  if (epochKey === null) return { code: "epoch-key-missing" };
  const body = opener.open({ source: row.source, sealedKey: epochKey.sealedKey, row });
  if (!body.ok) return { code: body.error.code };
  const event = decodeEvent(body.value);
  return event.ok ? { event: event.value } : { code: event.error.code };
}

/** Counts and indexes events after they are stored; far behind or with a poisoned body it never delays an ack. */
export function createProjection(deps: ProjectionDeps) {
  let scheduled = false;
  let running = true;

  const step = (): number => {
    const rows = deps.log.arrivals(deps.store.cursor(), batchMax);
    const changes: Change[] = [];
    for (const row of rows) {
      changes.push({ kind: "source", source: row.source, events: 1, receivedAt: row.receivedAt });
      const read = readEvent(deps.log, deps.opener, row);
      if ("code" in read) {
        const { position, source, epoch, seq } = row;
        changes.push({ kind: "set-aside", position, source, epoch, seq, code: read.code });
        deps.onSetAside(read.code);
        continue;
      }
      const { event } = read;
      changes.push({ kind: "count", event: event.kind, post: event.post });
      if (event.kind === "lookup")
        changes.push({
          kind: "lookup",
          position: row.position,
          event: formatUuid(row.id),
          post: event.post,
          occurredAt: event.occurredAt,
          outcome: event.trace.decision.kind === "verdict" ? event.trace.decision.outcome : "second-reading",
        });
    }
    const last = rows.at(-1);
    if (last !== undefined) deps.store.apply(changes, last.position);
    return rows.length;
  };
  const run = (): void => {
    scheduled = false;
    // A yield between batches: frames and questions of browsers go first.
    try {
      if (running && step() === batchMax) wake(batchPauseMs);
    } catch {
      // The events are stored; what is counted from them can wait for the disk.
      deps.onFault("projection-failed");
      wake(retryMs);
    }
  };
  const wake = (delayMs: number): void => {
    if (scheduled || !running) return;
    scheduled = true;
    deps.schedule(delayMs, run);
  };
  return {
    wake: (): void => wake(batchPauseMs),
    /** Everything that is stored now; used before an audit. */
    catchUp: async (pause: () => Promise<void>): Promise<void> => {
      while (step() === batchMax) await pause();
    },
    stop: (): void => {
      running = false;
    },
  };
}
export type Projection = ReturnType<typeof createProjection>;

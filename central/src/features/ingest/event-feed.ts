import { decodeEvent, type BeketEvent } from "@beket/domain";
import type { EventOpener, SchedulePort } from "@beket/replication";

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

/** One event as it was read, or why it could not be. */
export type ReadRow = { readonly row: StoredEvent; readonly read: { readonly event: BeketEvent } | { readonly code: SetAsideCode } };
/**
 * Somebody who follows the stored events in the order of their arrival. `apply` is one transaction of the follower's own file, with its
 * cursor in it, so that nothing is taken twice and nothing is skipped, whatever stops in between.
 */
export type Follower = {
  readonly cursor: () => number;
  readonly apply: (rows: readonly ReadRow[], cursor: number) => void;
};
export type EventFeedDeps = {
  /** One for all followers, so that an event is read, opened and decoded once where they go side by side. */
  readonly reader: EventReader;
  readonly follower: Follower;
  readonly schedule: SchedulePort;
  /** `apply` threw: the events are stored and are tried again later. */
  readonly onFault: () => void;
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

/** Events after a position, as they were read: at most a batch, none only at the end of what is stored. */
export type EventReader = { readonly after: (position: number) => readonly ReadRow[] };

/**
 * Keeps the batch that was read last: a follower that stands in it gets the rest of it. So followers that are apart meet at a batch's
 * end, and from there on one of them reads for all. Nothing is kept once somebody has come to the end.
 */
export function createEventReader(log: EventLog, opener: EventOpener): EventReader {
  let from = 0;
  let batch: readonly ReadRow[] = [];
  return {
    after: (position) => {
      const rest = position < from ? [] : batch.filter(({ row }) => row.position > position);
      if (rest.length > 0) return rest;
      from = position;
      batch = log.arrivals(position, batchMax).map((row) => ({ row, read: readEvent(log, opener, row) }));
      return batch;
    },
  };
}

/** Hands stored events to a follower; far behind or with a poisoned body it never delays an ack. */
export function createEventFeed(deps: EventFeedDeps) {
  let scheduled = false;
  let running = true;

  /** False at the end of what is stored. */
  const step = (): boolean => {
    const rows = deps.reader.after(deps.follower.cursor());
    const last = rows.at(-1);
    if (last === undefined) return false;
    deps.follower.apply(rows, last.row.position);
    return true;
  };
  const run = (): void => {
    scheduled = false;
    // A yield between batches: frames and questions of browsers go first.
    try {
      if (running && step()) wake(batchPauseMs);
    } catch {
      // The events are stored; what is made of them can wait for the disk.
      deps.onFault();
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
      while (step()) await pause();
    },
    stop: (): void => {
      running = false;
    },
  };
}
export type EventFeed = ReturnType<typeof createEventFeed>;

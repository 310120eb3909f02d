import { checkAtOnceRows } from "../model/apply-prepare.ts";
import type { PersonRow, VehicleRow } from "../model/draft.ts";
import { rosterProblems, type RowProblem } from "../roster/check.ts";
import type { FileCounts, FromWorker, Remembered, ToWorker } from "../roster/file/messages.ts";
import type { ColumnRole } from "../roster/file/roles.ts";
import type { FilePerson, FileVehicle } from "../roster/file/rows.ts";

/** The thread that reads and checks; opened when it is first needed. */
export type RosterThread = { readonly post: (message: ToWorker) => void };
export type OpenThread = (onMessage: (message: FromWorker) => void, onEnd: () => void) => RosterThread;

export type ReadEvent =
  | { readonly kind: "progress"; readonly bytesRead: number; readonly bytesTotal: number; readonly rows: number }
  | {
      readonly kind: "columns";
      readonly sample: readonly (readonly string[])[];
      readonly roles: readonly ColumnRole[];
      readonly hasHead: boolean;
      readonly sign: string;
    }
  | {
      readonly kind: "done";
      readonly persons: readonly FilePerson[];
      readonly vehicles: readonly FileVehicle[];
      readonly counts: FileCounts;
    }
  | { readonly kind: "failed"; readonly code: string; readonly line: number | null; readonly column: number | null };

export type ReadJob = {
  readonly choose: (roles: readonly ColumnRole[], hasHead: boolean) => void;
  readonly cancel: () => void;
};

export type RosterDesk = {
  readonly read: (file: Blob, remembered: Remembered, tell: (event: ReadEvent) => void) => ReadJob;
  /** Null: a newer list has been handed in for the same purpose. Short lists are checked at once. */
  readonly check: (
    purpose: "typing" | "document",
    persons: readonly PersonRow[],
    vehicles: readonly VehicleRow[],
    permitted: ReadonlySet<string>,
  ) => Promise<readonly RowProblem[] | null>;
};

/** Rows in one message to the thread: packing them takes a few milliseconds. */
const pieceRows = 1_000;
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

export function createRosterDesk(open: OpenThread): RosterDesk {
  const handlers = new Map<number, (message: FromWorker | "ended") => void>();
  let thread: RosterThread | null = null;
  let jobs = 0;
  const newest = { typing: 0, document: 0 };
  const start = (): RosterThread => {
    thread ??= open(
      (message) => handlers.get(message.job)?.(message),
      () => {
        // Whoever waits for it hears so; the next job opens another.
        thread = null;
        for (const handler of [...handlers.values()]) handler("ended");
        handlers.clear();
      },
    );
    return thread;
  };

  const read: RosterDesk["read"] = (file, remembered, tell) => {
    const job = (jobs += 1);
    const persons: FilePerson[] = [];
    const vehicles: FileVehicle[] = [];
    handlers.set(job, (message) => {
      if (message === "ended") return tell({ kind: "failed", code: "thread-ended", line: null, column: null });
      switch (message.kind) {
        case "progress":
        case "columns":
          return tell(message);
        case "rows":
          persons.push(...message.persons);
          vehicles.push(...message.vehicles);
          return;
        case "read-done":
          handlers.delete(job);
          return tell({ kind: "done", persons, vehicles, counts: message.counts });
        case "read-failed":
          handlers.delete(job);
          return tell({ kind: "failed", ...message.fault });
        case "problems":
        case "checked":
      }
    });
    start().post({ kind: "read", job, file, remembered });
    return {
      choose: (roles, hasHead) => thread?.post({ kind: "roles", job, roles, hasHead }),
      cancel: () => {
        if (handlers.delete(job)) thread?.post({ kind: "cancel", job });
      },
    };
  };

  const checkInThread = (
    job: number,
    isNewest: () => boolean,
    persons: readonly PersonRow[],
    vehicles: readonly VehicleRow[],
    permitted: ReadonlySet<string>,
  ) => {
    const { promise, resolve } = Promise.withResolvers<readonly RowProblem[] | null>();
    const found: RowProblem[] = [];
    const settle = (problems: readonly RowProblem[] | null): void => {
      handlers.delete(job);
      resolve(problems);
    };
    handlers.set(job, (message) => {
      // Without a thread the check still has to be made.
      if (message === "ended") settle(rosterProblems(persons, vehicles, permitted));
      else if (message.kind === "problems") found.push(...message.problems);
      else if (message.kind === "checked") settle(found);
    });
    const hand = async (): Promise<void> => {
      const { post } = start();
      for (let at = 0; at < Math.max(persons.length, vehicles.length); at += pieceRows) {
        if (!isNewest()) {
          post({ kind: "cancel", job });
          return settle(null);
        }
        if (at < persons.length) post({ kind: "persons", job, rows: persons.slice(at, at + pieceRows) });
        if (at < vehicles.length) post({ kind: "vehicles", job, rows: vehicles.slice(at, at + pieceRows) });
        await breath();
      }
      post({ kind: "check", job, permitted: [...permitted] });
    };
    void hand();
    return promise;
  };

  return {
    read,
    check: async (purpose, persons, vehicles, permitted) => {
      const job = (jobs += 1);
      newest[purpose] = job;
      const isNewest = (): boolean => newest[purpose] === job;
      if (persons.length + vehicles.length <= checkAtOnceRows) return rosterProblems(persons, vehicles, permitted);
      const problems = await checkInThread(job, isNewest, persons, vehicles, permitted);
      return isNewest() ? problems : null;
    },
  };
}

/** A worker of this page. */
export const openWorker: OpenThread = (onMessage, onEnd) => {
  const worker = new Worker(new URL("../roster/file/worker.ts", import.meta.url), { type: "module", name: "roster" });
  worker.addEventListener("message", (event: MessageEvent<FromWorker>) => onMessage(event.data));
  worker.addEventListener("error", () => {
    worker.terminate();
    onEnd();
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
  return { post: (message) => worker.postMessage(message) };
};

import type { NodeFile } from "@beket/api";
import type { Log } from "@beket/node-kit";
import type { ClockPort, CodecPort, CryptoPort, JournalStore, Link, RandomPort, ReplicaStore, SchedulePort } from "@beket/replication";
import type { MiddlewareHandler } from "hono";
import type { BorderStore } from "./features/border/store.ts";
import type { CrewStores } from "./features/crews/ports.ts";
import type { PinPort, WorkTable } from "./features/ports.ts";

export type EdgeStores = {
  readonly journal: JournalStore;
  readonly ledger: ReplicaStore;
  readonly common: ReplicaStore;
  readonly other: ReplicaStore | null;
  readonly work: WorkTable;
  /** Null at a node without the duty `border`. */
  readonly border: BorderStore | null;
  /** Null at a node that was given no sites. */
  readonly sites: ReplicaStore | null;
  readonly crews: CrewStores | null;
  /** Forgets ids of events that left the journal and were recorded before the time: a retry of them would be written again. */
  readonly forget: (recordedBefore: number) => void;
  /** Takes the journal's reserve of disk again when it was given up and there is room. */
  readonly restoreReserve: () => void;
  readonly close: () => void;
};
export type FieldApps = { readonly medic: MiddlewareHandler | null; readonly crew: MiddlewareHandler | null };
export type EdgeDeps = {
  readonly node: NodeFile;
  readonly version: string;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly schedule: SchedulePort;
  /** Runs after the present tick: the journal's group commit. */
  readonly defer: (run: () => void) => void;
  readonly stores: EdgeStores;
  readonly link: Link;
  readonly pins: PinPort;
  readonly app: MiddlewareHandler | null;
  /** Apps below a folder of their own, before the one that answers everything else. */
  readonly fieldApps: FieldApps;
  readonly log: Log;
  readonly diskFreeBytes: () => number | null;
};

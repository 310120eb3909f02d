import type { NodeFile } from "@beket/api";
import { assert } from "@beket/domain";
import type { Log } from "@beket/node-kit";
import { logId } from "@beket/node-kit";
import {
  createCentralTime,
  createJournal,
  createKeyRing,
  createReplica,
  createUplink,
  type ClockPort,
  type CodecPort,
  type CryptoPort,
  type JournalStore,
  type Link,
  type RandomPort,
  type ReplicaStore,
  type SchedulePort,
} from "@beket/replication";
import type { MiddlewareHandler } from "hono";
import { createChecks } from "./features/checks/checks.ts";
import { createSecondReadings } from "./features/checks/second-reading.ts";
import { createWorkKeys } from "./features/keyed/work-keys.ts";
import { createLaneHub } from "./features/lanes/lane-hub.ts";
import { createPassages } from "./features/passages/passages.ts";
import type { PinPort, WorkTable } from "./features/ports.ts";
import type { Post } from "./features/post-context.ts";
import { createDevices } from "./features/readings/devices.ts";
import { createReadings } from "./features/readings/readings.ts";
import { createRecorder } from "./features/recording/recorder.ts";
import { createReferrals } from "./features/referrals/referrals.ts";
import { createRefusals } from "./features/refusals/refusals.ts";
import { createPostRegistry } from "./features/registry/post-registry.ts";
import { createSubscriptions } from "./features/registry/subscriptions.ts";
import { createSessions } from "./features/sessions/sessions.ts";
import { createClockEvents } from "./features/status/clock-events.ts";
import { createStatus } from "./features/status/status.ts";
import { createApp } from "./http/app.ts";

/** How long the working table remembers, and how often it is swept. */
const workHours = 12;
const sweepMs = 10 * 60_000;
const statusMs = 30_000;
const hourMs = 3_600_000;
/** Answers go to the working table so often: each of its writes makes the journal's next wait for the disk longer. */
const keepMs = 250;

export type EdgeStores = {
  readonly journal: JournalStore;
  readonly ledger: ReplicaStore;
  readonly common: ReplicaStore;
  readonly other: ReplicaStore | null;
  readonly work: WorkTable;
  readonly close: () => void;
};
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
  readonly log: Log;
  readonly diskFreeBytes: () => number | null;
};
export type Edge = {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly start: () => Promise<void>;
  /** Open streams never end by themselves; a server that waits for its answers needs this first. */
  readonly endStreams: () => void;
  readonly stop: () => Promise<void>;
};

/** Wires one post. `start` joins the broker, `stop` ends every stream and look-up under way and closes the files. */
export function createEdge(deps: EdgeDeps): Edge {
  const { node, clock, random, crypto, codec, schedule, stores, link, log } = deps;
  const seed = Uint8Array.fromHex(node.signingSeed);
  const ring = createKeyRing({ crypto, codec, rootPublicKey: Uint8Array.fromHex(node.rootPublicKey) });
  const accepted = ring.accept(Uint8Array.fromBase64(node.keySet));
  assert(accepted.ok, "the key set of the node file was verified when the file was read");
  const time = createCentralTime({ clock, ...keptTime(stores) });
  const now = (): number => Math.round(time.corrected());

  const journal = createJournal({
    store: stores.journal,
    crypto,
    clock: { ...clock, now },
    random,
    codec,
    source: node.source,
    eventPublicKey: Uint8Array.fromHex(node.eventPublicKey),
    defer: deps.defer,
    onSaved: () => uplink.appended(),
  });
  const uplink = createUplink({
    store: stores.journal,
    crypto,
    clock,
    random,
    codec,
    source: node.source,
    shard: node.shard,
    signingSeed: seed,
    keys: ring,
    link,
    schedule,
    time,
    onAlarm: ({ code }) => log.warn("uplink-alarm", { code }),
  });
  const scopes = node.scopes;
  const replicaOf = (scope: { readonly scope: string; readonly key: string }, store: ReplicaStore) =>
    createReplica({ scope: scope.scope, key: Uint8Array.fromHex(scope.key), store, crypto, codec, keys: ring, clock: { now } });
  const replicas = {
    ledger: replicaOf(scopes.ledger, stores.ledger),
    common: replicaOf(scopes.common, stores.common),
    other: scopes.other === undefined || stores.other === null ? null : replicaOf(scopes.other, stores.other),
  };
  const registry = createPostRegistry(replicas);
  const post: Post = { post: node.post, ledger: node.ledger, areas: node.areas, lanes: node.lanes };
  const keys = createWorkKeys({ crypto, random, seed });
  const work = stores.work;
  const lanes = createLaneHub();
  const recorder = createRecorder({
    journal,
    journalStore: stores.journal,
    work,
    keys,
    now,
    later: (run) => schedule(keepMs, run),
    defer: deps.defer,
  });
  const sessions = createSessions({
    post: node.post,
    lanes: node.lanes.map(({ lane }) => lane),
    registry,
    recorder,
    work,
    keys,
    pins: deps.pins,
    now,
    random,
    onEnd: ({ token }) => lanes.closeSession(token),
  });
  const checks = createChecks({ post, registry, recorder, readings: createSecondReadings({ work, keys }), keys, now, random });
  const passages = createPassages({ post, registry, recorder, work, keys, lanes, now, random });
  const referrals = createReferrals({ post, recorder, work, keys, lanes, now });
  const refusals = createRefusals({ post, recorder, keys });
  const readings = createReadings({ post, recorder, checks, passages, sessions, work, keys, lanes, now });
  const devices = createDevices({ devices: node.deviceTokens.map(({ device, lane }) => ({ device, lane })), now });
  const { name, ledger, areas, mode } = node;
  const info = { post: node.post, name, ledger, areas, lanes: node.lanes, mode };
  const status = createStatus({
    info,
    version: deps.version,
    registry,
    recorder,
    journal,
    uplink,
    time,
    devices,
    now,
    diskFreeBytes: deps.diskFreeBytes,
  });
  const clockEvents = createClockEvents({ post: node.post, clock, time, recorder, random, work });
  const subscriptions = createSubscriptions({
    replicas: [replicas.common, replicas.ledger, ...(replicas.other === null ? [] : [replicas.other])],
    link,
    time,
    crypto,
    codec,
    schedule,
    now,
    source: node.source,
    shard: node.shard,
    signingSeed: seed,
    onChange: (scope) => {
      if (scope === scopes.common.scope) registry.changed();
    },
    onAlarm: ({ code, scope }) => log.warn("registry-alarm", { reason: logId(code), scope: logId(scope) }),
  });
  const app = createApp({
    source: node.source,
    deviceTokens: node.deviceTokens,
    keys,
    sessions,
    checks,
    passages,
    refusals,
    referrals,
    readings,
    devices,
    lanes,
    status,
    schedule,
    app: deps.app,
  });

  const timers = new Map<string, () => void>();
  const every = (name: string, ms: number, run: () => void): void => {
    const turn = (): void => {
      timers.set(name, schedule(ms, turn));
      run();
    };
    timers.set(name, schedule(ms, turn));
  };
  return {
    fetch: (request) => app.fetch(request),
    start: async () => {
      const since = now() - workHours * hourMs;
      work.purge(since);
      sessions.start();
      referrals.start(since);
      await clockEvents.started();
      subscriptions.start();
      uplink.start();
      every("status", statusMs, () => {
        lanes.publishAll({ kind: "status", status: status.status() });
        clockEvents.look().catch(() => log.warn("clock-event-lost"));
      });
      every("sweep", sweepMs, () => work.purge(now() - workHours * hourMs));
    },
    endStreams: lanes.closeAll,
    stop: async () => {
      for (const cancel of timers.values()) cancel();
      lanes.closeAll();
      await readings.settle();
      subscriptions.stop();
      uplink.stop();
      journal.close();
      recorder.stop();
      stores.close();
    },
  };
}

/** What an earlier run learnt of the time; the newest signed head in a replica counts too. */
function keptTime(stores: EdgeStores): { readonly floor?: number; readonly offsetMs?: number } {
  const offsetMs = stores.work.settings.get("time-offset");
  const floor = Math.max(
    stores.work.settings.get("time-floor") ?? 0,
    ...[stores.ledger, stores.common].map((store) => store.position().highestTime),
  );
  return { ...(floor > 0 ? { floor } : {}), ...(offsetMs === null ? {} : { offsetMs }) };
}

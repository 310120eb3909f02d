import { buildTopic, type SchedulePort, type ScopeWriter } from "@beket/replication";
import type { CentralLink } from "../link.ts";
import type { ScopePort } from "../records/ledger.ts";

/** A head goes out at least so often: its age is the age of a post's data. */
const headEveryMs = 60_000;
/** Commits within this time share one delta and one head. */
const coalesceMs = 20;

export type DistributionDeps = {
  readonly link: CentralLink;
  readonly writers: readonly ScopeWriter[];
  readonly schedule: SchedulePort;
  readonly onFault: (code: "publish-failed" | "spread-failed" | "cursor-ahead" | "scope-unknown", scope: string) => void;
};
export type Distribution = {
  readonly port: (scope: string) => ScopePort;
  /** A replica asks for everything after its cursor; a newer question of the same replica replaces the older. */
  readonly serve: (request: {
    readonly source: string;
    readonly scope: string;
    readonly from: number;
    readonly replyTopic: string;
  }) => void;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly status: () => { readonly catchingUp: number; readonly lastHeadAt: number | null };
};
type Channel = { readonly writer: ScopeWriter; published: number; waiting: boolean; busy: Promise<void> };

/** Publishes only what is committed: lane rows at once, deltas and a retained head soon after, heads every minute, catch-up on request. */
export function createDistribution(deps: DistributionDeps, now: () => number): Distribution {
  const { link, schedule } = deps;
  const channels = new Map(
    deps.writers.map((writer): [string, Channel] => [
      writer.scope,
      { writer, published: writer.version(), waiting: false, busy: Promise.resolve() },
    ]),
  );
  const jobs = new Map<string, number>();
  let running = false;
  let jobNumber = 0;
  let lastHeadAt: number | null = null;
  const cancels: (() => void)[] = [];

  const publish = async (scope: string, topic: string, bytes: Uint8Array, retain = false): Promise<boolean> => {
    try {
      await link.publish(topic, bytes, { retain });
      return true;
    } catch {
      // The link is down: replicas see the age of their head grow and ask again when it is back.
      deps.onFault("publish-failed", scope);
      return false;
    }
  };
  const headOf = async (channel: Channel): Promise<void> => {
    const { writer } = channel;
    if (await publish(writer.scope, buildTopic({ kind: "reg", scope: writer.scope, channel: "head" }), writer.head(), true))
      lastHeadAt = now();
  };
  const spread = async (channel: Channel): Promise<void> => {
    const { writer } = channel;
    const topic = buildTopic({ kind: "reg", scope: writer.scope, channel: "delta" });
    for (let batch = writer.batchSince(channel.published); typeof batch === "object"; batch = writer.batchSince(channel.published)) {
      if (!(await publish(writer.scope, topic, batch.bytes))) break;
      channel.published = batch.to;
    }
    await headOf(channel);
  };
  /** One spread of a scope at a time, so that its batches leave in order. */
  const soon = (channel: Channel, delayMs: number): void => {
    if (!running || channel.waiting) return;
    channel.waiting = true;
    schedule(delayMs, () => {
      channel.waiting = false;
      // A disk that refuses to be read must not break the chain: the next commit or minute tries again.
      channel.busy = channel.busy
        .then(() => (running ? spread(channel) : undefined))
        .catch(() => deps.onFault("spread-failed", channel.writer.scope));
    });
  };
  const everyMinute = (): void => {
    for (const channel of channels.values()) soon(channel, 0);
    cancels[0] = schedule(headEveryMs, everyMinute);
  };
  const catchUp = async (channel: Channel, request: Parameters<Distribution["serve"]>[0], key: string, job: number): Promise<void> => {
    let cursor = request.from;
    while (running && jobs.get(key) === job) {
      const batch = channel.writer.batchSince(cursor);
      if (batch === "ahead") deps.onFault("cursor-ahead", request.scope);
      if (typeof batch === "string") break;
      // Waiting for the broker's PUBACK is the brake: a slow link holds up this replica alone.
      if (!(await publish(request.scope, request.replyTopic, batch.bytes))) break;
      cursor = batch.to;
    }
    if (jobs.get(key) === job) jobs.delete(key);
  };

  return {
    port: (scope) => {
      const channel = channels.get(scope);
      if (channel === undefined) throw new Error(`broken invariant: no scope ${scope}`);
      return {
        commit: channel.writer.commit,
        urgent: (rows) => {
          const topic = buildTopic({ kind: "reg", scope, channel: "lane" });
          for (const row of rows) {
            const frame = channel.writer.laneFrame(row);
            if (frame !== null) void publish(scope, topic, frame);
          }
          soon(channel, coalesceMs);
        },
        changed: () => soon(channel, coalesceMs),
      };
    },
    serve: (request) => {
      const channel = channels.get(request.scope);
      if (channel === undefined) return deps.onFault("scope-unknown", request.scope);
      const key = `${request.source} ${request.scope}`;
      const job = ++jobNumber;
      jobs.set(key, job);
      catchUp(channel, request, key, job).catch(() => deps.onFault("spread-failed", request.scope));
    },
    start: () => {
      running = true;
      cancels[1] = link.onState((up) => {
        // Also after a reconnection: the broker may have lost what it retained.
        if (up) for (const channel of channels.values()) soon(channel, 0);
      });
      everyMinute();
    },
    stop: async () => {
      running = false;
      for (const cancel of cancels) cancel();
      jobs.clear();
      await Promise.all([...channels.values()].map((channel) => channel.busy));
    },
    status: () => ({ catchingUp: jobs.size, lastHeadAt }),
  };
}

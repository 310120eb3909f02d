import { logId, sqliteCodeOf } from "@beket/node-kit";
import { isDiskFull } from "./adapters/sparing-work.ts";
import type { EdgeDeps } from "./deps.ts";
import { fault } from "./features/faults.ts";
import { createApp } from "./http/app.ts";
import { createPostData } from "./wiring/post-data.ts";
import { createPostFeatures } from "./wiring/post-features.ts";

/** How long the working table remembers, and how often it is swept. */
const workMs = 12 * 3_600_000;
/** A tablet may have been away for a week; what it still sends after a month is written again. */
const retriesMs = 31 * 24 * 3_600_000;
const sweepMs = 10 * 60_000;
const statusMs = 30_000;

export type Edge = {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly start: () => Promise<void>;
  /** Open streams never end by themselves; a server that waits for its answers needs this first. */
  readonly endStreams: () => void;
  readonly stop: () => Promise<void>;
};

/** One post. `start` joins the broker, `stop` ends every stream and look-up under way and closes the files. */
export function createEdge(deps: EdgeDeps): Edge {
  const { node, schedule, stores, log } = deps;
  const data = createPostData(deps);
  const features = createPostFeatures(deps, data);
  const { now, journal, uplink, subscriptions } = data;
  const { work, lanes, recorder, sessions, referrals, readings, status, clockEvents, border, crews } = features;
  const app = createApp({
    ...features,
    source: node.source,
    deviceTokens: node.deviceTokens,
    schedule,
    app: deps.app,
    fieldApps: deps.fieldApps,
    onError: (thrown) => {
      log.error("request-failed", { reason: logId(sqliteCodeOf(thrown) ?? thrown.name) });
      return fault(isDiskFull(thrown) ? "journal-full" : "internal-fault");
    },
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
      const since = now() - workMs;
      work.purge(since);
      stores.forget(now() - retriesMs);
      sessions.start();
      referrals.start(since);
      await border?.start();
      crews?.start();
      await clockEvents.started();
      subscriptions.start();
      uplink.start();
      every("status", statusMs, () => {
        sessions.sweep();
        lanes.publishAll({ kind: "status", status: status.status() });
        clockEvents.look().catch(() => log.warn("clock-event-lost"));
      });
      every("sweep", sweepMs, () => {
        work.purge(now() - workMs);
        stores.restoreReserve();
        border?.sweep().catch((thrown: unknown) => log.warn("border-sweep-failed", { reason: logId(sqliteCodeOf(thrown) ?? "unknown") }));
      });
    },
    endStreams: lanes.closeAll,
    stop: async () => {
      for (const cancel of timers.values()) cancel();
      lanes.closeAll();
      await readings.settle();
      subscriptions.stop();
      crews?.stop();
      uplink.stop();
      journal.close();
      recorder.stop();
      stores.close();
    },
  };
}

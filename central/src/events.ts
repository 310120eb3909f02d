import { logId } from "@beket/node-kit";
import { createIngest, type EventOpener } from "@beket/replication";
import type { CentralDeps } from "./deps.ts";
import { fromHex } from "./features/bytes.ts";
import { createHealthDesk } from "./features/health/desk.ts";
import { createIntake } from "./features/ingest/intake.ts";
import { createNodes } from "./features/nodes/nodes.ts";
import { createEventFeed, createEventReader, type EventFeed, type Follower } from "./features/ingest/event-feed.ts";
import { createPlanning } from "./features/planning/planning.ts";
import { createProjection } from "./features/projection/projection.ts";
import { replayAll } from "./features/replay/replay.ts";
import type { Records } from "./records.ts";

/** Somebody else who follows the stored events, beside figures, health and sites. */
export type OtherFollower = { readonly fault: "sightings-failed" | "refusals-failed"; readonly follower: Follower };

/** The half of central that comes up from the posts: frames become stored events, events are counted and replayed. */
export function createEvents(
  deps: CentralDeps,
  records: Pick<Records, "writers" | "regimes" | "distribution" | "commonScope" | "sitesScope">,
  opener: EventOpener,
  others: readonly OtherFollower[] = [],
) {
  const { stores, clock, crypto, codec, schedule, log, link, keys } = deps;
  const source = { log: stores.eventLog, store: stores.projection, opener };
  const reader = createEventReader(stores.eventLog, opener);
  const feedOf = (fault: "projection-failed" | "health-failed" | "sites-failed" | OtherFollower["fault"], follower: Follower): EventFeed =>
    createEventFeed({ reader, follower, schedule, onFault: () => log.error(fault) });
  const counting = createProjection(stores.projection, (code) => log.warn("event-set-aside", { code }));
  const projection = feedOf("projection-failed", counting);
  const pause = (): Promise<void> => new Promise((resolve) => deps.defer(resolve));
  const health = createHealthDesk({
    store: stores.health,
    rules: stores.healthRules,
    scope: records.commonScope,
    regimes: records.regimes,
    clock,
    random: deps.random,
    isTaken: stores.common.isTaken,
    opening: { log: stores.eventLog, opener },
    schedule,
    pause,
    onFault: (code) => log.error(code),
  });
  const planning = createPlanning({ store: stores.planning, scope: records.sitesScope, codec }, clock.now);
  /** Each goes on by itself from its own cursor. */
  const feeds: readonly EventFeed[] = [
    projection,
    feedOf("health-failed", health.follower),
    feedOf("sites-failed", planning.follower),
    ...others.map(({ fault, follower }) => feedOf(fault, follower)),
  ];
  /** Positions of arrivals have no holes. Figures of holds and sites come from the other followers: the last of them counts. */
  const behind = (): number =>
    Math.max(0, stores.ingest.newestPosition() - Math.min(...[counting, health.follower, planning.follower].map((one) => one.cursor())));
  const nodes = createNodes(keys.sources, stores.projection.sources);
  const ingest = createIngest({
    store: stores.ingest,
    crypto,
    codec,
    keys: deps.keyRing,
    ackSigningSeed: fromHex(keys.ackSeed),
    clock,
    windowBytes: () => intake.windowBytes(),
  });
  const intake = createIntake({
    link,
    ingest,
    defer: deps.defer,
    group: stores.ingestGroup,
    onRequest: records.distribution.serve,
    onStored: () => {
      for (const feed of feeds) feed.wake();
    },
    onHeard: (heard) => nodes.heard(heard, clock.now()),
    onFault: (code, detail) => log.warn(code, { detail: logId(detail) }),
  });
  const replay = async () => {
    await projection.catchUp(pause);
    return replayAll({ ...source, regimes: records.regimes, writers: records.writers, pause });
  };
  return { feeds, behind, nodes, intake, replay, health, planning };
}

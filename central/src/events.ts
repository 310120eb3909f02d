import { logId } from "@beket/node-kit";
import { createEventOpener, createIngest } from "@beket/replication";
import type { CentralDeps } from "./deps.ts";
import { fromHex } from "./features/bytes.ts";
import { createIntake } from "./features/ingest/intake.ts";
import { createNodes } from "./features/nodes/nodes.ts";
import { createProjection } from "./features/projection/projection.ts";
import { replayAll } from "./features/replay/replay.ts";
import type { Records } from "./records.ts";

/** The half of central that comes up from the posts: frames become stored events, events are counted and replayed. */
export function createEvents(deps: CentralDeps, records: Pick<Records, "writers" | "regimes" | "distribution">) {
  const { stores, clock, crypto, codec, schedule, log, link, keys } = deps;
  const opener = createEventOpener({ crypto, codec, eventSecretKey: fromHex(keys.eventSecretKey) });
  const source = { log: stores.eventLog, store: stores.projection, opener };
  const projection = createProjection({
    ...source,
    schedule,
    onSetAside: (code) => log.warn("event-set-aside", { code }),
    onFault: (code) => log.error(code),
  });
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
    onStored: projection.wake,
    onHeard: (heard) => nodes.heard(heard, clock.now()),
    onFault: (code, detail) => log.warn(code, { detail: logId(detail) }),
  });
  const pause = (): Promise<void> => new Promise((resolve) => deps.defer(resolve));
  const replay = async () => {
    await projection.catchUp(pause);
    return replayAll({ ...source, regimes: records.regimes, writers: records.writers, pause });
  };
  return { projection, nodes, intake, replay };
}

import { sparingWork } from "../adapters/sparing-work.ts";
import type { EdgeDeps } from "../deps.ts";
import { createBorderFacts } from "../features/border/facts.ts";
import { createSlips } from "../features/border/slips.ts";
import { createChecks } from "../features/checks/checks.ts";
import { createSecondReadings } from "../features/checks/second-reading.ts";
import { createWorkKeys } from "../features/keyed/work-keys.ts";
import { createCrews } from "../features/crews/crews.ts";
import { createLaneHub } from "../features/lanes/lane-hub.ts";
import { createPasses } from "../features/passes/passes.ts";
import { createPassages } from "../features/passages/passages.ts";
import type { Post } from "../features/post-context.ts";
import { createQueue } from "../features/queue/queue.ts";
import { createDevices } from "../features/readings/devices.ts";
import { createReadings } from "../features/readings/readings.ts";
import { createRecorder } from "../features/recording/recorder.ts";
import { createReferrals } from "../features/referrals/referrals.ts";
import { createRefusals } from "../features/refusals/refusals.ts";
import { createSessions } from "../features/sessions/sessions.ts";
import { createClockEvents } from "../features/status/clock-events.ts";
import { createStatus } from "../features/status/status.ts";
import type { PostData } from "./post-data.ts";

/** Answers go to the working table so often: each of its writes makes the journal's next wait for the disk longer. */
const keepMs = 250;

/** The features of one post over its data. */
export function createPostFeatures(deps: EdgeDeps, data: PostData) {
  const { node, clock, random, crypto, schedule, stores, log } = deps;
  const { now, time, journal, uplink, registry, ring } = data;
  const post: Post = { post: node.post, ledger: node.ledger, areas: node.areas, lanes: node.lanes };
  const keys = createWorkKeys({ crypto, random, seed: Uint8Array.fromHex(node.signingSeed) });
  const work = sparingWork(stores.work, () => log.warn("work-table-full"));
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
  const passes = createPasses({ crypto, ring, now });
  const checks = createChecks({ post, registry, recorder, readings: createSecondReadings({ work, keys }), passes, keys, now, random });
  const passages = createPassages({ post, registry, recorder, work, keys, lanes, now, random });
  const referrals = createReferrals({ post, recorder, work, keys, lanes, now });
  const refusals = createRefusals({ post, recorder });
  const queue = createQueue({ post, recorder, now });
  const readings = createReadings({ post, recorder, checks, passages, sessions, work, keys, lanes, now });
  const border =
    stores.border === null
      ? null
      : createBorderFacts({
          post: node.post,
          place: node.place ?? "border",
          store: stores.border,
          recorder,
          registry,
          keys,
          lanes,
          now,
          random,
        });
  const crews =
    data.sites === null || stores.crews === null
      ? null
      : createCrews({
          post,
          registry: data.sites,
          recorder,
          now,
          table: stores.crews.facts,
          folder: stores.crews.evidence,
          keys,
          crypto,
          schedule,
          onChange: (version) => lanes.publishAll({ kind: "sites", version }),
        });
  if (crews !== null) data.onSites(crews.changed);
  const slips = createSlips({
    post: node.post,
    crypto,
    ring,
    signingSeed: Uint8Array.fromHex(node.signingSeed),
    commonKey: Uint8Array.fromHex(node.scopes.common.key),
    keys,
    now,
  });
  const devices = createDevices({ devices: node.deviceTokens.map(({ device, lane }) => ({ device, lane })), now });
  const { name, ledger, areas, mode, duties, place } = node;
  const info = { post: node.post, name, ledger, areas, lanes: node.lanes, mode, duties, place };
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
  return {
    keys,
    work,
    lanes,
    recorder,
    sessions,
    checks,
    passages,
    passes,
    referrals,
    refusals,
    queue,
    readings,
    devices,
    status,
    clockEvents,
    border,
    crews,
    slips,
  };
}

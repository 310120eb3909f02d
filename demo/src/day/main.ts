// Simulated officers on the lanes of one post: they check cars, and pass, refuse or refer them, until stopped.
import type { CheckReply } from "@beket/api";
import type { Stop } from "@beket/domain";
import { configHelp, readConfig, systemClock, systemRandom, type ConfigTable } from "@beket/node-kit";
import { formatUuid, uuidv7 } from "@beket/replication";
import { createRandom, type Random } from "../city/random.ts";
import { demoPin } from "../prepare/officers.ts";
import { readMarker } from "../prepare/marker.ts";
import { cityOf } from "../prepare/write-folder.ts";
import { createTabletClient, type TabletClient } from "./edge-client.ts";
import { createTraffic } from "./traffic.ts";

const table = {
  folder: { kind: "path", env: "BEKET_DEMO_FOLDER", flag: "folder", doc: "the demo's data folder" },
  edgeUrl: { kind: "url", env: "BEKET_EDGE_URL", flag: "edge-url", default: "http://127.0.0.1:8090", doc: "address of the edge node" },
  firstLane: {
    kind: "integer",
    env: "BEKET_DAY_FIRST_LANE",
    flag: "first-lane",
    min: 1,
    max: 16,
    default: 2,
    doc: "lanes from this one on; the ones before are left to people",
  },
  cars: {
    kind: "integer",
    env: "BEKET_DAY_CARS",
    flag: "cars",
    min: 0,
    max: 10_000_000,
    default: 0,
    doc: "stop after so many cars a lane; 0 = never",
  },
  pauseMs: {
    kind: "integer",
    env: "BEKET_DAY_PAUSE_MS",
    flag: "pause-ms",
    min: 0,
    max: 600_000,
    default: 9_000,
    doc: "mean time between two cars of a lane",
  },
  seed: { kind: "integer", env: "BEKET_DAY_SEED", flag: "seed", min: 0, max: 2_147_483_647, default: 1, doc: "which day" },
} as const satisfies ConfigTable;

if (process.argv.includes("--help")) {
  process.stdout.write(configHelp(table));
  process.exit(0);
}
const config = readConfig(table, process.env, process.argv.slice(2));
if (!config.ok) {
  for (const fault of config.error) process.stderr.write(`day: ${fault.line}\n`);
  process.exit(2);
}
const { folder, edgeUrl, firstLane, cars, pauseMs, seed } = config.value;
const clock = systemClock();
const newId = (): string => formatUuid(uuidv7(clock, systemRandom));
const counts = { ALLOW: 0, REFER: 0, DENY: 0, "second readings": 0 };

/** Checks until there is a verdict; an officer who is asked to read again reads the same. */
const settle = async (tablet: TabletClient, stop: Stop): Promise<CheckReply & { readonly decision: { readonly kind: "verdict" } }> => {
  const confirmed: number[] = [];
  for (;;) {
    const reply = await tablet.check({ kind: "ask", id: newId(), stop, confirmed, purpose: "post-check" });
    if (reply.decision.kind === "verdict") return { ...reply, decision: reply.decision };
    counts["second readings"] += 1;
    confirmed.push(...reply.decision.subjects.filter((subject) => !confirmed.includes(subject)));
  }
};

const serveOne = async (tablet: TabletClient, stop: Stop): Promise<void> => {
  const reply = await settle(tablet, stop);
  const { outcome, reasons } = reply.decision;
  counts[outcome] += 1;
  const done = { id: newId(), lookup: reply.lookup, occurredAt: Date.now(), stop };
  if (outcome === "ALLOW") await tablet.pass(done);
  else if (outcome === "DENY") await tablet.refuse({ ...done, reasons: [...reasons] });
  else await tablet.refer({ ...done, reasons: [...reasons] });
};

const workLane = async (
  lane: string,
  direction: "in" | "out",
  officer: string,
  next: ReturnType<typeof createTraffic>,
  post: string,
  random: Random,
): Promise<void> => {
  const tablet = createTabletClient(edgeUrl);
  let signedIn = false;
  for (let car = 0; cars === 0 || car < cars; car += 1) {
    try {
      if (!signedIn) await tablet.signIn({ officer, pin: demoPin, lane, tablet: `sim-${lane}` });
      signedIn = true;
      await serveOne(tablet, next(post, lane, direction));
    } catch (error) {
      // The edge may be restarted under a running day: say so, wait, go on with the next car.
      signedIn = false;
      process.stderr.write(`day: ${lane}: ${error instanceof Error ? error.message : "failed"}\n`);
      await Bun.sleep(3_000);
    }
    if (pauseMs > 0) await Bun.sleep(pauseMs / 2 + random.below(pauseMs));
  }
};

const city = cityOf(readMarker(folder));
const info = await createTabletClient(edgeUrl).post();
const traffic = createRandom(seed).fork(info.post);
const lanes = info.lanes.slice(firstLane - 1);
process.stdout.write(`a day begins on ${lanes.length} lanes of ${info.post}\n`);
const telling = setInterval(
  () =>
    process.stdout.write(
      `${Object.entries(counts)
        .map(([what, count]) => `${what} ${count}`)
        .join(", ")}\n`,
    ),
  60_000,
);
await Promise.all(
  lanes.map(async (lane, index) => {
    // An edge compares two PINs at once and refuses a third.
    await Bun.sleep(index * 1_000);
    await workLane(
      lane.lane,
      lane.direction,
      `${info.post}-b`,
      createTraffic(city, info.ledger, traffic.fork(lane.lane)),
      info.post,
      traffic.fork(`pause-${lane.lane}`),
    );
  }),
);
clearInterval(telling);
process.stdout.write(`${JSON.stringify(counts)}\n`);

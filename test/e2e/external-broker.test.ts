import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock, systemRandom } from "@beket/node-kit";
import { formatUuid, uuidv7 } from "@beket/replication";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTabletClient, type TabletClient } from "../../demo/src/day/edge-client.ts";
import { createTraffic } from "../../demo/src/day/traffic.ts";
import { createRandom } from "../../demo/src/city/random.ts";
import { readMarker } from "../../demo/src/prepare/marker.ts";
import { demoPin } from "../../demo/src/prepare/officers.ts";
import { cityOf } from "../../demo/src/prepare/write-folder.ts";
import { readHeldEvents } from "../support/e2e/central-records.ts";
import { createDemoSystem, post, type DemoSystem } from "../support/e2e/demo-system.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/free-port.ts";

const mosquitto = "/usr/sbin/mosquitto";
const isHere = existsSync(mosquitto);
if (!isHere) {
  if (process.env["CI"] !== undefined) throw new Error("Mosquitto must be installed where nothing may be skipped");
  console.warn("SKIPPED: an external broker (Mosquitto is not installed)");
}
const clock = systemClock();
const newId = (): string => formatUuid(uuidv7(clock, systemRandom));

/** Debian's Mosquitto with its defaults: it persists nothing, so kill -9 forgets everything in flight. */
const startMosquitto = (folder: string, port: number): Bun.Subprocess => {
  const config = join(folder, "mosquitto.conf");
  writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\nuser root\nlog_dest none\n`);
  return Bun.spawn([mosquitto, "-c", config], { stdout: "ignore", stderr: "ignore" });
};

describe.runIf(isHere)("with a broker of somebody else's", () => {
  const folder = mkdtempSync(join(tmpdir(), "beket-broker-"));
  let system: DemoSystem;
  let broker: Bun.Subprocess;
  let port = 0;
  let tablet: TabletClient;

  beforeAll(async () => {
    port = await freePort();
    broker = startMosquitto(folder, port);
    system = await createDemoSystem({ organisations: 12, permits: 150, externalBrokerPort: port });
    for (const program of ["central", "edge"] as const) await system.start(program);
    await system.seed();
    tablet = createTabletClient(system.urls.officer);
    await eventually("the roster reaches the post", async () => {
      await tablet.signIn({ officer: `${post}-a`, pin: demoPin, lane: "lane-1", tablet: "broker-test" });
      return true;
    });
  });
  afterAll(async () => {
    await system?.end();
    broker?.kill(9);
    rmSync(folder, { recursive: true, force: true });
  });

  it("the registry reaches the post, and events sent while the broker is killed again and again arrive once", async () => {
    const city = cityOf(readMarker(system.folder));
    const next = createTraffic(city, "roadblock", createRandom(5));
    const asked: string[] = [];
    let allowed = 0;
    for (let car = 0; car < 240; car += 1) {
      const id = newId();
      // Nobody enters twice, and a small city has few cars: every other one leaves again.
      const stop = next(post, "lane-1", car % 2 === 0 ? "in" : "out");
      const reply = await tablet.check({ kind: "ask", id, stop, confirmed: [0, 1], purpose: "post-check" });
      asked.push(id);
      if (reply.decision.kind === "verdict" && reply.decision.outcome === "ALLOW") allowed += 1;
      if (car % 60 === 30) {
        broker.kill(9);
        await broker.exited;
        broker = startMosquitto(folder, port);
      }
    }
    expect(allowed).toBeGreaterThan(100);
    const held = await eventually("every look-up arrives", () => {
      const ids = readHeldEvents(system).map((one) => one.id);
      return asked.every((id) => ids.includes(id)) ? ids : null;
    });
    expect(new Set(held).size).toBe(held.length);
  });
});

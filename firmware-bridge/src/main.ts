import { createHash } from "node:crypto";
import { configHelp, createLog, logId, readConfig, runUntilSignal, serve, systemClock, systemSchedule } from "@beket/node-kit";
import { createHttpEdgeClient } from "./adapters/edge-client.ts";
import { equalSecrets } from "./adapters/equal-secrets.ts";
import { readDevices } from "./adapters/read-devices.ts";
import { createSerialProcesses } from "./adapters/serial-process.ts";
import { createBridge } from "./bridge.ts";
import { configTable } from "./config.ts";

const fail = (lines: readonly string[]): never => {
  for (const line of lines) process.stderr.write(`bridge: ${line}\n`);
  process.exit(2);
};
if (process.argv.includes("--help")) {
  process.stdout.write(configHelp(configTable));
  process.exit(0);
}
const config = readConfig(configTable, process.env, process.argv.slice(2));
if (!config.ok) fail(config.error.map((fault) => fault.line));
else {
  const { devices: path, edgeUrl, host, port } = config.value;
  const clock = systemClock();
  const log = createLog((line) => process.stderr.write(`${line}\n`), clock);
  const read = readDevices(path);
  const bridge = createBridge({
    devices: read.ok ? read.value : fail(read.error),
    version: "0.1.0",
    now: clock.now,
    sha256Hex: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    equal: equalSecrets,
    after: systemSchedule,
    serial: createSerialProcesses({ now: clock.now, after: systemSchedule }),
    edge: createHttpEdgeClient(edgeUrl, 5_000),
    report: (device, event) => (event === "heartbeat" || event === "observation" ? undefined : log.warn(event, { device: logId(device) })),
    every: (ms, fn) => {
      const timer = setInterval(fn, ms);
      return () => clearInterval(timer);
    },
  });
  if (!bridge.ok) fail(bridge.error);
  else {
    const server = serve({ fetch: bridge.value.fetch, hostname: host, port });
    if (!server.ok) fail([server.error.line]);
    else {
      bridge.value.start();
      // Whoever waits for the line may signal at once: the handlers come first.
      const ended = runUntilSignal(async () => {
        await server.value.stop();
        await bridge.value.stop();
      });
      process.stdout.write(`listening ${server.value.url}\n`);
      process.exitCode = await ended;
    }
  }
}

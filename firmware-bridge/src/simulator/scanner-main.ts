// Replays recorded scans into a serial line: one end of a pair of pseudo terminals (socat) whose other end the bridge has open.
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { configHelp, readConfig, type ConfigTable } from "@beket/node-kit";
import { parseScans } from "./scans.ts";

const table = {
  recording: { kind: "path", env: "BEKET_SIM_RECORDING", flag: "recording", doc: "recorded scans, JSON lines" },
  line: { kind: "path", env: "BEKET_SIM_LINE", flag: "line", doc: "device file to type into" },
  speedPercent: {
    kind: "integer",
    env: "BEKET_SIM_SPEED",
    flag: "speed-percent",
    min: 1,
    max: 100_000,
    default: 100,
    doc: "100 = as recorded",
  },
  rounds: { kind: "integer", env: "BEKET_SIM_ROUNDS", flag: "rounds", min: 1, max: 1_000_000, default: 1, doc: "how often to replay it" },
} as const satisfies ConfigTable;

if (process.argv.includes("--help")) {
  process.stdout.write(configHelp(table));
  process.exit(0);
}
const config = readConfig(table, process.env, process.argv.slice(2));
const scans = config.ok ? parseScans(readFileSync(config.value.recording, "utf8")) : null;
if (!config.ok || scans === null || !scans.ok) {
  const lines = config.ok ? ["the recording cannot be read"] : config.error.map((fault) => fault.line);
  for (const line of lines) process.stderr.write(`scanner simulator: ${line}\n`);
  process.exit(2);
}
const { line, speedPercent, rounds } = config.value;
const file = await open(line, "w");
process.stdout.write(`replaying ${scans.value.length} recorded scans\n`);
for (let round = 0; round < rounds; round += 1) {
  for (const scan of scans.value) {
    await Bun.sleep((scan.afterMs * 100) / speedPercent);
    await file.write(Buffer.from(scan.bytes, "base64"));
  }
}
await file.close();

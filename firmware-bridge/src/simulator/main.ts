// Replays a recorded camera against the bridge, keeping what is not answered with 200 and sending it again, as cameras do.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { configHelp, readConfig, type ConfigTable } from "@beket/node-kit";
import { asRetransmission, atTime, parseRecording, type RecordedPush } from "./recording.ts";

const table = {
  recording: { kind: "path", env: "BEKET_SIM_RECORDING", flag: "recording", doc: "recorded pushes, JSON lines" },
  target: {
    kind: "url",
    env: "BEKET_SIM_TARGET",
    flag: "target",
    doc: "push address of the device at the bridge, with its secret",
    secret: true,
  },
  speedPercent: {
    kind: "integer",
    env: "BEKET_SIM_SPEED",
    flag: "speed-percent",
    min: 1,
    max: 100_000,
    default: 100,
    doc: "100 = as recorded",
  },
  rounds: {
    kind: "integer",
    env: "BEKET_SIM_ROUNDS",
    flag: "rounds",
    min: 1,
    max: 1_000_000,
    default: 1,
    doc: "how often to replay the recording",
  },
  live: {
    kind: "flag",
    env: "BEKET_SIM_LIVE",
    flag: "live",
    default: false,
    doc: "give each alert the present time and a new key instead of the recorded ones",
  },
} as const satisfies ConfigTable;

const unsentMax = 1_000;
const retryMs = 2_000;

if (process.argv.includes("--help")) {
  process.stdout.write(configHelp(table));
  process.exit(0);
}
const config = readConfig(table, process.env, process.argv.slice(2));
const recording = config.ok ? parseRecording(readFileSync(config.value.recording, "utf8")) : null;
if (!config.ok || recording === null || !recording.ok) {
  const lines = config.ok ? ["the recording cannot be read"] : config.error.map((fault) => fault.line);
  for (const line of lines) process.stderr.write(`simulator: ${line}\n`);
  process.exit(2);
}

const { target, speedPercent, rounds, live } = config.value;
process.stdout.write(`replaying ${recording.value.length} recorded pushes\n`);
const unsent: { readonly contentType: string; readonly body: Uint8Array }[] = [];

const send = async (contentType: string, body: Uint8Array): Promise<boolean> => {
  try {
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": contentType },
      body: Uint8Array.from(body),
      signal: AbortSignal.timeout(10_000),
    });
    return response.ok || response.status === 422;
  } catch {
    return false;
  }
};
const play = async (push: RecordedPush): Promise<void> => {
  await Bun.sleep((push.afterMs * 100) / speedPercent);
  const recorded = Uint8Array.from(Buffer.from(push.body, "base64"));
  const body = live ? atTime(recorded, new Date().toISOString(), randomUUID()) : recorded;
  if (!(await send(push.contentType, body)) && unsent.length < unsentMax)
    unsent.push({ contentType: push.contentType, body: asRetransmission(body) });
  const oldest = unsent[0];
  if (oldest !== undefined && (await send(oldest.contentType, oldest.body))) unsent.shift();
};

for (let round = 0; round < rounds; round += 1) for (const push of recording.value) await play(push);
for (let oldest = unsent[0]; oldest !== undefined; oldest = unsent[0]) {
  if (await send(oldest.contentType, oldest.body)) unsent.shift();
  else await Bun.sleep(retryMs);
}

import { evidenceBytesMax } from "@beket/api";
import { configHelp, createLog, logId, readConfig, runUntilSignal, serve, systemClock } from "@beket/node-kit";
import { configTable } from "./config.ts";
import { openEdge } from "./open-edge.ts";

const version = "0.1.0";
const requestBytesMax = 128 * 1024;
/** A crew's photo in one request, and one that is too large still reaches the route that says so. */
const proofBytesMax = evidenceBytesMax + requestBytesMax;
const fail = (lines: readonly string[]): void => {
  for (const line of lines) process.stderr.write(`edge: ${line}\n`);
  process.exitCode = 2;
};

if (process.argv.includes("--help")) process.stdout.write(configHelp(configTable));
else await run();

async function run(): Promise<void> {
  const config = readConfig(configTable, process.env, process.argv.slice(2));
  if (!config.ok) return fail(config.error.map((fault) => fault.line));
  const clock = systemClock();
  const log = createLog((line) => process.stderr.write(`${line}\n`), clock);
  const opened = openEdge(config.value, { clock, log, version });
  if (!opened.ok) return fail(opened.error);
  const { edge, close, node } = opened.value;
  const server = serve({
    fetch: edge.fetch,
    hostname: config.value.host,
    port: config.value.port,
    requestBytesMax: node.duties.includes("crews") ? proofBytesMax : requestBytesMax,
  });
  if (!server.ok) {
    await close();
    return fail([server.error.line]);
  }
  await edge.start();
  log.info("started", { post: logId(node.post), source: logId(node.source) });
  // Whoever waits for the line may signal at once: the handlers come first.
  const ended = runUntilSignal(async () => {
    edge.endStreams();
    await server.value.stop();
    await close();
  });
  process.stdout.write(`listening ${server.value.url}\n`);
  process.exitCode = await ended;
}

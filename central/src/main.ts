import { configHelp, configLines, createLog, readConfig, runUntilSignal, serve, systemClock } from "@beket/node-kit";
import { configTable, type Config } from "./config.ts";
import { openCentral } from "./open-central.ts";

const version = "0.1.0";
/** A base of the tax authority; every route has a limit of its own, and reads no more than that. */
const requestBytesMax = 513 * 1024 * 1024;
const fail = (lines: readonly string[]): void => {
  for (const line of lines) process.stderr.write(`central: ${line}\n`);
  process.exitCode = 2;
};

if (process.argv.includes("--help")) process.stdout.write(configHelp(configTable));
else {
  const config = readConfig(configTable, process.env, process.argv.slice(2));
  if (config.ok) await run(config.value);
  else fail(config.error.map((fault) => fault.line));
}

async function run(config: Config): Promise<void> {
  const clock = systemClock();
  const level = config.logLevel === "debug" || config.logLevel === "warn" || config.logLevel === "error" ? config.logLevel : "info";
  const log = createLog((line) => process.stderr.write(`${line}\n`), clock, level);
  const opened = await openCentral(config, { clock, log, version });
  if (!opened.ok) return fail(opened.error);
  const { central, close, listening } = opened.value;
  const server = serve({ fetch: central.fetch, hostname: config.host, port: config.port, requestBytesMax });
  if (!server.ok) {
    await close();
    return fail([server.error.line]);
  }
  // Before the line that says ready: a supervisor may answer it with a signal at once.
  const ended = runUntilSignal(async () => {
    await server.value.stop();
    await close();
  });
  listening(server.value.url);
  await central.start();
  log.info("started", { options: configLines(configTable, config).length });
  process.stdout.write(`listening ${server.value.url}\n`);
  process.exitCode = await ended;
}

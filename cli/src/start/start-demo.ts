import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exitCode } from "../exit-codes.ts";
import { projectRoot } from "../project-root.ts";
import { appsAreBuilt } from "./apps-built.ts";
import { startChild, type Child } from "./children.ts";
import { absolute, readStartOptions, type StartOptions } from "./options.ts";
import { takenPorts } from "./ports-free.ts";
import { demoPrograms } from "./programs.ts";

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const complain = (lines: readonly string[]): number => {
  for (const line of lines) process.stderr.write(`beket start: ${line}\n`);
  return exitCode.cannotRun;
};

/** Where the page is to look for a signer that is not at its usual port. */
const signingQuery = ({ ncalayerPort }: StartOptions): string =>
  ncalayerPort === 13_579 ? "/" : `/?ncalayer=ws://127.0.0.1:${ncalayerPort}`;

const places = (options: StartOptions): readonly (readonly [what: string, where: string])[] => {
  const at = (port: number, path = "/"): string => `http://127.0.0.1:${port}${path}`;
  const pin = "PIN 200320";
  return [
    ["portal of organisation heads", at(options.portalPort, signingQuery(options))],
    ["officer app of post rb-01", `${at(options.officerPort)}   officer rb-01-a, ${pin}`],
    [
      "medic app of the border bp-01",
      `${at(options.borderPort, "/medic/")}   medic bp-01-m1, laboratory bp-01-lab, selection bp-01-sel, ${pin}`,
    ],
    ["officer app of the border", `${at(options.borderPort)}   officer bp-01-a, ${pin}`],
    ["crew app of the base cr-01", `${at(options.crewPort, "/crew/")}   crew cr-01-crew-01, ${pin}`],
    ["situation centre", `${at(options.portalPort, "/centre/")}   centre, health, laboratory, planner, auditor; "demo passphrase 2020"`],
    [
      "registry's authority",
      `${at(options.portalPort, "/authority/")}   registrar-01, registrar-02, auditor-01, admin-01; "demo passphrase 2020"`,
    ],
    ["citizens' page", at(options.portalPort, "/citizen/")],
    ["simulated authority's services", at(options.authorityPort)],
    ...(options.confirm ? [["simulated NCALayer, to confirm", at(options.ncalayerPagePort)] as const] : []),
    [
      "health",
      [options.portalPort, options.officerPort, options.borderPort, options.crewPort].map((port) => at(port, "/health")).join("  "),
    ],
  ];
};

const summary = (options: StartOptions, folder: string): void => {
  const tryThese = join(folder, "try-these.txt");
  say("");
  say("Beket runs. Ctrl-C ends it; the data stay in the folder.");
  for (const [what, where] of places(options)) say(`  ${what.padEnd(30)} ${where}`);
  say(`  ${"data".padEnd(30)} ${folder}`);
  if (existsSync(tryThese)) for (const line of readFileSync(tryThese, "utf8").trimEnd().split("\n")) say(`  ${line}`);
  say("");
};

/** Stops the children in the reverse order of their start, so that each still finds what it depends on. */
const stopAll = async (children: readonly Child[]): Promise<void> => {
  for (const child of children.toReversed()) await child.stop();
};

/** Resolves at the first SIGINT, SIGTERM or SIGHUP, or when whoever started this process is gone. */
const firstSignal = (): Promise<"signal"> => {
  const { promise, resolve } = Promise.withResolvers<"signal">();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve("signal"));
  const starter = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(watch);
    resolve("signal");
  }, 1_000);
  watch.unref();
  return promise;
};

const run = async (options: StartOptions, folder: string): Promise<number> => {
  const signalled = firstSignal();
  const children: Child[] = [];
  const mayEnd = new Set<string>();
  const programs = demoPrograms(options, folder, appsAreBuilt(projectRoot));
  let ending = false;
  void signalled.then(() => {
    ending = true;
  });
  for (const stepOf of programs) {
    const program = stepOf();
    const started = await startChild(program, signalled);
    if (ending) {
      if (started.ok) children.push(started.value);
      break;
    }
    if (!started.ok) {
      await stopAll(children);
      return complain([`${started.error.name} did not start (exit code ${started.error.exitCode}); its lines above say why`]);
    }
    if (program.readyLine !== null) children.push(started.value);
    if (program.mayEnd === true) mayEnd.add(program.name);
    if (program.last === true) summary(options, folder);
  }
  // The simulated traffic may end by itself; a service does not, so its end ends the demo.
  const services = children.filter((child) => !mayEnd.has(child.name));
  const first = await Promise.race([signalled, ...services.map(async (child) => ({ name: child.name, code: await child.ended }))]);
  say(first === "signal" ? "ending" : `${first.name} ended with exit code ${first.code}; ending the rest`);
  await stopAll(children);
  say("ended");
  return first === "signal" ? exitCode.done : exitCode.failed;
};

/** `beket start`: the whole system with an invented city. */
export const startDemo = async (args: readonly string[]): Promise<number> => {
  const options = readStartOptions(args);
  if (!options.ok) return complain(options.error.map((fault) => fault.line));
  const { portalPort, officerPort, borderPort, crewPort, authorityPort, bridgePort, brokerPort } = options.value;
  const { ncalayerPort, ncalayerPagePort } = options.value;
  const taken = await takenPorts({
    "portal-port": portalPort,
    "officer-port": officerPort,
    "border-port": borderPort,
    "crew-port": crewPort,
    "authority-port": authorityPort,
    "bridge-port": bridgePort,
    "broker-port": brokerPort,
    "ncalayer-port": ncalayerPort,
    "ncalayer-page-port": ncalayerPagePort,
  });
  if (taken.length > 0) return complain(taken);
  const folder = absolute(options.value.data);
  mkdirSync(folder, { recursive: true });
  return run(options.value, folder);
};

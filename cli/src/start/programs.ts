import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";
import type { ChildSpec } from "./children.ts";
import type { StartOptions } from "./options.ts";

/** A step of the start, in order. `last` marks the one after which everything can be used. `mayEnd`: the rest goes on without it. */
export type Step = ChildSpec & { readonly last?: boolean; readonly mayEnd?: boolean };

/** The posts of the invented city that the demo runs: a roadblock, the border post, the crews' base. */
const roadblock = "rb-01";
const borderPost = "bp-01";
const crewBase = "cr-01";

/** Where the simulated camera of the first lane posts to; read when the bridge is up, since the folder may be new. */
const cameraTarget = (folder: string, bridgePort: number): string => {
  const file: { readonly devices: readonly { readonly device: string; readonly pushSecret: string }[] } = JSON.parse(
    readFileSync(join(folder, "bridge", "devices.json"), "utf8"),
  );
  const device = file.devices[0];
  if (device === undefined) throw new Error("the demo's devices file has no device");
  return `http://127.0.0.1:${bridgePort}/push/${device.device}/${device.pushSecret}`;
};

const flags = (values: Readonly<Record<string, string | number>>): readonly string[] =>
  Object.entries(values).map(([flag, value]) => `--${flag}=${value}`);
const appOf = (name: string): string => join(projectRoot, "pwa", "dist", name);
const local = (port: number): string => `http://127.0.0.1:${port}`;

const prepare = (options: StartOptions, folder: string): Step => ({
  name: "prepare",
  program: "demo/src/prepare/main.ts",
  args: flags({
    folder,
    seed: options.seed,
    "broker-port": options.brokerPort,
    organisations: options.organisations,
    permits: options.permits,
    post: roadblock,
  }),
  readyLine: null,
});

/** The simulated certification authority: certificate status, lists, time-stamps. It writes the file by which central asks it. */
const authority = (options: StartOptions, folder: string): Step => ({
  name: "authority",
  program: "demo/src/authority/main.ts",
  args: flags({ folder, port: options.authorityPort }),
  readyLine: "listening",
});

const central = (options: StartOptions, folder: string): Step => {
  const at = (file: string): string => join(folder, "central", file);
  return {
    name: "central",
    program: "central/src/main.ts",
    args: flags({
      mode: "demo",
      "trust-purpose": "test",
      data: at("data"),
      keys: at("keys.json"),
      trust: at("trust"),
      evidence: at("evidence.json"),
      organisations: at("organisations.ndjson"),
      regimes: at("regimes.json"),
      health: at("health.json"),
      officers: at("officers.ndjson"),
      staff: at("staff.ndjson"),
      authorities: at("authorities.ndjson"),
      "service-key": at("service-key.json"),
      places: at("places.json"),
      "operator-token": at("operator-token"),
      portal: appOf("portal"),
      centre: appOf("centre"),
      authority: appOf("authority"),
      citizen: appOf("citizen"),
      port: options.portalPort,
      "broker-port": options.brokerPort,
      "ncalayer-port": options.ncalayerPort,
    }),
    readyLine: "listening",
  };
};

const node = (name: string, folder: string, post: string, port: number, apps: Readonly<Record<string, string>>): Step => ({
  name,
  program: "edge/src/main.ts",
  args: flags({ node: join(folder, "posts", post, "node.json"), data: join(folder, "posts", post, "data"), port, ...apps }),
  readyLine: "listening",
});

const camera = (options: StartOptions, folder: string): Step => ({
  name: "camera",
  program: "firmware-bridge/src/simulator/main.ts",
  args: [
    ...flags({
      recording: join(folder, "bridge", "cam-lane-1.recording.ndjson"),
      target: cameraTarget(folder, options.bridgePort),
      rounds: 1_000_000,
    }),
    "--live",
  ],
  readyLine: "replaying",
  mayEnd: true,
});

const day = (name: string, folder: string, part: string, nodePort: number, more: Readonly<Record<string, string>> = {}): Step => ({
  name,
  program: "demo/src/day/main.ts",
  args: flags({ folder, part, "edge-url": local(nodePort), ...more }),
  readyLine: "a day begins",
  mayEnd: true,
});

/** The programs of the demo in the order of their start. `appsBuilt`: the web apps need not be built again. */
export const demoPrograms = (options: StartOptions, folder: string, appsBuilt: boolean): readonly (() => Step)[] => {
  const { portalPort, officerPort, borderPort, crewPort, bridgePort } = options;
  const centralUrl = local(portalPort);
  const build: readonly (() => Step)[] = appsBuilt ? [] : [() => ({ name: "build", program: "pwa/build.ts", args: [], readyLine: null })];
  const days = (...steps: readonly Step[]): readonly (() => Step)[] => (options.day ? steps.map((step) => () => step) : []);
  return [
    // First, since it tells at once of a folder that it cannot read.
    () => prepare(options, folder),
    ...build,
    () => authority(options, folder),
    () => central(options, folder),
    () => node("edge", folder, roadblock, officerPort, { app: appOf("officer") }),
    () => node("border", folder, borderPost, borderPort, { app: appOf("officer"), "medic-app": appOf("medic") }),
    () => node("crews", folder, crewBase, crewPort, { "crew-app": appOf("crew") }),
    () => ({
      name: "bridge",
      program: "firmware-bridge/src/main.ts",
      args: flags({ devices: join(folder, "bridge", "devices.json"), "edge-url": local(officerPort), port: bridgePort }),
      readyLine: "listening",
    }),
    () => ({
      name: "ncalayer",
      program: "demo/src/ncalayer/main.ts",
      args: [
        ...flags({ keys: join(folder, "ncalayer"), port: options.ncalayerPort, "page-port": options.ncalayerPagePort }),
        ...(options.confirm ? [] : ["--headless"]),
      ],
      readyLine: "NCALayer",
      last: true,
    }),
    () => camera(options, folder),
    ...days(day("border-day", folder, "border", borderPort, { "central-url": centralUrl }), day("crews-day", folder, "crews", crewPort)),
    () => ({ name: "seed", program: "demo/src/seed/main.ts", args: flags({ folder, "central-url": centralUrl }), readyLine: null }),
    ...days(day("day", folder, "line", officerPort)),
  ];
};

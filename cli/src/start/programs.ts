import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";
import type { ChildSpec } from "./children.ts";
import type { StartOptions } from "./options.ts";

/** A step of the start, in order. `last` marks the one after which everything can be used. */
export type Step = ChildSpec & { readonly last?: boolean };

const post = "rb-01";

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

/** The programs of the demo in the order of their start. `appsBuilt`: the web apps need not be built again. */
export const demoPrograms = (options: StartOptions, folder: string, appsBuilt: boolean): readonly (() => Step)[] => {
  const central = (file: string): string => join(folder, "central", file);
  const portalUrl = `http://127.0.0.1:${options.portalPort}`;
  const edgeUrl = `http://127.0.0.1:${options.officerPort}`;
  const build: readonly (() => Step)[] = appsBuilt ? [] : [() => ({ name: "build", program: "pwa/build.ts", args: [], readyLine: null })];
  const day: readonly (() => Step)[] = options.day
    ? [
        () => ({
          name: "day",
          program: "demo/src/day/main.ts",
          args: flags({ folder, "edge-url": edgeUrl }),
          readyLine: "a day begins",
        }),
      ]
    : [];
  return [
    ...build,
    () => ({
      name: "prepare",
      program: "demo/src/prepare/main.ts",
      args: flags({
        folder,
        seed: options.seed,
        "broker-port": options.brokerPort,
        organisations: options.organisations,
        permits: options.permits,
        post,
      }),
      readyLine: null,
    }),
    () => ({
      name: "central",
      program: "central/src/main.ts",
      args: flags({
        mode: "demo",
        "trust-purpose": "test",
        data: central("data"),
        keys: central("keys.json"),
        trust: central("trust"),
        organisations: central("organisations.ndjson"),
        regimes: central("regimes.json"),
        officers: central("officers.ndjson"),
        authorities: central("authorities.ndjson"),
        places: central("places.json"),
        "operator-token": central("operator-token"),
        portal: join(projectRoot, "pwa", "dist", "portal"),
        port: options.portalPort,
        "broker-port": options.brokerPort,
      }),
      readyLine: "listening",
    }),
    () => ({
      name: "edge",
      program: "edge/src/main.ts",
      args: flags({
        node: join(folder, "posts", post, "node.json"),
        data: join(folder, "posts", post, "data"),
        app: join(projectRoot, "pwa", "dist", "officer"),
        port: options.officerPort,
      }),
      readyLine: "listening",
    }),
    () => ({
      name: "bridge",
      program: "firmware-bridge/src/main.ts",
      args: flags({ devices: join(folder, "bridge", "devices.json"), "edge-url": edgeUrl, port: options.bridgePort }),
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
    () => ({
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
    }),
    () => ({ name: "seed", program: "demo/src/seed/main.ts", args: flags({ folder, "central-url": portalUrl }), readyLine: null }),
    ...day,
  ];
};

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layout } from "../../../demo/src/layout.ts";
import { freePort } from "../free-port.ts";
import { startProgram, type RunningProgram } from "../programs.ts";

const root = join(import.meta.dirname, "..", "..", "..");
export const post = "rb-01";
export const borderPost = "bp-01";
export const crewBase = "cr-01";
/** `authority` is the simulated CA's services (central starts it), `edge` is the roadblock, `border` the border post, `crews` the base of the crews. */
export type ProgramName = "authority" | "central" | "edge" | "border" | "crews" | "bridge";
/** The programs of a small city, each a process of its own that can be stopped, killed and started again. */
export type DemoSystem = {
  readonly folder: string;
  readonly at: ReturnType<typeof layout>;
  readonly urls: Readonly<Record<"portal" | "signing" | "officer" | "border" | "crews" | "bridge", string>> & {
    readonly brokerPort: number;
  };
  readonly running: Map<string, RunningProgram>;
  readonly start: (name: ProgramName) => Promise<void>;
  /** The simulated signer, with one key that it uses whether the page asked for it or not. */
  readonly signer: (key: string) => Promise<void>;
  readonly seed: () => Promise<string>;
  readonly day: (carsPerLane: number) => Promise<string>;
  readonly cameraTarget: () => string;
  readonly operatorToken: () => string;
  /** Everything that every process printed so far. */
  readonly printed: () => string;
  readonly end: () => Promise<void>;
};

const runToEnd = async (program: string, args: readonly string[]): Promise<string> => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { spawn } = await import("node:child_process");
  const child = spawn(process.execPath, [join(root, program), ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  child.on("close", (code) =>
    code === 0 ? resolve(output) : reject(new Error(`${program} ended with ${code ?? "a signal"}:\n${output}`)),
  );
  return promise;
};

/** Prepares a small city in a folder of its own; nothing runs yet. */
export const createDemoSystem = async (size: {
  readonly organisations: number;
  readonly permits: number;
  /** Somebody else's broker listens on this port; without it central brings its own. */
  readonly externalBrokerPort?: number;
}): Promise<DemoSystem> => {
  const folder = mkdtempSync(join(tmpdir(), "beket-e2e-"));
  const at = layout(folder);
  const [portalPort, officerPort, borderPort, crewsPort, bridgePort, authorityPort, ncalayerPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const brokerPort = size.externalBrokerPort ?? (await freePort());
  const broker =
    size.externalBrokerPort === undefined ? ["--broker-port", String(brokerPort)] : ["--broker-url", `mqtt://127.0.0.1:${brokerPort}`];
  const urls = {
    portal: `http://127.0.0.1:${portalPort}`,
    /** The portal as a head opens it whose NCALayer listens on the port of this city. */
    signing: `http://127.0.0.1:${portalPort}/?ncalayer=ws://127.0.0.1:${ncalayerPort}`,
    officer: `http://127.0.0.1:${officerPort}`,
    border: `http://127.0.0.1:${borderPort}`,
    crews: `http://127.0.0.1:${crewsPort}`,
    bridge: `http://127.0.0.1:${bridgePort}`,
    brokerPort,
  };
  await runToEnd("demo/src/prepare/main.ts", [
    ...["--folder", folder, "--broker-port", String(brokerPort), "--post", post],
    ...["--organisations", String(size.organisations), "--permits", String(size.permits)],
  ]);
  const running = new Map<string, RunningProgram>();
  const ended: string[] = [];
  const edgeArgs = (ofPost: string, port: number, apps: readonly string[]): readonly string[] => [
    ...["--node", at.edge(ofPost).node, "--data", at.edge(ofPost).data, "--port", String(port)],
    ...apps.flatMap((flag) => [`--${flag}`, join(root, "pwa/dist", flag === "app" ? "officer" : flag.replace("-app", ""))]),
  ];
  const args: Readonly<Record<ProgramName, readonly string[]>> = {
    authority: ["--folder", folder, "--port", String(authorityPort)],
    central: [
      ...["--evidence", at.central.evidence],
      ...["--mode", "demo", "--trust-purpose", "test", "--data", at.central.data, "--keys", at.central.keys, "--trust", at.central.trust],
      ...["--organisations", at.central.organisations, "--regimes", at.central.regimes, "--officers", at.central.officers],
      ...["--service-key", at.central.serviceKey],
      ...["--authorities", at.central.authorities, "--operator-token", at.central.operatorToken, "--portal", join(root, "pwa/dist/portal")],
      ...[
        "--centre",
        join(root, "pwa/dist/centre"),
        "--authority",
        join(root, "pwa/dist/authority"),
        "--citizen",
        join(root, "pwa/dist/citizen"),
        "--health",
        at.central.health,
        "--staff",
        at.central.staff,
        "--places",
        at.central.places,
      ],
      ...["--port", String(portalPort), "--ncalayer-port", String(ncalayerPort)],
      ...broker,
    ],
    edge: edgeArgs(post, officerPort, ["app"]),
    border: edgeArgs(borderPost, borderPort, ["app", "medic-app"]),
    crews: edgeArgs(crewBase, crewsPort, ["crew-app"]),
    bridge: ["--devices", at.bridge.devices, "--edge-url", urls.officer, "--port", String(bridgePort)],
  };
  const edge = "edge/src/main.ts";
  const authority = "demo/src/authority/main.ts";
  const programs = { authority, central: "central/src/main.ts", edge, border: edge, crews: edge, bridge: "firmware-bridge/src/main.ts" };
  const replace = async (name: string, starting: () => Promise<RunningProgram>): Promise<void> => {
    const before = running.get(name);
    if (before !== undefined) {
      await before.stop();
      ended.push(before.output());
    }
    running.set(name, await starting());
  };
  const begin = (name: ProgramName): Promise<void> => replace(name, () => startProgram(join(root, programs[name]), args[name]));
  return {
    folder,
    at,
    urls,
    running,
    start: async (name) => {
      // Central reads at its start whom it may ask.
      if (name === "central" && !running.has("authority")) await begin("authority");
      await begin(name);
    },
    signer: (key) =>
      replace("signer", () =>
        startProgram(
          join(root, "demo/src/ncalayer/main.ts"),
          ["--keys", at.ncalayerKeys, "--port", String(ncalayerPort), "--headless", "--unfiltered", "--key", key],
          "NCALayer",
        ),
      ),
    seed: () => runToEnd("demo/src/seed/main.ts", ["--folder", folder, "--central-url", urls.portal]),
    day: (carsPerLane) =>
      runToEnd("demo/src/day/main.ts", ["--folder", folder, "--edge-url", urls.officer, "--cars", String(carsPerLane), "--pause-ms", "0"]),
    cameraTarget: () => {
      const file: { readonly devices: readonly { readonly device: string; readonly pushSecret: string }[] } = JSON.parse(
        readFileSync(at.bridge.devices, "utf8"),
      );
      return `${urls.bridge}/push/${file.devices[0]?.device}/${file.devices[0]?.pushSecret}`;
    },
    operatorToken: () => readFileSync(at.central.operatorToken, "utf8").trim(),
    printed: () => [...ended, ...[...running.values()].map((program) => program.output())].join("\n"),
    end: async () => {
      for (const program of [...running.values()].toReversed()) await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

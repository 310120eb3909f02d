// Fills a data folder with an invented city, once. A folder that is ready is left as it is.
import { configHelp, readConfig, type ConfigTable } from "@beket/node-kit";
import { demoSize } from "../city/plan.ts";
import { folderState } from "./marker.ts";
import { prepareFolder } from "./write-folder.ts";

const table = {
  folder: { kind: "path", env: "BEKET_DEMO_FOLDER", flag: "folder", doc: "the demo's data folder" },
  seed: { kind: "integer", env: "BEKET_DEMO_SEED", flag: "seed", min: 0, max: 2_147_483_647, default: 2020, doc: "which city to invent" },
  brokerPort: {
    kind: "integer",
    env: "BEKET_DEMO_BROKER_PORT",
    flag: "broker-port",
    min: 1,
    max: 65_535,
    default: 1883,
    doc: "port of central's broker, for the node files",
  },
  organisations: {
    kind: "integer",
    env: "BEKET_DEMO_ORGANISATIONS",
    flag: "organisations",
    min: 2,
    max: 5_000,
    default: demoSize.organisations,
    doc: "how many organisations",
  },
  permits: {
    kind: "integer",
    env: "BEKET_DEMO_PERMITS",
    flag: "permits",
    min: 1,
    max: 1_000_000,
    default: demoSize.permits,
    doc: "how many permits they apply for",
  },
  post: { kind: "text", env: "BEKET_DEMO_POST", flag: "post", default: "rb-01", doc: "the post whose devices are recorded" },
} as const satisfies ConfigTable;

if (process.argv.includes("--help")) {
  process.stdout.write(configHelp(table));
  process.exit(0);
}
const config = readConfig(table, process.env, process.argv.slice(2));
if (!config.ok) {
  for (const fault of config.error) process.stderr.write(`prepare: ${fault.line}\n`);
  process.exit(2);
}
const { folder, seed, brokerPort, organisations, permits, post } = config.value;
const state = folderState(folder);
if (state === "ready") process.stdout.write("data folder is ready\n");
else if (state === "older") {
  process.stderr.write(`prepare: ${folder} was made by another version; move it away, or choose another folder with --data\n`);
  process.exitCode = 2;
} else {
  await prepareFolder({
    folder,
    seed,
    now: Date.now(),
    brokerUrl: `mqtt://127.0.0.1:${brokerPort}`,
    bridgeEdgePost: post,
    size: { organisations, permits },
    progress: (line) => process.stdout.write(`${line}\n`),
  });
}

// A part of an invented day: officers on the lanes of a roadblock, medics of the border post, or crews with their tablets.
import { configHelp, readConfig, type ConfigTable } from "@beket/node-kit";
import { createRandom } from "../city/random.ts";
import { layout } from "../layout.ts";
import { readMarker } from "../prepare/marker.ts";
import { cityOf, sitesOf } from "../prepare/write-folder.ts";
import { workBorder } from "./border.ts";
import { workCrews } from "./crews.ts";
import { workLine } from "./line.ts";
import { showSeenTwice } from "./seen-twice.ts";

const table = {
  folder: { kind: "path", env: "BEKET_DEMO_FOLDER", flag: "folder", doc: "the demo's data folder" },
  part: {
    kind: "choice",
    env: "BEKET_DAY_PART",
    flag: "part",
    choices: ["line", "border", "crews"],
    default: "line",
    doc: "whose day: officers of a roadblock, medics of the border post, disinfection crews",
  },
  edgeUrl: { kind: "url", env: "BEKET_EDGE_URL", flag: "edge-url", default: "http://127.0.0.1:8090", doc: "address of their node" },
  centralUrl: {
    kind: "url",
    env: "BEKET_CENTRAL_URL",
    flag: "central-url",
    default: null,
    doc: "address of central, where the laboratory of the border tells its results; default: it tells none",
  },
  firstLane: {
    kind: "integer",
    env: "BEKET_DAY_FIRST_LANE",
    flag: "first-lane",
    min: 1,
    max: 16,
    default: 2,
    doc: "lanes from this one on; the ones before are left to people",
  },
  cars: {
    kind: "integer",
    env: "BEKET_DAY_CARS",
    flag: "cars",
    min: 0,
    max: 10_000_000,
    default: 0,
    doc: "stop after so many cars a lane, buses, or rounds of a crew; 0 = never",
  },
  pauseMs: {
    kind: "integer",
    env: "BEKET_DAY_PAUSE_MS",
    flag: "pause-ms",
    min: 0,
    max: 600_000,
    default: null,
    doc: "mean time between two cars of a lane, two buses, or two sites of a crew; default: as the part has it",
  },
  seed: { kind: "integer", env: "BEKET_DAY_SEED", flag: "seed", min: 0, max: 2_147_483_647, default: 1, doc: "which day" },
} as const satisfies ConfigTable;

if (process.argv.includes("--help")) {
  process.stdout.write(configHelp(table));
  process.exit(0);
}
const config = readConfig(table, process.env, process.argv.slice(2));
if (!config.ok) {
  for (const fault of config.error) process.stderr.write(`day: ${fault.line}\n`);
  process.exit(2);
}
const { folder, part, edgeUrl, centralUrl, firstLane, cars, pauseMs, seed } = config.value;
const marker = readMarker(folder);
const random = createRandom(seed);
switch (part) {
  case "line":
    await showSeenTwice(edgeUrl, cityOf(marker));
    await workLine({ edgeUrl, firstLane, cars, pauseMs: pauseMs ?? 9_000 }, cityOf(marker), random);
    break;
  case "border":
    await showSeenTwice(edgeUrl, cityOf(marker));
    await workBorder({ edgeUrl, centralUrl, buses: cars, pauseMs: pauseMs ?? 150_000, folderMadeAt: marker.createdAt }, random);
    break;
  case "crews":
    await workCrews(
      { edgeUrl, rounds: cars, pauseMs: pauseMs ?? 60_000, progress: layout(folder).worksProgress },
      sitesOf(marker),
      createRandom(marker.seed).fork("works"),
    );
    break;
}
process.exit(0);

// `npm run bench -- <name> [options]`: prints one JSON line a figure on stdout; progress goes to stderr.
import { benchApplication } from "./application/bench-application.ts";
import { benchCentre } from "./centre/bench-centre.ts";
import { benchCheck } from "./check/bench-check.ts";
import { benchEds } from "./eds/bench-eds.ts";
import { benchRegistry } from "./registry/bench-registry.ts";

const benches: Readonly<Record<string, (args: readonly string[]) => void | Promise<void>>> = {
  application: benchApplication,
  check: benchCheck,
  centre: benchCentre,
  eds: benchEds,
  registry: benchRegistry,
};

const [name = "", ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`npm run bench -- <name>; names: ${Object.keys(benches).join(", ")}\n`);
  process.exitCode = 3;
} else await bench(args);

// `npm run fuzz -- <name> [--runs N] [--seed N]`: progress on stderr, one JSON line at the end on stdout.
import { fuzzEds } from "./eds/fuzz-eds.ts";

const fuzzers: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { eds: fuzzEds };

const [name = "", ...args] = process.argv.slice(2);
const fuzzer = fuzzers[name];
if (fuzzer === undefined) {
  process.stderr.write(`npm run fuzz -- <name> [--runs N] [--seed N]; names: ${Object.keys(fuzzers).join(", ")}\n`);
  process.exitCode = 3;
} else process.exitCode = await fuzzer(args);

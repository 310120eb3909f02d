import { parseArgs } from "node:util";
import { bytesToHex } from "../../../packages/eds/src/bytes/bytes.ts";
import { allTargets } from "./all-targets.ts";
import type { FuzzJob, FuzzProgress } from "./fuzz-worker.ts";
import { growthOf } from "./growth.ts";
import { inputAt, joinReports, type FuzzFailure, type FuzzReport } from "./run-fuzz.ts";

/** An input that has not come back for so long, never will. Milliseconds. */
const hangMs = 30_000;

const usage = "npm run fuzz -- eds [--runs N] [--seed N] [--input N]\n";

const wholeNumber = (text: string | undefined, fallback: number): number | undefined => {
  if (text === undefined) return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
};

/** Runs in a worker and watches it. Gives the reports so far, and the input that hangs, if one does. */
const watched = (job: FuzzJob, onProgress: (done: number) => void): Promise<{ readonly report: FuzzReport; readonly hangsAt?: number }> => {
  const worker = new Worker(new URL("./fuzz-worker.ts", import.meta.url).href);
  const reports: FuzzReport[] = [];
  return new Promise((resolve, reject) => {
    let [seen, since] = [-1, performance.now()];
    const finish = (hangsAt?: number): void => {
      clearInterval(timer);
      worker.terminate();
      resolve({ report: joinReports(reports), ...(hangsAt !== undefined && { hangsAt }) });
    };
    const timer = setInterval(() => {
      const current = Atomics.load(job.current, 0);
      if (current !== seen) [seen, since] = [current, performance.now()];
      else if (current >= 0 && performance.now() - since > hangMs) finish(current);
    }, 250);
    worker.addEventListener("message", ({ data }: MessageEvent<FuzzProgress>) => {
      reports.push(data.report);
      onProgress(reports.reduce((sum, { runs }) => sum + runs, 0));
      if (data.isLast) finish();
    });
    worker.addEventListener("error", (event) => {
      clearInterval(timer);
      reject(new Error(event.message));
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    worker.postMessage(job);
  });
};

/** Makes one input again and judges it alone: for looking into a failure. */
const again = (seed: number, index: number, nationalFolder: string | undefined): number => {
  const { target, octets } = inputAt(allTargets(nationalFolder), seed, index);
  process.stdout.write(`${JSON.stringify({ target: target.name, hex: bytesToHex(octets) })}\n`);
  process.stdout.write(`${JSON.stringify({ outcome: target.judge(octets) })}\n`);
  return 0;
};

/**
 * `npm run fuzz -- eds [--runs N] [--seed N]`: judges mutated inputs of every reader and of the whole validation; exits with 1
 * where one throws, hangs, takes more than a second, grows worse than linearly, or proves what was not signed.
 */
export const fuzzEds = async (args: readonly string[]): Promise<number> => {
  const options = { runs: { type: "string" }, seed: { type: "string" }, input: { type: "string" } } as const;
  const { values } = parseArgs({ args: [...args], options, strict: false });
  const text = (value: string | boolean | undefined): string | undefined => (typeof value === "string" ? value : undefined);
  const runs = wholeNumber(text(values.runs), 1_000_000);
  const seed = wholeNumber(text(values.seed), Date.now() % 1_000_000);
  const input = text(values.input);
  if (runs === undefined || seed === undefined) {
    process.stderr.write(usage);
    return 3;
  }
  const nationalFolder = process.env["BEKET_EDS_DATA"];
  if (nationalFolder === undefined) process.stderr.write("SKIPPED: originals of the national CA (set BEKET_EDS_DATA to their folder)\n");
  if (input !== undefined) return again(seed, Number(input), nationalFolder);
  const current = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  const startedMs = performance.now();
  const step = Math.max(10_000, Math.floor(runs / 100));
  let told = 0;
  const { report, hangsAt } = await watched({ seed, runs, nationalFolder, current }, (done) => {
    if (done - told < step && done < runs) return;
    told = done;
    process.stderr.write(`${done} of ${runs} inputs, ${Math.round((performance.now() - startedMs) / 1000)} s\n`);
  });
  const growth = growthOf(() => performance.now());
  const hang: readonly FuzzFailure[] = hangsAt === undefined ? [] : [hangFailure(seed, hangsAt, nationalFolder)];
  const failures = [...hang, ...report.failures];
  const isLinear = growth.every(({ isLinear: linear }) => linear);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const ok = failures.length === 0 && isLinear && report.runs === runs;
  process.stdout.write(
    `${JSON.stringify({ fuzz: "eds", ok, national: nationalFolder !== undefined, seconds, ...report, failures, growth })}\n`,
  );
  return ok ? 0 : 1;
};

const hangFailure = (seed: number, index: number, nationalFolder: string | undefined): FuzzFailure => {
  const { target, octets } = inputAt(allTargets(nationalFolder), seed, index);
  return { index, seed, target: target.name, what: `did not come back in ${hangMs} ms`, hex: bytesToHex(octets) };
};

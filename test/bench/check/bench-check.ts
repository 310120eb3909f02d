import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { print } from "../figures.ts";
import { benchHttp } from "./http.ts";
import { benchInProcess } from "./in-process.ts";
import { buildPost } from "./post.ts";
import { benchReferShare } from "./refer-share.ts";

/** `check [--permits N] [--runs N]`: a decision beside its floors, with a replica of so many permits. */
export const benchCheck = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: { permits: { type: "string", default: "1000000" }, runs: { type: "string", default: "5" } },
  });
  const permits = Number(values.permits);
  const runs = Number(values.runs);
  if (!Number.isInteger(permits) || permits < 1 || !Number.isInteger(runs) || runs < 1)
    throw new Error("--permits and --runs are whole numbers from 1");
  const folder = mkdtempSync(join(tmpdir(), "beket-bench-"));
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  try {
    say(`building a replica of ${permits} permits`);
    const post = await buildPost(folder, permits, say);
    for (const one of benchInProcess(post, runs, 20_000)) print(one);
    for (const one of benchReferShare(post, 10_000)) print(one);
    for (const one of await benchHttp(post, runs, 3_000)) print(one);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

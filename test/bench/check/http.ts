import { join } from "node:path";
import { edgeRoutes, type CheckRequest } from "@beket/api";
import type { Stop } from "@beket/domain";
import { systemClock, systemRandom } from "@beket/node-kit";
import { formatUuid, uuidv7 } from "@beket/replication";
import { startProgram } from "../../support/programs.ts";
import { figure, median, percentile, type Figure } from "../figures.ts";
import { officer, type BenchPost } from "./post.ts";
import { mixedStops } from "./stops.ts";

const clock = systemClock();
const root = join(import.meta.dirname, "..", "..", "..");

const signIn = async (url: string): Promise<string> => {
  const response = await fetch(new URL(edgeRoutes.sessions, url), {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(url).origin },
    body: JSON.stringify({ officer: officer.code, pin: officer.pin, lane: "lane-1", tablet: "bench" }),
  });
  if (!response.ok) throw new Error(`sign-in: ${response.status}`);
  return (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
};

type Call = (stop: Stop) => Promise<void>;
const post = async (target: string, headers: Readonly<Record<string, string>>, body: unknown): Promise<void> => {
  const response = await fetch(target, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${target}: ${response.status}`);
};
const questionOf = (stop: Stop): CheckRequest => ({
  kind: "ask",
  id: formatUuid(uuidv7(clock, systemRandom)),
  stop,
  confirmed: [],
  purpose: "post-check",
});

/** Latencies in milliseconds of every request, with so many clients that each wait for their answer. */
const drive = async (call: Call, stops: readonly Stop[], clients: number): Promise<readonly number[]> => {
  const latencies: number[] = [];
  const queue = stops.values();
  const client = async (): Promise<void> => {
    for (const stop of queue) {
      const from = performance.now();
      await call(stop);
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return latencies;
};

/** p99 of a check over HTTP beside a bare route with the same group commit, at 1 and at 50 clients. */
export const benchHttp = async (benchPost: BenchPost, runs: number, stopsPerRun: number): Promise<readonly Figure[]> => {
  const edge = await startProgram(join(root, "edge/src/main.ts"), [
    "--node",
    benchPost.nodePath,
    "--data",
    join(benchPost.folder, "data"),
    "--port",
    "0",
  ]);
  const bare = await startProgram(join(root, "test/bench/check/bare-server.ts"), [benchPost.folder, benchPost.node.eventPublicKey]);
  try {
    const cookie = await signIn(edge.url);
    const origin = new URL(edge.url).origin;
    const ask: Call = (stop) => post(new URL(edgeRoutes.checks, edge.url).href, { cookie, origin }, questionOf(stop));
    const peer: Call = (stop) => post(new URL("/check", bare.url).href, {}, questionOf(stop));
    const figures: Figure[] = [];
    for (const clients of [1, 50]) {
      const ours: number[] = [];
      const floors: number[] = [];
      for (let run = -1; run < runs; run += 1) {
        const stops = mixedStops(benchPost, stopsPerRun, 1_000 * clients + run);
        const first = await drive(ask, stops, clients);
        const second = await drive(peer, stops, clients);
        if (run < 0) continue;
        ours.push(percentile(first, 0.99));
        floors.push(percentile(second, 0.99));
      }
      figures.push(
        figure(`check-http-p99-${clients}-client${clients === 1 ? "" : "s"}`, median(ours), "ms", {
          name: "bare Hono route with the same group commit, p99",
          value: median(floors),
        }),
      );
    }
    return figures;
  } finally {
    await edge.stop();
    await bare.stop();
  }
};

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { layout } from "../../demo/src/layout.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/free-port.ts";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "beket-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Demo = {
  readonly child: ChildProcess;
  readonly printed: () => string;
  readonly ended: Promise<number | null>;
  readonly portal: string;
  readonly officer: string;
  /** Of the border post and of the crews' base. */
  readonly others: readonly string[];
};

/** `beket start` as a person types it: Node starts the command, the command starts the programs. */
const start = async (more: readonly string[]): Promise<Demo> => {
  const ports = { portal: await freePort(), officer: await freePort(), border: await freePort(), crew: await freePort() };
  const flags = {
    "portal-port": ports.portal,
    "officer-port": ports.officer,
    "border-port": ports.border,
    "crew-port": ports.crew,
  };
  for (const flag of ["authority-port", "bridge-port", "broker-port", "ncalayer-port", "ncalayer-page-port"])
    Object.assign(flags, { [flag]: await freePort() });
  const args = Object.entries(flags).map(([flag, port]) => `--${flag}=${port}`);
  const child = spawn(
    "node",
    [join(root, "cli/bin/beket.mjs"), "start", "--data", folder, "--organisations=6", "--permits=60", ...more, ...args],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  return {
    child,
    printed: () => printed,
    ended,
    portal: `http://127.0.0.1:${ports.portal}`,
    officer: `http://127.0.0.1:${ports.officer}`,
    others: [`http://127.0.0.1:${ports.border}/medic/`, `http://127.0.0.1:${ports.crew}/crew/`, `http://127.0.0.1:${ports.portal}/centre/`],
  };
};
const isUp = async (demo: Demo): Promise<true | null> => {
  for (const url of [...demo.others, `${demo.portal}/`, `${demo.officer}/`, `${demo.portal}/health`, `${demo.officer}/health`]) {
    const response = await fetch(url);
    if (!response.ok) return null;
  }
  return demo.printed().includes("the city is there") ? true : null;
};
const isGone = async (url: string): Promise<true | null> => {
  try {
    await fetch(url);
    return null;
  } catch {
    return true;
  }
};

describe("beket start", () => {
  it("[CL7] brings the whole system up, ends it at Ctrl-C, and finds the data again", async () => {
    const first = await start([]);
    await eventually(
      "a bus came and crews told of their work",
      () => (/a day begins on \d+ lanes/.test(first.printed()) && first.printed().includes("work are told")) || null,
      180_000,
    );
    await eventually("the demo is up", () => isUp(first), 120_000);
    expect(first.printed()).toContain(first.portal);
    expect(first.printed()).toContain(first.officer);
    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);
    expect(await isGone(first.portal)).toBe(true);
    expect(await isGone(first.officer)).toBe(true);
    const seeded = readFileSync(layout(folder).seedProgress, "utf8");
    expect(JSON.parse(seeded)).toMatchObject({ done: true, permits: 60 });

    const second = await start(["--no-day"]);
    await eventually("the demo is up again", () => isUp(second), 120_000);
    expect(readFileSync(layout(folder).seedProgress, "utf8")).toBe(seeded);
    second.child.kill("SIGKILL");
    await second.ended;
    await eventually("its programs end with it", () => isGone(second.portal), 30_000);
    await eventually("its programs end with it", () => isGone(second.officer), 30_000);
  });
});

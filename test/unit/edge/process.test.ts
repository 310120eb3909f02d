import { edgeRoutes, Health } from "@beket/api";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeFile } from "./support/city.ts";

const main = join(import.meta.dirname, "../../../edge/src/main.ts");
let folder: string;
let running: Bun.Subprocess<"ignore", "pipe", "pipe">[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beket-edge-process-"));
  running = [];
  writeFileSync(join(folder, "node.json"), JSON.stringify(nodeFile()));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Beket</title>");
  writeFileSync(join(folder, "sw.js"), "self.skipWaiting();");
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  await Promise.all(running.map((child) => child.exited));
  rmSync(folder, { recursive: true, force: true });
});

/** The real program as an operator starts it. The broker of its node file does not exist. */
function start(...more: readonly string[]) {
  const child = Bun.spawn(
    [process.execPath, main, "--node", join(folder, "node.json"), "--data", join(folder, "data"), "--port", "0", ...more],
    {
      env: { PATH: process.env["PATH"] ?? "" },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    },
  );
  running.push(child);
  return child;
}
async function listening(child: ReturnType<typeof start>): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout) {
    text += new TextDecoder().decode(chunk);
    const match = /^listening (http:\/\/\S+)$/m.exec(text);
    if (match?.[1] !== undefined) return match[1];
  }
  throw new Error(`the edge ended: ${await new Response(child.stderr).text()}`);
}
const ending = async (child: ReturnType<typeof start>) => ({
  code: await child.exited,
  lines: (await new Response(child.stderr).text()).trim().split("\n"),
});

describe("the program", () => {
  it("[EN33] starts without a broker, serves its app, and ends cleanly at SIGTERM, as often as one likes", async () => {
    for (let round = 0; round < 2; round++) {
      const child = start("--app", folder);
      const url = await listening(child);
      const health = v.parse(Health, await (await fetch(`${url}/health`)).json());
      expect(health).toMatchObject({ program: "edge", status: "failing" });
      const page = await fetch(`${url}/referrals/some-page`);
      expect(await page.text()).toContain("Beket");
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
      const worker = await fetch(`${url}/sw.js`);
      expect([worker.headers.get("content-type"), worker.headers.get("cache-control")]).toEqual([
        "text/javascript; charset=utf-8",
        "no-cache",
      ]);
      expect((await fetch(`${url}${edgeRoutes.post}`)).status).toBe(200);
      child.kill("SIGTERM");
      expect(await child.exited).toBe(0);
    }
    expect(readFileSync(join(folder, "data", "journal.db")).length).toBeGreaterThan(0);
  });

  it("[EN33] says a taken port or folder in one line and ends with 2", async () => {
    const first = start();
    const { port } = new URL(await listening(first));
    const sameFolder = await ending(start());
    expect(sameFolder).toMatchObject({ code: 2, lines: [expect.stringContaining("another process is using this data folder")] });
    const samePort = await ending(start("--data", join(folder, "other"), "--port", port));
    expect(samePort).toMatchObject({ code: 2, lines: [expect.stringContaining("is taken by another program")] });
  });

  it("[EN33] says which file is damaged and what to do with it in one line, ends with 2, and does without a replica that was moved away", async () => {
    const first = start();
    await listening(first);
    first.kill("SIGTERM");
    await first.exited;
    const data = join(folder, "data");
    for (const name of readdirSync(data).filter((file) => file.endsWith(".db"))) {
      const sound = readFileSync(join(data, name));
      writeFileSync(join(data, name), Buffer.alloc(20_000, "no database "));
      const told = await ending(start());
      expect(told).toMatchObject({ code: 2, lines: [expect.stringMatching(new RegExp(`${name}: damaged: move it out`))] });
      if (name.startsWith("replica")) rmSync(join(data, name));
      else writeFileSync(join(data, name), sound);
    }
    expect(await listening(start())).toMatch(/^http/);
  });

  it("[EN33] says every fault of its configuration at once", async () => {
    const { code, lines } = await ending(start("--port", "70000", "--colour", "red"));
    expect(code).toBe(2);
    expect(lines.join("\n")).toMatch(/port/);
    expect(lines.join("\n")).toMatch(/colour/);
    writeFileSync(join(folder, "node.json"), JSON.stringify(nodeFile({ mode: "production" })));
    const refused = await ending(start("--app", join(folder, "nowhere")));
    expect(refused.code).toBe(2);
    expect(refused.lines).toEqual([expect.stringContaining("must be enrolled"), expect.stringContaining("has no index.html")]);
  });

  it("[EN33] opens again after SIGKILL", async () => {
    const first = start();
    await listening(first);
    first.kill("SIGKILL");
    await first.exited;
    expect(await listening(start())).toMatch(/^http/);
  });
});

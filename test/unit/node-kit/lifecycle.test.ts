import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lockFile } from "@beket/node-kit";
import { temporaryFolder } from "../../contract/stores/samples.ts";

const { file, remove } = temporaryFolder();
const children: Bun.Subprocess[] = [];
afterAll(() => {
  for (const child of children) child.kill(9);
  remove();
});
const kit = join(import.meta.dirname, "../../../packages/node-kit/src/index.ts");

/** A program of a few lines in a process of its own; `line` waits for its next line. */
function start(
  name: string,
  source: string,
): { readonly child: Bun.Subprocess<"ignore", "pipe", "pipe">; readonly line: () => Promise<string> } {
  writeFileSync(file(name), `import { lockFile, runUntilSignal } from ${JSON.stringify(kit)};\n${source}`);
  const child = Bun.spawn([process.execPath, file(name)], { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  children.push(child);
  const reader = child.stdout.getReader();
  return {
    child,
    line: async () =>
      Buffer.from((await reader.read()).value ?? [])
        .toString("utf8")
        .trim(),
  };
}

describe("the lock of a data folder", () => {
  it("[AP4] is held by one process and freed by its death", async () => {
    const { child, line } = start(
      "holder.ts",
      `const take = () => lockFile(${JSON.stringify(file("data.lock"))}).ok;
       const taken = take(); setTimeout(() => { Bun.gc(true); console.log(taken); }, 10); setInterval(() => {}, 1000);`,
    );
    expect(await line()).toBe("true");
    expect(lockFile(file("data.lock"))).toMatchObject({ ok: false, error: { code: "locked" } });
    child.kill(9);
    await child.exited;
    const mine = lockFile(file("data.lock"));
    expect(mine.ok).toBe(true);
    if (mine.ok) mine.value.release();
  });

  it("[AP4] is refused twice within one process, and given again after release", () => {
    const first = lockFile(file("own.lock"));
    expect(lockFile(file("own.lock"))).toMatchObject({ ok: false, error: { code: "locked" } });
    if (first.ok) first.value.release();
    const again = lockFile(file("own.lock"));
    expect(again.ok).toBe(true);
    if (again.ok) again.value.release();
  });

  it("[AP4] says in one line when the folder is not there", () => {
    const outcome = lockFile(file("nowhere/data.lock"));
    expect(outcome).toMatchObject({ ok: false, error: { code: "lock-failed" } });
    if (!outcome.ok) expect(outcome.error.line).not.toContain("\n");
  });
});

describe("a signal", () => {
  const program = (stop: string): string =>
    `setInterval(() => {}, 1000); const done = runUntilSignal(async () => { ${stop} }); console.log("ready"); process.exit(await done);`;

  it("[AP5] stops in order, with exit code 0", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { child, line } = start(`stop-${signal}.ts`, program("console.log('stopped');"));
      expect(await line()).toBe("ready");
      child.kill(signal);
      expect(await line()).toBe("stopped");
      expect(await child.exited).toBe(0);
    }
  });

  it("[AP5] a later second one ends a program that hangs; one in the same moment is the same wish", async () => {
    const { child, line } = start("hang.ts", program("console.log('stopping'); await new Promise(() => {});"));
    expect(await line()).toBe("ready");
    child.kill("SIGTERM");
    expect(await line()).toBe("stopping");
    const firstAt = performance.now();
    const again = setInterval(() => child.kill("SIGTERM"), 100);
    expect(await child.exited).toBe(130);
    clearInterval(again);
    expect(performance.now() - firstAt).toBeGreaterThan(500);
  });

  it("[AP5] the end of the supervisor's pipe stops in order", async () => {
    writeFileSync(file("piped.ts"), `import { runUntilSignal } from ${JSON.stringify(kit)};\n${program("console.log('stopped');")}`);
    const env = { ...process.env, BEKET_STOP_AT_STDIN_END: "1" };
    const child = Bun.spawn([process.execPath, file("piped.ts")], { stdin: "pipe", stdout: "pipe", stderr: "ignore", env });
    children.push(child);
    await child.stdin.end();
    expect(await new Response(child.stdout).text()).toBe("ready\nstopped\n");
    expect(await child.exited).toBe(0);
  });

  it("[AP5] a stop that fails is said and gives exit code 1", async () => {
    const { child, line } = start("fail.ts", program("throw new Error('the journal is busy');"));
    expect(await line()).toBe("ready");
    child.kill("SIGTERM");
    expect(await child.exited).toBe(1);
    expect(await new Response(child.stderr).text()).toContain("stopping failed: the journal is busy");
  });
});

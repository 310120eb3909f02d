import { spawn } from "node:child_process";
import { writeSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { projectRoot } from "../project-root.ts";

/** Runs a program in a process of its own: programs never import each other, and a crash of one must not end another. */
export const programCommand = (name: string, folder: string, summary: string): Command => ({
  name,
  summary,
  help: "",
  run: (args) => {
    // The program knows its options, the command how it is called.
    if (args.includes("--help")) writeSync(1, `Usage: beket ${name} [options]\n\nTo ${summary}. Flags win over the environment.\n\n`);
    const { promise, resolve } = Promise.withResolvers<number>();
    const child = spawn(process.execPath, [join(projectRoot, folder, "src", "main.ts"), ...args], { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
    child.on("error", () => resolve(exitCode.cannotRun));
    child.on("exit", (code) => resolve(code ?? exitCode.failed));
    return promise;
  },
});

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A program of the project as a real process. */
export type RunningProgram = {
  readonly url: string;
  readonly pid: number;
  /** Everything it printed so far, both streams. */
  readonly output: () => string;
  readonly stop: () => Promise<number>;
  /** SIGKILL: no flush, no goodbye. */
  readonly kill: () => Promise<void>;
  readonly ended: Promise<number>;
};

/** Starts it under Bun and waits for its `listening URL` line (or another line that starts with `ready`); throws with its output when it ends first. */
export const startProgram = async (path: string, args: readonly string[], ready = "listening"): Promise<RunningProgram> => {
  const child = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  const ended = Promise.withResolvers<number>();
  const started = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (line.startsWith(ready)) started.resolve(line);
    });
  }
  child.on("exit", (code) => {
    ended.resolve(code ?? 137);
    started.reject(new Error(`${path} ended with ${code ?? "a signal"} before it was ready:\n${lines.join("\n")}`));
  });
  const line = await started.promise;
  return {
    url: /(https?|wss?|mqtt):\/\/\S+/.exec(line)?.[0] ?? "",
    pid: child.pid ?? -1,
    output: () => lines.join("\n"),
    ended: ended.promise,
    stop: () => {
      child.kill("SIGTERM");
      return ended.promise;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended.promise;
    },
  };
};

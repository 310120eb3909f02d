import { spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs the `beket` command as a person would and waits for its end. */
export const runCommand = (args: readonly string[], stdin: string | Uint8Array = ""): Promise<Finished> => {
  const { promise, resolve, reject } = Promise.withResolvers<Finished>();
  const child = spawn(process.execPath, [join(root, "cli/src/main.ts"), ...args], { cwd: root });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  child.on("error", reject);
  child.on("close", (code) => resolve({ code: code ?? -1, ...output }));
  child.stdin.end(stdin);
  return promise;
};

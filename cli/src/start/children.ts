import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { err, ok, type Result } from "@beket/domain";
import { projectRoot } from "../project-root.ts";

export type ChildSpec = {
  readonly name: string;
  /** Path of the program below the project's root. */
  readonly program: string;
  readonly args: readonly string[];
  /** The child is ready when it prints a line that starts so; null: when it ends with exit code 0. */
  readonly readyLine: string | null;
};
export type Child = {
  readonly name: string;
  readonly readyLine: string;
  readonly ended: Promise<number>;
  readonly stop: () => Promise<void>;
};
export type ChildFault = { readonly name: string; readonly exitCode: number };

const stopWithinMs = 15_000;

const relay = (name: string, stream: NodeJS.ReadableStream, onLine: (line: string) => void): void => {
  createInterface({ input: stream }).on("line", (line) => {
    onLine(line);
    process.stdout.write(`[${name}] ${line}\n`);
  });
};

const ending = (child: ChildProcess): Promise<number> => {
  const { promise, resolve } = Promise.withResolvers<number>();
  child.on("exit", (code) => resolve(code ?? 1));
  child.on("error", () => resolve(2));
  return promise;
};

const stopping = (child: ChildProcess, ended: Promise<number>) => async (): Promise<void> => {
  child.stdin?.end();
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
  await ended;
  clearTimeout(timer);
};

/**
 * Starts a program and waits until it is ready. It gets a session of its own, so that Ctrl-C reaches only the supervisor, which
 * ends the programs in order; and a pipe as stdin, whose end tells it that the supervisor is gone. `cancelled` stops the waiting.
 */
export const startChild = async (spec: ChildSpec, cancelled: Promise<unknown>): Promise<Result<Child, ChildFault>> => {
  const child = spawn(process.execPath, [`${projectRoot}/${spec.program}`, ...spec.args], {
    cwd: projectRoot,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, BEKET_STOP_AT_STDIN_END: "1" },
  });
  const ended = ending(child);
  const ready = Promise.withResolvers<string | null>();
  relay(spec.name, child.stdout, (line) => {
    if (spec.readyLine !== null && line.startsWith(spec.readyLine)) ready.resolve(line);
  });
  relay(spec.name, child.stderr, () => undefined);
  void ended.then((code) => ready.resolve(code === 0 && spec.readyLine === null ? "" : null));
  const line = await Promise.race([ready.promise, cancelled.then(() => "")]);
  if (line === null) return err({ name: spec.name, exitCode: await ended });
  return ok({ name: spec.name, readyLine: line, ended, stop: stopping(child, ended) });
};

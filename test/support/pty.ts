import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { becomes } from "./eventually.ts";

/** Whether socat is here; says aloud what is skipped without it, and fails where nothing may be skipped. */
export const hasSocat = (): boolean => {
  if (spawnSync("socat", ["-V"], { stdio: "ignore" }).status === 0) return true;
  if (process.env["CI"] !== undefined) throw new Error("socat must be installed where nothing may be skipped");
  console.warn("SKIPPED: the serial lines (socat is not installed)");
  return false;
};

export type PtyPair = {
  /** What a scanner types into the far end; resolves when the kernel has it. */
  readonly type: (bytes: string | Uint8Array) => Promise<void>;
  /** Pulls the plug. */
  readonly unplug: () => Promise<void>;
};

/** A serial line of two pseudo terminals: `device` is the file that a program opens, as a driver's udev link would be. */
export async function plugIn(device: string): Promise<PtyPair> {
  const far = `${device}.far`;
  const socat = spawn("socat", [`PTY,link=${device},raw,echo=0`, `PTY,link=${far},raw,echo=0`], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => socat.on("exit", () => resolve()));
  await becomes(() => existsSync(device) && existsSync(far));
  return {
    type: (bytes) => writeFile(far, bytes),
    unplug: async () => {
      socat.kill("SIGTERM");
      await ended;
    },
  };
}

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium, type BrowserContext } from "playwright-core";

/** A browser with a profile of its own on the disk: what an app keeps there must survive the death of the browser. */
export type KeptBrowser = {
  /** Starts it, or starts it again with the same profile. */
  readonly start: () => Promise<BrowserContext>;
  /** SIGKILL of every process of it: no flush, no goodbye. */
  readonly kill: () => Promise<void>;
  readonly end: () => Promise<void>;
};

const flags =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --remote-debugging-port=0";

export const createKeptBrowser = (): KeptBrowser => {
  const profile = mkdtempSync(join(tmpdir(), "beket-profile-"));
  let killNow: (() => Promise<void>) | null = null;
  const kill = async (): Promise<void> => {
    const now = killNow;
    killNow = null;
    await now?.();
  };
  return {
    start: async () => {
      // A process group of its own, so that one signal ends the renderers too.
      const child = spawn("/usr/bin/chromium", [...flags.split(" "), `--user-data-dir=${profile}`], {
        detached: true,
        stdio: ["ignore", "ignore", "pipe"],
      });
      const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
      const address = await new Promise<string>((resolve, reject) => {
        createInterface({ input: child.stderr }).on("line", (line) => {
          const found = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
          if (found !== undefined) resolve(found);
        });
        child.on("exit", () => reject(new Error("Chromium ended before it was ready")));
      });
      killNow = async () => {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
        await ended;
      };
      const browser = await chromium.connectOverCDP(address);
      const [context] = browser.contexts();
      if (context === undefined) throw new Error("Chromium has no profile open");
      return context;
    },
    kill,
    end: async () => {
      await kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const path = "/usr/bin/chromium";

/** Whether Debian's Chromium is here; says aloud what is skipped without it, and fails where nothing may be skipped. */
export const hasChromium = (): boolean => {
  if (existsSync(path)) return true;
  if (process.env["CI"] !== undefined) throw new Error("Chromium must be installed where nothing may be skipped");
  console.warn("SKIPPED: the browser tests (Chromium is not installed)");
  return false;
};

/** Without the flags Chromium looks for Google's hosts at every start. */
export const startBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
      .split(" ")
      .concat(more),
  });

import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { buildPageTests, type PageBundle } from "../support/page-tests/build-page-tests.ts";
import { startPageTestServer, type PageTestServer } from "../support/page-tests/page-test-server.ts";

// packages/eds is for browsers too: all its unit tests run in one, with the same number of tests as under Bun.

const root = join(import.meta.dirname, "../..");
const folder = join(root, "test/unit/eds");
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".test.ts"))
  .toSorted();

/** These compare what is computed with WebAssembly and without it: they need both. */
const comparesWebAssembly: ReadonlySet<string> = new Set(
  files.filter((name) => readFileSync(join(folder, name), "utf8").includes("-wasm.ts")),
);

/** How many tests vitest itself sees in each file. */
const countsUnderBun = async (): Promise<ReadonlyMap<string, number>> => {
  const scratch = mkdtempSync(join(tmpdir(), "beket-page-tests-"));
  const list = join(scratch, "list.json");
  const vitest = [
    "--bun",
    join(root, "node_modules/.bin/vitest"),
    "list",
    "--project",
    "unit",
    "--no-static-parse",
    `--json=${list}`,
    folder,
  ];
  try {
    await promisify(execFile)(join(root, "node_modules/.bin/bun"), vitest, { cwd: root });
    const listed: unknown = JSON.parse(readFileSync(list, "utf8"));
    if (!Array.isArray(listed)) throw new Error("vitest lists no tests");
    const counts = new Map<string, number>();
    for (const test of listed) {
      const name = basename(String(test.file));
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
  } finally {
    rmSync(scratch, { recursive: true });
  }
};

describe.runIf(hasChromium())("the unit tests of packages/eds in Chromium", () => {
  let browser: Browser | undefined;
  let bundle: PageBundle;
  let expected: ReadonlyMap<string, number>;
  const servers: PageTestServer[] = [];
  const serve = (scriptSources: string): PageTestServer => {
    const server = startPageTestServer(bundle, scriptSources);
    servers.push(server);
    return server;
  };

  beforeAll(async () => {
    [browser, bundle, expected] = await Promise.all([
      startBrowser(),
      buildPageTests(files.map((name) => join(folder, name))),
      countsUnderBun(),
    ]);
  });
  afterAll(async () => {
    await Promise.all(servers.map(({ stop }) => stop()));
    await browser?.close();
  });

  // Without 'unsafe-eval' nothing may be made of text; without 'wasm-unsafe-eval' not even of octets. Both pages at once: each has a core.
  it.concurrent.each([
    ["pass, all of them, on a page that allows WebAssembly", "'wasm-unsafe-eval'", new Set<string>()],
    ["pass on a page that allows nothing but its own scripts", "", comparesWebAssembly],
  ])("[ED139] %s", async (_what, scriptSources, leftOut) => {
    if (browser === undefined) throw new Error("no browser");
    const opened = browser;
    const server = serve(scriptSources);
    const counts = new Map<string, number>();
    const failed: unknown[] = [];
    for (const { file, script } of bundle.entries.filter((entry) => !leftOut.has(basename(entry.file)))) {
      const { results, blocked } = await server.run(opened, script);
      counts.set(basename(file), results.length);
      failed.push(...results.filter(({ error }) => error !== undefined));
      failed.push(...blocked.filter((what) => !what.endsWith("wasm-eval")));
    }
    expect(failed).toEqual([]);
    expect(counts).toEqual(new Map([...expected].filter(([name]) => !leftOut.has(name))));
    expect(counts.size).toBe(files.length - leftOut.size);
  });
});

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Database } from "bun:sqlite";
import type { Browser, Page } from "playwright-core";
import { createRandom } from "../../../demo/src/city/random.ts";
import { inventIin } from "../../../demo/src/city/identifiers.ts";
import { readMarker } from "../../../demo/src/prepare/marker.ts";
import { cityOf } from "../../../demo/src/prepare/write-folder.ts";
import { hasChromium, startBrowser } from "../../support/e2e/browser.ts";
import { createDemoSystem, post, type DemoSystem } from "../../support/e2e/demo-system.ts";
import { createPortalPage } from "../../support/e2e/portal-page.ts";
import { writeXlsx } from "../../support/tables/write-xlsx.ts";
import { figure, median, print } from "../figures.ts";

const rowsCount = 10_000;
const roundsUsual = 5;
/** What a page may stand still for; a longer task is a frame that a person sees frozen. */
const frozenMs = 100;

/** Every part of one application, in milliseconds. */
type Round = {
  readonly read: number;
  readonly prepare: number;
  readonly submit: number;
  readonly edge: number;
  /** Longest task of the page's main thread while the file was read, checked and shown; 0: none over 50 ms. */
  readonly longestRead: number;
  /** The same while the document was prepared, compared with the form, and shown. */
  readonly longestPrepare: number;
};

/**
 * `npm run bench -- application [rounds]`: a workbook of 10,000 people from the file to the tablets' node. A head's page in Chromium
 * reads and checks it, central prepares the document, NCALayer's simulator signs, central validates (OCSP over HTTP), decides and
 * commits, and the permits are durable in the replica of an edge node. All programs are processes of their own on this machine.
 */
export async function benchApplication(args: readonly string[]): Promise<void> {
  if (!hasChromium()) throw new Error("Chromium is needed: apt-get install chromium");
  const rounds = Number(args[0] ?? roundsUsual);
  const system = await createDemoSystem({ organisations: 4, permits: 8 });
  let browser: Browser | null = null;
  try {
    const bin = enlarge(system);
    await system.start("central");
    await system.start("edge");
    await system.signer("head");
    browser = await startBrowser();
    const workbook = inventWorkbook();
    process.stderr.write(`${rowsCount} rows, ${(workbook.length / 1024).toFixed(0)} KiB of XLSX, ${rounds} rounds\n`);
    const done: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const one = await applyOnce(system, page, bin, workbook, rounds - round);
      await page.close();
      process.stderr.write(`${JSON.stringify(one)}\n`);
      done.push(one);
    }
    tell(done);
  } finally {
    await browser?.close();
    await system.end();
  }
}

function tell(done: readonly Round[]): void {
  const middle = (of: (round: Round) => number): number => median(done.map(of));
  const submitToEdge = middle(({ submit, edge }) => submit + edge);
  print(
    figure(
      `application: ${rowsCount} rows of XLSX read and checked in the browser, p50`,
      middle(({ read }) => read),
      "ms",
    ),
  );
  const frozen = { name: "a frozen frame", value: frozenMs };
  print(figure("application: longest task of the page meanwhile", Math.max(...done.map((one) => one.longestRead)), "ms", frozen));
  print(
    figure(
      "application: document prepared and shown, p50",
      middle(({ prepare }) => prepare),
      "ms",
    ),
  );
  const prepared = Math.max(...done.map((one) => one.longestPrepare));
  print(figure("application: longest task while it was prepared and shown", prepared, "ms", frozen));
  print(
    figure(
      "application: signed, validated, decided, p50",
      middle(({ submit }) => submit),
      "ms",
    ),
  );
  print(
    figure(
      "application: from there durable on an edge, p50",
      middle(({ edge }) => edge),
      "ms",
    ),
  );
  print(figure("application: from the signature to durable on an edge, p50", submitToEdge, "ms", { name: "goal", value: 5_000 }));
  const whole = middle(({ read, prepare, submit, edge }) => read + prepare + submit + edge);
  print(
    figure("application: from the file to durable on an edge, p50", whole, "ms", {
      name: "a list's way in 2020 (8 h)",
      value: 8 * 3_600_000,
    }),
  );
}

/** The demo's first organisation becomes large enough; its BIN. */
function enlarge(system: DemoSystem): string {
  const bin = cityOf(readMarker(system.folder)).organisations[0]?.bin;
  if (bin === undefined) throw new Error("the demo has no organisation");
  const path = system.at.central.organisations;
  const larger = readFileSync(path, "utf8")
    .split("\n")
    .map((line) => (line.includes(bin) ? JSON.stringify({ ...JSON.parse(line), headcount: 200_000 }) : line));
  writeFileSync(path, larger.join("\n"));
  return bin;
}

function inventWorkbook(): Uint8Array {
  const random = createRandom(20_200_416);
  const seen = new Set<string>();
  while (seen.size < rowsCount) seen.add(inventIin(random));
  const people = [...seen].map((iin, at) => [`Тізімов Нөмір${at}`, iin, "оператор"]);
  return writeXlsx([{ name: "Тізім", rows: [["Аты-жөні", "ЖСН", "Лауазымы"], ...people] }]);
}

async function applyOnce(system: DemoSystem, page: Page, bin: string, workbook: Uint8Array, daysShorter: number): Promise<Round> {
  const at = (testId: string) => page.getByTestId(testId);
  page.setDefaultTimeout(120_000);
  await page.addInitScript(() => {
    Reflect.set(globalThis, "longest", 0);
    new PerformanceObserver((list) => {
      const longest = Math.max(Reflect.get(globalThis, "longest"), ...list.getEntries().map(({ duration }) => duration));
      Reflect.set(globalThis, "longest", longest);
    }).observe({ type: "longtask", buffered: true });
  });
  await createPortalPage(page, system.urls.signing).open();
  await page.getByLabel("BIN of the organisation").fill(bin);
  await page.locator('[data-testid^="standing-"]').waitFor();
  await at("next").click();
  await at("ledger").locator('input[value="roadblock"]').check();
  await at("purpose").locator('input[value="supply"]').check();
  // A later end each time: a permit that covers what is asked for is not given again.
  const end = page.locator('input[type="date"]').nth(1);
  await end.fill(dayBefore(await end.inputValue(), daysShorter));
  await at("next").click();
  await at("import").click();
  await takeLongest(page);

  const begin = performance.now();
  await at("import-file").setInputFiles({
    name: "roster.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(workbook),
  });
  await at("import-found").waitFor();
  await at("import-add").click();
  await at("import-dialog").waitFor({ state: "detached" });
  const read = performance.now();
  const longestRead = await takeLongest(page);
  await at("next").click();
  await at("sign").waitFor();
  const prepared = performance.now();
  const longestPrepare = await takeLongest(page);
  await at("sign").click();
  await page.locator('[data-testid="outcome-issued"]').waitFor();
  const decided = performance.now();
  await durableAtEdge(system);
  return {
    read: read - begin,
    prepare: prepared - read,
    submit: decided - prepared,
    edge: performance.now() - decided,
    longestRead,
    longestPrepare,
  };
}

/** The longest task since it was asked last. */
const takeLongest = (page: Page): Promise<number> =>
  page.evaluate((): number => {
    const longest: number = Reflect.get(globalThis, "longest");
    Reflect.set(globalThis, "longest", 0);
    return longest;
  });

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** Waits until the replica of the post's ledger, as it lies on the disk, is whole and at central's version. */
async function durableAtEdge(system: DemoSystem): Promise<void> {
  const central = new Database(join(system.at.central.data, "ledger-roadblock.db"), { readonly: true });
  const folder = system.at.edge(post).data;
  const name = readdirSync(folder).find((file) => /^replica-.*roadblock.*\.db$/.test(file));
  if (name === undefined) throw new Error("the edge has no replica of its ledger");
  const edge = new Database(join(folder, name), { readonly: true });
  const wanted = central.query<{ version: number }, []>("select version from scope").get()?.version ?? 0;
  const held = edge.query<{ version: number; whole: number }, []>("select version, whole from position");
  try {
    for (;;) {
      const position = held.get();
      if (position !== null && position.whole === 1 && position.version >= wanted) return;
      await Bun.sleep(5);
    }
  } finally {
    edge.close();
    central.close();
  }
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readMarker } from "../../demo/src/prepare/marker.ts";
import { cityOf } from "../../demo/src/prepare/write-folder.ts";
import { eventually } from "../support/eventually.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { evidenceOfSubmissions } from "../support/e2e/central-evidence.ts";
import { createDemoSystem, type DemoSystem } from "../support/e2e/demo-system.ts";
import { createPortalPage } from "../support/e2e/portal-page.ts";
import { runCommand } from "../support/run-command.ts";

const pictures = join(import.meta.dirname, "..", ".artifacts", "screens");
const widths = [360, 800, 1440] as const;

// The day on which the certification authority does not answer: nothing is guessed, nothing is lost, and nobody signs twice.
describe.runIf(hasChromium())("a signature whose status cannot be asked", () => {
  let system: DemoSystem;
  let browser: Browser;
  let bin = "";

  beforeAll(async () => {
    system = await createDemoSystem({ organisations: 4, permits: 8 });
    bin = cityOf(readMarker(system.folder)).organisations[0]?.bin ?? "";
    // The services wrote where they would be, and went away: central has never heard from them.
    await system.start("authority");
    await system.running.get("authority")?.stop();
    await system.start("central");
    await system.signer("head");
    browser = await startBrowser();
    mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await system?.end();
  });

  it("waits in sight of the head, outlives a killed central, and is issued when the authority answers", async () => {
    const page = await browser.newPage();
    const portal = createPortalPage(page, system.urls.signing);
    await portal.open();
    await portal.standing(bin);
    await portal.fillIn({
      bin,
      ledger: "roadblock",
      purpose: "supply",
      persons: ["Сынақов Бірінші\t871008401447"],
      vehicles: ["731KBT02"],
    });
    await portal.sign();
    const waiting = page.getByTestId("outcome-waiting");
    await waiting.waitFor();
    // Who did not answer, and when it is asked next.
    await expect.poll(() => page.getByTestId("waiting-for").textContent(), { timeout: 30_000 }).toContain("no connection");
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(pictures, `portal-waiting-en-${width}.png`), fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
    expect(await page.locator('[data-testid^="outcome-"]').getAttribute("data-testid")).toBe("outcome-waiting");

    await system.running.get("central")?.kill();
    await system.start("central");
    await system.start("authority");
    // Central asks less and less often, and the page follows.
    await page.getByTestId("outcome-issued").waitFor({ timeout: 300_000 });
    await page.close();
  });

  it("[CL13] leaves evidence that validates again without central, with a time-stamp of its own", async () => {
    const [bundle] = await eventually("the signature is stamped", async () => {
      const stamped = evidenceOfSubmissions(system.at.central.data, system.folder).filter(({ timestamps }) => timestamps > 0);
      return stamped.length === 0 ? null : stamped;
    });
    if (bundle === undefined) throw new Error("no bundle");
    const again = await runCommand(["eds", "revalidate", "--bundle", bundle.path, "--trust", system.at.central.trust, "--json"]);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      same: true,
      context: { policy: { id: "permit.archive" }, expected: { bin } },
      report: {
        indication: "TOTAL_PASSED",
        signatures: [{ level: "B-T", bestSignatureTimeFrom: "receipt" }],
      },
    });
  });
});

import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPin } from "../../demo/src/prepare/officers.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { createDemoSystem, post, type DemoSystem } from "../support/e2e/demo-system.ts";
import { createOfficerPage } from "../support/e2e/officer-page.ts";
import { createPortalPage } from "../support/e2e/portal-page.ts";
import { readMarker } from "../../demo/src/prepare/marker.ts";
import { cityOf } from "../../demo/src/prepare/write-folder.ts";

const folder = join(import.meta.dirname, "..", ".artifacts", "screens");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const sizes = [
  { name: "phone", width: 360, height: 740 },
  { name: "tablet", width: 800, height: 1280 },
  { name: "desk", width: 1440, height: 900 },
] as const;
const looks = sizes.flatMap((size) => (["light", "dark"] as const).map((theme) => ({ ...size, theme, look: `${size.name}-${theme}` })));

type Violation = { readonly id: string; readonly impact: string; readonly targets: readonly string[] };

/** What axe calls serious or critical, with where it is. */
const seriousViolations = (page: Page): Promise<readonly Violation[]> =>
  page.evaluate(async () => {
    const run: unknown = Reflect.get(globalThis, "axe");
    if (typeof run !== "object" || run === null) throw new Error("axe is not in the page");
    const results = await Reflect.get(run, "run").call(run, document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return results.violations
      .filter((one: { impact: string }) => one.impact === "serious" || one.impact === "critical")
      .map((one: { id: string; impact: string; nodes: { target: string[] }[] }) => ({
        id: one.id,
        impact: one.impact,
        targets: one.nodes.map((node) => node.target.join(" ")),
      }));
  });

describe.runIf(hasChromium())("the screens", () => {
  let system: DemoSystem;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    system = await createDemoSystem({ organisations: 8, permits: 60 });
    for (const program of ["central", "edge"] as const) await system.start(program);
    await system.signer("head");
    await system.seed();
    browser = await startBrowser();
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    await system?.end();
  });

  const openPage = async (look: (typeof looks)[number]): Promise<Page> => {
    // The content policy of the apps allows no script of others; axe is put in past it, as a person's devtools would.
    const context = await browser.newContext({
      viewport: { width: look.width, height: look.height },
      colorScheme: look.theme,
      bypassCSP: true,
      reducedMotion: "reduce",
    });
    contexts.push(context);
    return context.newPage();
  };
  const look = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    await page.evaluate(axe);
    expect({ name, violations: await seriousViolations(page) }).toEqual({ name, violations: [] });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect({ name, overflow }).toEqual({ name, overflow: 0 });
  };

  it.each(looks)("the officer app is clean at $look", async (at) => {
    const page = await openPage(at);
    const officer = createOfficerPage(page, system.urls.officer);
    await officer.open();
    await page.getByTestId("sign-in").waitFor();
    await look(page, `officer-sign-in-${at.look}`);
    await officer.signIn(`${post}-a`, demoPin, "lane-1");
    await look(page, `officer-plate-${at.look}`);
    await officer.enter({ tab: "iin", text: "871008" });
    await look(page, `officer-iin-${at.look}`);
    await page.locator('.choice-item[data-value="category"]').click();
    await look(page, `officer-category-${at.look}`);
    await officer.check({ tab: "plate", text: "555XYZ13" });
    await look(page, `officer-deny-${at.look}`);
    await officer.act("refusal");
    await officer.claim("transit", "waybill", "556XYZ13");
    await look(page, `officer-refer-${at.look}`);
    await officer.act("referral");
    await page.getByTestId("open-referrals").click();
    await page.getByTestId("referral").first().waitFor();
    await look(page, `officer-referrals-${at.look}`);
    await page.keyboard.press("Escape");
    await officer.claim("ambulance", "call-sheet", "557XYZ13");
    await look(page, `officer-allow-${at.look}`);
  });

  it.each(looks)("the portal is clean at $look", async (at) => {
    const page = await openPage(at);
    const portal = createPortalPage(page, system.urls.portal);
    const bin = cityOf(readMarker(system.folder)).organisations[0]?.bin ?? "";
    await portal.open();
    await look(page, `portal-start-${at.look}`);
    await portal.standing(bin);
    await look(page, `portal-organisation-${at.look}`);
    await page.getByTestId("next").click();
    await look(page, `portal-terms-${at.look}`);
    await page.getByTestId("ledger").locator('input[value="city"]').check();
    await page.getByTestId("purpose").locator('input[value="supply"]').check();
    await page.getByTestId("next").click();
    await page.getByTestId("paste-persons").click();
    await page
      .getByTestId("paste-dialog")
      .getByRole("textbox")
      .fill("Сынақов Бірінші\t871008401447\nҚате Адам\t900101123103\nTest Foreigner\tPE7654321\tKGZ");
    await page.getByTestId("paste-add").click();
    await look(page, `portal-roster-${at.look}`);
    await page
      .getByRole("button", { name: /remove/i })
      .nth(1)
      .click();
    await page.getByTestId("next").click();
    await page.getByTestId("exact-text").waitFor({ state: "attached" });
    await look(page, `portal-document-${at.look}`);
    await portal.sign();
    await portal.outcome();
    await look(page, `portal-result-${at.look}`);
  });

  it.each(["kk", "ru"] as const)("both apps speak %s without leaving its width", async (language) => {
    const name = { kk: "Қаз", ru: "Рус" }[language];
    for (const [app, url] of [
      ["officer", system.urls.officer],
      ["portal", system.urls.portal],
    ] as const) {
      const page = await openPage({ ...sizes[0], theme: "light", look: "phone-light" });
      await page.goto(url);
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      await look(page, `${app}-${language}-phone`);
    }
  });
});

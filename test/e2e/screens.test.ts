import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPin } from "../../demo/src/prepare/officers.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { createDemoSystem, post, type DemoSystem } from "../support/e2e/demo-system.ts";
import { createLooking, type Looking, looks, phone } from "../support/e2e/looking.ts";
import { createOfficerPage } from "../support/e2e/officer-page.ts";
import { createPortalPage } from "../support/e2e/portal-page.ts";
import { readMarker } from "../../demo/src/prepare/marker.ts";
import { cityOf } from "../../demo/src/prepare/write-folder.ts";

describe.runIf(hasChromium())("the screens", () => {
  let system: DemoSystem;
  let browser: Browser;
  let looking: Looking;

  beforeAll(async () => {
    system = await createDemoSystem({ organisations: 8, permits: 60 });
    for (const program of ["central", "edge"] as const) await system.start(program);
    await system.signer("head");
    await system.seed();
    browser = await startBrowser();
    looking = createLooking(browser);
  });
  afterAll(async () => {
    await looking?.close();
    await browser?.close();
    await system?.end();
  });

  const look: Looking["look"] = (page, name) => looking.look(page, name);

  it.each(looks)("the officer app is clean at $look", async (at) => {
    const page = await looking.open(at);
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
    const page = await looking.open(at);
    const portal = createPortalPage(page, system.urls.signing);
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
      const page = await looking.open(phone);
      await page.goto(url);
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      await look(page, `${app}-${language}-phone`);
    }
  });
});

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planSites } from "../../demo/src/seed/planning.ts";
import { readMarker } from "../../demo/src/prepare/marker.ts";
import { demoPin } from "../../demo/src/prepare/officers.ts";
import { sitesOf } from "../../demo/src/prepare/write-folder.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { createCrewPage } from "../support/e2e/crew-page.ts";
import { createDemoSystem, crewBase, type DemoSystem } from "../support/e2e/demo-system.ts";
import { createLooking, type Looking, looks, phone } from "../support/e2e/looking.ts";
import { eventually } from "../support/eventually.ts";

const [crew, judges] = ["crew-02", "crew-03"] as const;

describe.runIf(hasChromium())("the crew app's screens", () => {
  let system: DemoSystem;
  let browser: Browser;
  let looking: Looking;
  let own: readonly string[] = [];

  beforeAll(async () => {
    system = await createDemoSystem({ organisations: 2, permits: 20 });
    for (const program of ["central", "crews"] as const) await system.start(program);
    const planned = sitesOf(readMarker(system.folder));
    await planSites(system.urls.portal, system.at.central.sites, planned);
    const given = planned.assignments.find((one) => one.crew === crew)?.sites ?? [];
    own = given.filter((site) => /^almaly-[ey]-/.test(site));
    browser = await startBrowser(["--enable-unsafe-swiftshader"]);
    looking = createLooking(browser);
  });
  afterAll(async () => {
    await looking?.close();
    await browser?.close();
    await system?.end();
  });

  /** The frame stands still: only what is between the bar and the tabs scrolls, never the page into nothing. */
  const lookAt = async (page: Page, name: string): Promise<void> => {
    await looking.look(page, name);
    const overrun = await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
    expect({ name, overrun }).toEqual({ name, overrun: 0 });
  };

  it.each(looks.map((at, index) => ({ ...at, index })))("are clean at $look", async (at) => {
    const page = await looking.open(at);
    const tablet = createCrewPage(page, system.urls.crews);
    const look = (name: string): Promise<void> => lookAt(page, `crew-${name}-${at.look}`);
    // Each look has sites of its own: what one did the next would find done.
    const [worked = "", closed = ""] = own.slice(at.index * 2);
    await tablet.open();
    await page.getByTestId("sign-in").waitFor();
    await look("sign-in");
    await tablet.signIn(`${crewBase}-${crew}`, demoPin, "yard");
    await eventually("the sheet is here", async () => ((await tablet.list()).length > 50 ? true : null));
    await look("list");
    await page.getByTestId("tab-map").click();
    await page.locator('[data-testid="map"]:not([data-state="loading"])').first().waitFor();
    await look("map");
    await tablet.openSite(worked);
    await look("site");
    await tablet.claim(worked);
    await look("claimed");
    await tablet.startWork(worked);
    await tablet.takePhoto("after");
    await look("work");
    await tablet.complete(worked);
    await look("done");
    await page.getByTestId("open-notice").click();
    await page.getByTestId("notice-view").waitFor();
    await look("notice");
    await tablet.openSite(closed);
    await page.getByTestId("no-access").click();
    await page.getByTestId("refuse-sheet").waitFor();
    await look("no-access");
    await page.keyboard.press("Escape");
    await tablet.goOffline();
    await tablet.claim(closed);
    await look("alone");
  });

  it("are clean where another crew's work is judged", async () => {
    const page = await looking.open(phone);
    const tablet = createCrewPage(page, system.urls.crews);
    await tablet.open();
    await tablet.signIn(`${crewBase}-${judges}`, demoPin, "yard");
    await page.getByTestId("tab-reviews").click();
    await page.getByTestId("site").first().waitFor();
    await lookAt(page, "crew-reviews-phone-light");
    await page.getByTestId("site").first().click();
    await page.getByTestId("reject").click();
    await page.getByTestId("reject-sheet").waitFor();
    await lookAt(page, "crew-reject-phone-light");
  });

  it.each(["kk", "ru"] as const)("speak %s without leaving a phone's width", async (language) => {
    const page = await looking.open(phone);
    const tablet = createCrewPage(page, system.urls.crews);
    await tablet.open();
    await tablet.signIn(`${crewBase}-${crew}`, demoPin, "yard");
    await page.getByTestId("link").click();
    await page.getByRole("button", { name: { kk: "Қаз", ru: "Рус" }[language], exact: true }).click();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    await lookAt(page, `crew-menu-${language}-phone`);
    await page.keyboard.press("Escape");
    const look = (name: string): Promise<void> => lookAt(page, `crew-${name}-${language}-phone`);
    await tablet.list();
    await look("list");
    const site = own.at(language === "kk" ? -1 : -2) ?? "";
    await tablet.claim(site);
    await look("claimed");
    await tablet.startWork(site);
    await tablet.takePhoto("after");
    await look("work");
    await tablet.complete(site);
    await look("done");
    await page.getByTestId("open-notice").click();
    await look("notice");
    await page.getByTestId("tab-reviews").click();
    await look("reviews");
    await page.getByTestId("tab-map").click();
    await look("map");
  });
});

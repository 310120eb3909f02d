import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CentreDouble, passphrase, startCentreDouble } from "../support/centre-app/centre-double.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { createCentrePage } from "../support/e2e/centre-page.ts";
import { createLooking, type Looking, looks, phone } from "../support/e2e/looking.ts";

const app = join(import.meta.dirname, "..", "..", "pwa", "dist", "centre");
/** A software renderer stands in for a graphics card. */
const graphics = ["--enable-unsafe-swiftshader"];
const plan = (features: number): string =>
  JSON.stringify({ type: "FeatureCollection", features: Array.from({ length: features }, () => ({ type: "Feature" })) });

describe.runIf(hasChromium())("the centre app over an invented city", () => {
  let browser: Browser;
  let looking: Looking;
  const doubles: CentreDouble[] = [];

  beforeAll(async () => {
    browser = await startBrowser(graphics);
    looking = createLooking(browser);
  });
  afterAll(async () => {
    await looking?.close();
    await browser?.close();
    for (const double of doubles) await double.stop();
  });
  const city = (): CentreDouble => {
    const double = startCentreDouble({ app });
    doubles.push(double);
    return double;
  };

  it.each(looks)("is clean at $look", async (at) => {
    const page = await looking.open(at);
    const centre = createCentrePage(page, city().url);
    const look = (name: string): Promise<void> => looking.look(page, `centre-${name}-${at.look}`);
    await centre.open();
    await page.getByTestId("sign-in").waitFor();
    await look("sign-in");
    await centre.signIn("basshy-1", passphrase);
    await page.getByTestId("chart-sites").waitFor();
    await look("overview");
    for (const [tab, table] of [
      ["line", "panel-referrals"],
      ["border", "panel-tests"],
      ["nodes", "panel-nodes"],
      ["audit", "audit"],
      ["laboratory", "orders"],
    ] as const) {
      await centre.tab(tab);
      await page.getByTestId(table).waitFor();
      await look(tab);
    }
    await centre.tab("map");
    expect(await centre.mapState()).toBe("live");
    await page.locator(".site-row").first().click();
    await page.getByTestId("site-card").waitFor();
    await look("map");
    await centre.tab("holds");
    const [first] = await centre.holdsList();
    await look("holds");
    await centre.openHold(first?.number ?? "");
    await centre.openPerson("to reach the laboratory");
    await look("hold-person");
    await centre.closeSheet();
    await centre.tab("planner");
    await centre.importPlan("plan.geojson", plan(41));
    await look("planner");
    await centre.tab("card");
    await page.getByTestId("card-form").waitFor();
    await look("card");
  });

  it.each(["kk", "ru"] as const)("speaks %s without leaving a phone's width", async (language) => {
    const page = await looking.open(phone);
    const centre = createCentrePage(page, city().url);
    await centre.open();
    await centre.signIn("basshy-1", passphrase);
    await page.getByRole("button", { name: { kk: "Қаз", ru: "Рус" }[language], exact: true }).click();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    for (const tab of ["overview", "line", "map", "holds", "laboratory", "planner", "card", "nodes"] as const) {
      await centre.tab(tab);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator(".working").first().waitFor({ state: "detached" });
      await looking.look(page, `centre-${tab}-${language}-phone`);
    }
  });

  it("[CA2] says in a band that cannot be overlooked that central is away, and recovers by itself", async () => {
    const page = await looking.open(looks[4] ?? phone);
    const double = city();
    const centre = createCentrePage(page, double.url);
    await page.clock.install();
    await centre.open();
    await centre.signIn("kezekshi-1", passphrase);
    // The panels come one by one.
    const before = "13,009";
    await expect.poll(() => centre.tile("lookups"), { timeout: 20_000 }).toBe(before);
    await expect.poll(() => page.getByTestId("as-of").textContent(), { timeout: 20_000 }).toContain("12 events not yet counted");
    double.answering.value = false;
    await page.clock.runFor(40_000);
    await page.getByTestId("stale").waitFor();
    expect(await page.getByTestId("stale").textContent()).toContain("These numbers are old");
    expect(await centre.tile("lookups")).toBe(before);
    await looking.look(page, "centre-stale-desk-light");
    double.answering.value = true;
    await page.clock.runFor(11_000);
    await page.getByTestId("stale").waitFor({ state: "detached" });
  });

  it("[CA11, CA13, CA16] acts as its people do, with a reason, by the tube, after a dry run", async () => {
    const page = await looking.open(looks[4] ?? phone);
    const double = city();
    const centre = createCentrePage(page, double.url);
    await centre.open();
    await centre.signIn("basshy-1", passphrase);
    await centre.tab("holds");
    const number = (await centre.holdsList())[0]?.number ?? "";
    expect(await centre.actOnHold(number, "confirm", "PCR positive in both genes")).toBe("confirmed");
    expect(await centre.openPerson("to arrange the ambulance")).toContain("Сынақов Ерлан");
    await centre.closeSheet();
    expect((await centre.exportHealth("fhir", "daily report")).suggestedFilename()).toBe("border-tests.json");
    await centre.tab("laboratory");
    const [tube = ""] = await centre.labOrders();
    expect(await centre.labResult(tube, "negative")).toBe(`${tube}: Negative`);
    await centre.tab("planner");
    expect(await centre.importPlan("plan.geojson", plan(41))).toBe("faults");
    expect(await centre.importPlan("plan.geojson", plan(40))).toBe("applied");
    expect(await centre.assignSectors(["Medeu district"], "crew-03")).toContain("90 sites changed");
    await centre.tab("audit");
    expect(await page.getByTestId("audit").textContent()).toContain("to arrange the ambulance");
    expect(double.received.map(({ route }) => route.replace("/api/v1/", ""))).toEqual([
      "health/holds/act",
      "health/persons/open",
      "health/export",
      "health/orders/result",
      "planning/import?dry-run",
      "planning/import?dry-run",
      "planning/import",
      "planning/assign",
    ]);
    expect(page.url()).toMatch(/\/centre\/#\/audit$/);
    await centre.signOut();
    expect(await page.locator("main").textContent()).not.toContain("Сынақов");
  });

  it("[CA6, CA15] gives every table as a file, and saves a card that it warns of", async () => {
    const page = await looking.open(looks[4] ?? phone);
    const double = city();
    const centre = createCentrePage(page, double.url);
    await centre.open();
    await centre.signIn("kezekshi-1", passphrase);
    await centre.tab("line");
    expect((await centre.panelCsv("flow")).suggestedFilename()).toBe("flow.csv");
    expect((await centre.panelRows("queue"))[0]?.[0]).toBe("Kaskelen roadblock 1");
    await centre.tab("card");
    const row = page.locator(".card-row-laboratory").first();
    await row.getByLabel("Tested").fill("1171");
    await page.getByLabel("Vehicles in").fill("7 418");
    expect(await page.getByTestId("card-warnings").locator("li").getAttribute("data-code")).toBe("tested-over-capacity");
    await page.getByTestId("card-save").click();
    await page.getByTestId("card-saved").getByText("Saved").waitFor();
    expect(double.received).toHaveLength(1);
    expect(double.received[0]?.body).toMatchObject({
      vehicles: { in: 7_418, out: 0 },
      laboratories: [{ capacity: 450, tested: 1_171 }, {}],
    });
  });

  it("[CA17, CA23] shows the same city on a plan where there is no WebGL, and picks by list and by hand", async () => {
    const bare = await startBrowser(["--disable-3d-apis"]);
    const own = createLooking(bare);
    try {
      const page = await own.open(looks[4] ?? phone);
      const centre = createCentrePage(page, city().url);
      await centre.open();
      await centre.signIn("zhospar-1", passphrase);
      await centre.tab("map");
      expect(await centre.mapState()).toBe("plan");
      const legend = await centre.legend();
      expect([...legend.values()].reduce((sum, text) => sum + Number(text), 0)).toBe(720);
      await page.locator(".site-row").nth(2).click();
      const named = await page.getByTestId("site-card").getByRole("heading").textContent();
      expect(await page.locator('.site-row[aria-pressed="true"] .site-row-name').textContent()).toBe(named);
      await own.look(page, "centre-plan-desk-light");
    } finally {
      await own.close();
      await bare.close();
    }
  });
});

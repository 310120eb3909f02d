import type { HoldAction } from "@beket/domain";
import type { Download, Page } from "playwright-core";

export type CentreTab = "overview" | "line" | "border" | "nodes" | "map" | "holds" | "laboratory" | "planner" | "card" | "audit";
/** What a row of the list says, as its words stand there. */
export type HoldRow = { readonly number: string; readonly text: string };

/** The centre app as the people of the situation centre use it; `url` ends in `/centre/`. In English. */
export const createCentrePage = (page: Page, url: string) => {
  const at = (testId: string) => page.getByTestId(testId);
  const openHold = async (number: string): Promise<void> => {
    await at("open-hold")
      .and(page.locator(`[data-number="${number}"]`))
      .click();
    await at("hold-sheet").waitFor();
  };
  const give = async (crew: string): Promise<string> => {
    await page.getByLabel("Crew", { exact: true }).selectOption(crew);
    await at("assign-give").click();
    await at("assigned").waitFor();
    return (await at("assigned").textContent()) ?? "";
  };
  return {
    open: async (): Promise<void> => {
      await page.goto(url);
      await page.getByRole("button", { name: "Eng", exact: true }).click();
    },
    signIn: async (staff: string, passphrase: string): Promise<void> => {
      await at("sign-in").waitFor();
      await page.getByLabel("Service code").fill(staff);
      await page.getByLabel("Passphrase").fill(passphrase);
      await at("enter").click();
      await at("sign-out").waitFor();
    },
    signOut: async (): Promise<void> => {
      await at("sign-out").click();
      await at("sign-in").waitFor();
    },
    tab: async (tab: CentreTab): Promise<void> => {
      await at(`tab-${tab}`).click();
      await page.locator(`main[data-tab="${tab}"]`).waitFor();
    },
    tabs: (): Promise<readonly (string | null)[]> =>
      page.locator(".tabs a").evaluateAll((links) => links.map((link) => link.getAttribute("data-testid"))),
    /** The large number of a tile on the overview: `lookups`, `passages`, `refusals`, `referrals`, `waiting`, `tests`, `holds`, `sites`. */
    tile: async (name: string): Promise<string> => (await at(`tile-${name}`).locator(".tile-value").textContent()) ?? "",
    /** The cells of a panel's table, row by row, as a person reads them. */
    panelRows: async (panel: string): Promise<readonly (readonly string[])[]> => {
      await at(`panel-${panel}`).waitFor();
      return at(`panel-${panel}`)
        .locator("tbody tr")
        .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? "").trim())));
    },
    panelCsv: async (panel: string): Promise<Download> => {
      const [download] = await Promise.all([page.waitForEvent("download"), at(`panel-${panel}`).getByTestId("csv").click()]);
      return download;
    },
    holdsList: async (): Promise<readonly HoldRow[]> => {
      await at("holds").waitFor();
      return at("holds")
        .locator("tbody tr")
        .evaluateAll((rows) =>
          rows.map((row) => ({
            number: row.querySelector("[data-number]")?.getAttribute("data-number") ?? "",
            text: (row.textContent ?? "").replaceAll(/\s+/g, " ").trim(),
          })),
        );
    },
    openHold,
    closeSheet: (): Promise<void> => page.keyboard.press("Escape"),
    /** Confirms, releases or contests; answers the state that the sheet then shows. */
    actOnHold: async (number: string, action: HoldAction, reason: string): Promise<string> => {
      if ((await at("hold-sheet").count()) === 0) await openHold(number);
      await at("hold-sheet").locator(`.choice-item[data-value="${action}"]`).click();
      await at("act-reason").fill(reason);
      await at("act").click();
      await at("act-sure").click();
      const after: Readonly<Record<HoldAction, string>> = { confirm: "confirmed", release: "released", contest: "contested" };
      await page.locator(`[data-testid="hold-state"][data-state="${after[action]}"]`).waitFor();
      return (await at("hold-state").getAttribute("data-state")) ?? "";
    },
    /** Opens the person of the sheet that is open; answers all that stands there. */
    openPerson: async (reason: string): Promise<string> => {
      await at("person-reason").fill(reason);
      await at("open-person").click();
      await at("person").waitFor();
      return (await at("hold-sheet").textContent()) ?? "";
    },
    exportHealth: async (format: "fhir" | "csv", reason: string): Promise<Download> => {
      await at("open-export").click();
      await at("export-sheet").locator(`.choice-item[data-value="${format}"]`).click();
      await at("export-reason").fill(reason);
      const [download] = await Promise.all([page.waitForEvent("download"), at("export-go").click()]);
      await at("export-done").waitFor();
      await page.keyboard.press("Escape");
      return download;
    },
    labResult: async (specimen: string, result: "negative" | "positive" | "invalid"): Promise<string> => {
      await page.getByLabel("Code of the tube").fill(specimen);
      await page.locator(`.lab-results .choice-item[data-value="${result}"]`).click();
      await at("lab-save").click();
      await at("lab-saved").waitFor();
      return (await at("lab-saved").textContent()) ?? "";
    },
    labOrders: async (): Promise<readonly string[]> => {
      await at("orders").waitFor();
      return at("orders").locator("tbody th").allTextContents();
    },
    /** Checks a plan file; applies it when it is in order. Answers `applied` or `faults`. */
    importPlan: async (name: string, geojson: string): Promise<string> => {
      await at("import-file").setInputFiles({ name, mimeType: "application/geo+json", buffer: Buffer.from(geojson) });
      const checked = at("import-checked").or(at("import-faults"));
      await checked.waitFor();
      if ((await at("import-faults").count()) > 0) return "faults";
      await at("import-apply").click();
      await at("import-applied").waitFor();
      return "applied";
    },
    /** The rows of the faults that central found in the file: feature, fault, property. */
    importFaults: (): Promise<readonly (readonly string[])[]> =>
      at("import-faults")
        .locator("tbody tr")
        .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? "").trim()))),
    /** Gives whole sectors, by their English names, to a crew. */
    assignSectors: async (sectors: readonly string[], crew: string): Promise<string> => {
      for (const sector of sectors) {
        await page.getByLabel("Whole sector").selectOption({ label: sector });
        await page.getByRole("button", { name: "Add the sector" }).click();
      }
      return give(crew);
    },
    /** Gives single sites, found in the list by their codes, to a crew. */
    assignSites: async (sites: readonly string[], crew: string): Promise<string> => {
      for (const site of sites) {
        await page.getByLabel("Find a site").fill(site);
        const row = page.locator(".site-row");
        await row.and(page.locator('[aria-pressed="false"]')).click();
        await row.and(page.locator('[aria-pressed="true"]')).waitFor();
      }
      return give(crew);
    },
    /** Counts of the map's legend by look. */
    legend: async (): Promise<ReadonlyMap<string, string>> => {
      await page.locator(".legend-item").first().waitFor();
      const pairs = await page
        .locator(".legend-item")
        .evaluateAll((items) =>
          items.map((item) => [item.getAttribute("data-look") ?? "", item.querySelector(".legend-count")?.textContent ?? ""] as const),
        );
      return new Map(pairs);
    },
    /** `live` with WebGL, `plan` without. */
    mapState: async (): Promise<string> => {
      await page.locator('[data-testid="map"]:not([data-state="loading"])').first().waitFor();
      return (await at("map").first().getAttribute("data-state")) ?? "";
    },
  };
};
export type CentrePage = ReturnType<typeof createCentrePage>;

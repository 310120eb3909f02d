import type { SiteLook } from "@beket/domain";
import { siteLooks } from "@beket/domain";
import type { Page } from "playwright-core";
import { cameraPhoto } from "./crew-photo.ts";

export type ShownSite = { readonly site: string; readonly look: SiteLook; readonly isMine: boolean };
export type Work = {
  readonly agent?: string;
  readonly litres?: string;
  readonly area?: string;
  /** Photos from before and after, taken with a camera that writes the place into the file. */
  readonly photo?: boolean;
};
let photos = 0;

const lookNamed = (name: string | null): SiteLook => {
  const look = siteLooks.find((each) => each === name);
  if (look === undefined) throw new Error(`the page shows no look: ${String(name)}`);
  return look;
};

/** The crew app as the leader of a crew uses it. `url` is the node's; the app is below it. */
export const createCrewPage = (page: Page, url: string) => {
  const at = (testId: string) => page.getByTestId(testId);
  const app = new URL("/crew/", url).href;
  const openSite = async (site: string): Promise<void> => {
    if ((await at("site-view").count()) > 0 && (await at("site-view").getAttribute("data-site")) === site) return;
    await page.evaluate((hash) => (location.hash = hash), `#site/${site}`);
    await page.locator(`[data-testid="site-view"][data-site="${site}"]`).waitFor();
  };
  const takePhoto = async (role: "before" | "after"): Promise<void> => {
    const before = await page.locator(`[data-testid="photo"][data-role="${role}"]`).count();
    photos += 1;
    await at(`photo-${role}`).setInputFiles({ name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: await cameraPhoto(page, photos) });
    await page.locator(`[data-testid="photo"][data-role="${role}"]`).nth(before).waitFor();
  };
  const unsent = async (): Promise<number> => Number(await at("unsent").getAttribute("data-waiting"));
  return {
    page,
    open: async (): Promise<void> => {
      await page.goto(app);
      await page.getByRole("button", { name: "Eng", exact: true }).click();
    },
    /** The page afresh within a shift: session, list and work are kept. */
    reopen: async (): Promise<void> => {
      await page.goto(app);
      await at("sites").waitFor();
    },
    signIn: async (officer: string, pin: string, lane: string): Promise<void> => {
      await page.getByLabel("Officer code").fill(officer);
      // A post of one lane offers no choice.
      const choice = page.locator(`.choice-item[data-value="${lane}"]`);
      if (await choice.isVisible()) await choice.click();
      await page.getByLabel("PIN", { exact: true }).fill(pin);
      await at("sign-in").click();
      await at("sites").waitFor();
    },
    openSite,
    /** The list in its order. */
    list: async (): Promise<readonly ShownSite[]> => {
      await at("tab-sites").click();
      await at("sites").waitFor();
      const rows = await at("site").evaluateAll((items) =>
        items.map((item) => ({
          site: item.getAttribute("data-site") ?? "",
          look: item.getAttribute("data-look"),
          isMine: item.getAttribute("data-mine") === "true",
        })),
      );
      return rows.map(({ look, ...row }) => ({ ...row, look: lookNamed(look) }));
    },
    /** Counts of the map's legend by look; a look that no site has is not in it. */
    legend: async (): Promise<ReadonlyMap<string, string>> => {
      await at("tab-map").click();
      await at("map-view").waitFor();
      const pairs = await page
        .locator(".legend-item")
        .evaluateAll((items) =>
          items.map((item) => [item.getAttribute("data-look") ?? "", item.querySelector(".legend-count")?.textContent ?? ""] as const),
        );
      return new Map(pairs);
    },
    lookOf: async (site: string): Promise<SiteLook> => {
      await openSite(site);
      return lookNamed(await at("site-view").getAttribute("data-look"));
    },
    /** Takes the site; answers when its countdown ends. */
    claim: async (site: string): Promise<number> => {
      await openSite(site);
      await at("claim").click();
      await at("countdown").waitFor();
      return Number(await at("countdown").getAttribute("data-expires-at"));
    },
    extend: async (site: string): Promise<void> => {
      await openSite(site);
      await at("extend").click();
    },
    release: async (site: string): Promise<void> => {
      await openSite(site);
      await at("release").click();
      await at("release-now").click();
      await at("done").waitFor();
    },
    startWork: async (site: string): Promise<void> => {
      await openSite(site);
      await at("start-work").click();
      await at("complete").waitFor();
    },
    takePhoto,
    /** Enters amounts into the work under way. */
    enterAmounts: async ({ litres, area }: { readonly litres: string; readonly area: string }): Promise<void> => {
      await at("area").fill(area);
      await at("litres").fill(litres);
    },
    /** What stands in the work under way. */
    draft: async (site: string): Promise<{ readonly litres: string; readonly area: string; readonly photos: number }> => {
      await openSite(site);
      await at("complete").waitFor();
      return { litres: await at("litres").inputValue(), area: await at("area").inputValue(), photos: await at("photo").count() };
    },
    /** Works on the site (claimed before) and reports it; answers whether the node has it already. */
    complete: async (site: string, work: Work = {}): Promise<{ readonly isSent: boolean }> => {
      await openSite(site);
      await at("start-work").or(at("complete")).first().waitFor();
      if (await at("start-work").isVisible()) await at("start-work").click();
      await at("complete").waitFor();
      if (work.agent !== undefined) await at(`agent-${work.agent}`).click();
      if (work.area !== undefined) await at("area").fill(work.area);
      if (work.litres !== undefined) await at("litres").fill(work.litres);
      if (work.photo === true) for (const role of ["before", "after"] as const) await takePhoto(role);
      await at("complete").click();
      await at("done").waitFor();
      return { isSent: (await at("done").getAttribute("data-sent")) === "true" };
    },
    refuse: async (site: string, cause: string, note = ""): Promise<void> => {
      await openSite(site);
      await at("no-access").click();
      await at(`cause-${cause}`).click();
      if (note !== "") await page.locator("textarea").fill(note);
      await at("record-cause").click();
      await at("done").waitFor();
    },
    /** `cause` null: the work is accepted. */
    validate: async (site: string, cause: string | null): Promise<void> => {
      await openSite(site);
      if (cause === null) await at("accept").click();
      else {
        await at("reject").click();
        await at(`cause-${cause}`).click();
        await at("record-cause").click();
      }
      await at("done").waitFor();
    },
    goOffline: () => page.context().setOffline(true),
    goOnline: () => page.context().setOffline(false),
    unsent,
    /** Waits until the node has everything. */
    allSent: async (): Promise<void> => {
      await page.locator('[data-testid="unsent"][data-waiting="0"]').waitFor({ timeout: 60_000 });
    },
    /** What the message about a lost claim says; waits for it. */
    loss: async (): Promise<string> => {
      await at("lost").first().waitFor({ timeout: 60_000 });
      return at("lost").first().innerText();
    },
    /** Ends when the message is gone, which is when the tablet has kept that it was read. */
    understood: async (): Promise<void> => {
      const before = await at("lost").count();
      await at("lost-read").first().click();
      await page.waitForFunction((count) => document.querySelectorAll('[data-testid="lost"]').length < count, before);
    },
    refusedFacts: () => at("refused-fact").allInnerTexts(),
    coverage: async (): Promise<number | null> => {
      const text = await at("track").getAttribute("data-coverage");
      return text === null || text === "" ? null : Number(text);
    },
  };
};
export type CrewPage = ReturnType<typeof createCrewPage>;

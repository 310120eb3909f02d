import type { Page } from "playwright-core";

export type Typed = { readonly tab: "plate" | "iin" | "document"; readonly text: string; readonly country?: string };
export type Shown = { readonly outcome: "ALLOW" | "REFER" | "DENY"; readonly reasons: readonly string[] };

/** The officer app as an officer uses it. */
export const createOfficerPage = (page: Page, url: string) => {
  const at = (testId: string) => page.getByTestId(testId);
  const tab = (value: string) => page.locator(`.choice-item[data-value="${value}"]`).click();
  const chooseCountry = async (country: string): Promise<void> => {
    await at("country").click();
    await page.locator(`[data-country="${country}"]`).click();
  };
  const enter = async ({ tab: where, text, country }: Typed): Promise<void> => {
    await tab(where);
    if (country !== undefined) await chooseCountry(country);
    await at("entry").fill(text);
  };
  const verdict = async (): Promise<Shown> => {
    await at("verdict").waitFor();
    const outcome = await at("verdict").getAttribute("data-outcome");
    const reasons = await at("verdict")
      .locator("[data-reason]")
      .evaluateAll((items) => items.map((item) => item.getAttribute("data-reason") ?? ""));
    return { outcome: outcome === "ALLOW" || outcome === "REFER" ? outcome : "DENY", reasons };
  };
  return {
    page,
    open: async (): Promise<void> => {
      await page.goto(url);
      await page.getByRole("button", { name: "Eng", exact: true }).click();
    },
    /** The page afresh within a shift: the session and the language are kept. */
    reopen: async (): Promise<void> => {
      await page.goto(url);
      await at("entry").waitFor();
    },
    signIn: async (officer: string, pin: string, lane: string): Promise<void> => {
      await page.getByLabel("Officer code").fill(officer);
      await tab(lane);
      await page.getByLabel("PIN", { exact: true }).fill(pin);
      await at("sign-in").click();
      await at("entry").waitFor();
    },
    enter,
    check: async (typed: Typed): Promise<Shown> => {
      await enter(typed);
      await at("check").click();
      return verdict();
    },
    /** Presses the check button and answers whether a second reading is asked for. */
    asksAgain: async (typed: Typed): Promise<boolean> => {
      await enter(typed);
      await at("check").click();
      await at("reread").or(at("verdict")).first().waitFor();
      return at("reread").isVisible();
    },
    readAgain: async (text: string): Promise<Shown> => {
      await at("entry").fill(text);
      await at("confirm-reading").click();
      return verdict();
    },
    claim: async (category: string, document: string, vehicle: string): Promise<Shown> => {
      await tab("category");
      await page.locator(`[data-category="${category}"]`).click();
      await page.locator(`[data-document="${document}"]`).click();
      await tab("plate");
      await at("entry").fill(vehicle);
      await at("check").click();
      return verdict();
    },
    verdict,
    /** Passes, refuses or refers; gives the number on the slip, if there is one. */
    act: async (act: "passage" | "refusal" | "referral"): Promise<string | null> => {
      await at(`act-${act}`).first().click();
      if (act === "passage") {
        await at("entry").or(at("done")).first().waitFor();
        if (await at("done").isVisible()) await at("next").click();
        return null;
      }
      await at("done").waitFor();
      const number = (await at("number").count()) > 0 ? await at("number").textContent() : null;
      await at("next").click();
      return number?.trim() ?? null;
    },
    leave: async (): Promise<void> => {
      await at("leave").click();
      await at("entry").waitFor();
    },
    resolveReferral: async (number: string, outcome: string): Promise<string | null> => {
      await at("open-referrals").click();
      const row = page.locator(`[data-testid="referral"][data-number="${number}"]`);
      await row.getByTestId("take").click();
      await page.locator(`[data-testid="referral"][data-number="${number}"][data-state="taken"]`).waitFor();
      await row.getByTestId("resolve").click();
      await row.getByTestId(`outcome-${outcome}`).click();
      const resolved = page.locator(`[data-testid="referral"][data-number="${number}"][data-state="resolved"]`);
      await resolved
        .or(page.getByText("No open referrals", { exact: false }))
        .first()
        .waitFor({ timeout: 15_000 });
      await page.keyboard.press("Escape");
      return outcome;
    },
  };
};
export type OfficerPage = ReturnType<typeof createOfficerPage>;

import type { Page } from "playwright-core";

export type PortalApplication = {
  readonly bin: string;
  readonly ledger: "city" | "roadblock";
  readonly purpose: string;
  /** Lines to paste: name, number and country, in any order. */
  readonly persons: readonly string[];
  readonly vehicles: readonly string[];
};

/** The portal as a head uses it. */
export const createPortalPage = (page: Page, url: string) => {
  const at = (testId: string) => page.getByTestId(testId);
  const paste = async (list: "persons" | "vehicles", lines: readonly string[]): Promise<void> => {
    await at(`paste-${list}`).click();
    await at("paste-dialog").getByRole("textbox").fill(lines.join("\n"));
    await at("paste-add").click();
  };
  return {
    /** Opens the page afresh, in English, without what an earlier visit left. */
    open: async (): Promise<void> => {
      await page.goto(url);
      await page.getByRole("button", { name: "Eng", exact: true }).click();
    },
    standing: async (bin: string): Promise<string> => {
      await page.getByLabel("BIN of the organisation").fill(bin);
      const notice = page.locator('[data-testid^="standing-"]');
      await notice.waitFor();
      return (await notice.getAttribute("data-testid")) ?? "";
    },
    /** Fills everything in up to the document that is to be signed. */
    fillIn: async (application: PortalApplication): Promise<void> => {
      await at("next").click();
      await at("ledger").locator(`input[value="${application.ledger}"]`).check();
      await at("purpose").locator(`input[value="${application.purpose}"]`).check();
      await at("next").click();
      await paste("persons", application.persons);
      await paste("vehicles", application.vehicles);
      await at("next").click();
      await at("exact-text").waitFor({ state: "attached" });
    },
    exactText: async (): Promise<string> => (await at("exact-text").textContent()) ?? "",
    sign: async (): Promise<void> => at("sign").click(),
    /** `issued`, `partly-issued` or `refused`: while it waits for the certification authority, the page looks again by itself. */
    outcome: async (): Promise<string> => {
      const notice = page.locator('[data-testid^="outcome-"]:not([data-testid="outcome-waiting"])');
      // The page has seen that the key is the wrong one; central's own answer is what is asked for here.
      const doubted = at("send-anyway");
      await notice.or(doubted).first().waitFor();
      if (await doubted.isVisible()) await doubted.click();
      await notice.waitFor();
      return ((await notice.getAttribute("data-testid")) ?? "").replace("outcome-", "");
    },
    reasons: async (): Promise<string> => (await at("reasons").textContent()) ?? "",
    permitNumbers: (): Promise<readonly string[]> => at("permits").locator(".permit-number").allTextContents(),
    revoke: async (bin: string, numbers: readonly string[]): Promise<string> => {
      await page
        .getByRole("button", { name: "Revoke" })
        .or(page.getByRole("link", { name: "Revoke" }))
        .first()
        .click();
      await page.getByLabel("BIN of the organisation").fill(bin);
      await page.getByRole("textbox", { name: /permit numbers/i }).fill(numbers.join("\n"));
      await at("revocation-reason").locator("input").first().check();
      await at("prepare-revocation").click();
      await at("sign").click();
      const notice = page.locator('[data-testid="revocation-done"], [data-testid="revocation-refused"]').first();
      await notice.waitFor();
      return ((await notice.getAttribute("data-testid")) ?? "").replace("revocation-", "");
    },
  };
};
export type PortalPage = ReturnType<typeof createPortalPage>;

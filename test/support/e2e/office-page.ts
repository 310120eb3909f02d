import type { Page } from "playwright-core";

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The organisation's part of the portal as an employee who prepares, or the head, uses it. `url` is the portal's with the signer's port. */
export const createOfficePage = (page: Page, url: string) => {
  const at = (testId: string) => page.getByTestId(testId);
  const go = async (hash: string): Promise<void> => {
    await page.goto(url + hash);
    await page.getByRole("button", { name: "Eng", exact: true }).click();
  };
  return {
    page,
    at,
    go,
    signIn: async (): Promise<void> => {
      await at("portal-sign-in").click();
      await at("portal-sign-in").waitFor({ state: "detached" });
    },
    /** A new draft up to its empty roster. */
    startDraft: async (ledger: "city" | "roadblock", purpose: string): Promise<void> => {
      await at("new-draft").click();
      await at("ledger").locator(`input[value="${ledger}"]`).check();
      await at("purpose").locator(`input[value="${purpose}"]`).check();
      await at("next").click();
      await at("import").waitFor();
    },
    importFile: async (workbook: Uint8Array): Promise<void> => {
      await at("import").click();
      await at("import-file").setInputFiles({ name: "roster.xlsx", mimeType: xlsx, buffer: Buffer.from(workbook) });
      await at("import-found").waitFor();
      await at("import-add").click();
      await at("import-dialog").waitFor({ state: "detached" });
    },
    paste: async (list: "persons" | "vehicles", lines: readonly string[]): Promise<void> => {
      await at(`paste-${list}`).click();
      await at("paste-dialog").getByRole("textbox").fill(lines.join("\n"));
      await at("paste-add").click();
    },
    /** Hands the draft to the head; the link's part after the portal's address. */
    handOver: async (): Promise<string> => {
      await at("hand-over").click();
      return new URL((await at("sign-link").getAttribute("href")) ?? "").hash;
    },
    /** The table of the difference: people and vehicles that come, go, are there now, and after. */
    difference: async (): Promise<readonly (readonly string[])[]> => {
      await at("difference").waitFor();
      return at("difference")
        .locator("tbody tr")
        .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")));
    },
    /** `issued`, `partly-issued`, `refused` or `pending`; what waits for evidence is waited for. */
    sign: async (): Promise<string> => {
      await at("sign").click();
      const notice = page.locator('[data-testid^="outcome-"]:not([data-testid="outcome-waiting"])');
      await notice.waitFor();
      return ((await notice.getAttribute("data-testid")) ?? "").replace("outcome-", "");
    },
  };
};
export type OfficePage = ReturnType<typeof createOfficePage>;

import type { Browser, Page } from "playwright-core";
import { demoPassphrase } from "../../../demo/src/prepare/staff.ts";

/** The authority's app as one of its staff uses it, in a browser of their own. `url` is the portal's at 127.0.0.1, with the signer's port. */
export const createAuthorityPage = async (browser: Browser, url: string) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  // A passkey belongs to a name, which an address of numbers is not.
  const { port, search } = new URL(url);
  const app = `http://localhost:${port}/authority/${search}`;
  const at = (testId: string) => page.getByTestId(testId);
  const open = async (url: string): Promise<void> => {
    await page.goto(url);
    await page.getByRole("button", { name: "Eng", exact: true }).click();
  };
  return {
    page,
    at,
    /** Makes a key with a one-time code, in an authenticator that checks its holder. */
    enrol: async (staff: string, code: string): Promise<void> => {
      await addAuthenticator(page);
      await open(app);
      await at("to-enrolment").click();
      await page.getByLabel("Service code").fill(staff);
      await page.getByLabel("One-time code").fill(code);
      await page.getByLabel("Name of the key").fill("desk");
      await at("enrol").click();
      await at("sign-out").waitFor();
    },
    signOut: async (): Promise<void> => {
      await at("sign-out").click();
      await at("sign-in").waitFor();
    },
    signInByKey: async (): Promise<void> => {
      await at("passkey").click();
      await at("sign-out").waitFor();
    },
    signInByPassphrase: async (staff: string): Promise<void> => {
      await open(`http://127.0.0.1:${port}/authority/${search}`);
      await page.getByLabel("Service code").fill(staff);
      await page.getByLabel("Passphrase").fill(demoPassphrase);
      await at("enter").click();
      await at("sign-out").waitFor();
    },
    tab: (id: string): Promise<void> => at(`tab-${id}`).click(),
    close: () => context.close(),
  };
};
export type AuthorityPage = Awaited<ReturnType<typeof createAuthorityPage>>;

async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
}

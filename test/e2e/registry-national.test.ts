import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileToDer } from "@beket/eds";
import { readPkcs12 } from "@beket/eds/pkcs12";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventIin } from "../../demo/src/city/identifiers.ts";
import { createRandom } from "../../demo/src/city/random.ts";
import { keyFileText } from "../../demo/src/keys/key-file.ts";
import { parseCrl } from "../../packages/eds/src/x509/crl.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { createDemoSystem, type DemoSystem } from "../support/e2e/demo-system.ts";

const data = process.env["BEKET_EDS_DATA"];
if (data === undefined)
  console.warn("SKIPPED: the portal under a key of the national CA (set BEKET_EDS_DATA to the folder of the samples)");

describe("the national test key", () => {
  it("is at hand in CI", () => {
    expect(data === undefined && process.env["CI"] !== undefined).toBe(false);
  });
});

// The CA's own first head, from its PKCS#12 file to a permit, with the keyboard alone: whoever cannot use a mouse signs too.
describe.runIf(data !== undefined && hasChromium())("a head with a key file of the national CA and no mouse", () => {
  const sdk = join(data ?? "", "nca-test/sdk");
  const bin = "123456789021";
  let system: DemoSystem;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    system = await createDemoSystem({ organisations: 4, permits: 8 });
    const file = readPkcs12(new Uint8Array(readFileSync(join(sdk, "legal/valid/head.p12"))), "Qwerty12");
    const key = file.ok ? file.value.keys[0] : undefined;
    if (key?.certificate === undefined) throw new Error("the key file has no key with its certificate");
    const issuer = fileToDer(new Uint8Array(readFileSync(join(sdk, "nca_gost2022_test.cer"))))[0];
    if (issuer === undefined) throw new Error("no certificate of the authority");
    writeFileSync(
      join(system.at.ncalayerKeys, "national.json"),
      keyFileText({ key: key.key, certificate: key.certificate, issuers: [issuer] }),
    );
    // The samples have no list of the root's: the issuing authority is the anchor, as an operator may pin it.
    for (const name of ["nca_gost2022_test.cer", "nca_gost2022_test.crl"])
      writeFileSync(join(system.at.central.trust, name), readFileSync(join(sdk, name)));
    const base = readFileSync(system.at.central.organisations, "utf8").trimEnd();
    const row = { bin, name: "АО «ТЕСТ»", oked: "47110", okedSecondary: [], headcount: 50, status: "active" };
    writeFileSync(system.at.central.organisations, `${base}\n${JSON.stringify(row)}\n`);
    await system.start("central");
    await system.signer("national");
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  });
  afterAll(async () => {
    await browser?.close();
    await system?.end();
  });

  /** Presses Tab until the element with this test id, or the one in it that takes the focus, has it. */
  const tabTo = async (selector: string): Promise<void> => {
    for (let presses = 0; presses < 120; presses++) {
      const isThere = await page.evaluate((css) => document.activeElement?.closest(css) !== null, selector);
      if (isThere) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not get to ${selector}`);
  };
  const press = async (testId: string): Promise<void> => {
    await page.getByTestId(testId).waitFor();
    await tabTo(`[data-testid="${testId}"]`);
    await page.keyboard.press("Enter");
  };

  it("fills in, signs and gets a permit; after the end of the authority's list it waits instead", async () => {
    await page.goto(system.urls.signing);
    await tabTo("input");
    await page.keyboard.type(bin);
    await page.getByTestId("standing-may-apply").waitFor();
    await press("next");
    // A group of radio buttons is one stop of the Tab key; the space bar chooses, the arrows move.
    await page.getByTestId("ledger").waitFor();
    await tabTo('[data-testid="ledger"]');
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.getByTestId("purpose").waitFor();
    await tabTo('[data-testid="purpose"]');
    await page.keyboard.press("Space");
    await press("next");
    await press("paste-persons");
    await page.getByTestId("paste-dialog").waitFor();
    await tabTo("textarea");
    await page.keyboard.insertText(`Пернетақтаев Адам\t${inventIin(createRandom(7))}`);
    await press("paste-add");
    await press("next");
    await press("sign");
    const list = parseCrl(new Uint8Array(readFileSync(join(sdk, "nca_gost2022_test.crl"))), 1 << 24);
    const isCurrent = (list?.nextUpdateMs ?? 0) > Date.now();
    await page.getByTestId(isCurrent ? "outcome-issued" : "outcome-waiting").waitFor();
  });
});

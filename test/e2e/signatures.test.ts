import { randomBytes } from "node:crypto";
import { centralRoutes, PrepareReply, type ApplicationDraft } from "@beket/api";
import type { Browser, Page, Route } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readMarker } from "../../demo/src/prepare/marker.ts";
import { cityOf } from "../../demo/src/prepare/write-folder.ts";
import { readSigner, signDocument } from "../../demo/src/seed/plan-signatures.ts";
import { eventually } from "../support/eventually.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { createDemoSystem, type DemoSystem } from "../support/e2e/demo-system.ts";
import { createPortalPage } from "../support/e2e/portal-page.ts";

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const persons = ["Сынақов Бірінші\t871008401447"];
const vehicles = ["731KBT02"];

describe.runIf(hasChromium())("signatures that do not stand", () => {
  let system: DemoSystem;
  let browser: Browser;
  let bin = "";
  let draft: ApplicationDraft;

  beforeAll(async () => {
    system = await createDemoSystem({ organisations: 4, permits: 8 });
    const city = cityOf(readMarker(system.folder));
    bin = city.organisations[0]?.bin ?? "";
    const day = 86_400_000;
    draft = {
      bin,
      ledger: "roadblock",
      purpose: "supply",
      validFrom: city.regime.validFrom,
      validTo: city.regime.validFrom + 10 * day,
      window: { days: 127, fromMinute: 0, toMinute: 1440 },
      places: { kind: "everywhere" },
      persons: [{ name: "Сынақов Бірінші", scheme: "iin", country: "KAZ", value: "871008401447" }],
      vehicles: [],
    };
    await system.start("central");
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.end();
  });

  const post = async (path: string, body: unknown): Promise<{ readonly status: number; readonly json: unknown }> => {
    const response = await fetch(new URL(path, system.urls.portal), {
      method: "POST",
      headers: { "content-type": "application/json", origin: system.urls.portal },
      body: JSON.stringify(body),
    });
    return { status: response.status, json: await response.json() };
  };
  /** The answer of an application once the certification authority has told what it knows of the key. */
  const decided = (document: string, cms: string): Promise<{ readonly status: number; readonly json: unknown }> =>
    eventually("it is decided", async () => {
      const answer = await post(centralRoutes.applications, { document, cms });
      return JSON.stringify(answer.json).includes('"state":"waiting"') ? null : answer;
    });
  const prepare = async (): Promise<string> => v.parse(PrepareReply, (await post(centralRoutes.prepare, draft)).json).document ?? "";
  const signedBy = (key: string, document: string): string =>
    signDocument(readSigner(`${system.at.ncalayerKeys}/${key}.json`), document, Date.now(), random);

  /** The portal with a document ready to sign, in a browser of its own. */
  const readyToSign = async (): Promise<{ readonly page: Page; readonly portal: ReturnType<typeof createPortalPage> }> => {
    const page = await browser.newPage();
    const portal = createPortalPage(page, system.urls.signing);
    await portal.open();
    await portal.standing(bin);
    await portal.fillIn({ bin, ledger: "roadblock", purpose: "supply", persons, vehicles });
    return { page, portal };
  };
  const onTheScreen = async (): Promise<{ readonly outcome: string; readonly reasons: string }> => {
    const { page, portal } = await readyToSign();
    await portal.sign();
    const answer = { outcome: await portal.outcome(), reasons: await portal.reasons() };
    await page.close();
    return answer;
  };

  it.each([
    ["an employee's key", "employee", "eds.role.employee"],
    ["a revoked key", "head-revoked", "eds.revocation.revoked"],
    ["the head of another organisation", "head-of-another", "eds.subject.bin-differs"],
    ["a key for signing in", "head-sign-in", "eds.key.authentication"],
  ])("%s is refused with its own reason, on the screen and in the API", async (_whose, key, code) => {
    const document = await prepare();
    const answer = await decided(document, signedBy(key, document));
    expect(answer.json).toMatchObject({
      state: "refused",
      reasons: [{ code, kk: expect.stringMatching(/\p{L}/u), ru: expect.stringMatching(/\p{L}/u) }],
      permits: [],
    });
    await system.signer(key);
    const shown = await onTheScreen();
    expect(shown.outcome).toBe("refused");
    expect(shown.reasons).toContain(code);
  });

  it("a signature over another document is refused, on the screen and in the API", async () => {
    const document = await prepare();
    const other = document.replace("871008401447", "760212350620");
    expect(other).not.toBe(document);
    const answer = await decided(document, signedBy("head", other));
    expect(answer.json).toMatchObject({ state: "refused", reasons: [{ code: "eds.cms.document-differs" }], permits: [] });

    await system.signer("head");
    const { page, portal } = await readyToSign();
    await page.route(`**${centralRoutes.applications}`, async (route: Route) => {
      const sent: { readonly document: string } = JSON.parse(route.request().postData() ?? "{}");
      await route.continue({ postData: JSON.stringify({ document: sent.document, cms: signedBy("head", `${sent.document} `) }) });
    });
    await portal.sign();
    expect(await portal.outcome()).toBe("refused");
    expect(await portal.reasons()).toContain("eds.cms.document-differs");
    await page.close();
  });

  it("a document that central did not prepare, and a signature used twice, are refused", async () => {
    const document = await prepare();
    const changed = document.replace("871008401447", "760212350620");
    expect(await post(centralRoutes.applications, { document: changed, cms: signedBy("head", changed) })).toMatchObject({
      status: expect.toSatisfy((status: number) => status >= 400 && status < 500),
      json: { code: "application.document-changed" },
    });
    const cms = signedBy("head", document);
    const first = await decided(document, cms);
    expect(first.json).toMatchObject({ state: "issued" });
    const again = await post(centralRoutes.applications, { document, cms });
    expect(again.json).toMatchObject({ state: "issued" });
    const second = await prepare();
    expect((await post(centralRoutes.applications, { document: second, cms })).json).toMatchObject({
      code: "application.signature-reused",
    });
  });

  it("the page itself says when no signer runs", async () => {
    await system.running.get("signer")?.stop();
    system.running.delete("signer");
    const { page, portal } = await readyToSign();
    await portal.sign();
    await page.getByTestId("sign-failed-not-running").waitFor();
    await page.close();
  });
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CentralKeysFile } from "@beket/api";
import type { Browser } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventIin } from "../../demo/src/city/identifiers.ts";
import { createRandom } from "../../demo/src/city/random.ts";
import { readMarker } from "../../demo/src/prepare/marker.ts";
import { cityOf } from "../../demo/src/prepare/write-folder.ts";
import { createAuthorityPage, type AuthorityPage } from "../support/e2e/authority-page.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { createDemoSystem, type DemoSystem } from "../support/e2e/demo-system.ts";
import { createOfficePage, type OfficePage } from "../support/e2e/office-page.ts";
import { createOfficerPage } from "../support/e2e/officer-page.ts";
import { eventually } from "../support/eventually.ts";
import { runCommand } from "../support/run-command.ts";
import { writeXlsx } from "../support/tables/write-xlsx.ts";

const random = createRandom(2_020);
const people = Array.from({ length: 12 }, (_, at) => ({ name: `Тізімов Нөмір${at}`, iin: inventIin(random) }));
const [, second, , fourth] = people;
const newcomer = inventIin(random);
const desk = { width: 1280, height: 900 };

const stateOf = (page: AuthorityPage, state: string): Promise<void> =>
  page.page.locator(`[data-testid="act-state"][data-state="${state}"]`).waitFor();

// One application from both sides of the desk, and from both sides of the road.
describe.runIf(hasChromium())("the registry, from every side", () => {
  let system: DemoSystem;
  let browser: Browser;
  let hr: OfficePage;
  let head: OfficePage;
  let registrar: AuthorityPage;
  /** A number that the tax base has not heard of. */
  let absent = "";
  const officeOf = async (): Promise<OfficePage> => {
    const context = await browser.newContext({ viewport: desk });
    return createOfficePage(await context.newPage(), system.urls.signing);
  };

  const enrolmentCode = async (staff: string): Promise<string> => {
    const token = system.at.central.operatorToken;
    const given = await runCommand(["staff", "enrol", staff, "--central", system.urls.portal, "--operator-token", token, "--json"]);
    return v.parse(v.object({ code: v.string() }), JSON.parse(given.stdout)).code;
  };

  beforeAll(async () => {
    system = await createDemoSystem({ organisations: 6, permits: 8 });
    absent = cityOf(readMarker(system.folder)).organisations[1]?.bin ?? "";
    const path = system.at.central.organisations;
    const known = readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => !line.includes(absent));
    writeFileSync(path, known.join("\n"));
    await system.start("central");
    await system.start("edge");
    browser = await startBrowser();
    hr = await officeOf();
    head = await officeOf();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.end();
  });

  let link = "";
  let permit = "";
  it("HR prepares with a key of their own, from a workbook whose mistake shows at its place, and may not sign", async () => {
    if (fourth === undefined) throw new Error("there are twelve people");
    await system.signer("employee");
    await hr.go("#/office");
    await hr.signIn();
    await hr.startDraft("roadblock", "supply");
    const wrong = `${fourth.iin.slice(0, 11)}${(Number(fourth.iin[11]) + 1) % 10}`;
    const rows = people.map(({ name, iin }) => [name, iin === fourth.iin ? wrong : iin, "жүргізуші"]);
    await hr.importFile(writeXlsx([{ name: "Тізім", rows: [["Аты-жөні", "ЖСН", "Лауазымы"], ...rows] }]));
    await hr.at("roster-problems").waitFor();
    await hr.page.getByLabel("IIN", { exact: true }).nth(3).fill(fourth.iin);
    await hr.at("roster-problems").waitFor({ state: "detached" });
    await hr.at("next").click();
    link = await hr.handOver();
    // Neither names nor numbers are in the link, and the employee gets no button.
    expect(link).toMatch(/^#\/sign\/[0-9a-f-]{36}$/);
    await hr.page.goto(`${system.urls.signing}${link}`);
    await hr.at("not-head").waitFor();
    expect(await hr.at("sign").count()).toBe(0);
  });

  it("the head opens the link, sees totals and the difference, signs, and the permits are at the post", async () => {
    await system.signer("head");
    await head.go(link);
    await head.signIn();
    expect(await head.difference()).toEqual([
      ["+12", "−0", "0", "12"],
      ["+0", "−0", "0", "0"],
    ]);
    expect(await head.sign()).toBe("issued");
    permit = (await head.at("permits").locator(".permit-number").first().textContent()) ?? "";
    const officer = createOfficerPage(await browser.newPage(), system.urls.officer);
    await officer.open();
    await officer.signIn("rb-01-a", "200320", "lane-1");
    await eventually("the post knows the permit", async () => {
      const shown = await officer.check({ tab: "iin", text: fourth?.iin ?? "" });
      await officer.leave();
      return shown.outcome === "ALLOW" ? shown : null;
    });
    await officer.page.close();
  });

  it("the next day is a signed difference: one comes, one goes, and nobody else is signed for again", async () => {
    await head.page.goto(`${system.urls.signing}#/office`);
    await head.at("change-roster").first().click();
    await head.at("present-roster").waitFor();
    await head.page.getByRole("checkbox", { name: new RegExp(`${second?.name},`) }).check();
    await head.at("change-reason").locator('input[value="left-employment"]').check();
    await head.paste("persons", [`Жаңаев Адам\t${newcomer}`]);
    await head.at("next").click();
    await head.at("change-terms").waitFor();
    await head.at("next").click();
    await head.at("sign-now").or(head.at("hand-over")).first().waitFor();
    const draft = await head.handOver();
    await head.page.goto(`${system.urls.signing}${draft}`);
    expect((await head.difference())[0]).toEqual(["+1", "−1", "12", "12"]);
    expect(await head.sign()).toBe("issued");
  });

  it("an organisation that the base does not know is pending, until a registrar with a passkey confirms it", async () => {
    await system.signer("head-of-another");
    const other = await officeOf();
    await other.go("");
    await other.page.getByLabel("BIN of the organisation").fill(absent);
    await other.at("standing-pending").waitFor();
    await other.page.getByLabel("Activity", { exact: true }).selectOption({ index: 1 });
    const oked = other.page.getByLabel("OKED code");
    await oked.fill((await oked.inputValue()).padEnd(5, "1"));
    await other.page.getByLabel("Name of the organisation").fill("«Жаңа ұйым» ЖШС");
    await other.at("next").click();
    await other.at("ledger").locator('input[value="roadblock"]').check();
    await other.at("purpose").locator("input").first().check();
    await other.at("next").click();
    await other.paste("persons", [`Күтушиев Адам\t${inventIin(random)}`]);
    await other.at("next").click();
    expect(await other.sign()).toBe("pending");

    registrar = await createAuthorityPage(browser, system.urls.signing);
    await registrar.enrol("registrar-01", await enrolmentCode("registrar-01"));
    await registrar.signOut();
    await registrar.signInByKey();
    await registrar.tab("organisations");
    await registrar.at(`pending-${absent}`).click();
    await registrar.page.getByLabel("Headcount").fill("30");
    await registrar.page.getByLabel("Ground", { exact: false }).fill("Жарғы мен тіркеу анықтамасы көрсетілді");
    await registrar.at("confirm-organisation").click();
    await registrar.at("decided").waitFor();
    // The page looks by itself now and then; a person need not wait for that.
    await eventually("it is decided by itself", async () => {
      if ((await other.at("outcome-issued").count()) > 0) return true;
      // It may come in this very moment and take the button along.
      await other.page
        .getByRole("button", { name: "Refresh" })
        .click({ timeout: 1_000 })
        .catch(() => null);
      return null;
    });
    await other.page.context().close();
  });

  it("who was refused opens the record by its number without signing in, contests it, and a registrar answers", async () => {
    const officer = createOfficerPage(await browser.newPage(), system.urls.officer);
    await officer.open();
    await officer.signIn("rb-01-a", "200320", "lane-1");
    const stranger = inventIin(random);
    const shown = await officer.check({ tab: "iin", text: stranger });
    expect(shown.outcome).toBe("DENY");
    const number = await officer.act("refusal");
    expect(number).toMatch(/^[0-9A-Z-]{4,16}$/);
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    await page.goto(`${system.urls.portal}/citizen/`);
    await page.getByRole("button", { name: "Eng", exact: true }).click();
    await page.getByTestId("to-refusal").click();
    const ask = async (proof: string): Promise<void> => {
      await page.getByTestId("number").fill(number ?? "");
      await page.getByTestId("proof").fill(proof);
      await page.getByTestId("refusal-form").locator("button[type=submit]").click();
    };
    await ask("0000");
    await page.getByTestId("failure").waitFor();
    await eventually("central knows the refusal", async () => {
      await ask(stranger.slice(-4));
      await page.getByTestId("record").or(page.getByTestId("failure")).first().waitFor();
      return (await page.getByTestId("record").count()) > 0 || null;
    });
    expect(page.url()).not.toContain(number);
    await page.getByTestId("appeal-text").fill("I have worked at the bakery since March, and the permit was promised.");
    await page.getByTestId("appeal-form").locator("button[type=submit]").click();
    await page.getByTestId("appeal-open").waitFor();

    await registrar.tab("appeals");
    await registrar.at(`appeal-${number}`).click();
    await registrar.at("appeal-sheet").locator('[data-testid^="replay-"]').waitFor();
    expect(await registrar.at("replay-agreed").count()).toBe(1);
    await registrar.page.getByLabel("Answer", { exact: false }).fill("No organisation has applied for you. Ask your employer to.");
    await registrar.at("decide").click();
    await registrar.at("decision-form").waitFor({ state: "detached" });
    await registrar.page.keyboard.press("Escape");
    await ask(stranger.slice(-4));
    await page.getByTestId("appeal-upheld").waitFor();
    await page.close();
    await officer.page.close();
  });

  it("new rules need two people with passkeys, are announced, and are taken back as one act", async () => {
    await system.signer("authority-akimat");
    await registrar.tab("regime");
    await registrar.at("draft-new").click();
    await registrar.page.getByLabel("% of the headcount").first().fill("55");
    await registrar.at("draft-save").click();
    await registrar.at("preview-begin").click();
    await registrar.at("preview-chart").waitFor();
    const enact = registrar.at("enact");
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await enact.locator("input[type=date]").fill(tomorrow);
    await enact.locator("input[type=time]").fill("00:00");
    for (const code of ["kk", "ru", "en"]) await enact.getByLabel(code, { exact: true }).fill("From tomorrow, 55 % of the headcount.");
    await enact.getByLabel("Ground", { exact: false }).fill("Қаулы № 12");
    await registrar.at("enact-send").click();
    await registrar.at("act-sign").click();
    await stateOf(registrar, "awaiting-approval");
    // Whoever proposed it gets no button to approve it.
    expect(await registrar.at("own-act").count()).toBe(1);
    expect(await registrar.at("act-approve").count()).toBe(0);

    const second = await createAuthorityPage(browser, system.urls.signing);
    await second.enrol("registrar-02", await enrolmentCode("registrar-02"));
    const approve = async (): Promise<void> => {
      await second.page.reload();
      await second.tab("acts");
      await second.at("open-act").first().click();
      await second.at("act-approve").click();
      await stateOf(second, "done");
    };
    await approve();
    await head.page.goto(`${system.urls.signing}#/office`);
    await head.page.reload();
    expect(await head.at("notice").first().innerText()).toContain("55 %");

    await stateOf(registrar, "done");
    await registrar.at("act-undo").click();
    await registrar.at("act-sheet").getByLabel("Ground", { exact: false }).fill("Қате");
    await registrar.at("act-undo").click();
    await registrar.at("act-sign").click();
    await stateOf(registrar, "awaiting-approval");
    await approve();
    await head.page.reload();
    await head.at("own-application").first().waitFor();
    expect(await head.at("notice").count()).toBe(0);
    await second.close();
  });

  it("an auditor opens the decision, validates its signature again, and takes it away under seal", async () => {
    const auditor = await createAuthorityPage(browser, system.urls.signing);
    await auditor.signInByPassphrase("auditor-01");
    await auditor.tab("cases");
    await auditor.page.getByLabel("Number or id").fill(permit);
    await auditor.page.getByLabel("Why you open it", { exact: false }).fill("Ішкі тексеру № 7");
    await auditor.at("case-find").click();
    await auditor.at("case-validate").click();
    await auditor.at("case-again").waitFor();
    const lines = await auditor.page.locator(".report-lines").innerText();
    expect(lines).toContain("Үмбетова");
    const [download] = await Promise.all([auditor.page.waitForEvent("download"), auditor.at("case-bundle").click()]);
    const file = join(system.folder, "case.tar");
    await download.saveAs(file);
    const { rootPublicKey: root } = v.parse(CentralKeysFile, JSON.parse(readFileSync(system.at.central.keys, "utf8")));
    const verified = await runCommand(["case", "verify", file, "--root", root, "--trust", system.at.central.trust]);
    expect([verified.stderr, verified.code]).toEqual(["", 0]);
    const bytes = readFileSync(file);
    const at = bytes.indexOf("beket/application/1") + 3;
    writeFileSync(file, bytes.fill(bytes[at] === 0x78 ? 0x79 : 0x78, at, at + 1));
    expect((await runCommand(["case", "verify", file, "--root", root, "--trust", system.at.central.trust])).code).toBe(1);
    await auditor.close();
  });
});

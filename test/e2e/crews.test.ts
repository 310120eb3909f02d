import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crewRoutes, panels, planningRoutes, SitesReply } from "@beket/api";
import { siteLooks } from "@beket/domain";
import type { Browser } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlanFeature, SiteFeature } from "../../demo/src/city/sites.ts";
import { readMarker } from "../../demo/src/prepare/marker.ts";
import { demoPin } from "../../demo/src/prepare/officers.ts";
import { demoPassphrase } from "../../demo/src/prepare/staff.ts";
import { sitesOf } from "../../demo/src/prepare/write-folder.ts";
import { hasChromium, startBrowser } from "../support/e2e/browser.ts";
import { readHeldEvents } from "../support/e2e/central-records.ts";
import { createCentrePage, type CentrePage } from "../support/e2e/centre-page.ts";
import { createCrewPage, type CrewPage } from "../support/e2e/crew-page.ts";
import { cameraPhoto } from "../support/e2e/crew-photo.ts";
import { createDemoSystem, crewBase, type DemoSystem } from "../support/e2e/demo-system.ts";
import { createKeptBrowser, type KeptBrowser } from "../support/e2e/kept-browser.ts";
import { countedLook, isSiteFact } from "../support/e2e/site-count.ts";
import { createStaffClient, type StaffClient } from "../support/e2e/staff-client.ts";
import { eventually } from "../support/eventually.ts";

const sectors = ["almaly", "medeu"];
/** Both crews want `contested`; `brief` is clean for a minute, the least there is; nobody opens `locked`. */
const sites = { contested: "almaly-y-01", brief: "almaly-e-02", locked: "almaly-e-03" } as const;
const [first, second] = ["crew-01", "crew-02"] as const;
/** A fact older than this is that of a tablet which was alone (SI9). */
const aloneAfterMs = 60_000;
const isSite = (feature: PlanFeature): feature is SiteFeature => feature.properties.beket === "site";
const clockOf = (ms: number): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Almaty", hour: "2-digit", minute: "2-digit" }).format(ms);

describe.runIf(hasChromium())("the crews, from a plan to a clean city", () => {
  let system: DemoSystem;
  let browser: Browser;
  let kept: KeptBrowser;
  let planner: CentrePage;
  let watch: CentrePage;
  let tablet: CrewPage;
  let other: CrewPage;
  let staff: StaffClient;
  let features: readonly PlanFeature[] = [];
  const figures: Record<string, number> = {};

  const startOther = async (): Promise<CrewPage> => {
    const context = await kept.start();
    return createCrewPage(await context.newPage(), system.urls.crews);
  };
  const centrePage = async (name: string): Promise<CentrePage> => {
    const page = createCentrePage(await browser.newPage({ viewport: { width: 1440, height: 900 } }), `${system.urls.portal}/centre/`);
    await page.open();
    await page.signIn(name, demoPassphrase);
    return page;
  };
  const siteAtCentral = async (site: string): Promise<SitesReply["sites"][number]> => {
    const reply = v.parse(SitesReply, await (await staff.get(`${planningRoutes.sites}?after=${site.slice(0, -1)}`)).json());
    const found = reply.sites.find((one) => one.site.site === site);
    if (found === undefined) throw new Error("central has no such site");
    return found;
  };
  const heldFacts = () => readHeldEvents(system).flatMap(({ event }) => (isSiteFact(event) ? [event] : []));

  beforeAll(async () => {
    system = await createDemoSystem({ organisations: 2, permits: 20 });
    for (const program of ["central", "crews"] as const) await system.start(program);
    const city = sitesOf(readMarker(system.folder));
    staff = await createStaffClient(system.urls.portal, "planner");
    expect((await staff.put(planningRoutes.plan, city.plan)).status).toBe(200);
    features = city.collection.features
      .filter(({ properties }) => sectors.includes(properties.sector))
      .map((feature) =>
        isSite(feature) && feature.properties.site === sites.brief
          ? { ...feature, properties: { ...feature.properties, cleanForMs: 60_000 } }
          : feature,
      );
    browser = await startBrowser(["--enable-unsafe-swiftshader"]);
    kept = createKeptBrowser();
    planner = await centrePage("planner");
    watch = await centrePage("centre");
    tablet = createCrewPage(await browser.newPage({ viewport: { width: 412, height: 915 } }), system.urls.crews);
    other = await startOther();
  });
  afterAll(async () => {
    await kept?.end();
    await browser?.close();
    await system?.end();
    console.log(`figures: ${JSON.stringify(figures)}`);
  });

  it("[CA16, SI11, SI13] a planner's file is checked first: one fault is told by its feature, and nothing of it is taken", async () => {
    const broken = features.findIndex((feature) => isSite(feature) && feature.properties.kind === "yard");
    const file = features.map((feature, index) =>
      index === broken ? { ...feature, properties: { ...feature.properties, sector: "atlantis" } } : feature,
    );
    await planner.tab("planner");
    expect(await planner.importPlan("plan.geojson", JSON.stringify({ type: "FeatureCollection", features: file }))).toBe("faults");
    expect(await planner.importFaults()).toEqual([[String(broken + 1), "There is no such sector", "sector"]]);
    expect(v.parse(SitesReply, await (await staff.get(planningRoutes.sites)).json()).sites).toEqual([]);
    expect(await planner.importPlan("plan.geojson", JSON.stringify({ type: "FeatureCollection", features }))).toBe("applied");
    expect(v.parse(SitesReply, await (await staff.get(planningRoutes.sites)).json()).sites).toHaveLength(features.filter(isSite).length);
  });

  it("[SI15, SI19] sites are given to two crews, and each finds its own on its tablet", async () => {
    expect(await planner.assignSectors(["Almaly district"], first)).toBe("75 sites changed");
    expect(await planner.assignSites([sites.locked], second)).toBe("1 site changed");
    for (const [page, crew] of [
      [tablet, first],
      [other, second],
    ] as const) {
      await page.open();
      await page.signIn(`${crewBase}-${crew}`, demoPin, "yard");
    }
    await eventually("the sites of the first crew", async () => ((await tablet.list()).length >= 60 ? true : null));
    await eventually("the site of the second crew", async () => {
      const list = await other.list();
      return list.length === 1 && list[0]?.site === sites.locked ? true : null;
    });
  });

  it("[CR3, SI23] work is done with a photo: the camera's place is not in it, and the node has it under the hash of its bytes", async () => {
    await tablet.claim(sites.brief);
    await tablet.complete(sites.brief, { litres: "90", area: "450", photo: true });
    await tablet.allSent();
    const work = await eventually("central has the work", () => heldFacts().find((fact) => fact.kind === "site-completion") ?? null);
    expect(work).toMatchObject({
      site: sites.brief,
      crew: first,
      agentLitres: 90,
      areaM2: 450,
      evidence: [{ role: "before" }, { role: "after" }],
    });
    const place = Buffer.from([0, 0, 0, 43, 0, 0, 0, 1, 0, 0, 0, 14, 0, 0, 0, 1]);
    const taken = await cameraPhoto(tablet.page, 1);
    expect([taken.includes("Exif"), taken.includes(place)]).toEqual([true, true]);
    const folder = join(system.at.edge(crewBase).data, "evidence");
    const names = work.kind === "site-completion" ? work.evidence.map(({ sha256 }) => `${sha256}.jpg`) : [];
    expect(readdirSync(folder).toSorted()).toEqual(names.toSorted());
    for (const name of names) {
      const bytes = readFileSync(join(folder, name));
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(name.slice(0, 64));
      expect([bytes.includes("Exif"), bytes.includes(place)]).toEqual([false, false]);
      // As large as real photos are, far above any other request to the node.
      expect(bytes.length).toBeGreaterThan(300_000);
    }
  });

  let cleanUntil = 0;
  it("[CR13, SI4] another crew judges the work, and the site is clean on the crew's tablet and on the centre's map", async () => {
    await eventually("the work is offered to the other crew", async () =>
      (await other.lookOf(sites.brief)) === "awaiting-validation" ? true : null,
    );
    await other.validate(sites.brief, null);
    await other.allSent();
    const { state } = await eventually("central has the judgement", async () => {
      const found = await siteAtCentral(sites.brief);
      return found.state.clean?.validated === true ? found : null;
    });
    cleanUntil = state.clean?.until ?? 0;
    await watch.tab("map");
    await eventually("the map shows it clean", async () => ((await watch.legend()).get("clean") === "1" ? true : null));
    expect((await watch.legend()).get("expired")).toBe("0");
    await eventually("the first crew sees it clean", async () => ((await tablet.legend()).get("clean") === "1" ? true : null));
    expect((await tablet.legend()).has("expired")).toBe(false);
  });

  it("a crew that finds a door locked says so", async () => {
    await other.claim(sites.locked);
    await other.refuse(sites.locked, "locked", "no key at the concierge");
    await other.allSent();
    await eventually("central has it", async () => ((await siteAtCentral(sites.locked)).look === "no-access" ? true : null));
  });

  const claims = { first: { at: 0 }, second: { at: 0 } };
  it("[SI18] two crews claim one site while both are cut off, and both work", async () => {
    expect((await tablet.list()).some(({ site }) => site === sites.contested)).toBe(true);
    await tablet.goOffline();
    expect(await planner.assignSites([sites.contested], second)).toBe("1 site changed");
    await eventually("the other crew is given the site", async () =>
      (await other.list()).some(({ site }) => site === sites.contested) ? true : null,
    );
    await other.goOffline();
    claims.first.at = Date.now();
    await tablet.claim(sites.contested);
    claims.second.at = Date.now();
    await other.claim(sites.contested);
    expect(await tablet.lookOf(sites.contested)).toBe("claimed");
    expect(await tablet.complete(sites.contested, { litres: "210", area: "1050", photo: true })).toEqual({ isSent: false });
    await other.startWork(sites.contested);
    await other.enterAmounts({ area: "980", litres: "196" });
    await other.takePhoto("after");
  });

  it("[CR5] the other crew's browser and the node are killed: the draft is on the tablet, which opens without anybody", async () => {
    await system.running.get("crews")?.kill();
    system.running.delete("crews");
    await kept.kill();
    other = await startOther();
    await other.reopen();
    expect(await other.draft(sites.contested)).toEqual({ area: "980", litres: "196", photos: 1 });
    expect(await other.complete(sites.contested)).toEqual({ isSent: false });
    expect(await other.unsent()).toBeGreaterThan(0);
    await other.list();
  });

  it("the later claim comes first; the node is killed in the middle of it and nothing is lost", async () => {
    let isTold = false;
    other.page.on("request", (request) => {
      isTold ||= request.url().endsWith(crewRoutes.facts);
    });
    await system.start("crews");
    await eventually("the tablet tells the node", async () => {
      // A browser that died within half a minute of a sign-in may have lost its cookie; what was recorded is on the tablet all the same.
      if (!isTold && (await other.page.getByTestId("sign-in").isVisible())) await other.signIn(`${crewBase}-${second}`, demoPin, "yard");
      return isTold || null;
    });
    await system.running.get("crews")?.kill();
    system.running.delete("crews");
    await system.start("crews");
    await other.allSent();
    const { state } = await eventually("central has the second crew's work", async () => {
      const found = await siteAtCentral(sites.contested);
      return found.state.completions.length > 0 ? found : null;
    });
    expect(state.claims.map(({ crew, standing }) => [crew, standing])).toEqual([[second, "worked"]]);
    expect(state.completions.map(({ crew, standing }) => [crew, standing])).toEqual([[second, "awaiting-validation"]]);
  });

  it("[SI5, CR8] the clean state ends by time alone: on a tablet that is still cut off, and on the centre's map", async () => {
    const before = heldFacts().filter(({ site }) => site === sites.brief);
    await eventually(
      "the crew's list says that it is over",
      async () => {
        const row = (await tablet.list()).find(({ site }) => site === sites.brief);
        return row?.look === "expired" ? true : null;
      },
      120_000,
    );
    const legend = await tablet.legend();
    expect([legend.has("clean"), legend.get("expired")]).toEqual([false, "1"]);
    expect(Date.now()).toBeGreaterThanOrEqual(cleanUntil);
    await eventually(
      "the centre's map, which nobody touched, shows it expired",
      async () => ((await watch.legend()).get("expired") === "1" ? true : null),
      90_000,
    );
    expect((await watch.legend()).get("clean")).toBe("0");
    expect(heldFacts().filter(({ site }) => site === sites.brief)).toEqual(before);
  });

  it("[CR11, SI2, SI3, SI9] the earlier claim wins by rule; the other crew is told who has it and since when, and its work is kept", async () => {
    await eventually(
      "the first tablet was alone for more than a minute",
      () => Date.now() - claims.second.at > aloneAfterMs || null,
      90_000,
    );
    const from = performance.now();
    await tablet.goOnline();
    await tablet.allSent();
    // The claim comes before the work, so that for a moment the message may say that the other's work will be checked.
    const told = await eventually("the other crew is told what its work counts as", async () => {
      const text = await other.loss();
      return text.includes("it counts as extra") ? text : null;
    });
    figures["onlineToToldMs"] = Math.round(performance.now() - from);
    expect(await tablet.refusedFacts()).toEqual([]);
    const { state } = await siteAtCentral(sites.contested);
    expect(state.claims.map(({ crew, standing }) => [crew, standing])).toEqual([
      [first, "worked"],
      [second, "lost"],
    ]);
    expect(state.completions.map(({ crew, standing, agentLitres }) => [crew, standing, agentLitres])).toEqual([
      [first, "awaiting-validation", 210],
      [second, "extra", 196],
    ]);
    const claimedAt = state.claims[0]?.claimedAt ?? 0;
    expect(claimedAt).toBeGreaterThanOrEqual(claims.first.at);
    expect(claimedAt).toBeLessThanOrEqual(claims.second.at);
    expect(told).toContain(`Crew 01 claimed it first, at ${clockOf(claimedAt)}.`);
    expect(told).toContain("Your work is kept: the record stays, it counts as extra.");
    await other.understood();
    await other.reopen();
    expect(await other.page.getByTestId("lost").count()).toBe(0);
  });

  it("each act of the crews is at central exactly once, with its own photos", () => {
    const facts = heldFacts();
    expect(facts.map(({ kind, site, crew }) => `${site} ${crew} ${kind}`).toSorted()).toEqual(
      [
        ...(["site-claim", "site-completion"] as const).flatMap((kind) => [
          `${sites.brief} ${first} ${kind}`,
          `${sites.contested} ${first} ${kind}`,
          `${sites.contested} ${second} ${kind}`,
        ]),
        `${sites.brief} ${second} site-validation`,
        `${sites.locked} ${second} site-claim`,
        `${sites.locked} ${second} site-refusal`,
      ].toSorted(),
    );
    const ids = readHeldEvents(system).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const proofs = facts.flatMap((fact) => (fact.kind === "site-completion" ? fact.evidence.map(({ sha256 }) => `${sha256}.jpg`) : []));
    expect(proofs).toHaveLength(5);
    expect(readdirSync(join(system.at.edge(crewBase).data, "evidence")).toSorted()).toEqual(proofs.toSorted());
  });

  it("[CN25] the centre's panel, its file and its map agree with a count over the events that central stored", async () => {
    const facts = heldFacts();
    const now = Date.now();
    const expected = sectors.map((sector) => {
      const inside = features.filter(isSite).filter(({ properties }) => properties.sector === sector);
      const looks = inside.map((site) =>
        countedLook(
          site,
          facts.filter((fact) => fact.site === site.properties.site),
          now,
        ),
      );
      const counts = panels.sites.slice(3).map(([look]) => looks.filter((one) => one === look).length);
      return [sector, inside.length, ...counts].map(String);
    });
    expect(expected).toEqual([
      ["almaly", "75", "72", "0", "1", "1", "0", "0", "1", "0"],
      ["medeu", "75", "75", "0", "0", "0", "0", "0", "0", "0"],
    ]);
    const withoutName = (row: readonly string[]): readonly string[] => [...row.slice(0, 1), ...row.slice(2)];
    await eventually("the panel agrees", async () =>
      JSON.stringify((await watch.panelRows("sites")).map(withoutName)) === JSON.stringify(expected) ? true : null,
    );
    const file = readFileSync(await (await watch.panelCsv("sites")).path(), "utf8");
    const rows = file
      .replace(/^\uFEFF/, "")
      .trimEnd()
      .split(/\r?\n/)
      .slice(1);
    expect(rows.map((row) => withoutName(row.split(",").map((cell) => cell.replaceAll('"', ""))))).toEqual(expected);
    const sum = (look: string): string => {
      const column = panels.sites.findIndex(([name]) => name === look) - 1;
      return String(expected.reduce((total, row) => total + Number(row[column]), 0));
    };
    expect(new Map(await watch.legend())).toEqual(new Map(siteLooks.map((look) => [look, sum(look)])));
  });
});

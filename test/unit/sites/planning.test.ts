import { AssignReply, ImportReply, planningRoutes, PlanReply, ruleRows, SitesReply } from "@beket/api";
import { lookOf, SiteState, type SiteFact, type StatedSiteFact } from "@beket/domain";
import { packJson } from "@beket/replication";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestCentral, problemOf, signInStaff, type TestCentral } from "../central/support.ts";
import { pagesOf } from "../../../central/src/features/planning/site-rows.ts";
import { arrived, codec, collection, openDesk, sectorFeature, siteFeature, type Desk } from "./desk.ts";
import { claim, completion, dayMs, hourMs, plan, refusal, ten, uuid, validation } from "./samples.ts";

const { claimMs, agents, stayInMs } = plan;
const given = { claimMs, agents, stayInMs };
const city = collection(
  sectorFeature("almaly"),
  sectorFeature("medeu", 76.95),
  siteFeature("y-1", "almaly"),
  siteFeature("y-2", "almaly"),
  siteFeature("y-3", "medeu", {}, [76.97, 43.22]),
);

describe("the planners' desk", () => {
  let desk: Desk;
  beforeEach(() => {
    desk = openDesk();
  });
  afterEach(() => desk.close());

  it("[SI13] takes a plan whole or not at all; a dry run only counts", () => {
    const { importPlan } = desk.planning();
    expect(importPlan(city, true)).toMatchObject({ applied: false, sectors: 2, sites: 3, changed: 5, faultCount: 0 });
    expect(desk.version()).toBe(0);
    const faulty = collection(...city.features, siteFeature("y-4", "nowhere"));
    expect(importPlan(faulty, false)).toMatchObject({ applied: false, changed: 6, faults: [{ feature: 5, code: "sector-unknown" }] });
    expect(desk.planning().sites(null).sites).toEqual([]);
    expect(importPlan(city, false)).toMatchObject({ applied: true, changed: 5 });
    const version = desk.version();
    expect(importPlan(city, false)).toMatchObject({ applied: true, changed: 0 });
    expect(desk.version()).toBe(version);
    desk.restart();
    expect(desk.planning().importPlan(city, false)).toMatchObject({ changed: 0 });
  });

  it("[SI13] lists each sector's sites in pages, and a site that moved leaves its old sector", () => {
    desk.planning().putPlan(given);
    desk.planning().importPlan(city, false);
    expect(desk.rowOf(ruleRows.sectorSites("almaly", 0))).toEqual(["y-1", "y-2"]);
    expect(desk.rowOf(ruleRows.sitePlan)).toMatchObject({
      version: 2,
      sectors: [
        { sector: "almaly", pages: 1 },
        { sector: "medeu", pages: 1 },
      ],
    });
    desk.planning().importPlan(collection(siteFeature("y-2", "medeu", {}, [76.97, 43.22])), false);
    expect(desk.rowOf(ruleRows.sectorSites("almaly", 0))).toEqual(["y-1"]);
    expect(desk.rowOf(ruleRows.sectorSites("medeu", 0))).toEqual(["y-2", "y-3"]);
    desk.planning().importPlan(collection(siteFeature("y-1", "medeu", {}, [76.97, 43.22])), false);
    expect(desk.rowOf(ruleRows.sectorSites("almaly", 0))).toEqual([]);
    expect(desk.rowOf(ruleRows.sitePlan)).toMatchObject({
      version: 3,
      sectors: [
        { sector: "almaly", pages: 0 },
        { sector: "medeu", pages: 1 },
      ],
    });
  });

  it("[SI12] cuts its lists so that every row fits a post, even with the longest codes", () => {
    const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    const codes = Array.from({ length: 401 }, (_, index) =>
      Array.from({ length: 40 }, (_, at) => letters[(index * 31 + at * at * 7 + index * at) % 36]).join(""),
    );
    const pages = pagesOf(codes);
    expect(pages.flat()).toEqual(codes);
    expect(pages.every((page) => page.length <= 200 && packJson(codec, page).length <= 8_192)).toBe(true);
    expect(pagesOf(Array.from({ length: 400 }, (_, index) => `y-${index}`)).map((page) => page.length)).toEqual([200, 200]);
  });

  it("[SI12] has a state that fits a post however much happened", () => {
    const long = "a".repeat(40);
    const claimState = { claim: uuid(1), crew: long, claimedAt: ten, expiresAt: ten, standing: "released" as const };
    const work = {
      completion: uuid(2),
      crew: long,
      finishedAt: ten,
      agent: long,
      agentLitres: 12345.678901234567,
      areaM2: 1234567.8901234567,
      trackCoveragePercent: 12.345678901234567,
      evidence: 32,
      standing: "awaiting-validation" as const,
      validatedBy: long,
      cause: long,
    };
    const state: SiteState = {
      site: long,
      assigned: long,
      claims: Array.from({ length: 8 }, () => claimState),
      completions: Array.from({ length: 8 }, () => work),
      refusals: Array.from({ length: 4 }, () => ({ refusal: uuid(3), crew: long, at: ten, cause: long })),
      clean: { from: ten, until: ten, validated: false },
    };
    expect(v.is(SiteState, state)).toBe(true);
    expect(JSON.stringify(state).length + 1).toBeLessThanOrEqual(8_192);
  });

  it("[SI14] gives a plan a new version when something in it is another, and only then", () => {
    const put = (change: object) => desk.planning().putPlan({ ...given, ...change });
    expect(put({})).toMatchObject({ ok: true, value: { plan: { version: 1 } } });
    expect(put({})).toMatchObject({ value: { plan: { version: 1 } } });
    expect(put({ claimMs: hourMs })).toMatchObject({ value: { plan: { version: 2, claimMs: hourMs } } });
    expect(put({ agents: [...agents, ...agents] })).toEqual({ ok: false, error: "planning.agent-repeated" });
    desk.restart();
    expect(desk.planning().plan().plan).toMatchObject({ version: 2, claimMs: hourMs });
  });

  it("[SI15] gives sites and whole sectors to a crew, once by its id, and takes them back", () => {
    desk.planning().importPlan(city, false);
    const first = { id: uuid(900), crew: "crew-1", sites: ["y-3"], sectors: ["almaly"] };
    expect(desk.planning().assign(first)).toEqual({ ok: true, value: { changed: 3 } });
    const version = desk.version();
    expect(desk.planning().assign(first)).toEqual({ ok: true, value: { changed: 3 } });
    expect(desk.planning().assign({ ...first, crew: "crew-2" })).toEqual({ ok: false, error: "planning.id-reused" });
    expect(desk.version()).toBe(version);
    expect(desk.rowOf(ruleRows.crewSites("crew-1", 0))).toEqual(["y-1", "y-2", "y-3"]);
    expect(desk.stateRow("y-2").assigned).toBe("crew-1");
    expect(desk.planning().assign({ id: uuid(901), crew: "crew-2", sites: ["y-2"], sectors: [] })).toMatchObject({ value: { changed: 1 } });
    expect([desk.rowOf(ruleRows.crewSites("crew-1", 0)), desk.rowOf(ruleRows.crewSites("crew-2", 0))]).toEqual([["y-1", "y-3"], ["y-2"]]);
    desk.restart();
    expect(desk.planning().assign({ id: uuid(902), crew: null, sites: [], sectors: ["almaly", "medeu"] })).toMatchObject({
      value: { changed: 3 },
    });
    expect(desk.rowOf(ruleRows.crewSites("crew-1", 0))).toEqual([]);
    expect(desk.planning().assign({ id: uuid(903), crew: "crew-1", sites: ["y-1", "y-9"], sectors: [] })).toEqual({
      ok: false,
      error: "planning.site-unknown",
    });
    expect(desk.planning().plan().crews).toEqual(["crew-1", "crew-2"]);
  });
});

describe("what crews stated", () => {
  let desk: Desk;
  let position = 0;
  const at = (site: string, one: StatedSiteFact): StatedSiteFact => ({ ...one, fact: { ...one.fact, site } satisfies SiteFact });
  const arrive = (...facts: readonly StatedSiteFact[]): void => {
    const rows = facts.map((fact) => arrived(++position, fact));
    desk.planning().follower.apply(rows, position);
  };
  beforeEach(() => {
    position = 0;
    desk = openDesk();
    desk.planning().importPlan(city, false);
  });
  afterEach(() => desk.close());

  it("[SI16] becomes the site's state and the row that posts get, in one transaction with how far was read", () => {
    arrive(at("y-1", claim(1, "crew-1", ten)), at("y-1", completion(11, "crew-1", ten + hourMs, 1)));
    const told = desk.told();
    expect(desk.stateRow("y-1")).toMatchObject({ claims: [{ standing: "worked" }], completions: [{ standing: "awaiting-validation" }] });
    arrive(at("y-1", validation(31, "crew-2", ten + 2 * hourMs, 11)));
    expect(desk.stateRow("y-1").clean).toEqual({ from: ten + hourMs, until: ten + hourMs + dayMs, validated: true });
    expect(desk.told()).toBe(told + 1);
    expect(desk.planning().follower.cursor()).toBe(3);
    const before = desk.stateRow("y-1");
    const version = desk.version();
    desk.restart();
    // The desk's events lie in no file, so the next start goes back to their end; read again they change nothing.
    expect(desk.planning().follower.cursor()).toBe(0);
    expect(desk.planning().sites(null).sites[0]?.state).toEqual(before);
    arrive(at("y-1", claim(1, "crew-1", ten)), at("y-1", completion(11, "crew-1", ten + hourMs, 1)));
    expect([desk.version(), desk.stateRow("y-1")]).toEqual([version, before]);
  });

  it("[SI16] changes nothing when nothing follows from it, and is not half kept when the disk refuses", () => {
    arrive(at("y-1", claim(1, "crew-1", ten)));
    const version = desk.version();
    const again = arrived(1, at("y-1", claim(1, "crew-1", ten)));
    desk.planning().follower.apply([again], 1);
    expect(desk.version()).toBe(version);
    const { rows } = desk.stores().planning;
    const put = rows.put;
    Object.assign(rows, {
      put: () => {
        throw new Error("disk full");
      },
    });
    expect(() => arrive(at("y-2", claim(2, "crew-1", ten)))).toThrow("disk full");
    Object.assign(rows, { put });
    expect([desk.version(), desk.planning().follower.cursor()]).toEqual([version, 1]);
    expect(desk.planning().sites("y-1").sites[0]?.state.claims).toEqual([]);
    arrive(at("y-2", claim(2, "crew-1", ten)));
    expect(desk.stateRow("y-2").claims).toHaveLength(1);
  });

  it("[SI16] about a site that is not planned yet is kept until it is", () => {
    arrive(at("y-9", completion(11, "crew-1", ten)));
    desk.planning().importPlan(collection(siteFeature("y-9", "almaly", { cleanForMs: 2 * dayMs })), false);
    expect(desk.stateRow("y-9").clean?.until).toBe(ten + 2 * dayMs);
    desk.planning().importPlan(collection(siteFeature("y-9", "almaly", { cleanForMs: 2 * dayMs, focal: true })), false);
    expect(desk.stateRow("y-9").clean?.until).toBe(ten + dayMs);
  });

  it("[SI6] counts per sector and map show the same looks, as time goes by", () => {
    arrive(
      at("y-1", completion(11, "crew-1", ten)),
      at("y-1", validation(31, "crew-2", ten + 1, 11)),
      at("y-2", claim(2, "crew-1", ten)),
      at("y-3", refusal(51, "crew-3", ten)),
    );
    const { looks } = desk.planning();
    const counted = (now: number) =>
      looks.sectors(now).map(({ sector, sites, looks }) => ({
        sector,
        sites,
        ...Object.fromEntries(Object.entries(looks).filter(([, count]) => count > 0)),
      }));
    expect(counted(ten + hourMs)).toEqual([
      { sector: "almaly", sites: 2, clean: 1, claimed: 1 },
      { sector: "medeu", sites: 1, "no-access": 1 },
    ]);
    expect(counted(ten + dayMs)).toEqual([
      { sector: "almaly", sites: 2, expired: 1, planned: 1 },
      { sector: "medeu", sites: 1, "no-access": 1 },
    ]);
    const shown = looks.mapSites(ten + hourMs).map(({ properties: { site, look, until, crew } }) => [site, look, until, crew]);
    expect(shown).toEqual([
      ["y-1", "clean", ten + dayMs, "crew-1"],
      ["y-2", "claimed", ten + claimMs, "crew-1"],
      ["y-3", "no-access", null, null],
    ]);
    expect(looks.mapSectors().map(({ properties }) => properties.sector)).toEqual(["almaly", "medeu"]);
  });

  it("[SI17] is listed in pages of a thousand in the order of codes", () => {
    const many = Array.from({ length: 1_500 }, (_, index) => siteFeature(`z-${String(index).padStart(4, "0")}`, "almaly"));
    desk.planning().importPlan(collection(...many), false);
    const first = desk.planning().sites(null);
    const second = desk.planning().sites(first.next);
    expect([first.sites.length, first.next, second.sites.length, second.next]).toEqual([1_000, first.sites.at(-1)?.site.site, 503, null]);
    expect(v.is(SitesReply, first)).toBe(true);
    const one = first.sites[0];
    expect(one?.look).toBe(one === undefined ? "" : lookOf(one.site, one.state, first.asOf));
  });
});

describe("the desk over HTTP", () => {
  let one: TestCentral;
  beforeEach(() => {
    one = openTestCentral();
  });
  afterEach(() => one.close());
  const ask = (method: string, path: string, cookie: string, body?: unknown): Response | Promise<Response> =>
    one.central.fetch(
      new Request(`http://central.test${path}`, {
        method,
        headers: { "content-type": "application/json", "accept-language": "en", cookie },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      { client: "127.0.0.1" },
    );

  it("[SI17] is for planners; who watches sees the plan and the sites; nobody else does", async () => {
    const planner = await signInStaff(one, "planner");
    const imported = v.parse(ImportReply, await (await ask("POST", planningRoutes.import, planner, city)).json());
    expect(imported).toMatchObject({ applied: true, sites: 3 });
    const dry = await ask("POST", `${planningRoutes.import}?dry-run`, planner, collection(siteFeature("y-4", "almaly")));
    expect(v.parse(ImportReply, await dry.json())).toMatchObject({ applied: false, changed: 1 });
    const put = await ask("PUT", planningRoutes.plan, planner, given);
    expect(v.parse(PlanReply, await put.json()).plan?.claimMs).toBe(claimMs);
    const assigned = await ask("POST", planningRoutes.assign, planner, { id: uuid(900), crew: "crew-1", sites: [], sectors: ["almaly"] });
    expect(v.parse(AssignReply, await assigned.json())).toEqual({ changed: 2 });
    expect(
      await problemOf(await ask("POST", planningRoutes.assign, planner, { id: uuid(901), crew: "crew-1", sites: ["no"], sectors: [] })),
    ).toBe("planning.site-unknown");

    const watch = await signInStaff(one, "watch");
    const sites = v.parse(SitesReply, await (await ask("GET", planningRoutes.sites, watch)).json());
    expect(sites.sites.map(({ site, state }) => [site.site, state.assigned])).toEqual([
      ["y-1", "crew-1"],
      ["y-2", "crew-1"],
      ["y-3", null],
    ]);
    expect((await ask("GET", planningRoutes.plan, watch)).status).toBe(200);
    for (const cookie of [watch, await signInStaff(one, "laboratory")]) {
      expect(await problemOf(await ask("POST", planningRoutes.import, cookie, city))).toBe("staff.role-missing");
      expect(await problemOf(await ask("PUT", planningRoutes.plan, cookie, given))).toBe("staff.role-missing");
    }
    expect(await problemOf(await ask("GET", planningRoutes.sites, ""))).toBe("staff.not-signed-in");
    expect(await problemOf(await ask("GET", `${planningRoutes.sites}?after=Y%201`, watch))).toBe("planning.code-invalid");
  });
});

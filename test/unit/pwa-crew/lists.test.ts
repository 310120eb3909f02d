import { lookOf, Uuid, type SiteState } from "@beket/domain";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { clockText, countdownOf } from "../../../pwa/src/crew/model/countdown.ts";
import { fromTimeField, timeField } from "../../../pwa/src/crew/model/day-time.ts";
import { beginDraft, suggestedLitres } from "../../../pwa/src/crew/model/draft.ts";
import { amountOf, decimalText, stepped } from "../../../pwa/src/crew/model/number.ts";
import { nextAfter } from "../../../pwa/src/crew/model/order.ts";
import { hashOf, placeOf } from "../../../pwa/src/crew/model/place.ts";
import { losses, nextList, reviewList, sitesOf } from "../../../pwa/src/crew/model/sheet.ts";
import { entrance, offset, plan, sheetOf, stateOf, street, workOf, yard } from "./samples.ts";

const hourMs = 3_600_000;
const now = Date.UTC(2026, 3, 20, 8, 0);
const uuid = (number: number): Uuid => v.parse(Uuid, `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`);
const held = (crew: string, number = 1): SiteState["claims"] => [
  { claim: uuid(number), crew, claimedAt: now - hourMs, expiresAt: now + hourMs, standing: "holds" },
];
const clean = (untilMs: number) => ({ from: now + untilMs - 24 * hourMs, until: now + untilMs, validated: true });
const city = sitesOf(
  sheetOf([
    { site: street("a-planned-far", "A", 800, 0), state: stateOf("a-planned-far") },
    { site: street("b-planned-near", "B", 100, 0), state: stateOf("b-planned-near") },
    { site: yard("c-focal", "C", 900, 0, { focal: true }), state: stateOf("c-focal") },
    { site: yard("d-expired", "D", 700, 0), state: stateOf("d-expired", { clean: clean(-hourMs) }) },
    { site: entrance("e-mine", "E", 5_000, 0), state: stateOf("e-mine", { claims: held("crew-01") }) },
    { site: entrance("f-clean", "F", 10, 0), state: stateOf("f-clean", { clean: clean(20 * hourMs) }) },
    { site: entrance("g-theirs", "G", 10, 10), state: stateOf("g-theirs", { claims: held("crew-02") }) },
    { site: entrance("h-given-to-others", "H", 0, 0), state: stateOf("h-given-to-others", { assigned: "crew-02" }) },
    {
      site: entrance("i-locked", "I", 0, 5),
      state: stateOf("i-locked", { refusals: [{ refusal: uuid(5), crew: "crew-01", at: now - hourMs, cause: "locked" }] }),
    },
  ]),
  [],
);
const order = (at: readonly [number, number] | null) =>
  nextList(city, "crew-01", now, at === null ? null : [at[0], at[1]]).map(({ site }) => site.site);

describe("what is next", () => {
  it("[CR6] the crew's own, then focal, then expired, then the nearest, and what needs nobody last", () => {
    expect(order(offset(0, 0))).toEqual([
      "e-mine",
      "c-focal",
      "d-expired",
      "b-planned-near",
      "a-planned-far",
      "i-locked",
      "g-theirs",
      "f-clean",
    ]);
  });

  it("[CR6] without a position the order is the plan's, by sector and name", () => {
    expect(order(null).slice(3, 5)).toEqual(["a-planned-far", "b-planned-near"]);
  });

  it("[CR6] the next site after one is open to the crew, and never the same again", () => {
    const sites = nextList(city, "crew-01", now, null);
    expect(nextAfter(sites, "e-mine")?.site.site).toBe("c-focal");
    expect(nextAfter(sites, "c-focal")?.site.site).toBe("e-mine");
    expect(
      nextAfter(
        sites.filter(({ look }) => look === "clean" || look === "claimed"),
        "e-mine",
      ),
    ).toBeNull();
  });

  it("[CR8] time alone changes looks and order, with nobody heard", () => {
    const site = entrance("f-clean", "F", 10, 0);
    const state = stateOf("f-clean", { clean: clean(3 * hourMs) });
    expect([0, 2 * hourMs, 4 * hourMs].map((ms) => lookOf(site, state, now + ms))).toEqual(["clean", "expiring", "expired"]);
    const sites = sitesOf(
      sheetOf([
        { site, state },
        { site: street("z", "Z", 0, 0), state: stateOf("z") },
      ]),
      [],
    );
    const first = (ms: number) => nextList(sites, "crew-01", now + ms, null)[0]?.site.site;
    expect([first(0), first(4 * hourMs)]).toEqual(["z", "f-clean"]);
  });
});

describe("other crews' work", () => {
  it("[CR13] is offered while it awaits a judgement, the crew's own never is", () => {
    const waiting = (crew: string, number: number) => ({ completions: [workOf(uuid(number), { crew, finishedAt: now - hourMs })] });
    const sites = sitesOf(
      sheetOf([
        { site: yard("own", "Own", 0, 0), state: stateOf("own", waiting("crew-01", 1)) },
        { site: yard("theirs", "Theirs", 0, 100), state: stateOf("theirs", { assigned: "crew-02", ...waiting("crew-02", 2) }) },
        {
          site: yard("judged", "Judged", 0, 200),
          state: stateOf("judged", { completions: [workOf(uuid(3), { standing: "accepted", validatedBy: "crew-03" })] }),
        },
      ]),
      [],
    );
    expect(reviewList(sites, "crew-01", now, null).map(({ listed }) => listed.site.site)).toEqual(["theirs"]);
    expect(reviewList(sites, "crew-02", now, null).map(({ listed }) => listed.site.site)).toEqual(["own"]);
  });
});

describe("a lost claim", () => {
  const lost = { claim: uuid(1), crew: "crew-01", claimedAt: now - hourMs, expiresAt: now + hourMs, standing: "lost" } as const;
  const won = { claim: uuid(2), crew: "crew-02", claimedAt: now - 2 * hourMs, expiresAt: now + hourMs, standing: "worked" } as const;
  const work = workOf(uuid(3), { crew: "crew-01", finishedAt: now - 60_000, standing: "extra" });
  const sites = sitesOf(sheetOf([{ site: yard("y", "Y", 0, 0), state: stateOf("y", { claims: [won, lost], completions: [work] }) }]), []);

  it("[CR11] tells who won and since when, and that the work stays; once read, not again; not for ever", () => {
    expect(losses(sites, "crew-01", new Set(), now)).toMatchObject([
      { winner: { crew: "crew-02", claimedAt: won.claimedAt }, work: { standing: "extra" } },
    ]);
    expect(losses(sites, "crew-02", new Set(), now)).toEqual([]);
    expect(losses(sites, "crew-01", new Set([lost.claim]), now)).toEqual([]);
    expect(losses(sites, "crew-01", new Set(), now + 48 * hourMs)).toEqual([]);
  });
});

describe("a countdown", () => {
  it("[CR7] comes from the claim's own times and ends with it", () => {
    const claim = { claimedAt: now, expiresAt: now + 2 * hourMs };
    expect(countdownOf(claim, now)).toEqual({ leftMs: 2 * hourMs, share: 1, tone: "calm" });
    expect(countdownOf(claim, now + hourMs)).toMatchObject({ share: 0.5, tone: "calm" });
    expect(countdownOf(claim, now + 2 * hourMs - 60_000).tone).toBe("soon");
    expect(countdownOf(claim, now + 3 * hourMs)).toEqual({ leftMs: 0, share: 0, tone: "over" });
    expect([2 * hourMs, 65_000, 59_001, 0].map(clockText)).toEqual(["2:00:00", "1:05", "1:00", "0:00"]);
  });
});

describe("amounts", () => {
  it("[CR14] litres are suggested as area times the plan's rate", () => {
    expect(suggestedLitres(plan, "hypochlorite-05", 1_200)).toBe(360);
    expect(suggestedLitres(plan, "alcohol-70", 33)).toBe(1.7);
    expect([
      suggestedLitres(plan, "nothing", 33),
      suggestedLitres(null, "alcohol-70", 33),
      suggestedLitres(plan, "alcohol-70", null),
    ]).toEqual([null, null, null]);
    const start = { site: "y", crew: "crew-01", claim: null, completion: uuid(1), event: uuid(2), startedAt: now, areaM2: 33 };
    expect(beginDraft(start, plan, "ru")).toMatchObject({ agent: "hypochlorite-05", area: "33", litres: "9,9" });
  });

  it("[CR14] a comma and a point are both read; what is no amount is none; steps land on round numbers", () => {
    expect(["12,5", "12.5", "", "-1", "1e3", "abc", "200"].map((text) => amountOf(text, 100))).toEqual([
      12.5,
      12.5,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([decimalText(9.94, "ru"), decimalText(9.94, "en"), decimalText(40, "kk")]).toEqual(["9,9", "9.9", "40"]);
    expect([stepped(9.9, 1, 1_000), stepped(9.9, -1, 1_000), stepped(20, 1, 1_000), stepped(20, -1, 1_000)]).toEqual([10, 9, 25, 19]);
    expect([stepped(0, -1, 1_000), stepped(1_000, 1, 1_000)]).toEqual([0, 1_000]);
  });
});

describe("the notice and the address", () => {
  it("[CR15] the time on the field is the next one that the city's clocks show", () => {
    const zone = "Asia/Almaty";
    expect(timeField(now, zone)).toBe("13:30");
    expect(fromTimeField("13:30", now, zone) - now).toBe(hourMs / 2);
    expect(fromTimeField("12:30", now, zone) - now).toBe(23.5 * hourMs);
    expect(fromTimeField("soon", now, zone)).toBe(now);
  });

  it("[CR16] the address names a screen and a site's code, survives a restart, and takes nothing else", () => {
    for (const place of [{ kind: "map" }, { kind: "site", site: "dostyk-5" }, { kind: "notice", site: "dostyk-5" }] as const)
      expect(placeOf(hashOf(place))).toEqual(place);
    expect(["", "#site/", "#site/<b>", "#what/ever", "#site/ABAY"].map(placeOf)).toEqual(
      Array.from({ length: 5 }, () => ({ kind: "sites" })),
    );
  });
});

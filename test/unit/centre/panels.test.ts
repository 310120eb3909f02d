import { panelNames, panels, MapPostsReply, MapSitesReply } from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parseRange, rangeMaxMs } from "../../../central/src/features/centre/range.ts";
import { problemOf, startMs } from "../central/support.ts";
import { freshId, hourMs, lookup, minuteMs, openCentre, passage, person, places, referral, refusal, type Centre } from "./world.ts";

let centre: Centre;
beforeEach(() => {
  centre = openCentre();
  centre.one.move(hourMs);
});
afterEach(() => centre.close());

it("[CN8] the watch, health officers, planners and auditors read every panel and map; laboratories and strangers read none", async () => {
  const paths = [
    ...panelNames.map((panel) => `/api/v1/centre/panels/${panel}`),
    "/api/v1/centre/map/posts",
    "/api/v1/centre/map/sites",
    "/api/v1/centre/daily-card?date=2026-04-20",
  ];
  for (const path of paths) {
    for (const role of ["watch", "health-officer", "planner", "auditor"] as const)
      expect([path, (await centre.get(path, role)).status]).toEqual([path, 200]);
    expect(await problemOf(await centre.get(path, "laboratory"))).toBe("staff.role-missing");
    expect((await centre.one.central.fetch(new Request(`http://central.test${path}`), { client: "" })).status).toBe(401);
  }
  expect(await problemOf(await centre.get("/api/v1/centre/panels/names"))).toBe("panel-unknown");
});

it("[CN8] each panel has the columns of the contract, in their order, in every row", async () => {
  centre.store([lookup("ALLOW"), passage(0), refusal(1, "absent"), referral(2, freshId(), "opened")]);
  await centre.counted();
  for (const panel of panelNames) {
    const reply = await centre.panel(panel);
    expect(reply.columns.map(({ column, type }) => [column, type])).toEqual(panels[panel].map(([column, type]) => [column, type]));
    expect(reply).toMatchObject({ panel, asOf: centre.one.clock.now(), behind: 0 });
    for (const row of reply.rows) expect(row).toHaveLength(reply.columns.length);
  }
});

it("[CN9] a range is widened to whole hours, a day by default, a quarter of a year at most", async () => {
  const now = startMs + 30 * minuteMs;
  const range = (from?: string, to?: string) => parseRange({ from, to }, now);
  const inHours = (from?: string, to?: string) => {
    const asked = range(from, to);
    return asked.ok ? [(asked.value.from - startMs) / hourMs, (asked.value.to - startMs) / hourMs] : asked.error;
  };
  expect(inHours()).toEqual([-23, 1]);
  expect(inHours(String(startMs - 1), String(startMs + 1))).toEqual([-1, 1]);
  expect(inHours(String(startMs))).toEqual([0, 1]);
  expect(inHours(undefined, String(startMs))).toEqual([-24, 0]);
  expect(inHours(String(startMs - rangeMaxMs + hourMs))).toEqual([-(rangeMaxMs / hourMs - 1), 1]);
  for (const [from, to] of [
    ["0"],
    [String(startMs + hourMs)],
    ["-5"],
    ["1e3"],
    ["now"],
    [String(startMs), String(startMs)],
    ["1", "9".repeat(16)],
    ["", ""],
  ])
    expect([from, to, inHours(from, to)]).toEqual([from, to, "range-invalid"]);
  expect(await problemOf(await centre.get("/api/v1/centre/panels/flow?from=tomorrow"))).toBe("query-invalid");
  expect(await problemOf(await centre.get("/api/v1/centre/panels/flow?format=xml"))).toBe("query-invalid");
  expect(await problemOf(await centre.get("/api/v1/centre/map/posts?to=x"))).toBe("query-invalid");
});

it("[CN13] look-ups count by the verdict of a post's own decision; second readings, self-checks and explanations do not", async () => {
  centre.store([
    lookup("ALLOW"),
    lookup("ALLOW", { purpose: "camera" }),
    lookup("REFER"),
    lookup("DENY"),
    lookup("second-reading"),
    lookup("DENY", { purpose: "self-check" }),
    lookup("DENY", { purpose: "explain-other-ledger" }),
    lookup("DENY", { post: "bar-01" }),
    lookup("DENY", { post: "unlisted" }),
    lookup("DENY", { at: -30 * hourMs }),
  ]);
  await centre.counted();
  expect((await centre.panel("flow")).rows.map((row) => row.slice(0, 6))).toEqual([
    ["bar-01", "city", 1, 0, 0, 1],
    ["rb-01", "roadblock", 4, 2, 1, 1],
    ["unlisted", null, 1, 0, 0, 1],
  ]);
  const hours = (await centre.panel("hours")).rows;
  expect(hours).toHaveLength(24 * 3);
  expect(hours.filter((row) => row[2] !== 0 || row[4] !== 0)).toEqual([
    [startMs, "city", 0, 0, 1, 0],
    [startMs, "roadblock", 2, 1, 1, 0],
    [startMs, null, 0, 0, 1, 0],
  ]);
});

it("[CN13] a passage counts once however many saw it, where and when it was seen first", async () => {
  const id = freshId();
  centre.store([
    passage(hourMs + minuteMs, { passage: id, direction: "out" }),
    passage(hourMs - minuteMs, { passage: id, direction: "in", lane: "lane-2" }),
    passage(hourMs, { passage: id }),
    passage(5 * minuteMs, { direction: "out" }),
  ]);
  centre.one.move(hourMs);
  await centre.counted();
  const [, row] = (await centre.panel("flow")).rows;
  expect(row?.slice(6, 8)).toEqual([1, 1]);
  const of = async (from: number) => (await centre.panel("flow", `?from=${from}&to=${from + hourMs}`)).rows[1]?.slice(6, 8);
  expect([await of(startMs), await of(startMs + hourMs)]).toEqual([
    [1, 1],
    [0, 0],
  ]);
});

it("[CN13] refusals and referrals count under their leading reason, most frequent first", async () => {
  centre.store([
    refusal(0, "permit-expired"),
    refusal(1, "absent"),
    refusal(2, "permit-expired", { post: "bar-01" }),
    refusal(3, "permit-expired"),
    referral(4, freshId(), "opened"),
    referral(5, freshId(), "opened"),
    referral(6, freshId(), "opened"),
  ]);
  await centre.counted();
  expect((await centre.panel("reasons")).rows).toEqual([
    ["hold-provisional", "roadblock", 0, 3],
    ["permit-expired", "roadblock", 2, 0],
    ["absent", "roadblock", 1, 0],
    ["permit-expired", "city", 1, 0],
  ]);
});

it("[CN14] seconds per car: the mean gap between cars that leave the head of a lane, while gaps are short", async () => {
  const lane = (name: string) => ({ lane: name });
  const referred = freshId();
  centre.store([
    passage(0),
    // Ten seconds later in another lane: no gap of this one.
    passage(10_000, lane("lane-2")),
    refusal(40_000, "absent"),
    referral(100_000, referred, "opened"),
    // Passes after the referral: it left the lane's head before.
    passage(110_000, { referral: referred }),
    // Written on paper and typed in later.
    passage(115_000, { paper: { sheet: "A-1", line: 1, enteredAt: startMs, enteredBy: "o-17" } }),
    // Five minutes without a car: nobody waited.
    passage(400_000),
    passage(460_000),
  ]);
  await centre.counted();
  // 40 s, 60 s and 60 s.
  expect((await centre.panel("flow")).rows[1]?.at(-1)).toBe(53_333);
  expect((await centre.panel("flow")).rows[0]?.at(-1)).toBe(null);
});

it("[CN15] open referrals are the ones not resolved, oldest first, with the age of each; steps may come in any order", async () => {
  const [first, second, done, early, lost] = [freshId(), freshId(), freshId(), freshId(), freshId()];
  centre.store([
    referral(20 * minuteMs, second, "opened", { number: "R-32", lane: null }),
    referral(10 * minuteMs, first, "opened"),
    referral(12 * minuteMs, first, "taken"),
    referral(5 * minuteMs, done, "opened"),
    referral(6 * minuteMs, done, "resolved"),
    referral(9 * minuteMs, early, "resolved"),
    referral(8 * minuteMs, early, "opened"),
    referral(7 * minuteMs, lost, "taken", { number: "R-30" }),
  ]);
  await centre.counted();
  expect((await centre.panel("referrals")).rows).toEqual([
    ["R-31", "rb-01", "lane-1", "hold-provisional", "taken", startMs + 10 * minuteMs, 50 * minuteMs],
    ["R-32", "rb-01", null, "hold-provisional", "opened", startMs + 20 * minuteMs, 40 * minuteMs],
    ["R-30", "rb-01", "lane-1", null, "taken", null, null],
  ]);
  // Whenever it was opened: an open one does not fall out of the range.
  expect((await centre.panel("referrals", `?from=${startMs - 3 * hourMs}&to=${startMs}`)).rows).toHaveLength(3);
});

it("[CN16] the queue is the last count of each lane within the range", async () => {
  const queue = (at: number, vehiclesWaiting: number, lane: string | null) => ({
    kind: "queue",
    at,
    vehiclesWaiting,
    source: "officer",
    lane,
  });
  centre.store([
    queue(20 * minuteMs, 14, "lane-1"),
    queue(10 * minuteMs, 90, "lane-1"),
    queue(-2 * hourMs, 7, "lane-2"),
    queue(-25 * hourMs, 300, "lane-3"),
    queue(1, 5, null),
    passage(0),
    passage(50_000),
  ]);
  await centre.counted();
  expect((await centre.panel("queue")).rows).toEqual([
    ["rb-01", null, 5, startMs + 1, null],
    ["rb-01", "lane-1", 14, startMs + 20 * minuteMs, 50_000],
    ["rb-01", "lane-2", 7, startMs - 2 * hourMs, null],
  ]);
  const before = `?from=${startMs - 3 * hourMs}&to=${startMs}`;
  expect((await centre.panel("queue", before)).rows).toEqual([["rb-01", "lane-2", 7, startMs - 2 * hourMs, null]]);
});

it("[CN17] tests: people by where they came from, selected by their newest answers, and every cassette used once", async () => {
  const profile = {
    subjects: [person],
    name: "Сынақбаев Тест",
    birthDate: null,
    sex: "unknown",
    citizenship: null,
    category: "resident",
    onwardAddress: null,
    phone: null,
    guardian: null,
    consent: { state: "given", language: "kk", textVersion: 1 },
  };
  const met = (at: number, who: string, countryFrom: string | null) => ({
    kind: "person",
    at,
    post: "kordai",
    person: who,
    arrival: null,
    seat: null,
    profile: { ...profile, countryFrom },
    confirmed: null,
  });
  const answered = (at: number, who: string, outcome: string) => ({
    kind: "questionnaire",
    at,
    post: "kordai",
    questionnaire: freshId(),
    person: who,
    form: "arrivals",
    formVersion: 1,
    language: "kk",
    countryFrom: "KGZ",
    answers: {},
    selection: { outcome, rule: null, by: null, reason: null },
  });
  const [a, b] = [freshId(), freshId()];
  const test = (id: string, at: number, step: object) => ({ kind: "test", at, post: "kordai", test: id, place: "border", step });
  const registered = { state: "registered", person: a, questionnaire: null, subjects: [person], countryFrom: "KGZ", repeats: null };
  const started = { state: "started", kitType: "rapid-1", lot: "LOT-7", lotExpiresAt: 1, cassette: "C-1", readFrom: 1, readUntil: 2 };
  const read = (result: string) => ({ state: "read", cassette: "C-1", result, by: "lab-1", device: null, reason: null });
  const whole = (result: string) => {
    const id = freshId();
    return [test(id, 5, read(result)), test(id, 1, registered), test(id, 3, started)];
  };
  const [open, left, unused, corrected] = [freshId(), freshId(), freshId(), freshId()];
  centre.store([
    met(0, a, "UZB"),
    met(minuteMs, a, "KGZ"),
    met(2, b, null),
    answered(3, a, "specialist"),
    answered(4, a, "test"),
    answered(5, b, "test"),
    answered(6, b, "no-test"),
    ...whole("negative"),
    ...whole("invalid"),
    ...whole("positive-acute"),
    test(corrected, 1, registered),
    test(corrected, 9, read("positive-past")),
    test(corrected, 3, started),
    test(corrected, 8, read("negative")),
    test(open, 1, registered),
    test(open, 2, started),
    test(left, 1, registered),
    test(left, 2, started),
    test(left, 3, { state: "cancelled", by: "lab-1", reason: "left" }),
    test(unused, 1, registered),
  ]);
  await centre.counted();
  expect((await centre.panel("tests")).rows).toEqual([
    ["kordai", null, 1, 0, 0, 0, 0, 0, 0, 0],
    ["kordai", "KGZ", 1, 1, 5, 1, 1, 1, 1, 1],
  ]);
  const card = await (await centre.get("/api/v1/centre/daily-card?date=2026-04-20")).json();
  expect(card).toMatchObject({ counted: { tested: 5, positive: 2 }, card: null, warnings: [] });
});

it("[CN18] a node's lag is how late its newest event came, its age how long ago that happened; a clock ahead hides nothing", async () => {
  centre.store([lookup("ALLOW", { at: -hourMs })], startMs);
  centre.store([lookup("ALLOW", { at: 20 * minuteMs })], startMs + 50 * minuteMs);
  centre.store([lookup("ALLOW", { at: -2 * hourMs })], startMs + 55 * minuteMs);
  await centre.counted();
  const late = ["rb-01", "rb-01", false, startMs + 55 * minuteMs, 40 * minuteMs, 30 * minuteMs, 3];
  expect((await centre.panel("nodes")).rows).toEqual([late]);
  centre.store([lookup("ALLOW", { at: 5 * 24 * hourMs })], startMs + 58 * minuteMs);
  await centre.counted();
  expect((await centre.panel("nodes")).rows[0]?.slice(4)).toEqual([2 * minuteMs, 0, 4]);
});

it("[CN19] every panel is a CSV too: ISO times, seconds, and a name that says the panel and the day", async () => {
  centre.store([referral(90_000, freshId(), "opened")]);
  await centre.counted();
  const reply = await centre.get("/api/v1/centre/panels/referrals?format=csv");
  expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(reply.headers.get("content-disposition")).toBe('attachment; filename="referrals-2026-04-20.csv"');
  // Its mark stays, so that a spreadsheet reads Kazakh letters.
  expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(await reply.arrayBuffer())).toBe(
    "\uFEFFnumber,post,lane,reason,state,opened-at,age-seconds\r\nR-31,rb-01,lane-1,hold-provisional,opened,2026-04-20T06:01:30.000Z,3510\r\n",
  );
  for (const panel of panelNames) {
    const text = await (await centre.get(`/api/v1/centre/panels/${panel}?format=csv`)).text();
    const json = await centre.panel(panel);
    expect([panel, text.trimEnd().split("\r\n").length]).toEqual([panel, json.rows.length + 1]);
  }
});

it("[CN23] the maps: posts whose place is known with their counts, and nothing personal", async () => {
  centre.store([
    lookup("ALLOW"),
    lookup("DENY"),
    passage(0),
    passage(1, { direction: "out" }),
    refusal(2, "absent"),
    referral(3, freshId(), "opened"),
    { kind: "queue", at: 4, vehiclesWaiting: 12, source: "officer" },
    { kind: "queue", at: 5, vehiclesWaiting: 30, source: "officer", lane: "lane-2" },
  ]);
  await centre.counted();
  const posts = v.parse(MapPostsReply, await (await centre.get("/api/v1/centre/map/posts")).json());
  const zero = { allow: 0, refer: 0, deny: 0, passages: 0, refusals: 0, openReferrals: 0, vehiclesWaiting: null, countedAt: null };
  expect(posts.features).toEqual([
    {
      type: "Feature",
      geometry: { type: "Point", coordinates: places.posts[0]?.at },
      properties: {
        beket: "post",
        post: "rb-01",
        ledger: "roadblock",
        allow: 1,
        refer: 0,
        deny: 1,
        passages: 2,
        refusals: 1,
        openReferrals: 1,
        vehiclesWaiting: 42,
        countedAt: startMs + 4,
      },
    },
    {
      type: "Feature",
      geometry: { type: "Point", coordinates: [74.7, 43.0] },
      properties: { beket: "post", post: "kordai", ledger: "roadblock", ...zero },
    },
  ]);
  const sites = v.parse(MapSitesReply, await (await centre.get("/api/v1/centre/map/sites")).json());
  expect(sites).toMatchObject({ type: "FeatureCollection", features: [], behind: 0 });
});

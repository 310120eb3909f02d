import { edgeRoutes } from "@beket/api";
import { buildTopic } from "@beket/replication";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freeTries, lockMsAfter } from "../../../edge/src/features/sessions/try-limit.ts";
import { eventsOf, openLane, openPost, reading, send, signIn, type Post } from "./support/post.ts";

let post: Post;
beforeEach(async () => {
  post = await openPost();
  post.sync();
});
afterEach(() => post.stop());

const attempt = (change: Readonly<Record<string, string>> = {}, headers: Readonly<Record<string, string>> = {}) =>
  send(post, "POST", edgeRoutes.sessions, { officer: "o-101", pin: "246810", lane: "lane-1", tablet: "tablet-1", ...change }, headers);
const steps = () =>
  eventsOf(post, "shift").map(({ step }) => (step.state === "sign-in-failed" ? `${step.state} ${step.cause}` : step.state));

describe("signing in", () => {
  it("[EN18] writes who signed in and out, and the session ends with it", async () => {
    const caller = await signIn(post);
    expect((await caller.get(edgeRoutes.sessions)).body).toMatchObject({
      officer: "o-101",
      role: "officer",
      lane: "lane-1",
      tablet: "tablet-1",
    });
    expect((await caller.remove(edgeRoutes.sessions)).status).toBe(204);
    expect((await caller.get(edgeRoutes.sessions)).status).toBe(401);
    expect(eventsOf(post, "shift").map(({ officer, step }) => [officer, step.state])).toEqual([
      ["o-101", "signed-in"],
      ["o-101", "signed-out"],
    ]);
  });

  it("[EN18] tells a stranger nothing: a wrong PIN and an unknown code get one answer, the journal gets the cause", async () => {
    const wrong = await attempt({ pin: "111111" });
    const unknown = await attempt({ officer: "o-777" });
    expect(wrong.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
    expect((await attempt({ officer: "o-900" })).body).toMatchObject({ code: "not-at-this-post" });
    expect((await attempt({ officer: "o-901" })).body).toMatchObject({ code: "not-at-this-post" });
    expect((await attempt({ lane: "lane-9" })).body).toMatchObject({ code: "no-such-lane" });
    expect(steps()).toEqual(["wrong-pin", "unknown-officer", "role-missing", "revoked"].map((cause) => `sign-in-failed ${cause}`));
  });

  it("[EN18] keeps one session per tablet: the next officer ends the last one's", async () => {
    const first = await signIn(post);
    await signIn(post, { officer: "o-102" });
    expect((await first.get(edgeRoutes.sessions)).status).toBe(401);
    expect(steps()).toEqual(["signed-in", "signed-out", "signed-in"]);
  });

  it("[EN18] keeps one session per tablet, also of two that sign in at the same moment", async () => {
    const both = await Promise.all([signIn(post), signIn(post, { officer: "o-102" })]);
    const states = await Promise.all(both.map(async (caller) => (await caller.get(edgeRoutes.sessions)).status));
    expect(new Set(states)).toEqual(new Set([200, 401]));
    expect(steps().toSorted()).toEqual(["signed-in", "signed-in", "signed-out"]);
  });

  it("[EN18] the earlier session goes on when the next sign-in cannot be written", async () => {
    const first = await signIn(post);
    const { append } = post.stores().journal;
    Object.assign(post.stores().journal, { append: () => ({ ok: false, error: { code: "journal-full", detail: "test" } }) });
    expect((await attempt({ officer: "o-102" })).status).toBe(507);
    Object.assign(post.stores().journal, { append });
    expect((await first.get(edgeRoutes.sessions)).status).toBe(200);
    expect(steps()).toEqual(["signed-in"]);
  });

  it("[EN19] a lock that was set by a clock far ahead lasts no longer than the longest lock once the clock is right", async () => {
    post.clock.advance(365 * 86_400_000);
    for (let guess = 0; guess < freeTries; guess++) await attempt({ pin: "111111" });
    post.clock.advance(-365 * 86_400_000);
    expect((await attempt()).status).toBe(423);
    post.clock.advance(15 * 60_000 + 1);
    expect((await attempt()).status).toBe(201);
  });

  it("[EN19] locks after five wrong PINs, ever longer, the officer on every tablet", async () => {
    expect([4, 5, 6, 7, 40].map(lockMsAfter)).toEqual([0, 30_000, 60_000, 120_000, 900_000]);
    for (let tries = 0; tries < freeTries; tries++) expect((await attempt({ pin: "111111" })).status).toBe(401);
    const locked = await attempt();
    expect(locked).toMatchObject({ status: 423, body: { code: "sign-in-locked" } });
    expect(locked.headers.get("retry-after")).toBe("30");
    expect((await attempt({ tablet: "tablet-2" })).status).toBe(423);
    post.clock.advance(30_001);
    expect((await attempt({ pin: "111111", tablet: "tablet-2" })).status).toBe(401);
    expect((await attempt({ tablet: "tablet-3" })).headers.get("retry-after")).toBe("60");
    expect(steps().filter((step) => step.endsWith("locked"))).toHaveLength(3);
  });

  it("[EN19] remembers the tries over a crash and forgets them at the right PIN", async () => {
    for (let tries = 0; tries < freeTries; tries++) await attempt({ pin: "111111" });
    await post.crash();
    expect((await attempt()).status).toBe(423);
    post.clock.advance(30_001);
    expect((await attempt()).status).toBe(201);
    expect((await attempt({ pin: "111111" })).status).toBe(401);
    expect((await attempt()).status).toBe(201);
  });

  it("[EN19] locks a tablet that tries one officer after another, and a clock set back locks nobody for longer", async () => {
    for (let tries = 0; tries < freeTries; tries++) await attempt({ officer: `o-50${tries}`, pin: "111111" });
    expect((await attempt()).status).toBe(423);
    post.clock.advance(-365 * 86_400_000);
    expect(Number((await attempt()).headers.get("retry-after"))).toBeLessThanOrEqual(900);
  });

  it("[EN19] lets a whole shift sign in at once, each in turn, and no more than may wait", async () => {
    const shift = await Promise.all(Array.from({ length: 12 }, (_, index) => attempt({ tablet: `shift-${index}` })));
    expect(shift.map((answer) => answer.status)).toEqual(shift.map(() => 201));
    const crowd = await Promise.all(Array.from({ length: 50 }, (_, index) => attempt({ tablet: `crowd-${index}` })));
    expect(crowd.filter((answer) => answer.status === 429).length).toBeGreaterThan(0);
    expect(crowd.every((answer) => answer.status === 201 || answer.status === 429)).toBe(true);
    expect((await attempt()).status).toBe(201);
  });

  it("[EN19] stops writing failures when a flood of them comes", async () => {
    for (let tries = 0; tries < 70; tries++) await attempt({ officer: `x-${tries}`, tablet: `t-${tries}`, pin: "111111" });
    expect(steps()).toHaveLength(60);
    expect((await attempt()).body).toMatchObject({ code: "sign-in-busy" });
  });
});

describe("a session", () => {
  it("[EN20] is a cookie that no script and no other site can use, for twelve hours", async () => {
    const cookie = (await attempt()).headers.get("set-cookie") ?? "";
    for (const part of ["beket-post-kaskelen=", "HttpOnly", "SameSite=Strict", "Path=/api", "Max-Age=43200"])
      expect(cookie).toContain(part);
    const caller = await signIn(post);
    post.clock.advance(12 * 3_600_000 - 1);
    expect((await caller.get(edgeRoutes.sessions)).status).toBe(200);
    post.clock.advance(1);
    expect((await caller.get(edgeRoutes.sessions)).status).toBe(401);
  });

  it("[EN20] outlives a crash, but not the officer's suspension", async () => {
    const caller = await signIn(post);
    await post.crash();
    expect((await caller.get(edgeRoutes.sessions)).status).toBe(200);
    post.city.officer({ officer: "o-101", status: "suspended" });
    post.sync();
    post.clock.advance(5_001);
    expect((await caller.get(edgeRoutes.sessions)).status).toBe(401);
  });

  it("[EN20] ends by itself, with its stream and its place at the lane's camera, when the officer is suspended or the twelve hours are over", async () => {
    const witness = await openLane(post, await signIn(post, { officer: "s-201", tablet: "tablet-2" }));
    post.clock.advance(1);
    const first = await openLane(post, await signIn(post));
    post.city.officer({ officer: "o-101", status: "suspended" });
    post.sync();
    post.clock.advance(10_000);
    await reading(post, "123ABC02");
    await witness.next("camera-check");
    post.timers.fire();
    while (await first.read());
    expect(first.text()).not.toContain("camera-check");

    post.clock.advance(12 * 3_600_000 - 10_001);
    const second = await openLane(post, await signIn(post, { officer: "o-102", tablet: "tablet-3" }));
    post.clock.advance(2);
    await reading(post, "777KKK02");
    await second.next("camera-check");
    post.timers.fire();
    while (await witness.read());
    expect(witness.text()).not.toContain("camera-check");
    expect(eventsOf(post, "lookup").map(({ officer }) => officer)).toEqual(["s-201", "o-102"]);
    await second.cancel();
  });

  it("[EN20] is not ended by a roster that is being fetched again", async () => {
    const caller = await signIn(post);
    post.stores().common.reset();
    const { common } = post.city.writers;
    const row = post.city.officer({ officer: "o-777" });
    post.link.deliver(buildTopic({ kind: "reg", scope: common.scope, channel: "lane" }), common.laneFrame(row) ?? new Uint8Array(0));
    post.clock.advance(6_000);
    expect((await caller.get(edgeRoutes.sessions)).status).toBe(200);
  });

  it("[EN21] takes a POST from its own pages only", async () => {
    for (const headers of [
      { origin: "https://example.org" },
      { origin: "null" },
      { origin: "http://127.0.0.1:8091" },
      { "sec-fetch-site": "cross-site" },
    ])
      expect((await attempt({}, headers)).body).toMatchObject({ code: "foreign-origin" });
    expect(eventsOf(post, "shift")).toEqual([]);
    expect((await attempt({}, { origin: "http://127.0.0.1:8090" })).status).toBe(201);
    expect((await attempt({}, { "sec-fetch-site": "same-origin" })).status).toBe(201);
  });
});

import { edgeRoutes, EdgeStatus, ReadingReply } from "@beket/api";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLaneHub } from "../../../edge/src/features/lanes/lane-hub.ts";
import { firstEventId } from "../../../edge/src/http/stream.ts";
import { deviceToken, permit, plate } from "./support/city.ts";
import { eventsOf, newId, openLane, openPost, reading, send, signIn, stopOf, subject, type Caller, type Post } from "./support/post.ts";

let post: Post;
let officer: Caller;
beforeEach(async () => {
  post = await openPost();
  post.city.record("roadblock", car, permit("R7K2-94QX"));
  post.sync();
  officer = await signIn(post);
});
afterEach(() => post.stop());

const car = plate("123ABC02");
const states = (link: string, headers = { authorization: `Bearer ${deviceToken}` }) =>
  send(
    post,
    "POST",
    edgeRoutes.deviceStates,
    { devices: [{ device: "camera-1", lane: "lane-1", running: true, link, lastHeardAt: post.clock.now() }] },
    headers,
  );
const status = async () => v.parse(EdgeStatus, (await send(post, "GET", edgeRoutes.status)).body);

describe("a lane's stream", () => {
  it("[EN22] brings the status first, then passages and referrals of this lane", async () => {
    const stream = await openLane(post, officer);
    expect(await stream.next("status")).toMatchObject({ status: { journal: "ok", central: "away" } });
    const occurredAt = post.clock.now();
    await officer.post(edgeRoutes.passages, { id: newId(post), lookup: newId(post), occurredAt, stop: stopOf([subject(car)]) });
    expect(await stream.next("passage")).toMatchObject({ lane: "lane-1", at: occurredAt });
    await officer.post(edgeRoutes.referrals, {
      id: newId(post),
      lookup: newId(post),
      occurredAt,
      stop: stopOf([subject(car)]),
      reasons: [{ code: "absent" }],
    });
    expect(await stream.next("referral")).toMatchObject({ referral: { state: "opened" } });
    await stream.cancel();
  });

  it("[EN22] is for officers who are signed in at that lane", async () => {
    expect((await openLane(post, { ...officer, lane: "lane-2" })).status).toBe(403);
    expect((await openLane(post, { ...officer, cookie: "" })).status).toBe(401);
  });

  it("[EN22] ends when the officer signs out", async () => {
    const stream = await openLane(post, officer);
    await stream.next("status");
    await officer.remove(edgeRoutes.sessions);
    expect(await stream.read()).toBe(false);
  });

  it("[EN23] beats, counts on from the last id a screen names, and takes nonsense for nothing", async () => {
    expect(["41", undefined, "", "x", "-3", "1e9", "9".repeat(40)].map(firstEventId)).toEqual([42, 1, 1, 1, 1, 1, 1]);
    const stream = await openLane(post, officer, { "last-event-id": "41" });
    await stream.read();
    await stream.read();
    expect(stream.text()).toContain("id: 42\nevent: status");
    post.timers.fire();
    while (!stream.text().includes(": here\n\n")) expect(await stream.read()).toBe(true);
    await stream.cancel();
  });

  it("[EN23] cuts off a screen that does not read, and no other", async () => {
    const slow = await openLane(post, officer);
    const second = await signIn(post, { officer: "o-102", tablet: "tablet-2" });
    const quick = await openLane(post, second);
    await quick.next("status");
    for (let tick = 0; tick < 80; tick++) {
      post.timers.fire();
      await quick.next("status");
    }
    let chunks = 0;
    while (await slow.read()) chunks += 1;
    expect(chunks).toBeLessThan(70);
    await quick.cancel();
  });

  it("[EN23] gives one session four streams and ends its oldest for the next, so that no tablet takes the others' room", async () => {
    const streams = [];
    for (let count = 0; count < 70; count++) streams.push(await openLane(post, officer));
    expect(streams.map(({ status: code }) => code)).toEqual(Array.from({ length: 70 }, () => 200));
    const second = await openLane(post, await signIn(post, { officer: "o-102", tablet: "tablet-2" }));
    expect(second.status).toBe(200);
    const [oldest] = streams;
    while ((await oldest?.read()) === true);
    await second.cancel();
  });

  it("[EN23] opens no more than sixty-four screens", () => {
    const hub = createLaneHub();
    const screen = { lane: "lane-1", session: new Uint8Array(1), push: () => true, close: () => undefined };
    const opened = Array.from({ length: 70 }, (_, index) => hub.open({ ...screen, session: Uint8Array.of(index) }));
    expect(opened.filter((one) => one !== null)).toHaveLength(64);
    expect(hub.count()).toBe(64);
    opened[0]?.();
    expect(hub.open({ ...screen })).not.toBeNull();
  });
});

describe("a reading", () => {
  it("[EN24] is in the journal before the device is answered, once per key of the device", async () => {
    const body = { id: newId(post), deviceKey: "uuid-17" };
    const first = await reading(post, "123ABC02", body);
    expect(first).toMatchObject({ status: 200, body: { id: body.id, status: "recorded" } });
    expect((await reading(post, "123ABC02", { deviceKey: "uuid-17" })).body).toEqual({ id: body.id, status: "duplicate" });
    await post.crash();
    expect((await reading(post, "123ABC02", { deviceKey: "uuid-17" })).body).toEqual({ id: body.id, status: "duplicate" });
    expect(eventsOf(post, "reading")).toMatchObject([
      { id: body.id, device: "camera-1", deviceKey: "uuid-17", observation: { type: "plate", text: "123ABC02", key: car } },
    ]);
  });

  it("[EN24] carries both times: the device's own, and the post's for a reading of now", async () => {
    const deviceTime = post.clock.now() - 86_400_000;
    await reading(post, "123ABC02", { occurredAt: deviceTime });
    await reading(post, "123ABC02", { occurredAt: deviceTime, retransmission: true });
    expect(eventsOf(post, "reading").map((event) => [event.occurredAt, event.deviceTime])).toEqual([
      [post.clock.now(), deviceTime],
      [deviceTime, deviceTime],
    ]);
  });

  it("[EN24] twins under way are one", async () => {
    const twins = await Promise.all([1, 2, 3].map(() => reading(post, "123ABC02", { deviceKey: "uuid-18" })));
    expect(new Set(twins.map(({ body }) => v.parse(ReadingReply, body).id)).size).toBe(1);
    expect(eventsOf(post, "reading")).toHaveLength(1);
  });

  it("[EN24] needs the device's own token and lane", async () => {
    expect((await send(post, "POST", edgeRoutes.readings, {}, { authorization: `Bearer ${"00".repeat(32)}` })).status).toBe(401);
    expect((await send(post, "POST", edgeRoutes.readings, {})).status).toBe(401);
    expect((await reading(post, "123ABC02", { device: "camera-2" })).body).toMatchObject({ code: "wrong-device" });
    expect((await reading(post, "123ABC02", { lane: "lane-2" })).body).toMatchObject({ code: "wrong-device" });
    expect(eventsOf(post, "reading")).toEqual([]);
  });

  it("[EN25] of a plate at the barrier is looked up for the lane's officer and shown there", async () => {
    const stream = await openLane(post, officer);
    await reading(post, "123 АВС 02");
    const shown = await stream.next("camera-check");
    expect(shown).toMatchObject({
      stop: { lane: "lane-1", direction: "in", subjects: [{ key: car, readBy: ["camera"] }] },
      reply: { decision: { outcome: "ALLOW" } },
    });
    expect(eventsOf(post, "lookup")).toMatchObject([{ id: shown.reply.lookup, purpose: "camera", officer: "o-101", tablet: "tablet-1" }]);
    await stream.cancel();
  });

  it("[EN25] looks nobody up where nobody is signed in, nor a car of more than a minute ago", async () => {
    await reading(post, "123ABC02", { occurredAt: post.clock.now() - 61_000, retransmission: true });
    await officer.remove(edgeRoutes.sessions);
    await signIn(post, { officer: "o-102", lane: "lane-2" });
    await reading(post, "123ABC02");
    await post.restart();
    expect(eventsOf(post, "reading")).toHaveLength(2);
    expect(eventsOf(post, "lookup")).toEqual([]);
  });

  it("[EN25] keeps what no plate can be and looks nothing up", async () => {
    expect((await reading(post, "??")).status).toBe(200);
    await post.restart();
    expect(eventsOf(post, "reading")).toMatchObject([{ observation: { key: null, text: "??" } }]);
    expect(eventsOf(post, "lookup")).toEqual([]);
  });

  it("[EN26] and reported states show in the status; silence shows as silent", async () => {
    expect((await status()).devices).toEqual([{ device: "camera-1", lane: "lane-1", running: false, link: "unknown", lastHeardAt: null }]);
    expect((await states("up")).status).toBe(204);
    expect((await status()).devices).toMatchObject([{ running: true, link: "up" }]);
    post.clock.advance(90_001);
    expect((await status()).devices).toMatchObject([{ running: true, link: "silent" }]);
    await reading(post, "123ABC02");
    expect((await status()).devices).toMatchObject([{ link: "up" }]);
    expect((await states("up", { authorization: "Bearer none" })).status).toBe(401);
  });
});

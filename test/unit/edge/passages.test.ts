import { edgeRoutes, PassageReply, ReferralList, ReferralView, RefusalReply } from "@beket/api";
import { readStopNumber, stopNumber } from "@beket/domain";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { permit, plate } from "./support/city.ts";
import { ask, eventsOf, newId, openLane, openPost, reading, signIn, stopOf, subject, type Caller, type Post } from "./support/post.ts";

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
const other = plate("777KKK02");
const stop = stopOf([subject(car)]);
const pass = async (caller: Caller, change: Readonly<Record<string, unknown>> = {}) => {
  const sent = await caller.post(edgeRoutes.passages, {
    id: newId(post),
    lookup: newId(post),
    occurredAt: post.clock.now(),
    stop,
    ...change,
  });
  return v.parse(PassageReply, sent.body);
};
const refer = async (caller: Caller, change: Readonly<Record<string, unknown>> = {}) => {
  const body = {
    id: newId(post),
    lookup: newId(post),
    occurredAt: post.clock.now(),
    stop,
    reasons: [{ code: "absent-replica-stale", ageMs: 5 }],
    ...change,
  };
  const sent = await caller.post(edgeRoutes.referrals, body);
  return { sent, body, view: v.parse(ReferralView, sent.body) };
};
const list = async (caller: Caller) => v.parse(ReferralList, (await caller.get(edgeRoutes.referrals)).body).referrals;
const step = (caller: Caller, id: string, what: "take" | "resolve", body: Readonly<Record<string, unknown>> = {}) =>
  caller.post(edgeRoutes[what === "take" ? "referralTake" : "referralResolve"].replace(":id", id), {
    id: newId(post),
    occurredAt: post.clock.now(),
    ...body,
  });

describe("a passage", () => {
  it("[EN12] is one for the subjects of a lane within the window, whoever else taps", async () => {
    const second = await signIn(post, { officer: "o-102", tablet: "tablet-2" });
    const first = await pass(officer);
    const again = await pass(second);
    expect(first).toMatchObject({ status: "recorded" });
    expect(again).toMatchObject({ status: "merged", passage: first.passage });
    expect(eventsOf(post, "passage").map(({ passage, officer: by }) => [passage, by])).toEqual([
      [first.passage, "o-101"],
      [first.passage, "o-102"],
    ]);
  });

  it("[EN12] merges two tablets that tap in the same moment", async () => {
    const second = await signIn(post, { officer: "o-102", tablet: "tablet-2" });
    const both = await Promise.all([pass(officer), pass(second)]);
    expect(new Set(both.map(({ passage }) => passage)).size).toBe(1);
  });

  it("[EN12] is another one after the window, in another lane, or of another car", async () => {
    const second = await signIn(post, { officer: "o-102", lane: "lane-2", tablet: "tablet-2" });
    const passages = [
      await pass(officer),
      await pass(second, { stop: { ...stop, lane: "lane-2" } }),
      await pass(officer, { stop: stopOf([subject(other)]) }),
      await pass(officer, { occurredAt: post.clock.now() + post.city.regime.passageWindowMs + 1 }),
    ];
    expect(new Set(passages.map(({ passage }) => passage)).size).toBe(4);
    expect(passages.every(({ status }) => status === "recorded")).toBe(true);
  });

  it("[EN12] takes in the subjects of everybody who saw it: a third observer of the second one's subject adds to it", async () => {
    const passenger = stopOf([subject(other)]);
    const first = await pass(officer);
    const second = await pass(officer, { stop: stopOf([subject(car), subject(other)]) });
    const third = await pass(officer, { stop: passenger });
    expect([second, third].map(({ status, passage }) => [status, passage])).toEqual([
      ["merged", first.passage],
      ["merged", first.passage],
    ]);
  });

  it("[EN12] does not merge into a passage that never reached the journal", async () => {
    const orphan = newId(post);
    const first = await pass(officer);
    const { work } = post.stores();
    work.passages.remove(first.passage);
    const { createWorkKeys } = await import("../../../edge/src/features/keyed/work-keys.ts");
    const { crypto, nodeFile } = await import("./support/city.ts");
    const keys = createWorkKeys({ crypto, random: (n) => new Uint8Array(n), seed: Uint8Array.fromHex(nodeFile().signingSeed) });
    work.passages.put([keys.atLane("lane-1", car)], { passage: orphan, at: post.clock.now() });
    expect(await pass(officer)).toMatchObject({ status: "recorded" });
  });

  it("[EN13] names the camera's reading that came before it", async () => {
    await reading(post, "123ABC02");
    const { passage } = await pass(officer);
    const [event] = eventsOf(post, "passage");
    const [seen] = eventsOf(post, "reading");
    expect(event).toMatchObject({
      passage,
      observers: [
        { kind: "tablet", device: "tablet-1" },
        { kind: "camera", device: "camera-1", reading: seen?.id },
      ],
    });
    expect(eventsOf(post, "passage")).toHaveLength(1);
  });

  it("[EN13] takes a camera that reads after it as one more observer, once", async () => {
    const { passage } = await pass(officer);
    await reading(post, "123ABC02");
    await reading(post, "123ABC02");
    await post.restart();
    const events = eventsOf(post, "passage");
    expect(events.map((event) => event.passage)).toEqual([passage, passage]);
    expect(events[1]?.observers).toMatchObject([{ kind: "camera", device: "camera-1" }]);
  });

  it("[EN13] is not made by a camera alone", async () => {
    await reading(post, "123ABC02");
    await post.restart();
    expect(eventsOf(post, "passage")).toEqual([]);
  });

  it("[EN14] carries the outcome of its own look-up and nothing of another's", async () => {
    const { id } = await ask(post, officer, stop);
    await pass(officer, { lookup: id });
    await pass(officer, { lookup: id, stop: stopOf([subject(other)]) });
    expect(eventsOf(post, "passage").map(({ outcome, lookup }) => [outcome, lookup])).toEqual([
      ["ALLOW", id],
      [null, id],
    ]);
  });

  it("[EN14] carries the outcome of the camera's look-up", async () => {
    const stream = await openLane(post, officer);
    await reading(post, "123ABC02");
    const seen = await stream.next("camera-check");
    await pass(officer, { lookup: seen.reply.lookup, stop: seen.stop });
    expect(eventsOf(post, "passage").map(({ outcome }) => outcome)).toEqual(["ALLOW"]);
    await stream.cancel();
  });

  it("[EN13] names the camera also when the journal was full at the first try", async () => {
    const first = await pass(officer);
    post.clock.advance(1_000);
    const { append } = post.stores().journal;
    Object.assign(post.stores().journal, { append: () => ({ ok: false, error: { code: "journal-full", detail: "test" } }) });
    expect((await reading(post, "123ABC02")).status).toBe(507);
    Object.assign(post.stores().journal, { append });
    await reading(post, "777KKK02");
    const both = stopOf([subject(car), subject(other)]);
    const body = { id: newId(post), lookup: newId(post), occurredAt: post.clock.now(), stop: both };
    Object.assign(post.stores().journal, { append: () => ({ ok: false, error: { code: "journal-full", detail: "test" } }) });
    expect((await officer.post(edgeRoutes.passages, body)).status).toBe(507);
    Object.assign(post.stores().journal, { append });
    await officer.post(edgeRoutes.passages, body);
    const observers = eventsOf(post, "passage").flatMap(({ passage, observers: all }) => all.map(({ kind }) => [passage, kind]));
    expect(observers).toContainEqual([first.passage, "camera"]);
  });

  it("[EN2] is written once however often it is sent", async () => {
    const body = { id: newId(post), lookup: newId(post), occurredAt: post.clock.now(), stop };
    const first = await officer.post(edgeRoutes.passages, body);
    await post.crash();
    expect((await officer.post(edgeRoutes.passages, body)).body).toEqual(first.body);
    expect(eventsOf(post, "passage")).toHaveLength(1);
  });
});

describe("a refusal", () => {
  it("[EN15] is of the stop's lane, which the post must have, wherever the officer stands by now", async () => {
    const body = (lane: string) => ({
      id: newId(post),
      lookup: newId(post),
      occurredAt: post.clock.now(),
      stop: stopOf([subject(car)], { lane }),
      reasons: [{ code: "absent" }],
    });
    expect((await officer.post(edgeRoutes.refusals, body("lane-2"))).status).toBe(200);
    expect((await officer.post(edgeRoutes.refusals, body("lane-9"))).status).toBe(422);
    expect(eventsOf(post, "refusal").map(({ lane }) => lane)).toEqual(["lane-2"]);
  });

  it("[EN15] gives a number with a check sign that follows from its id", async () => {
    const body = { id: newId(post), lookup: newId(post), occurredAt: post.clock.now(), stop, reasons: [{ code: "absent" }] };
    const sent = await officer.post(edgeRoutes.refusals, body);
    const { number } = v.parse(RefusalReply, sent.body);
    expect(number).toBe(stopNumber(body.id));
    expect(readStopNumber(number)).toBe(number);
    expect(eventsOf(post, "refusal")[0]).toMatchObject({ id: body.id, number, reasons: [{ code: "absent" }], officer: "o-101" });
    expect((await officer.post(edgeRoutes.refusals, { ...body, id: newId(post) })).body).not.toMatchObject({ number });
  });
});

describe("a referral", () => {
  it("[EN16] is opened, taken and resolved, one event each, and leaves the list", async () => {
    const supervisor = await signIn(post, { officer: "s-201", tablet: "tablet-2" });
    const { view } = await refer(officer);
    expect(view).toMatchObject({
      state: "opened",
      openedBy: "o-101",
      lane: "lane-1",
      takenBy: null,
      outcome: null,
      reasons: [{ code: "absent-replica-stale", ageMs: 5 }],
    });
    expect(await list(supervisor)).toEqual([view]);
    expect((await step(supervisor, view.id, "take")).body).toMatchObject({ state: "taken", takenBy: "s-201" });
    expect((await step(supervisor, view.id, "resolve", { outcome: "admitted", note: "seen" })).body).toMatchObject({
      state: "resolved",
      outcome: "admitted",
    });
    expect(await list(supervisor)).toEqual([]);
    expect(eventsOf(post, "referral").map(({ referral, number, step: { state } }) => [referral, number, state])).toEqual(
      ["opened", "taken", "resolved"].map((state) => [view.id, view.number, state]),
    );
  });

  it("[EN16] may be resolved without being taken, and never twice", async () => {
    const { view } = await refer(officer);
    expect((await step(officer, view.id, "resolve", { outcome: "turned-back" })).status).toBe(200);
    const again = await step(officer, view.id, "resolve", { outcome: "admitted" });
    expect(again).toMatchObject({ status: 409, body: { code: "referral-resolved" } });
    expect((await step(officer, newId(post), "take")).status).toBe(404);
    expect((await step(officer, "not-an-id", "take")).status).toBe(422);
  });

  it("[EN14] is named by the passage that follows it", async () => {
    const { view, body } = await refer(officer);
    await step(officer, view.id, "resolve", { outcome: "admitted" });
    await pass(officer, { lookup: body.lookup });
    expect(eventsOf(post, "passage")[0]).toMatchObject({ referral: view.id });
  });

  it("[EN17] survives a restart, and a step whose event never reached the journal is taken back", async () => {
    const { view } = await refer(officer);
    await post.crash();
    officer = await signIn(post);
    const { referrals } = post.stores().work;
    const row = referrals.find(view.id);
    if (row === null) throw new Error("the referral is kept");
    referrals.put({
      ...row,
      state: "resolved",
      outcome: "admitted",
      event: newId(post),
      before: { state: row.state, takenBy: null, event: row.event },
    });
    const ghost = newId(post);
    referrals.put({ ...row, id: ghost, event: ghost, before: null });
    await post.crash();
    expect((await list(officer)).map(({ id, state }) => [id, state])).toEqual([[view.id, "opened"]]);
  });

  it("[EN17] two steps at once that the journal refuses both did not happen, over a restart too", async () => {
    const second = await signIn(post, { officer: "o-102", tablet: "tablet-2" });
    const { view } = await refer(officer);
    const { append } = post.stores().journal;
    Object.assign(post.stores().journal, { append: () => ({ ok: false, error: { code: "journal-full", detail: "test" } }) });
    const both = await Promise.all([officer, second].map((caller) => step(caller, view.id, "take")));
    expect(both.map(({ status }) => status)).toEqual([507, 507]);
    Object.assign(post.stores().journal, { append });
    expect(await list(officer)).toMatchObject([{ id: view.id, state: "opened", takenBy: null }]);
    await post.restart();
    expect(await list(officer)).toMatchObject([{ id: view.id, state: "opened", takenBy: null }]);
  });

  it("[EN2] steps are written once however often they are sent", async () => {
    const { view, body } = await refer(officer);
    expect((await officer.post(edgeRoutes.referrals, body)).body).toEqual(view);
    const resolve = { id: newId(post), occurredAt: post.clock.now(), outcome: "admitted" };
    const path = edgeRoutes.referralResolve.replace(":id", view.id);
    const first = await officer.post(path, resolve);
    expect((await officer.post(path, resolve)).body).toEqual(first.body);
    expect(eventsOf(post, "referral")).toHaveLength(2);
  });
});

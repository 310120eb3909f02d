import { borderRoutes, EdgeStatus, edgeRoutes, ruleRows } from "@beket/api";
import { packJson } from "@beket/replication";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as v from "valibot";
import { eventsOf, folderBytes, newId, openLane, send, signIn, type Caller, type Post } from "../edge/support/post.ts";
import { codec } from "../edge/support/city.ts";
import { forms, iins, minute, profileOf, rules, uuid } from "./support/scene.ts";
import { medic, ofTest, openBorderPost, page, putHealth, readStep, runTest, state, uuidOf } from "./support/border-post.ts";

let post: Post;
let caller: Caller;
beforeEach(async () => {
  post = await openBorderPost();
  caller = await medic(post);
});
afterEach(() => post.stop());

const cursorOf = (body: unknown): number => v.parse(v.looseObject({ cursor: v.number() }), body).cursor;
const codes = (stated: readonly { readonly status: number; readonly code: string }[]) =>
  stated.map(({ status, code }) => `${status}${code}`);
const healthEvents = () => [
  ...eventsOf(post, "arrival"),
  ...eventsOf(post, "person"),
  ...eventsOf(post, "questionnaire"),
  ...eventsOf(post, "test"),
  ...eventsOf(post, "kit-stock"),
];

describe("facts at the node", () => {
  it("[BO19] are events of their officer, lane and tablet when they are answered, and stand in the log in their order", async () => {
    const { stated, facts, test } = await runTest(post, caller);
    expect(codes(stated)).toEqual(["200", "200", "200", "200", "200", "200"]);
    expect(
      healthEvents()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(stated.map(({ id }) => id).toSorted());
    expect(eventsOf(post, "test")[1]).toMatchObject({
      test,
      step: { state: "started", cassette: "C-0001" },
      officer: "m-301",
      lane: "lane-2",
      tablet: "tablet-7",
      post: "kaskelen",
      occurredAt: post.clock.now(),
    });
    const log = await page(caller);
    expect(log.facts.map(({ id, fact, officer }) => [id, fact, officer])).toEqual(stated.map(({ id }, at) => [id, facts[at], "m-301"]));
    expect(log.more).toBe(false);
    const rest = await page(caller, log.facts[3]?.cursor);
    expect(rest).toEqual({ ...log, facts: log.facts.slice(4) });
    expect(await page(caller, log.next)).toEqual({ ...log, facts: [] });
  });

  it("[BO19] are neither lost nor doubled by a crash between the disk and the journal, or after it", async () => {
    const { arrival } = await runTest(post, caller);
    const store = post.stores().journal;
    const append = store.append;
    let dead = false;
    // The process dies while its journal waits for the disk: nobody is answered.
    Object.assign(store, { append: (rows: never) => (dead ? { ok: true } : append(rows)) });
    dead = true;
    const id = newId(post);
    const fact = { kind: "arrival", arrival, step: { state: "closed", persons: 1 } } as const;
    void state(post, caller, fact, { id });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(eventsOf(post, "arrival")).toHaveLength(1);
    Object.assign(store, { append });
    await post.crash("at-once");
    expect(eventsOf(post, "arrival").map((event) => event.id)).toContain(id);
    expect(eventsOf(post, "arrival")[1]).toMatchObject({ ...fact, officer: "m-301", tablet: "tablet-7" });
    const again = await state(post, caller, fact, { id });
    expect(again.status).toBe(200);
    expect((await page(caller)).facts.at(-1)?.id).toBe(id);
    await post.crash();
    expect(eventsOf(post, "arrival")).toHaveLength(2);
    expect((await page(caller)).facts).toHaveLength(7);
  });

  it("[BO20] are answered again in the same words, also after a restart and another officer's turn; another fact under the id is refused", async () => {
    const { stated, facts, arrival } = await runTest(post, caller);
    const [first] = stated;
    const [fact] = facts;
    if (first === undefined || fact === undefined) throw new Error("the run states facts");
    await post.restart();
    const colleague = await signIn(post, { officer: "m-302", tablet: "tablet-7", lane: "lane-2" });
    expect((await state(post, colleague, fact, { id: first.id })).body).toEqual(first.body);
    expect(eventsOf(post, "kit-stock")).toHaveLength(1);
    const other = await state(post, colleague, { kind: "arrival", arrival, step: { state: "closed", persons: 1 } }, { id: first.id });
    expect([other.status, other.code]).toEqual([409, "id-reused"]);
    const [signedIn] = eventsOf(post, "shift");
    expect((await state(post, colleague, fact, { id: signedIn?.id ?? "" })).code).toBe("already-recorded");
    const twice = { kind: "arrival", arrival, step: { state: "closed", persons: 1 } } as const;
    const id = newId(post);
    const both = await Promise.all([state(post, colleague, twice, { id }), state(post, colleague, twice, { id })]);
    expect(both[0]).toEqual(both[1]);
    expect(both[0]?.status).toBe(200);
  });

  it("[BO21] that a rule stops are refused with its code, its field and what to do, and leave no trace", async () => {
    const { test } = await runTest(post, caller);
    const before = { events: healthEvents().length, log: await page(caller) };
    post.clock.advance(15 * minute);
    const swapped = await state(post, caller, ofTest(test, readStep("C-0002")));
    expect(swapped).toMatchObject({ status: 422, code: "border.cassette-differs" });
    expect(swapped.body).toMatchObject({
      type: "urn:beket:problem:border.cassette-differs",
      title: "This is another person's cassette: find the one this test was started with.",
      faults: [{ path: "step.cassette", code: "cassette-differs" }],
    });
    const russian = await caller.post(
      borderRoutes.facts,
      { id: newId(post), occurredAt: post.clock.now(), fact: ofTest(test, readStep("C-0002")) },
      { "accept-language": "ru" },
    );
    expect(russian.body).toMatchObject({ title: "Это кассета другого человека: найдите ту, с которой начат этот тест." });
    const unconfirmed = await state(post, caller, ofTest(uuidOf(post), readStep("C-0001")));
    expect(unconfirmed.code).toBe("border.test-unknown");
    expect({ events: healthEvents().length, log: await page(caller) }).toEqual(before);
    expect((await state(post, caller, ofTest(test, readStep("C-0001")))).status).toBe(200);
  });

  it("[BO21] of another day or of a clock that runs ahead are refused, those of a week ago are not", async () => {
    const opened = { state: "opened", conveyance: "on-foot", vehicle: null, number: null, countryFrom: "KGZ", expected: null } as const;
    const at = (ms: number) =>
      state(post, caller, { kind: "arrival", arrival: uuidOf(post), step: opened }, { occurredAt: post.clock.now() + ms });
    const day = 24 * 60 * minute;
    expect(codes([await at(-7 * day), await at(-7 * day - 1), await at(5 * minute), await at(5 * minute + 1)])).toEqual([
      "200",
      "422time-wrong",
      "200",
      "422time-wrong",
    ]);
  });

  it("[BO21] are taken back when the journal is full, and taken when there is room", async () => {
    const { arrival } = await runTest(post, caller);
    const before = await page(caller);
    const store = post.stores().journal;
    const append = store.append;
    Object.assign(store, { append: () => ({ ok: false, error: { code: "journal-full", detail: "test" } }) });
    const fact = { kind: "arrival", arrival, step: { state: "closed", persons: 1 } } as const;
    const id = newId(post);
    expect(await state(post, caller, fact, { id })).toMatchObject({ status: 507, code: "journal-full" });
    expect(await page(caller)).toEqual(before);
    expect(v.parse(EdgeStatus, (await send(post, "GET", edgeRoutes.status)).body).journal).toBe("full");
    Object.assign(store, { append });
    expect((await state(post, caller, fact, { id })).status).toBe(200);
    expect(eventsOf(post, "arrival").map((event) => event.id)).toContain(id);
  });

  it("[BO28] name the officer of the session and the node's own place, or are refused", async () => {
    const { test, person } = await runTest(post, caller);
    post.clock.advance(15 * minute);
    const colleague = await signIn(post, { officer: "m-302", tablet: "tablet-8", lane: "lane-1" });
    const read = ofTest(test, readStep("C-0001"));
    expect(codes([await state(post, colleague, read)])).toEqual(["422border.officer-differs"]);
    const confirmed = { document: "id-card", by: "m-301" };
    const other = { kind: "person", person: uuidOf(post), arrival: null, seat: null, profile: profileOf(), confirmed } as const;
    expect(codes([await state(post, colleague, other)])).toEqual(["422border.officer-differs"]);
    if (read.kind !== "test") throw new Error("a reading is a step of a test");
    expect(codes([await state(post, caller, { ...read, place: "ambulance" })])).toEqual(["422border.place-differs"]);
    expect(codes([await state(post, caller, read)])).toEqual(["200"]);
    expect(eventsOf(post, "test").filter(({ officer }) => officer === "m-302")).toEqual([]);
    expect(person).not.toBe(other.person);
  });

  it("[BO19] are answered after a retry only when the journal has them, also where the disk could not take them back", async () => {
    const { arrival } = await runTest(post, caller);
    const journal = post.stores().journal;
    const border = post.stores().border;
    if (border === null) throw new Error("the node has the duty");
    const { append } = journal;
    const { rewrite } = border;
    Object.assign(journal, { append: () => ({ ok: false, error: { code: "journal-full", detail: "test" } }) });
    Object.assign(border, {
      rewrite: () => {
        throw new Error("the disk is full");
      },
    });
    const fact = { kind: "arrival", arrival, step: { state: "closed", persons: 1 } } as const;
    const id = newId(post);
    expect((await state(post, caller, fact, { id })).status).toBeGreaterThanOrEqual(500);
    expect((await state(post, caller, fact, { id })).status).toBeGreaterThanOrEqual(500);
    Object.assign(journal, { append });
    Object.assign(border, { rewrite });
    expect((await state(post, caller, fact, { id })).status).toBe(200);
    expect(eventsOf(post, "arrival").map((event) => event.id)).toContain(id);
  });

  it("[BO21] that are larger than an event are refused before anything is kept", async () => {
    const bare = await openBorderPost({ duties: ["border"], place: "border" }, "no rules yet");
    const [form] = forms;
    if (form === undefined) throw new Error("the demo has a form");
    const item = Array.from({ length: 60 }, (_, at) => ({ linkId: `q${at}`, text: `${at}?`, type: "string" }) as const);
    const wide = { ...form, questionnaire: { ...form.questionnaire, item }, selection: { rules: [], otherwise: "no-test" } };
    const { common } = bare.city.writers;
    common.commit([{ ...ruleRows.health, row: "new", record: packJson(codec, rules) }]);
    common.commit([{ ...ruleRows.form(form.form), row: "new", record: packJson(codec, wide) }]);
    bare.sync();
    const there = await medic(bare);
    const profile = profileOf();
    await state(bare, there, { kind: "person", person: uuid(5), arrival: null, seat: null, profile, confirmed: null });
    const before = await page(there);
    const asked = (sign: string) =>
      ({
        kind: "questionnaire",
        questionnaire: uuid(6),
        person: uuid(5),
        form: form.form,
        formVersion: Number(form.questionnaire.version),
        language: "zh",
        countryFrom: null,
        answers: Object.fromEntries(item.map(({ linkId }) => [linkId, sign.repeat(200)])),
        selection: { outcome: "no-test", rule: null, by: null, reason: null },
      }) as const;
    expect(codes([await state(bare, there, asked("中"))])).toEqual(["413event-too-large"]);
    expect(await page(there)).toEqual(before);
    expect(codes([await state(bare, there, asked("a"))])).toEqual(["200"]);
    await bare.stop();
  });

  it("[BO22] are for health roles at a node with the duty `border`", async () => {
    const fact = { kind: "person", person: uuid(5), arrival: null, seat: null, profile: profileOf(), confirmed: null } as const;
    const officer = await signIn(post, { officer: "o-101", tablet: "tablet-1" });
    expect(codes([await state(post, officer, fact)])).toEqual(["403role-missing"]);
    expect((await officer.get(borderRoutes.facts)).status).toBe(403);
    expect((await officer.get(borderRoutes.rules)).status).toBe(403);
    expect((await send(post, "GET", borderRoutes.facts)).status).toBe(401);
    const lab = await signIn(post, { officer: "l-401", tablet: "tablet-2" });
    expect((await state(post, lab, fact)).status).toBe(200);
    expect((await lab.get(`${borderRoutes.facts}?after=x`)).status).toBe(422);
    const roadblock = await openBorderPost({});
    const there = await medic(roadblock);
    expect((await state(roadblock, there, fact)).status).toBe(404);
    expect((await there.get(borderRoutes.rules)).status).toBe(404);
    await roadblock.stop();
  });

  it("[BO22] are judged by the rules and forms of the common scope, as soon as they are here", async () => {
    const bare = await openBorderPost({ duties: ["border"], place: "mobile-point" }, "no rules yet");
    const there = await medic(bare);
    const fact = { kind: "person", person: uuid(5), arrival: null, seat: null, profile: profileOf(), confirmed: null } as const;
    expect((await there.get(borderRoutes.rules)).body).toEqual({ rules: null, forms: [] });
    expect(codes([await state(bare, there, fact)])).toEqual(["503no-health-rules"]);
    putHealth(bare);
    expect((await there.get(borderRoutes.rules)).body).toEqual({ rules, forms });
    expect(codes([await state(bare, there, fact)])).toEqual(["200"]);
    await bare.stop();
  });

  it("[BO23] are told to every lane's screens when the log grows", async () => {
    const there = await signIn(post, { officer: "m-302", tablet: "tablet-8", lane: "lane-1" });
    const lane = await openLane(post, there);
    const { stated } = await runTest(post, caller);
    for (const { body } of stated) expect(await lane.next("border")).toMatchObject({ cursor: cursorOf(body) });
    await lane.cancel();
  });

  it("[BO23] are told to nobody before the journal has them, nor is what comes after them", async () => {
    await runTest(post, caller);
    const before = await page(caller);
    const store = post.stores().journal;
    const { append } = store;
    const border = post.stores().border;
    if (border === null) throw new Error("the node has the duty");
    const { rewrite } = border;
    Object.assign(store, { append: () => ({ ok: false, error: { code: "journal-full", detail: "test" } }) });
    Object.assign(border, {
      rewrite: () => {
        throw new Error("the disk is full");
      },
    });
    const opened = { state: "opened", conveyance: "on-foot", vehicle: null, number: null, countryFrom: "KGZ", expected: null } as const;
    const arrival = uuidOf(post);
    await state(post, caller, { kind: "arrival", arrival, step: opened });
    expect(await page(caller)).toEqual(before);
    Object.assign(store, { append });
    Object.assign(border, { rewrite });
    expect((await state(post, caller, { kind: "arrival", arrival: uuidOf(post), step: opened })).status).toBe(200);
    // What the journal takes again brings what it missed, each once.
    expect((await page(caller)).facts).toHaveLength(before.facts.length + 2);
    expect(eventsOf(post, "arrival")).toHaveLength(3);
  });

  it("[BO24] lie sealed on the disk: no identifier, name or cassette in clear, and no key but the node's opens them", async () => {
    await runTest(post, caller);
    const bytes = folderBytes(post).toString("latin1");
    for (const clear of [iins[0], "C-0001", Buffer.from("Айгерім").toString("latin1"), "igm-igg-a"]) expect(bytes).not.toContain(clear);
    expect(bytes).toContain("spent");
  });
});

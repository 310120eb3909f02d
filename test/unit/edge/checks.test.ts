import { CheckReply, edgeRoutes } from "@beket/api";
import { neighbours, type DecisionTrace } from "@beket/domain";
import { buildTopic } from "@beket/replication";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPostRegistry } from "../../../edge/src/features/registry/post-registry.ts";
import { decideStop } from "../../../edge/src/features/checks/decide-stop.ts";
import { codec, dayMs, exemption, hold, iinWithNeighbour, morning, permit, plate } from "./support/city.ts";
import { ask, eventsOf, newId, openPost, reading, signIn, stopOf, subject, told, type Caller, type Post } from "./support/post.ts";

let post: Post;
let officer: Caller;
beforeEach(async () => {
  post = await openPost();
  post.sync();
  officer = await signIn(post);
});
afterEach(() => post.stop());

const car = plate("123ABC02");
const check = (change: Parameters<typeof stopOf>[1] = {}, options: Parameters<typeof ask>[3] = {}) =>
  ask(post, officer, stopOf([subject(car)], change), options);
/** Some plate that a camera or a finger could take for the car's. */
const lookAlike = () => ({ ...car, value: neighbours(car)[0] ?? "" });

describe("a check", () => {
  it("[EN1] is a look-up event with all that the decision rested on, in the journal before the answer", async () => {
    post.city.record("roadblock", car, permit("R7K2-94QX"));
    post.sync();
    const answer = await check();
    expect(told(answer)).toBe("ALLOW permit-valid");
    const written = eventsOf(post, "lookup");
    expect(written).toHaveLength(1);
    expect(written[0]).toMatchObject({
      id: answer.id,
      officer: "o-101",
      tablet: "tablet-1",
      lane: "lane-1",
      post: "kaskelen",
      purpose: "post-check",
    });
    expect(written[0]?.trace).toMatchObject({
      stop: stopOf([subject(car)]),
      post: { post: "kaskelen", ledger: "roadblock", areas: ["karasay"] },
      regimeVersion: 7,
      correctedTime: post.clock.now(),
      decision: answer.reply.decision,
      replica: {
        ledger: { scope: "roadblock-almaty-1", version: 1, complete: true },
        common: { scope: "common-almaty-1", complete: true },
      },
    });
    expect(answer.reply).toMatchObject({ lookup: answer.id, age: { ledgerAgeMs: 0, commonAgeMs: 0, complete: true, version: 1 } });
  });

  it("[EN1] fits into one event for a bus of eighty", async () => {
    const people = Array.from({ length: 78 }, (_, index) => ({ scheme: "doc" as const, country: "KGZ", value: `AN${7_000_000 + index}` }));
    for (const [index, key] of people.entries()) post.city.record("roadblock", key, permit(`R7K2-${1000 + index}`, { country: "KGZ" }));
    post.city.record("roadblock", car, permit("R7K2-94QX"));
    post.sync();
    const stop = stopOf([subject(car), ...people.map((key) => subject(key, { role: "passenger" }))]);
    expect(told(await ask(post, officer, stop))).toMatch(/^ALLOW /);
    expect(eventsOf(post, "lookup")[0]?.trace.decision).toMatchObject({ outcome: "ALLOW" });
  });

  it("[EN2] answers the same id with the same bytes and writes it once, over a restart too", async () => {
    const id = newId(post);
    const body = { kind: "ask", id, stop: stopOf([subject(car)]), confirmed: [], purpose: "post-check" };
    const first = await officer.post(edgeRoutes.checks, body);
    post.city.record("roadblock", car, permit("R7K2-94QX"));
    post.sync();
    post.clock.advance(60_000);
    expect((await officer.post(edgeRoutes.checks, body)).body).toEqual(first.body);
    await post.crash();
    expect((await officer.post(edgeRoutes.checks, body)).body).toEqual(first.body);
    expect(first.body).toMatchObject({ decision: { outcome: "DENY" } });
    expect(eventsOf(post, "lookup")).toHaveLength(1);
  });

  it("[EN2] gives twins of one id under way one event and one answer", async () => {
    const id = newId(post);
    const answers = await Promise.all([check({}, { id }), check({}, { id }), check({}, { id })]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer.reply))).size).toBe(1);
    expect(eventsOf(post, "lookup")).toHaveLength(1);
  });

  it("[EN2] refuses an id that belongs to another question or another officer", async () => {
    const { id } = await check();
    expect(told(await check({ direction: "out" }, { id }))).toBe("409 id-reused");
    const other = await signIn(post, { officer: "o-102", tablet: "tablet-2" });
    expect(told(await ask(post, other, stopOf([subject(car)]), { id }))).toBe("409 id-reused");
    expect(eventsOf(post, "lookup")).toHaveLength(1);
  });

  it("[EN2] says that it holds an event whose answer was lost in the crash", async () => {
    const { id } = await check();
    await post.crash("at-once");
    officer = await signIn(post);
    expect(told(await check({}, { id }))).toBe("409 already-recorded");
    expect(eventsOf(post, "lookup")).toHaveLength(1);
  });

  it("[EN3] is refused for another lane, another post or without a session", async () => {
    expect(told(await check({ lane: "lane-2" }))).toBe("403 wrong-lane");
    expect(told(await check({ post: "another-post" }))).toBe("422 wrong-post");
    expect(
      told(await ask(post, { ...officer, post: (path, body) => officer.post(path, body, { cookie: "" }) }, stopOf([subject(car)]))),
    ).toBe("401 not-signed-in");
    expect(eventsOf(post, "lookup")).toHaveLength(0);
  });

  it("[EN3] names a bad field and never its value", async () => {
    const sent = await officer.post(edgeRoutes.checks, {
      kind: "ask",
      id: newId(post),
      stop: stopOf([subject({ ...car, value: "secret value" })]),
      confirmed: [],
      purpose: "post-check",
    });
    expect(sent.status).toBe(422);
    expect(JSON.stringify(sent.body)).toContain("stop.subjects.0.key.value");
    expect(JSON.stringify(sent.body)).not.toContain("secret");
  });

  it("[EN4] looks at no neighbour where a row settles the stop, nor where it was read twice, and at each where absence would", () => {
    const counts = { near: 0 };
    const registry = createPostRegistry(
      {
        ledger: replica(),
        common: { ...replica(), hasNeighbour: (_kind, values) => ((counts.near += values.length), 0) },
        other: null,
      },
      codec,
    );
    const view = registry.view("ledger");
    if (view === null) throw new Error("a post has its ledger");
    const question = {
      stop: stopOf([subject(car)]),
      post: { post: "kaskelen", ledger: "roadblock" as const, areas: [] },
      confirmed: [],
      regime: post.city.regime,
      correctedTime: morning,
    };
    decideStop(
      {
        ...view,
        exact: () => ({
          candidates: [{ ref: { scope: "s", row: "1", version: 1 }, record: permit("R7K2-94QX") }],
          overlay: [],
          damaged: false,
        }),
      },
      question,
    );
    expect(counts.near).toBe(0);
    decideStop({ ...view, exact: () => ({ candidates: [], overlay: [], damaged: false }) }, { ...question, confirmed: [0] });
    expect(counts.near).toBe(0);
    decideStop({ ...view, exact: () => ({ candidates: [], overlay: [], damaged: false }) }, question);
    expect(counts.near).toBe(neighbours(car).length);
  });

  it("[EN4] near a permitted number asks for a second reading, shows nothing of it, and then denies", async () => {
    post.city.record("roadblock", lookAlike(), permit("R7K2-94QX"));
    post.sync();
    const first = await check();
    expect(told(first)).toBe("second-reading");
    expect(JSON.stringify(first.reply)).not.toContain("R7K2");
    expect(told(await check({}, { confirmed: [0] }))).toBe("DENY absent");
    expect(eventsOf(post, "lookup").map(({ trace }) => trace.confirmed)).toEqual([[], [0]]);
  });

  it("[EN4] asks again about two subjects that stand in each other's way", async () => {
    const man = iinWithNeighbour();
    const manAlike = neighbours(man)[0];
    if (manAlike === undefined) throw new Error("this IIN has a neighbour");
    post.city.record("roadblock", lookAlike(), permit("R7K2-94QX"));
    post.city.record("roadblock", { ...man, value: manAlike }, permit("R7K2-94QY"));
    post.sync();
    const answer = await ask(post, officer, stopOf([subject(car), subject(man)]));
    expect(answer.reply.decision).toEqual({ kind: "second-reading", subjects: [0, 1] });
  });

  it("[EN5] counts a plate that was typed and that the lane's camera read as read twice", async () => {
    post.city.record("roadblock", lookAlike(), permit("R7K2-94QX"));
    post.sync();
    await reading(post, "123 ABC 02");
    expect(told(await check())).toBe("DENY absent");
    const last = eventsOf(post, "lookup").findLast(({ purpose }) => purpose === "post-check");
    expect(last?.trace).toMatchObject({ confirmed: [0], stop: { subjects: [{ readBy: ["keypad", "camera"] }] } });
  });

  it("[EN5] forgets the camera's reading after the window, and believes no tablet that claims one", async () => {
    post.city.record("roadblock", lookAlike(), permit("R7K2-94QX"));
    post.sync();
    await reading(post, "123 ABC 02");
    post.clock.advance(post.city.regime.passageWindowMs + 1);
    post.heads();
    expect(told(await check())).toBe("second-reading");
    expect(told(await ask(post, officer, stopOf([subject(car, { readBy: ["keypad", "camera"] })])))).toBe("second-reading");
  });

  it("[EN6] turns absence into REFER when the data is older than the rules allow, and says how old", async () => {
    post.clock.advance(post.city.regime.absenceMaxAgeMs + 60_000);
    const answer = await check();
    expect(told(answer)).toBe("REFER absent-replica-stale");
    expect(answer.reply.age.ledgerAgeMs).toBe(post.city.regime.absenceMaxAgeMs + 60_000);
    post.heads();
    expect(told(await check())).toBe("DENY absent");
  });

  it("[EN6] allows by a permit all the same, for seven days alone and longer", async () => {
    post.city.record("roadblock", car, permit("R7K2-94QX"));
    post.sync();
    post.clock.advance(7 * dayMs);
    officer = await signIn(post);
    expect(told(await check())).toBe("ALLOW permit-valid");
  });

  it("[EN7] denies a permit as soon as its revocation comes down the lane, before the batch does", async () => {
    const row = post.city.record("roadblock", car, permit("R7K2-94QX"));
    post.sync();
    post.city.record("roadblock", car, permit("R7K2-94QX", { status: "revoked", revokedFrom: morning }));
    const frame = post.city.writers.roadblock.laneFrame(row);
    if (frame === null) throw new Error("the row exists");
    post.link.deliver(buildTopic({ kind: "reg", scope: "roadblock-almaty-1", channel: "lane" }), frame);
    expect(told(await check())).toBe("DENY permit-revoked");
    expect(eventsOf(post, "lookup")[0]?.trace.overlay).toEqual([{ scope: "roadblock-almaty-1", row: String(row), version: 2 }]);
  });

  it("[EN8] opens no roadblock by a city permit, and explains without ever allowing", async () => {
    post.city.record("city", car, permit("C5M8-21ZZ"));
    post.sync();
    expect(told(await check())).toBe("DENY absent");
    const explained = await check({}, { purpose: "explain-other-ledger" });
    expect(told(explained)).toBe("DENY permit-valid");
    expect(explained.reply.decision).toMatchObject({
      subjects: [{ outcome: "DENY", reasons: [{ code: "permit-valid", number: "C5M8-21ZZ" }] }],
    });
    const [own, other] = eventsOf(post, "lookup");
    expect(own?.trace.replica?.ledger.scope).toBe("roadblock-almaty-1");
    expect(other).toMatchObject({
      purpose: "explain-other-ledger",
      trace: { post: { ledger: "city" }, replica: { ledger: { scope: "city-almaty-1" } }, decision: { outcome: "ALLOW" } },
    });
  });

  it("[EN8] explains as REFER where the own ledger allows or refers, and as a second reading while one is open", async () => {
    post.city.record("city", car, permit("C5M8-21ZZ"));
    post.city.record("roadblock", car, permit("R7K2-94QX"));
    post.sync();
    expect(told(await check({}, { purpose: "explain-other-ledger" }))).toBe("REFER permit-valid");
    const typed = lookAlike();
    const open = await ask(post, officer, stopOf([subject(typed)]), { purpose: "explain-other-ledger" });
    expect(told(open)).toBe("second-reading");
    expect(eventsOf(post, "lookup").at(-1)?.trace.post.ledger).toBe("roadblock");
  });

  it("[EN9] lets an ambulance through on sight by the rules, with the document seen", async () => {
    expect(told(await check({ claim: { category: "ambulance", document: "call-sheet" } }))).toMatch(/^ALLOW .*category-on-sight/);
    expect(told(await check({ claim: { category: "ambulance", document: null } }))).toContain("category-document-missing");
  });

  it("[EN9] reads holds and exemptions of the common scope", async () => {
    post.city.record("common", car, exemption("E1A2-0001"));
    post.sync();
    expect(told(await check())).toBe("ALLOW exemption-valid");
    post.city.record("common", car, hold("H9X1-0002"));
    post.sync();
    expect(told(await check())).toMatch(/^REFER hold-provisional/);
  });

  it("[EN9] does not lose a hold behind a crowd of permits", async () => {
    for (let row = 0; row < 70; row++) post.city.record("roadblock", car, permit(`R7K2-${1000 + row}`));
    post.city.record("common", car, hold("H9X1-0003"));
    post.sync();
    expect(told(await check())).toMatch(/^REFER hold-provisional/);
  });

  it("[EN10] records what a tablet decided alone, with the tablet's time and trace", async () => {
    const { reply } = await check();
    const [online] = eventsOf(post, "lookup");
    const trace: DecisionTrace | undefined = online?.trace;
    const id = newId(post);
    const occurredAt = post.clock.now() - 3_600_000;
    const sent = await officer.post(edgeRoutes.checks, { kind: "decided-offline", id, occurredAt, trace });
    expect(v.parse(CheckReply, sent.body).decision).toEqual(reply.decision);
    expect(eventsOf(post, "lookup").at(-1)).toMatchObject({ id, occurredAt, trace, officer: "o-101" });
  });
});

describe("a post without data", () => {
  it("[EN11] answers nothing before it has rules, and lets nobody sign in before it has a roster", async () => {
    const empty = await openPost();
    await expect(signIn(empty)).rejects.toThrow("no-roster");
    await empty.stop();
  });

  it("[EN11] refers when it holds the common scope and nothing of its ledger", async () => {
    const half = await openPost();
    for (
      let batch = half.city.writers.common.batchSince(0);
      typeof batch === "object";
      batch = half.city.writers.common.batchSince(batch.to)
    )
      half.link.deliver(buildTopic({ kind: "reg", scope: "common-almaty-1", channel: "delta" }), batch.bytes);
    const caller = await signIn(half);
    expect(told(await ask(half, caller, stopOf([subject(car)])))).toBe("REFER no-replica");
    await half.stop();
  });

  it("[EN11] lets a row that does not decode stand for missing data, and beside a permit for a hold", async () => {
    post.city.writers.roadblock.commit([{ kind: "plate", value: car.value, row: "new", record: new Uint8Array([255, 1, 2]) }]);
    post.sync();
    expect(told(await check())).toBe("REFER record-unreadable absent-replica-incomplete");
    post.city.record("roadblock", car, permit("P-0777"));
    post.sync();
    expect(told(await check())).toBe("REFER record-unreadable permit-valid");
  });
});

function replica() {
  const state = {
    scope: "s",
    version: 1,
    complete: true,
    dataAsOf: morning,
    highestTime: morning,
    drifted: false,
    damagedRows: 0,
    refusedFrames: 0,
  };
  const known = { ok: true, value: { kind: "known", version: 1 } } as const;
  return {
    scope: "s",
    applyDelta: () => known,
    applyHead: () => known,
    applyLane: () => known,
    lookup: () => [],
    hasNeighbour: () => 0,
    state: () => state,
    needsFrom: () => null,
    reset: () => undefined,
  };
}

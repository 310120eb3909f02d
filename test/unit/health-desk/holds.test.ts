import { healthRoutes, HoldsReply, HoldView, LabOrder, OrdersReply } from "@beket/api";
import { instructionText, type Decision, type SubjectKey } from "@beket/domain";
import * as v from "valibot";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openPost, until } from "../central/post.ts";
import { problemOf } from "../central/support.ts";
import {
  dayMs,
  hourMs,
  iin,
  minuteMs,
  newId,
  openBorder,
  passport,
  profileOf,
  signedIn,
  type SignedIn,
  type TestBorder,
} from "./border.ts";

let border: TestBorder;
let officer: SignedIn;
beforeEach(async () => {
  border = await openBorder();
  officer = await signedIn(border.one, "health-officer");
});
afterEach(() => border.close());

const holds = async (who = officer) => v.parse(HoldsReply, await (await who.get(healthRoutes.holds)).json()).holds;
const onlyCase = async () => {
  const [found, ...others] = await holds();
  if (found === undefined || others.length > 0) throw new Error("not one case");
  return found;
};
const act = async (change: object) => {
  const { case: id } = await onlyCase();
  return officer.post(healthRoutes.holdAct, { id: newId(border.one), case: id, reason: "қайта тексерілді", ...change });
};
const verdict = (decision: Decision): string =>
  decision.kind === "verdict" ? `${decision.outcome} ${decision.reasons[0]?.code}` : decision.kind;
const atRoadblock = async (key: SubjectKey): Promise<string> => verdict(await border.post.check(key, { confirmed: true }));
const laneCount = (count: number) => until(() => border.post.lane.length >= count);

it("[HD1] a positive reading is a hold on the lane, and the roadblock refers to a medic by a rule that names no cause", async () => {
  await border.tested([iin(1)]);
  await laneCount(1);
  const decision = await border.post.check(iin(1), { confirmed: true });
  expect(verdict(decision)).toBe("REFER hold-provisional");
  expect(JSON.stringify(decision)).toContain("refer-medic");
  expect(instructionText("refer-medic", "en")).not.toMatch(/test|virus|posit/i);
  const found = await onlyCase();
  expect(found).toMatchObject({
    state: "provisional",
    instruction: "refer-medic",
    post: "border-01",
    place: "border",
    contacts: 0,
    pcr: null,
  });
  expect(found.expiresAt).toBe(found.openedAt + 2 * dayMs);
  expect(found.history).toMatchObject([{ state: "provisional", cause: "rapid-positive", by: null }]);
});

it("[HD1] nothing of a positive but subject, validity and instruction is in any byte that central sends", async () => {
  const before = border.one.hub.traffic.length;
  const { person, test } = await border.tested([iin(1)]);
  await laneCount(1);
  const down = border.one.hub.traffic.slice(before).filter(({ topic }) => !topic.includes("/up/"));
  const text = down.map(({ topic, bytes }) => topic + Buffer.from(bytes).toString("latin1")).join("\n");
  expect(down.length).toBeGreaterThan(0);
  for (const secret of [inventedValue(), person, test, "positive", "acute", "rapid", "health", "border-01"])
    expect(text).not.toContain(secret);
  const [row] = border.post.common.lookup("iin", inventedValue());
  // The opened record is all that a post can learn: 40 bytes leave no room for a reason.
  expect(row?.record.length).toBeLessThan(40);
  expect(border.one.logged.join("\n")).not.toContain(inventedValue());
});
const inventedValue = (): string => iin(1).value;

it("[HD2] only an acute positive opens a hold; a past one waits for its PCR, which opens a confirmed one by itself", async () => {
  await border.tested([iin(1)], "negative");
  await border.tested([iin(2)], "invalid");
  const { test } = await border.tested([iin(3)], "positive-past");
  expect(await holds()).toEqual([]);
  await border.sent(border.facts.ordered(test, "TUBE-1"), border.facts.pcr(test, "TUBE-1", "positive"));
  await laneCount(1);
  const found = await onlyCase();
  expect(found).toMatchObject({ state: "confirmed", instruction: "keep-apart-call", pcr: { specimen: "TUBE-1", result: "positive" } });
  expect(found.expiresAt).toBe(found.openedAt + 14 * dayMs);
  expect(await atRoadblock(iin(3))).toBe("REFER hold-confirmed");
});

it("[HD3] every identifier of the person is held, under one case, and a plate never", async () => {
  const plate: SubjectKey = { scheme: "plate", country: "KAZ", value: "123ABC02" };
  await border.tested([iin(1), passport("N1234567"), plate]);
  await laneCount(2);
  expect((await onlyCase()).holds).toHaveLength(2);
  expect(await atRoadblock(iin(1))).toBe("REFER hold-provisional");
  expect(await atRoadblock(passport("N1234567"))).toBe("REFER hold-provisional");
  expect(await atRoadblock(plate)).not.toContain("hold");
});

it("[HD3] identifiers that are put right after the test are held too, also when that is heard before the reading", async () => {
  const [person, test] = [newId(border.one), newId(border.one)];
  const misread = passport("N1234567");
  await border.sent(border.facts.person(person, profileOf([misread])), border.facts.registered(test, person, [misread]));
  await border.sent(border.facts.person(person, profileOf([passport("N1234576")])), border.facts.read(test, "positive-acute"));
  await laneCount(2);
  expect(await atRoadblock(passport("N1234576"))).toBe("REFER hold-provisional");
  await border.sent(border.facts.person(person, profileOf([passport("N1234576"), iin(4)])));
  await laneCount(3);
  expect(await atRoadblock(iin(4))).toBe("REFER hold-provisional");
  expect((await onlyCase()).holds).toHaveLength(3);
  await border.sent(border.facts.ordered(test, "TUBE-1"), border.facts.pcr(test, "TUBE-1", "negative"));
  await laneCount(6);
  for (const key of [misread, passport("N1234576"), iin(4)]) expect(await atRoadblock(key)).not.toContain("hold");
  await border.sent(border.facts.person(person, profileOf([iin(5)])));
  expect(await atRoadblock(iin(5))).not.toContain("hold");
});

it("[HD3] two positives of one person, under another registration too, are one case that lasts longer", async () => {
  await border.tested([iin(1)]);
  const first = await onlyCase();
  border.one.move(3 * hourMs);
  await border.tested([iin(1), passport("N7654321")]);
  const found = await onlyCase();
  expect(found.case).toBe(first.case);
  expect(found.expiresAt).toBe(first.expiresAt + 3 * hourMs);
  expect(found.holds).toHaveLength(2);
  expect(await atRoadblock(passport("N7654321"))).toBe("REFER hold-provisional");
});

it("[HD4] a negative PCR releases, and the roadblock forgets the hold at once", async () => {
  const { test } = await border.tested([iin(1)]);
  await border.sent(border.facts.ordered(test, "TUBE-1"));
  border.one.move(5 * hourMs);
  await border.sent(border.facts.pcr(test, "TUBE-1", "negative"));
  await laneCount(2);
  expect(await onlyCase()).toMatchObject({ state: "released", pcr: { result: "negative" }, history: [{}, { cause: "pcr-negative" }] });
  expect(await atRoadblock(iin(1))).not.toContain("hold");
});

it("[HD4] a positive PCR confirms; a second one and a negative of another tube change nothing until a health officer releases", async () => {
  const { test } = await border.tested([iin(1)]);
  await border.sent(border.facts.ordered(test, "TUBE-1"), border.facts.pcr(test, "TUBE-1", "positive"));
  await laneCount(2);
  expect(await atRoadblock(iin(1))).toBe("REFER hold-confirmed");
  await border.sent(
    border.facts.pcr(test, "TUBE-1", "positive"),
    border.facts.ordered(test, "TUBE-2"),
    border.facts.pcr(test, "TUBE-2", "negative"),
  );
  expect(await onlyCase()).toMatchObject({ state: "confirmed", instruction: "keep-apart-call" });
  expect((await act({ action: "release" })).status).toBe(200);
  expect(await atRoadblock(iin(1))).toBe("DENY absent");
});

it("[HD4] a specimen that a fast clock took tomorrow answers no reading of tomorrow", async () => {
  const first = await border.tested([iin(1)]);
  const ahead = border.one.clock.now() + 2 * dayMs;
  await border.sent(border.facts.ordered(first.test, "TUBE-1", ahead), border.facts.pcr(first.test, "TUBE-1", "negative"));
  await laneCount(2);
  expect((await onlyCase()).state).toBe("released");
  border.one.move(hourMs);
  await border.tested([iin(1)]);
  await laneCount(3);
  expect(await atRoadblock(iin(1))).toBe("REFER hold-provisional");
});

it("[HD4] an invalid PCR leaves the provisional hold as it is and stands in the history", async () => {
  const { test } = await border.tested([iin(1)]);
  const before = await onlyCase();
  await border.sent(border.facts.ordered(test, "TUBE-1"), border.facts.pcr(test, "TUBE-1", "invalid"));
  expect(await onlyCase()).toMatchObject({ state: "provisional", expiresAt: before.expiresAt, history: [{}, { cause: "pcr-invalid" }] });
});

it("[HD5] facts that come late, twice and backwards end in the same hold", async () => {
  const { facts, one } = border;
  const [person, test] = [newId(one), newId(one)];
  const at = one.clock.now();
  one.move(6 * hourMs);
  // The result first, then its order, the reading, and the registration last.
  await border.sent(facts.pcr(test, "TUBE-1", "positive", at + 5 * hourMs));
  await border.sent(
    facts.ordered(test, "TUBE-1", at + hourMs),
    facts.read(test, "positive-acute", at),
    facts.read(test, "positive-acute", at),
  );
  expect(await holds()).toEqual([]);
  await border.sent(facts.registered(test, person, [iin(1)], at - minuteMs));
  expect(await onlyCase()).toMatchObject({ state: "confirmed", openedAt: at, person, test });
  await border.sent(facts.person(person, profileOf([iin(1)])), facts.registered(test, person, [iin(1)], at - minuteMs));
  expect((await onlyCase()).holds).toHaveLength(1);
});

it("[HD5] a negative PCR that came before the positive reading holds nobody", async () => {
  const { facts, one } = border;
  const [person, test] = [newId(one), newId(one)];
  const at = one.clock.now();
  one.move(6 * hourMs);
  await border.sent(facts.registered(test, person, [iin(1)], at), facts.ordered(test, "TUBE-1", at + hourMs));
  await border.sent(facts.pcr(test, "TUBE-1", "negative", at + 5 * hourMs));
  await border.sent(facts.read(test, "positive-acute", at + minuteMs));
  expect(await onlyCase()).toMatchObject({ state: "released", holds: [] });
  expect(border.post.lane).toEqual([]);
  expect(await atRoadblock(iin(1))).not.toContain("hold");
});

it("[HD6] a case whose time is over is expired, at the desk and at the roadblock", async () => {
  await border.tested([iin(1)]);
  await laneCount(1);
  border.one.move(2 * dayMs - minuteMs);
  expect(await atRoadblock(iin(1))).toContain("hold-provisional");
  border.one.move(2 * minuteMs);
  // A watch is eight hours long.
  officer = await signedIn(border.one, "health-officer");
  const found = await onlyCase();
  expect(found).toMatchObject({ state: "expired", history: [{}, { cause: "time-over", by: null, at: found.expiresAt }] });
  expect(await atRoadblock(iin(1))).not.toContain("hold");
  expect(await problemOf(await act({ action: "confirm" }))).toBe("health.case-closed");
});

it("[HD6] a reading of a clock that runs ahead holds no longer than one that was received now", async () => {
  const { facts, one } = border;
  const [person, test] = [newId(one), newId(one)];
  await border.sent(facts.registered(test, person, [iin(1)]), facts.read(test, "positive-acute", one.clock.now() + 30 * dayMs));
  expect((await onlyCase()).expiresAt).toBe(one.clock.now() + 2 * dayMs);
  expect(await atRoadblock(iin(1))).toBe("REFER hold-provisional");
});

it("[HD7] a health officer confirms until a day, somebody contests, and a health officer releases: each with a reason and a name", async () => {
  await border.tested([iin(1)]);
  const end = border.one.clock.now() + 10 * dayMs;
  expect((await act({ action: "confirm", validTo: end })).status).toBe(200);
  expect(await onlyCase()).toMatchObject({ state: "confirmed", instruction: "keep-apart-call", expiresAt: end });
  const contested = v.parse(HoldView, await (await act({ action: "contest" })).json());
  expect(contested).toMatchObject({ state: "contested", instruction: "keep-apart-call", contest: { by: "health-officer-1" } });
  expect(await atRoadblock(iin(1))).toBe("REFER hold-confirmed");
  expect(await problemOf(await act({ action: "contest" }))).toBe("health.already-contested");
  expect((await act({ action: "release" })).status).toBe(200);
  const found = await onlyCase();
  expect(found).toMatchObject({ state: "released", contest: null });
  expect(found.history.map(({ state, by }) => `${state} ${by}`)).toEqual([
    "provisional null",
    "confirmed health-officer-1",
    "contested health-officer-1",
    "released health-officer-1",
  ]);
  expect(await problemOf(await act({ action: "release" }))).toBe("health.case-closed");
});

it("[HD7] an end is in the future, within 14 days, and given with a confirmation alone", async () => {
  await border.tested([iin(1)]);
  const now = border.one.clock.now();
  for (const wrong of [
    { action: "confirm", validTo: now },
    { action: "confirm", validTo: now + 15 * dayMs },
    { action: "release", validTo: now + dayMs },
  ])
    expect(await problemOf(await act(wrong))).toBe("health.valid-to-wrong");
  expect(await onlyCase()).toMatchObject({ state: "provisional", history: [{}] });
});

it("[HD7] an act is done once for its id; another act under it is refused", async () => {
  await border.tested([iin(1)]);
  const { case: id } = await onlyCase();
  const request = { id: newId(border.one), case: id, action: "contest", reason: "сынама ауысқан" };
  expect((await officer.post(healthRoutes.holdAct, request)).status).toBe(200);
  expect((await officer.post(healthRoutes.holdAct, request)).status).toBe(200);
  expect((await onlyCase()).history).toHaveLength(2);
  expect(await problemOf(await officer.post(healthRoutes.holdAct, { ...request, action: "release" }))).toBe("health.id-reused");
  expect(await problemOf(await officer.post(healthRoutes.holdAct, { ...request, id: newId(border.one), case: newId(border.one) }))).toBe(
    "health.case-unknown",
  );
});

it("[HD8] a result typed in at central does what the same result from a post does", async () => {
  const { test } = await border.tested([iin(1)]);
  await border.sent(border.facts.ordered(test, "TUBE-1"));
  const request = { id: newId(border.one), test, specimen: "TUBE-1", result: "negative" };
  const done = v.parse(LabOrder, await (await officer.post(healthRoutes.orderResult, request)).json());
  expect(done).toMatchObject({ specimen: "TUBE-1", result: "negative", readAt: border.one.clock.now() });
  expect(await onlyCase()).toMatchObject({ state: "released" });
  await laneCount(2);
  expect(await atRoadblock(iin(1))).toBe("DENY absent");
  // The post's own event of it comes later and changes nothing.
  await border.sent(border.facts.pcr(test, "TUBE-1", "negative"));
  expect((await onlyCase()).history).toHaveLength(2);
});

it("[HD8] of two results of one tube the graver counts, whichever came first", async () => {
  const { test } = await border.tested([iin(1)]);
  await border.sent(border.facts.ordered(test, "TUBE-1"), border.facts.pcr(test, "TUBE-1", "negative"));
  const positive = { id: newId(border.one), test, specimen: "TUBE-1", result: "positive" };
  expect((await officer.post(healthRoutes.orderResult, positive)).status).toBe(200);
  const [newest, oldest] = await holds();
  expect([newest?.state, oldest?.state]).toEqual(["confirmed", "released"]);
  expect(await problemOf(await officer.post(healthRoutes.orderResult, { ...positive, id: newId(border.one), result: "negative" }))).toBe(
    "health.result-stands",
  );
  expect(await atRoadblock(iin(1))).toBe("REFER hold-confirmed");
});

it("[HD8] orders stand by their clock, the open ones first", async () => {
  const { facts } = border;
  const [first, second, third] = [await border.tested([iin(1)]), await border.tested([iin(2)]), await border.tested([iin(3)])];
  const now = border.one.clock.now();
  await border.sent(
    facts.ordered(first.test, "TUBE-1", now),
    facts.ordered(second.test, "TUBE-2", now - hourMs),
    facts.ordered(third.test, "TUBE-3"),
  );
  await border.sent(facts.pcr(third.test, "TUBE-3", "invalid"));
  const { orders } = v.parse(OrdersReply, await (await officer.get(healthRoutes.orders)).json());
  expect(orders.map((order) => order.specimen)).toEqual(["TUBE-2", "TUBE-1", "TUBE-3"]);
  expect(orders[0]).toEqual({
    test: second.test,
    specimen: "TUBE-2",
    laboratory: "lab-1",
    post: "border-01",
    orderedAt: now - hourMs,
    dueAt: now + 5 * hourMs,
    result: null,
    readAt: null,
  });
});

it("[HD9] both ledgers' posts see the hold: it lies in the common scope, and neither ledger changes", async () => {
  const { city, roadblock } = border.one.stores.scopes;
  const before = [city.position().version, roadblock.position().version];
  await border.tested([iin(1)]);
  const late = openPost(border.one);
  await until(() => late.common.lookup("iin", iin(1).value).length === 1);
  expect(verdict(await late.check(iin(1), { confirmed: true }))).toBe("REFER hold-provisional");
  late.close();
  expect([city.position().version, roadblock.position().version]).toEqual(before);
  expect(border.post.lane).toEqual(["common-1"]);
});

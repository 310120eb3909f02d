import { decide, type DecideInput, Decision, limits, type ReasonCode, type SubjectKey } from "@beket/domain";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  car,
  exemption,
  hold,
  hour,
  now,
  passenger,
  permit,
  person,
  replica,
  type Standee,
  stopOf,
  trailer,
} from "../../support/stop-builder.ts";

const outcomeOf = (decision: Decision) => (decision.kind === "verdict" ? decision.outcome : "second-reading");
const codesOf = (decision: Decision): ReasonCode[] => (decision.kind === "verdict" ? decision.reasons.map((reason) => reason.code) : []);
const driver = (change: Partial<Standee> = {}): Standee => ({ role: "driver", key: person, ...change });
const vehicle = (change: Partial<Standee> = {}): Standee => ({ role: "vehicle", key: car, ...change });
const towed = (change: Partial<Standee> = {}): Standee => ({ role: "trailer", key: trailer, ...change });
const rider = (change: Partial<Standee> = {}): Standee => ({ role: "passenger", key: passenger, ...change });
const expectStop = (standees: readonly Standee[], options: Parameters<typeof stopOf>[1] = {}) =>
  expect(outcomeOf(decide(stopOf(standees, options))));

describe("people and vehicle", () => {
  it("[DC30] the worst of the subjects decides at a roadblock", () => {
    expectStop([driver({ records: [permit()] }), vehicle({ records: [permit()] })]).toBe("ALLOW");
    expectStop([driver(), vehicle({ records: [permit()] })]).toBe("DENY");
    expectStop([driver({ records: [permit()] }), vehicle()]).toBe("DENY");
    expectStop([driver({ records: [hold()] }), vehicle({ records: [permit()] })]).toBe("REFER");
  });
  it("[DC31] in the city a permitted plate covers its occupants, but not what was taken from them", () => {
    const city = { ledger: "city" } as const;
    expectStop([driver(), rider(), vehicle({ records: [permit()] })], city).toBe("ALLOW");
    expect(codesOf(decide(stopOf([driver(), vehicle({ records: [permit()] })], city)))).toEqual(
      ["permit-valid", "covered-by-vehicle"].toReversed(),
    );
    expectStop([driver({ records: [permit({ validTo: now })] }), vehicle({ records: [exemption()] })], city).toBe("ALLOW");
    expectStop([driver({ records: [permit({ status: "revoked" })] }), vehicle({ records: [permit()] })], city).toBe("DENY");
    expectStop([driver({ records: [hold()] }), vehicle({ records: [permit()] })], city).toBe("REFER");
    expectStop([driver({ records: [permit({ country: "UZB" })] }), vehicle({ records: [permit()] })], city).toBe("REFER");
    expectStop([driver({ records: [permit()] }), vehicle()], city).toBe("DENY");
    expectStop([driver(), vehicle({ records: [permit(), hold()] })], city).toBe("DENY");
  });
  it("[DC32] a group permit of the vehicle admits the people on board up to its headcount, at any post", () => {
    const bus = vehicle({ records: [permit({ groupHeadcount: 2 })] });
    expectStop([driver(), rider(), bus]).toBe("ALLOW");
    const third: SubjectKey = { scheme: "doc", country: "KGZ", value: "AC2345678" };
    const over = decide(stopOf([driver(), rider(), rider({ key: third }), bus]));
    expect(outcomeOf(over)).toBe("DENY");
    expect(codesOf(over)).toContain("group-over-headcount");
    expectStop([driver(), rider(), rider(), bus]).toBe("ALLOW");
  });
  it("[DC33] a permit with binding all admits only when all its members stand at the stop", () => {
    const pair = permit({ binding: "all", members: 2 });
    expectStop([driver({ records: [pair] }), vehicle({ records: [pair] })]).toBe("ALLOW");
    expectStop([driver({ records: [pair] })]).toBe("DENY");
    expectStop([driver({ records: [pair] }), rider({ key: person, records: [pair] })]).toBe("DENY");
    expectStop([driver({ records: [pair] }), vehicle({ records: [{ ...pair, validTo: now }] })]).toBe("DENY");
    expectStop([driver({ records: [pair] }), vehicle({ records: [permit({ number: "P-0002", binding: "all", members: 2 })] })]).toBe(
      "DENY",
    );
  });
  it("[DC34] a claim with its document covers the whole stop, save those held or refused by a signed cause", () => {
    const claim = { claim: { category: "ambulance", document: "call-sheet" } };
    expectStop([driver(), rider(), vehicle(), towed()], claim).toBe("ALLOW");
    expectStop([driver(), rider({ records: [hold()] }), vehicle()], claim).toBe("REFER");
    expectStop([driver(), rider({ records: [permit({ status: "revoked" })] }), vehicle()], claim).toBe("DENY");
  });
});

describe("trailers", () => {
  it("[DC35] a trailer without a row is recorded beside and changes nothing", () => {
    const allowed = decide(stopOf([driver({ records: [permit()] }), vehicle({ records: [permit()] }), towed()]));
    expect(allowed).toMatchObject({
      outcome: "ALLOW",
      subjects: [{}, {}, { outcome: "ALLOW", reasons: [{ code: "covered-by-vehicle" }] }],
    });
    const denied = decide(stopOf([driver({ records: [permit()] }), vehicle(), towed({ nearMatches: 3 })]));
    expect(denied).toMatchObject({ outcome: "DENY", subjects: [{}, {}, { outcome: "REFER" }] });
  });
  it("[DC35] a trailer's own hold or revoked permit counts", () => {
    const people = [driver({ records: [permit()] }), vehicle({ records: [permit()] })];
    expectStop([...people, towed({ records: [hold()] })]).toBe("REFER");
    expectStop([...people, towed({ records: [permit({ status: "revoked" })] })]).toBe("DENY");
  });
  it("[DC36] a trailer never admits a vehicle that was not read", () => {
    const alone = decide(stopOf([towed({ records: [permit()] })]));
    expect([outcomeOf(alone), ...codesOf(alone)]).toEqual(["REFER", "trailer-alone", "permit-valid"]);
    expectStop([towed()]).toBe("REFER");
    expectStop([driver({ records: [permit()] }), towed({ records: [permit()] })]).toBe("REFER");
    expectStop([driver(), towed({ records: [permit()] })]).toBe("DENY");
    expectStop([towed({ records: [permit()] }), vehicle()]).toBe("DENY");
  });
});

describe("second reading", () => {
  it("[DC40] is asked for before the verdict where an absent subject is near a permitted one", () => {
    expect(decide(stopOf([vehicle({ nearMatches: 1 })]))).toEqual({ kind: "second-reading", subjects: [0] });
    expect(decide(stopOf([driver({ nearMatches: 2 }), vehicle({ records: [permit()] }), rider({ nearMatches: 1 })]))).toEqual({
      kind: "second-reading",
      subjects: [0, 2],
    });
  });
  it("[DC40] is asked for with old data too, because it is cheaper than a referral", () => {
    expectStop([vehicle({ nearMatches: 1 })], { replica: replica(86_400_000) }).toBe("second-reading");
    expectStop([vehicle({ nearMatches: 1 })], { claim: { category: "ambulance", document: null } }).toBe("second-reading");
  });
  it("[DC41] is never asked for a subject with rows, an allowed one, or where it could change nothing", () => {
    expectStop([vehicle({ nearMatches: 1, records: [permit({ validTo: now })] })]).toBe("DENY");
    expectStop([vehicle({ nearMatches: 1, records: [hold()] })]).toBe("REFER");
    expectStop([vehicle({ nearMatches: 1 })], { claim: { category: "ambulance", document: "call-sheet" } }).toBe("ALLOW");
    expectStop([vehicle({ nearMatches: 1 }), driver({ records: [permit({ status: "revoked" })] })]).toBe("DENY");
    expectStop([vehicle({ nearMatches: 1 }), driver()]).toBe("DENY");
  });
  it("[DC42] is settled by a retyped value, or by two ways of reading", () => {
    expectStop([vehicle({ nearMatches: 1 })], { confirmed: [0] }).toBe("DENY");
    expectStop([vehicle({ nearMatches: 1, readBy: ["camera", "keypad"] })]).toBe("DENY");
    expectStop([vehicle({ nearMatches: 1, readBy: ["camera"] })]).toBe("second-reading");
    expectStop([vehicle({ nearMatches: 1, readBy: ["keypad", "document"] })]).toBe("second-reading");
    expectStop([vehicle({ nearMatches: 1, readBy: ["keypad", "keypad"] })]).toBe("second-reading");
    const both = [driver({ nearMatches: 1 }), vehicle({ nearMatches: 1 })];
    expect(decide(stopOf(both, { confirmed: [0] }))).toMatchObject({ kind: "verdict", outcome: "DENY" });
  });
});

describe("what else decides", () => {
  it("[DC13] a seventh digit of 0 is referred until the document was looked at or scanned", () => {
    const key: SubjectKey = { scheme: "iin", country: "KAZ", value: "850312001234" };
    const unseen = decide(stopOf([driver({ key, records: [permit()] })]));
    expect([outcomeOf(unseen), ...codesOf(unseen)]).toEqual(["REFER", "unverified-identifier", "permit-valid"]);
    expectStop([driver({ key, records: [permit()], readBy: ["keypad", "document"] })]).toBe("ALLOW");
    expectStop([driver({ key, records: [permit()], readBy: ["scanner"] })]).toBe("ALLOW");
  });
  it("[DC17] a row that could not be read turns ALLOW into REFER, also that of a claim, and softens no DENY", () => {
    const allowed = decide(stopOf([driver({ records: [permit()], unreadable: true })]));
    expect([outcomeOf(allowed), ...codesOf(allowed)]).toEqual(["REFER", "record-unreadable", "permit-valid"]);
    const claimed = stopOf([vehicle({ unreadable: true })], { claim: { category: "ambulance", document: "call-sheet" } });
    const seen = decide(stopOf([vehicle()], { claim: { category: "ambulance", document: "call-sheet" } }));
    expect([outcomeOf(seen), outcomeOf(decide(claimed))]).toEqual(["ALLOW", "REFER"]);
    expectStop([driver({ records: [permit({ status: "revoked", revokedFrom: now - hour })], unreadable: true })]).toBe("DENY");
  });
  it("[DC14] a row counts for its own country only; an unknown country on either side counts", () => {
    const key: SubjectKey = { scheme: "doc", country: "KGZ", value: "AC2345678" };
    expectStop([driver({ key, records: [permit({ country: "KGZ" })] })]).toBe("ALLOW");
    expectStop([driver({ key, records: [permit({ country: "XXX" })] })]).toBe("ALLOW");
    expectStop([driver({ key: { ...key, country: "XXX" }, records: [permit({ country: "KGZ" })] })]).toBe("ALLOW");
    expect(codesOf(decide(stopOf([driver({ key, records: [permit({ country: "UZB" })] })])))).toEqual(["country-mismatch"]);
    expectStop([driver({ key, records: [permit({ country: "UZB" }), permit({ country: "KGZ", number: "P-0002" })] })]).toBe("ALLOW");
  });
  it("[DC15] the city's clock decides days and hours, over midnight too", () => {
    const night = permit({ window: { days: 0b0000001, fromMinute: 22 * 60, toMinute: 6 * 60 } });
    const at = (day: number, hourUtc: number) => ({ time: Date.UTC(2020, 3, day, hourUtc) });
    // 22:30 and 05:00 in Almaty (UTC+6 then) are 16:30 and 23:00 UTC.
    expectStop([driver({ records: [night] })], at(20, 17)).toBe("ALLOW");
    expectStop([driver({ records: [night] })], at(20, 23)).toBe("ALLOW");
    expectStop([driver({ records: [night] })], at(21, 17)).toBe("DENY");
    expectStop([driver({ records: [night] })], at(19, 23)).toBe("DENY");
  });
  it("[DC16] absence needs both the ledger and the common scope, complete and fresh", () => {
    const fresh = replica(0);
    const absent = (state: DecideInput["replica"]) => codesOf(decide(stopOf([driver()], { replica: state })));
    expect(absent(fresh)).toEqual(["absent"]);
    expect(absent({ ...fresh, common: { ...fresh.common, complete: false } })).toEqual(["absent-replica-incomplete"]);
    expect(absent({ ...fresh, common: { ...fresh.common, dataAsOf: null } })).toEqual(["absent-replica-incomplete"]);
    expect(absent({ ...fresh, common: { ...fresh.common, dataAsOf: now - 86_400_000 } })).toEqual(["absent-replica-stale"]);
    expect(absent({ ...fresh, ledger: { ...fresh.ledger, dataAsOf: now + 86_400_000 } })).toEqual(["absent"]);
  });
  it("[DC4] however many permits a subject has, none of them hides its hold", () => {
    const many = Array.from({ length: limits.candidatesPerSubject + 6 }, (_, row) => permit({ number: `P-${1000 + row}` }));
    const decision = decide(stopOf([driver({ records: [...many, hold({ standing: "confirmed", instruction: "turn-back" })] })]));
    if (decision.kind !== "verdict") throw new Error("a verdict was expected");
    expect(decision.outcome).toBe("DENY");
    const rows = decision.subjects[0]?.rows ?? [];
    expect(rows).toHaveLength(limits.candidatesPerSubject);
    expect(rows.map((ref) => ref.row)).toContain(`s0-r${many.length}`);
    expect(v.safeParse(Decision, decision).success).toBe(true);
  });
  it("[DC23] broken callers are told at once", () => {
    const input = stopOf([driver()]);
    expect(() => decide({ ...input, candidates: [] })).toThrow(/broken invariant/);
    expect(() => decide({ ...input, post: { ...input.post, post: "rb-02" } })).toThrow(/broken invariant/);
  });
});

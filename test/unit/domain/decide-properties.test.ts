import { decide, Decision, type DecideInput, type Outcome, type ReasonCode, type StopSubject, type SubjectKey } from "@beket/domain";
import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { candidatesAround, holdArbitrary } from "../../support/domain-arbitraries.ts";
import { car, hour, now, passenger, person, replica, stopOf, trailer } from "../../support/stop-builder.ts";

const gravity: Record<Outcome, number> = { ALLOW: 0, REFER: 1, DENY: 2 };
const signedCauses: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "hold-confirmed",
  "permit-revoked",
  "exemption-revoked",
  "permit-expired",
  "permit-not-yet-valid",
  "permit-wrong-day",
  "permit-wrong-hours",
  "permit-wrong-place",
  "permit-members-missing",
  "group-over-headcount",
  "exemption-expired",
  "exemption-not-yet-valid",
  "exemption-wrong-place",
  "exemption-wrong-hours",
]);
const admitting: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "exemption-valid",
  "permit-valid",
  "group-permit-valid",
  "covered-by-vehicle",
  "category-on-sight",
]);

const standee = fc
  .record({
    who: fc.constantFrom<readonly [StopSubject["role"], SubjectKey]>(
      ["driver", person],
      ["passenger", passenger],
      ["vehicle", car],
      ["vehicle", { ...car, country: "KGZ" }],
      ["trailer", trailer],
      ["passenger", { scheme: "iin", country: "KAZ", value: "850312001234" }],
    ),
    records: candidatesAround(now).map((rows) => rows.map((row) => row.record)),
    nearMatches: fc.constantFrom(0, 3),
    readBy: fc.subarray<StopSubject["readBy"][number]>(["keypad", "camera", "scanner", "document"], { minLength: 1 }),
  })
  .map(({ who: [role, key], ...rest }) => ({ role, key, ...rest }));

const input: fc.Arbitrary<DecideInput> = fc
  .record({
    standees: fc.array(standee, { minLength: 1, maxLength: 3 }),
    claim: fc.option(
      fc.record({
        category: fc.constantFrom("ambulance", "returning-resident", "cargo"),
        document: fc.constantFrom("call-sheet", "passport", null),
      }),
      { nil: null },
    ),
    direction: fc.constantFrom("in" as const, "out" as const),
    ledger: fc.constantFrom("city" as const, "roadblock" as const),
    replica: fc.constantFrom(replica(0), replica(10 * hour), replica(0, false), null),
    confirmed: fc.subarray([0, 1, 2]),
  })
  .map(({ standees, ...options }) => stopOf(standees, options));

function settled(given: DecideInput): DecideInput {
  return { ...given, confirmed: given.stop.subjects.map((_, index) => index) };
}
function verdictOf(given: DecideInput) {
  const decision = decide(settled(given));
  if (decision.kind !== "verdict") throw new Error("everything was confirmed");
  return decision;
}
const runs = { numRuns: 2000 };

describe("any stop", () => {
  it("[DC1] is never allowed without a row, a covering vehicle or a category rule", () => {
    let allowed = 0;
    fc.assert(
      fc.property(input, (given) => {
        const verdict = verdictOf(given);
        if (verdict.outcome === "ALLOW") allowed++;
        return verdict.subjects.every(
          ({ outcome, reasons, rows, subject }) =>
            outcome !== "ALLOW" ||
            (reasons.some(({ code }) => admitting.has(code)) &&
              (rows.length > 0 ||
                given.stop.claim !== null ||
                verdict.subjects.some((other) => given.stop.subjects[other.subject]?.role === "vehicle" && other.subject !== subject))),
        );
      }),
      runs,
    );
    expect(allowed).toBeGreaterThan(50);
  });
  it("[DC2] is never denied without a signed cause, or absence proved by complete and fresh data", () => {
    let denied = 0;
    fc.assert(
      fc.property(input, (given) => {
        const isFresh = given.replica !== null && given.replica.ledger.complete && (given.replica.ledger.dataAsOf ?? 0) >= now - hour / 2;
        return verdictOf(given).subjects.every(({ outcome, reasons }) => {
          if (outcome !== "DENY") return true;
          denied++;
          const codes = reasons.map(({ code }) => code);
          return codes.some((code) => signedCauses.has(code)) || (codes.includes("absent") && isFresh);
        });
      }),
      runs,
    );
    expect(denied).toBeGreaterThan(50);
  });
  it("[DC11] never comes out milder for a hold, save that the hold's instruction replaces mere absence", () => {
    let stricter = 0;
    fc.assert(
      fc.property(input, holdArbitrary, fc.nat({ max: 3 }), (given, hold, at) => {
        const index = at % given.stop.subjects.length;
        const record = { ...hold, status: "active" as const, country: "XXX", validFrom: now - hour, validTo: now + hour };
        const held: DecideInput = {
          ...given,
          candidates: given.candidates.map((one, i) =>
            i === index ? { ...one, exact: [...one.exact, { ref: { scope: "common-1", row: "hold", version: 1 }, record }] } : one,
          ),
        };
        const [before, after] = [verdictOf(given), verdictOf(held)];
        if (gravity[after.outcome] > gravity[before.outcome]) stricter++;
        if (after.outcome === "ALLOW") return false;
        const wasAbsent = before.subjects[index]?.reasons.some(({ code }) => code === "absent") ?? false;
        return wasAbsent || gravity[after.outcome] >= gravity[before.outcome];
      }),
      runs,
    );
    expect(stricter).toBeGreaterThan(50);
  });
  it("[DC10] with nothing but a provisional hold is never denied", () => {
    fc.assert(
      fc.property(holdArbitrary, fc.constantFrom(replica(0), replica(10 * hour), null), (hold, state) => {
        const record = {
          ...hold,
          standing: "provisional" as const,
          status: "active" as const,
          country: "KAZ",
          validFrom: now,
          validTo: now + 1,
        };
        return verdictOf(stopOf([{ role: "driver", key: person, records: [record] }], { replica: state })).outcome === "REFER";
      }),
    );
  });
  it("[DC3] gives the same verdict again, in whatever order the rows come", () => {
    fc.assert(
      fc.property(input, (given) => {
        const turned = { ...given, candidates: given.candidates.map((one) => ({ ...one, exact: one.exact.toReversed() })) };
        expect(decide(structuredClone(given))).toEqual(decide(given));
        expect(decide(turned)).toEqual(decide(given));
      }),
      runs,
    );
  });
  it("[DC4] stores the id and version of every row it was given", () => {
    fc.assert(
      fc.property(input, (given) =>
        verdictOf(given).subjects.every(({ subject, rows }) => {
          const refs = given.candidates[subject]?.exact.map(({ ref }) => ref) ?? [];
          return rows.length === refs.length && refs.every((ref) => rows.some((row) => row.row === ref.row && row.version === ref.version));
        }),
      ),
      runs,
    );
  });
  it("[DC5] answers inside the schema and its limits", () => {
    fc.assert(
      fc.property(input, (given) => v.is(Decision, decide(given))),
      runs,
    );
  });
  it("[DC43] a second reading is asked only of near, unsettled subjects without an active row, and confirming them settles it", () => {
    let asked = 0;
    fc.assert(
      fc.property(input, (given) => {
        const decision = decide(given);
        if (decision.kind === "verdict") return true;
        asked++;
        return decision.subjects.every((index) => {
          const one = given.candidates[index];
          const isActive = one?.exact.some(
            ({ record }) =>
              record.validFrom <= now &&
              now < record.validTo &&
              record.status === "active" &&
              record.country === "KAZ" &&
              record.kind !== "flag",
          );
          return one !== undefined && one.nearMatches > 0 && isActive !== true && !given.confirmed.includes(index);
        });
      }),
      runs,
    );
    expect(asked).toBeGreaterThan(20);
  });
});

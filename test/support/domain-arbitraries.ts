import {
  type Candidate,
  type ExemptionRecord,
  type FlagRecord,
  type HoldRecord,
  instructionCodes,
  type PermitRecord,
  type Places,
  type RegistryRecord,
} from "@beket/domain";
import * as fc from "fast-check";

/** fast-check arbitraries of the domain: what the schemas allow, within a few years. */
const minute = 60_000;
const time = fc.integer({ min: 0, max: 5_000_000 }).map((m) => Date.UTC(2019, 11, 1) + m * minute);
const code = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/);
const number = fc.stringMatching(/^[0-9A-Z-]{4,16}$/);
const country = fc.oneof({ weight: 3, arbitrary: fc.constant("KAZ") }, { weight: 1, arbitrary: fc.constantFrom("KGZ", "UZB", "XXX") });
const window = fc.oneof(
  fc.constant({ days: 127, fromMinute: 0, toMinute: 1440 }),
  fc.record({
    days: fc.integer({ min: 1, max: 127 }),
    fromMinute: fc.integer({ min: 0, max: 1439 }),
    toMinute: fc.integer({ min: 1, max: 1440 }),
  }),
);
const places: fc.Arbitrary<Places> = fc.oneof(
  fc.constant({ kind: "everywhere" as const }),
  fc.array(code, { minLength: 1, maxLength: 5 }).map((posts) => ({ kind: "posts" as const, posts })),
  fc.array(code, { minLength: 1, maxLength: 64 }).map((areas) => ({ kind: "areas" as const, areas })),
);
const grant = {
  number,
  status: fc.constantFrom("active" as const, "revoked" as const),
  revokedFrom: fc.option(time, { nil: null }),
  country,
  validFrom: time,
  validTo: time,
  window,
  places,
};

const permitArbitrary: fc.Arbitrary<PermitRecord> = fc.record({
  kind: fc.constant("permit" as const),
  ...grant,
  organisation: fc.integer({ min: 0, max: 0xffff_ffff }),
  purpose: code,
  binding: fc.constantFrom("any" as const, "all" as const),
  members: fc.integer({ min: 1, max: 80 }),
  groupHeadcount: fc.option(fc.integer({ min: 1, max: 500 }), { nil: null }),
});
const exemptionArbitrary: fc.Arbitrary<ExemptionRecord> = fc.record({
  kind: fc.constant("exemption" as const),
  ...grant,
  category: code,
  authority: code,
});
const mark = { number, status: fc.constantFrom("active" as const, "released" as const), country, validFrom: time, validTo: time };
export const holdArbitrary: fc.Arbitrary<HoldRecord> = fc.record({
  kind: fc.constant("hold" as const),
  ...mark,
  instruction: fc.constantFrom(...instructionCodes),
  standing: fc.constantFrom("provisional" as const, "confirmed" as const),
});
const flagArbitrary: fc.Arbitrary<FlagRecord> = fc.record({
  kind: fc.constant("flag" as const),
  ...mark,
  reason: fc.constantFrom("shared-permit" as const, "impossible-travel" as const),
});
export const recordArbitrary: fc.Arbitrary<RegistryRecord> = fc.oneof(permitArbitrary, exemptionArbitrary, holdArbitrary, flagArbitrary);

/** Rows around one moment with few, simple values, so that every standing and validity happens often. */
export function candidatesAround(now: number): fc.Arbitrary<Candidate[]> {
  const hour = 3_600_000;
  const shared = {
    number: fc.constantFrom("N-01", "N-02", "N-03", "N-04"),
    country: fc.constantFrom("KAZ", "KAZ", "KAZ", "KGZ", "XXX"),
    validFrom: fc.constantFrom(now - 48 * hour, now - hour, now - 1, now, now + hour),
    validTo: fc.constantFrom(now - hour, now, now + 1, now + hour, now + 48 * hour),
  };
  const terms = {
    status: fc.constantFrom("active" as const, "active" as const, "active" as const, "revoked" as const),
    revokedFrom: fc.constantFrom(null, now - hour, now + hour),
    window: fc.constantFrom({ days: 127, fromMinute: 0, toMinute: 1440 }, { days: 64, fromMinute: 1200, toMinute: 60 }),
    places: fc.constantFrom<Places>(
      { kind: "everywhere" },
      { kind: "everywhere" },
      { kind: "areas", areas: ["south"] },
      { kind: "posts", posts: ["rb-09"] },
    ),
  };
  const status = fc.constantFrom("active" as const, "released" as const);
  const record: fc.Arbitrary<RegistryRecord> = fc.oneof(
    fc.record({
      kind: fc.constant("permit" as const),
      ...shared,
      ...terms,
      organisation: fc.constant(1),
      purpose: fc.constant("food"),
      binding: fc.constantFrom("any" as const, "any" as const, "all" as const),
      members: fc.constantFrom(1, 2),
      groupHeadcount: fc.constantFrom(null, null, 1, 30),
    }),
    fc.record({
      kind: fc.constant("exemption" as const),
      ...shared,
      ...terms,
      category: fc.constant("diplomat"),
      authority: fc.constant("mfa"),
    }),
    fc.record({
      kind: fc.constant("hold" as const),
      ...shared,
      status,
      instruction: fc.constantFrom(...instructionCodes),
      standing: fc.constantFrom("provisional" as const, "confirmed" as const),
    }),
    fc.record({
      kind: fc.constant("flag" as const),
      ...shared,
      status,
      reason: fc.constantFrom("shared-permit" as const, "impossible-travel" as const),
    }),
  );
  const ref = fc.record({
    scope: fc.constant("roadblock-1"),
    row: fc.stringMatching(/^[0-9a-f]{4}$/),
    version: fc.integer({ min: 1, max: 99 }),
  });
  return fc.array(fc.record({ ref, record }), { maxLength: 3 });
}

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
import fc from "fast-check";

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

export const permitArbitrary: fc.Arbitrary<PermitRecord> = fc.record({
  kind: fc.constant("permit" as const),
  ...grant,
  organisation: fc.integer({ min: 0, max: 0xffff_ffff }),
  purpose: code,
  binding: fc.constantFrom("any" as const, "all" as const),
  members: fc.integer({ min: 1, max: 80 }),
  groupHeadcount: fc.option(fc.integer({ min: 1, max: 500 }), { nil: null }),
});
export const exemptionArbitrary: fc.Arbitrary<ExemptionRecord> = fc.record({
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
export const flagArbitrary: fc.Arbitrary<FlagRecord> = fc.record({
  kind: fc.constant("flag" as const),
  ...mark,
  reason: fc.constantFrom("shared-permit" as const, "impossible-travel" as const),
});
export const recordArbitrary: fc.Arbitrary<RegistryRecord> = fc.oneof(permitArbitrary, exemptionArbitrary, holdArbitrary, flagArbitrary);

/** Rows around one moment, so that every validity happens often. */
export function candidatesAround(now: number): fc.Arbitrary<Candidate[]> {
  const hour = 3_600_000;
  const near = recordArbitrary.chain((record) =>
    fc
      .record({
        from: fc.constantFrom(-48, -2, 1),
        to: fc.constantFrom(-1, 2, 48),
        simple: fc.boolean(),
        same: fc.boolean(),
        version: fc.integer({ min: 1, max: 1e6 }),
        row: fc.stringMatching(/^[0-9a-f]{8}$/),
      })
      .map(({ from, to, simple, same, version, row }): Candidate => {
        const validity = { validFrom: now + from * hour, validTo: now + to * hour, ...(same ? { country: "KAZ" } : {}) };
        const isGrant = record.kind === "permit" || record.kind === "exemption";
        const open = { window: { days: 127, fromMinute: 0, toMinute: 1440 }, places: { kind: "everywhere" as const } };
        return {
          ref: { scope: "roadblock-1", row, version },
          record: isGrant && simple ? { ...record, ...validity, ...open } : { ...record, ...validity },
        };
      }),
  );
  return fc.array(near, { maxLength: 4 });
}

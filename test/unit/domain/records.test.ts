import { decodeRecord, encodeRecord, isActiveAt, type PermitRecord, recordSummary, RegistryRecord } from "@beket/domain";
import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import golden from "../../golden/records.json" with { type: "json" };
import { recordArbitrary } from "../../support/domain-arbitraries.ts";

const permit: PermitRecord = {
  kind: "permit",
  number: "R7K2-94QX",
  status: "active",
  revokedFrom: null,
  country: "KAZ",
  organisation: 40_312,
  purpose: "food-supply",
  binding: "any",
  members: 12,
  groupHeadcount: null,
  validFrom: Date.UTC(2026, 3, 14),
  validTo: Date.UTC(2026, 4, 14),
  window: { days: 31, fromMinute: 420, toMinute: 1260 },
  places: { kind: "everywhere" },
};
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

describe("record codec", () => {
  it("[DM30] any record on whole minutes comes back as it went in", () => {
    fc.assert(
      fc.property(recordArbitrary, (record) => {
        expect(decodeRecord(encodeRecord(record))).toEqual({ ok: true, value: record });
      }),
      { numRuns: 1000 },
    );
  });
  it("[DM30] times round to minutes so that a grant never starts late nor ends early, and a revocation never comes late", () => {
    const record = {
      ...permit,
      validFrom: permit.validFrom + 59_999,
      validTo: permit.validTo + 1,
      status: "revoked" as const,
      revokedFrom: permit.validFrom + 61_000,
    };
    expect(decodeRecord(encodeRecord(record))).toMatchObject({
      value: { validFrom: permit.validFrom, validTo: permit.validTo + 60_000, revokedFrom: permit.validFrom + 60_000 },
    });
  });
  it("[DM31] a usual permit takes at most 36 bytes", () => {
    expect(encodeRecord(permit).length).toBeLessThanOrEqual(36);
    expect(encodeRecord({ ...permit, window: { days: 127, fromMinute: 0, toMinute: 1440 }, purpose: "food" }).length).toBeLessThanOrEqual(
      26,
    );
  });
  it("[DM32] another version or kind is told apart from damage", () => {
    const bytes = encodeRecord(permit);
    const changed = (first: number) => Uint8Array.from([first, ...bytes.slice(1)]);
    expect(decodeRecord(changed(0x20))).toEqual({ ok: false, error: { code: "unknown-version" } });
    expect(decodeRecord(changed(0x14))).toEqual({ ok: false, error: { code: "unknown-kind" } });
    expect(decodeRecord(Uint8Array.from([...bytes, 0]))).toEqual({ ok: false, error: { code: "trailing-bytes" } });
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeRecord(bytes.slice(0, length)), `${length} bytes`).toEqual({ ok: false, error: { code: "truncated" } });
    }
  });
  it("[DM33] whatever bytes are read, a record is inside its schema and has this one spelling", () => {
    let read = 0;
    const damaged = fc
      .tuple(recordArbitrary, fc.nat(), fc.nat({ max: 255 }))
      .map(([record, at, value]) => encodeRecord(record).map((byte, i, all) => (i === at % all.length ? value : byte)));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        const decoded = decodeRecord(bytes);
        if (!decoded.ok) return true;
        read++;
        return v.is(RegistryRecord, decoded.value) && hex(encodeRecord(decoded.value)) === hex(bytes);
      }),
      { numRuns: 4000 },
    );
    expect(read).toBeGreaterThan(100);
  });
  it.each(golden.records.map((row) => [row.name, row] as const))("[DM34] golden vector: %s", (_, row) => {
    const record = v.parse(RegistryRecord, row.record);
    expect(hex(encodeRecord(record))).toBe(row.hex);
    expect(decodeRecord(unhex(row.hex))).toEqual({ ok: true, value: record });
  });
  it.each(golden.faults.map((row) => [row.name, row] as const))("[DM34] golden fault: %s", (_, row) => {
    expect(decodeRecord(unhex(row.hex))).toEqual({ ok: false, error: { code: row.code } });
  });
});

describe("standing", () => {
  it("[DM35] a record has effect from validFrom until just before validTo", () => {
    expect(isActiveAt(permit, permit.validFrom - 1)).toBe(false);
    expect(isActiveAt(permit, permit.validFrom)).toBe(true);
    expect(isActiveAt(permit, permit.validTo - 1)).toBe(true);
    expect(isActiveAt(permit, permit.validTo)).toBe(false);
  });
  it("[DM35] a revoked grant has effect until its revocation, a released mark never", () => {
    const at = permit.validFrom + 1000;
    const revoked = { ...permit, status: "revoked" as const, revokedFrom: at };
    expect([isActiveAt(revoked, at - 1), isActiveAt(revoked, at)]).toEqual([true, false]);
    expect(isActiveAt({ ...revoked, revokedFrom: null }, permit.validFrom)).toBe(false);
    expect(isActiveAt({ ...permit, revokedFrom: at }, at)).toBe(true);
    const { number, country, validFrom, validTo } = permit;
    const flag = { kind: "flag" as const, number, country, validFrom, validTo, reason: "shared-permit" as const };
    expect(isActiveAt({ ...flag, status: "active" }, at)).toBe(true);
    expect(isActiveAt({ ...flag, status: "released" }, at)).toBe(false);
  });
  it("[DM35] a summary holds what a list may show", () => {
    expect(recordSummary(permit)).toEqual({
      kind: "permit",
      number: "R7K2-94QX",
      status: "active",
      validFrom: permit.validFrom,
      validTo: permit.validTo,
      what: "food-supply",
    });
  });
});

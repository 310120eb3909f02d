import { checkDigit, inspectLine, parseBin, parseIin, parseSubject, schemeOfDigits } from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const validIins =
  "871008401427 760212350620 800416300257 680503450037 800416100254 680503250034 791028302728 061211600012 251112401047 700911204362 900101123102 850415300302".split(
    " ",
  );
const validBins = ["940140000385", "950341000052", "961141000023", "070941024691"];
const first11 = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 11 }).map((digits) => digits.join(""));

/** The rule of the number, written a second time and differently: null where it is never issued. */
function slowCheckDigit(digits: string): number | null {
  const sum = (weights: readonly number[]) => weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0) % 11;
  const first = sum([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  if (first !== 10) return first;
  const second = sum([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]);
  return second === 10 ? null : second;
}

describe("check digit", () => {
  it("[DM1] agrees with the rule for any eleven digits", () => {
    fc.assert(
      fc.property(first11, (digits) => checkDigit(digits) === slowCheckDigit(digits)),
      { numRuns: 3000 },
    );
  });
  it("[DM1] a number whose two passes both give 10 is never issued", () => {
    expect(checkDigit("82121424009")).toBeNull();
    for (let last = 0; last < 10; last++) expect(parseIin(`82121424009${last}`)).toEqual({ ok: false, error: { code: "never-issued" } });
  });
  it("[DM1] a wrong check digit is refused at its place", () => {
    expect(parseIin("900101 123103")).toEqual({ ok: false, error: { code: "bad-check-digit", at: 12 } });
    expect(parseIin("950315300123").ok).toBe(false);
  });
});

describe("IIN", () => {
  it.each(validIins)("[DM2] %s is read", (iin) => {
    expect(parseIin(iin)).toMatchObject({ ok: true, value: { value: iin, flags: [] } });
  });
  it("[DM2] the seventh digit gives century and sex", () => {
    expect(parseIin("871008401427")).toMatchObject({ value: { birthDate: "1987-10-08", sex: "female" } });
    expect(parseIin("760212350620")).toMatchObject({ value: { birthDate: "1976-02-12", sex: "male" } });
    expect(parseIin("061211600012")).toMatchObject({ value: { birthDate: "2006-12-11", sex: "female" } });
    expect(parseIin("900101123102")).toMatchObject({ value: { birthDate: "1890-01-01", sex: "male" } });
  });
  it("[DM2] a day that its century does not have is refused", () => {
    expect(parseIin(withCheck("00022930000"))).toMatchObject({ error: { code: "bad-date", at: 4 } });
    expect(parseIin(withCheck("00022950000"))).toMatchObject({ ok: true, value: { birthDate: "2000-02-29" } });
    expect(parseIin(withCheck("99043130000"))).toMatchObject({ error: { code: "bad-date" } });
    expect(parseIin(withCheck("99133130000"))).toMatchObject({ error: { code: "bad-date", at: 2 } });
    expect(parseIin(withCheck("99010170000"))).toMatchObject({ error: { code: "bad-century", at: 6 } });
  });
  it("[DM3] a seventh digit of 0 asks for the document and tells no birth date", () => {
    expect(parseIin(withCheck("85031200123"))).toEqual({
      ok: true,
      value: { value: withCheck("85031200123"), birthDate: null, sex: "unknown", flags: ["verify-document"] },
    });
    expect(parseIin(withCheck("85023000123"))).toMatchObject({ error: { code: "bad-date" } });
  });
  it("[DM16] spaces and hyphens are ignored, anything else is an error at its index", () => {
    expect(parseIin(" 871008-401427\n")).toMatchObject({ ok: true, value: { value: "871008401427" } });
    expect(parseIin("87100840142O")).toEqual({ ok: false, error: { code: "bad-character", at: 11 } });
    expect(parseIin("")).toEqual({ ok: false, error: { code: "empty" } });
    expect(parseIin("8710084014")).toMatchObject({ error: { code: "wrong-length", at: 10 } });
    expect(parseIin("8".repeat(65))).toMatchObject({ error: { code: "too-long" } });
  });
});

describe("BIN", () => {
  it.each(validBins)("[DM4] %s is read", (bin) => expect(parseBin(bin)).toMatchObject({ ok: true, value: { value: bin } }));
  it("[DM4] type and detail are named", () => {
    expect(parseBin("940140000385")).toMatchObject({ value: { type: "resident", detail: "head-office", registered: "94-01" } });
    expect(parseBin("950341000052")).toMatchObject({ value: { detail: "branch" } });
  });
  it("[DM4] an unknown month, type or detail is refused", () => {
    expect(parseBin(withCheck("94134000038"))).toMatchObject({ error: { code: "bad-date", at: 2 } });
    expect(parseBin(withCheck("94017000038"))).toMatchObject({ error: { code: "bad-type", at: 4 } });
    expect(parseBin(withCheck("94014900038"))).toMatchObject({ error: { code: "bad-type", at: 5 } });
  });
  it("[DM5] no number is both an IIN and a BIN", () => {
    fc.assert(
      fc.property(first11, (digits) => {
        const number = `${digits}${checkDigit(digits) ?? 0}`;
        const [iin, bin] = [parseIin(number).ok, parseBin(number).ok];
        return !(iin && bin) && (!iin || schemeOfDigits(number) === "iin") && (!bin || schemeOfDigits(number) === "bin");
      }),
      { numRuns: 3000 },
    );
    for (const iin of validIins) expect(parseBin(iin).ok).toBe(false);
    for (const bin of validBins) expect(parseIin(bin).ok).toBe(false);
  });
});

describe("other numbers", () => {
  it.each(["123456789011", "123456789012", "123456789021"])("[DM6] %s of the national test CA is refused everywhere", (number) => {
    expect(parseIin(number).ok).toBe(false);
    expect(parseBin(number).ok).toBe(false);
    expect(parseSubject(number).ok).toBe(false);
    expect(inspectLine(number).valid).toBe(false);
  });
  it.each([...validIins.map((n) => ["iin", n] as const), ...validBins.map((n) => ["bin", n] as const)])(
    "[DM80] inspect says %s for %s",
    (kind, number) => expect(inspectLine(number)).toEqual({ kind, valid: true, normalised: number, reason: null }),
  );
  it("[DM80] inspect says why a line is wrong", () => {
    expect(inspectLine("900101123103")).toEqual({ kind: "iin", valid: false, normalised: null, reason: "bad-check-digit" });
    expect(inspectLine("821214240092")).toMatchObject({ kind: "iin", reason: "never-issued" });
    expect(inspectLine("950315300123")).toMatchObject({ kind: "iin", valid: false });
    expect(inspectLine("123 авс 02")).toEqual({ kind: "plate", valid: true, normalised: "123ABC02", reason: null });
    expect(inspectLine("123ABC99")).toEqual({ kind: "plate", valid: false, normalised: null, reason: "unknown-region" });
    expect(inspectLine("12345")).toMatchObject({ kind: "unknown", reason: "wrong-length" });
    expect(inspectLine("hello world")).toMatchObject({ kind: "unknown", reason: "unrecognised" });
    expect(inspectLine("")).toMatchObject({ kind: "unknown", reason: "empty" });
    expect(inspectLine("№ 5")).toMatchObject({ kind: "unknown", reason: "bad-character" });
  });
});

function withCheck(digits: string): string {
  return `${digits}${checkDigit(digits) ?? 0}`;
}

import { checkDigit, isNormalPlate, neighbours, parseBin, parseIin, type SubjectKey } from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const digits = (count: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((d) => d.join(""));
const letters = (count: number) =>
  fc.string({ unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("")), minLength: count, maxLength: count });
const region = fc.integer({ min: 1, max: 20 }).map((n) => String(n).padStart(2, "0"));
const pad = (n: number) => String(n).padStart(2, "0");

const iin = fc
  .tuple(
    fc.integer({ min: 0, max: 99 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 6 }),
    digits(4),
  )
  .map(([y, m, d, century, serial]) => `${pad(y)}${pad(m)}${pad(d)}${century}${serial}`)
  .filter((first) => checkDigit(first) !== null)
  .map((first): SubjectKey => ({ scheme: "iin", country: "KAZ", value: `${first}${checkDigit(first)}` }));
const bin = fc
  .tuple(
    fc.integer({ min: 0, max: 99 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 4, max: 6 }),
    fc.integer({ min: 0, max: 3 }),
    digits(5),
  )
  .map(([y, m, type, detail, serial]) => `${pad(y)}${pad(m)}${type}${detail}${serial}`)
  .filter((first) => checkDigit(first) !== null)
  .map((first): SubjectKey => ({ scheme: "bin", country: "KAZ", value: `${first}${checkDigit(first)}` }));
const plate = fc
  .oneof(
    fc.tuple(digits(3), letters(3), region).map((parts) => parts.join("")),
    fc.tuple(digits(3), letters(2), region).map((parts) => parts.join("")),
    fc.tuple(letters(1), digits(4), region).map((parts) => parts.join("")),
  )
  .map((value): SubjectKey => ({ scheme: "plate", country: "KAZ", value }));
const foreign = fc
  .string({ unit: fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("")), minLength: 2, maxLength: 20 })
  .chain((value) => fc.constantFrom<SubjectKey["scheme"]>("doc", "plate").map((scheme): SubjectKey => ({ scheme, country: "UZB", value })));
const anyKey = fc.oneof(iin, bin, plate, foreign);

describe("neighbours", () => {
  it("[DM20] never hold the value itself, are at most 300 and unlike one another", () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const near = neighbours(key);
        return !near.includes(key.value) && near.length <= 300 && new Set(near).size === near.length;
      }),
      { numRuns: 1000 },
    );
  });
  it("[DM20] are symmetric", () => {
    let seen = 0;
    fc.assert(
      fc.property(anyKey, (key) =>
        neighbours(key).every((value) => {
          seen++;
          return neighbours({ ...key, value }).includes(key.value);
        }),
      ),
      { numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(1000);
  });
  it("[DM21] of an IIN or BIN could exist", () => {
    fc.assert(fc.property(iin, (key) => neighbours(key).every((value) => parseIin(value).ok)));
    fc.assert(fc.property(bin, (key) => neighbours(key).every((value) => parseBin(value).ok)));
  });
  it("[DM21] hold the slips that the check digit cannot see", () => {
    expect(neighbours({ scheme: "iin", country: "KAZ", value: "871008401427" })).toEqual(["871008401417", "871008401437", "871008401457"]);
  });
  it("[DM21] of a document hold keypad slips and swaps, not any other digit", () => {
    const near = neighbours({ scheme: "doc", country: "KGZ", value: "AC1234567" });
    expect(near).toContain("AC1234568");
    expect(near).toContain("AC1243567");
    expect(near).toContain("AC1534567");
    expect(near).not.toContain("AC9234567");
  });
  it("[DM22] of a Kazakh plate are Kazakh plates a camera could mean", () => {
    fc.assert(fc.property(plate, (key) => neighbours(key).every((value) => isNormalPlate(value))));
    const near = neighbours({ scheme: "plate", country: "KAZ", value: "123MOV02" });
    for (const value of ["723MOV02", "123NOV02", "123MDV02", "123MQV02", "123MOU02", "213MOV02", "132MOV02", "123OMV02"]) {
      expect(near).toContain(value);
    }
    for (const value of ["123M0V02", "124MOV02", "123MOV03"]) expect(near).not.toContain(value);
    expect(near).toContain("123MOV20");
  });
  it("[DM22] of a foreign plate mix letters and digits as a camera does", () => {
    expect(neighbours({ scheme: "plate", country: "UZB", value: "O1A" })).toEqual(
      expect.arrayContaining(["01A", "D1A", "OIA", "OLA", "1OA", "OA1"]),
    );
  });
});

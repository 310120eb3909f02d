import {
  languages,
  passCode,
  readPassCode,
  readRecordNumber,
  readStopNumber,
  reasonCodes,
  stopNumber,
  travellerReason,
  travellerReasons,
} from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const signs = "0123456789ABCDEFGHJKMNPQRSTWXYZ";
const uuid7 = fc.uuid({ version: 7 });
const tell = (number: string): string => number.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");

describe("numbers that people read out", () => {
  it("[CZ3] the number of a refusal follows from its id, is read as people say it, and shows any wrong sign and any swap", () => {
    fc.assert(
      fc.property(uuid7, fc.nat({ max: 8 }), fc.nat({ max: 30 }), (id, at, sign) => {
        const number = stopNumber(id);
        expect(number).toMatch(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/);
        expect(stopNumber(id)).toBe(number);
        expect(readStopNumber(tell(number))).toBe(number);
        const plain = number.replaceAll("-", "");
        const wrong = plain.slice(0, at) + signs.charAt(sign) + plain.slice(at + 1);
        expect(readStopNumber(wrong)).toBe(wrong === plain ? number : null);
        const swapped = at === 8 ? plain : plain.slice(0, at) + plain.charAt(at + 1) + plain.charAt(at) + plain.slice(at + 2);
        expect(readStopNumber(swapped)).toBe(swapped === plain ? number : null);
      }),
    );
  });

  it("[CZ3] two refusals of one millisecond have different numbers, and the three kinds of number are never taken for one another", () => {
    const made = new Set<string>();
    for (let at = 0; at < 20_000; at += 1) {
      const tail = (0x800000000000n + BigInt(at) * 7n).toString(16).padStart(12, "0");
      made.add(stopNumber(`01715e2b-0000-7000-8000-${tail}`));
    }
    expect(made.size).toBe(20_000);
    fc.assert(
      fc.property(uuid7, fc.uint8Array({ minLength: 8, maxLength: 8 }), (id, bytes) => {
        expect([readRecordNumber(stopNumber(id)), readPassCode(stopNumber(id))]).toEqual([null, null]);
        expect([readRecordNumber(passCode(bytes)), readStopNumber(passCode(bytes))]).toEqual([null, null]);
        expect(readPassCode(tell(passCode(bytes)))).toBe(passCode(bytes));
      }),
    );
  });

  it("[CZ3] texts of any length and alphabet are read without a throw", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        for (const read of [readRecordNumber, readStopNumber, readPassCode])
          expect([null, "string"]).toContain(read(text) === null ? null : typeof read(text));
      }),
    );
  });
});

describe("what a traveller is told", () => {
  it("[CZ9] every reason has a cause and a remedy in three languages, without a placeholder left", () => {
    for (const code of reasonCodes) {
      const told = travellerReason({ code, number: "R7K2-94QX", at: 1_587_340_800_000, ageMs: 60_000 }, { timeZone: "Asia/Almaty" });
      for (const language of languages) {
        expect(told.cause[language].length, code).toBeGreaterThan(10);
        expect(told.remedy[language].length, code).toBeGreaterThan(10);
        expect(told.cause[language] + told.remedy[language]).not.toMatch(/[{}]/);
      }
    }
  });

  it("[CZ9] a hold is told without its number, its instruction and its kind, whatever they are", () => {
    const all = (["hold-provisional", "hold-confirmed"] as const).flatMap((code) =>
      (["refer-medic", "turn-back", "detain-call"] as const).map((instruction) =>
        JSON.stringify(travellerReason({ code, number: "H7K2-94QX", instruction })),
      ),
    );
    expect(new Set(all).size).toBe(1);
    expect(all[0]).not.toContain("H7K2");
    expect(all[0]).not.toMatch(/медик|medic|медицин/i);
  });

  it("[CZ9] what let others of the stop pass is not told as a reason of a refusal", () => {
    const reasons = [{ code: "absent" }, { code: "permit-valid", number: "R7K2-94QX" }, { code: "absent" }] as const;
    expect(travellerReasons(reasons, "DENY").map(({ code }) => code)).toEqual(["absent"]);
    expect(travellerReasons([{ code: "permit-valid" }], "ALLOW").map(({ code }) => code)).toEqual(["permit-valid"]);
  });
});

import { activityRuleFor, civilTime, isInWindow, parseRegime, permitCap, type Regime, regimeAt, validateRegime } from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleRegime, sampleRegimeData } from "../../support/sample-regime.ts";

describe("regime in force", () => {
  it("[DM40] is the latest that has begun, the higher version among equals", () => {
    const at = (version: number, validFrom: number): Regime => ({ ...sampleRegime, version, validFrom });
    const regimes = [at(2, 200), at(1, 100), at(4, 300), at(3, 300)];
    const versionAt = (ms: number) => regimeAt(regimes, ms)?.version ?? null;
    expect([99, 100, 199, 200, 299, 300, 9999].map(versionAt)).toEqual([null, 1, 1, 2, 2, 4, 4]);
    expect(regimeAt([], 0)).toBeNull();
  });
});

describe("activities", () => {
  it("[DM41] the longest prefix over main and secondary codes wins, in its ledger only", () => {
    const rule = (okeds: string[], ledger: "city" | "roadblock") => activityRuleFor(sampleRegime, okeds, ledger)?.rule ?? null;
    expect(rule(["47110"], "city")).toBe("food-trade");
    expect(rule(["47730"], "city")).toBe("pharmacies");
    expect(rule(["47730"], "roadblock")).toBe("food-trade");
    expect(rule(["62010", "01110"], "roadblock")).toBe("farming");
    expect(rule(["01110"], "city")).toBeNull();
    expect(rule(["62010"], "city")).toBeNull();
    expect(rule([], "city")).toBeNull();
  });
  it("[DM42] the cap is the share of the headcount, rounded up", () => {
    const rule = activityRuleFor(sampleRegime, ["47110"], "city");
    expect(rule).not.toBeNull();
    if (rule === null) return;
    expect([0, 1, 3, 10, 11, 1000].map((headcount) => permitCap(rule, headcount))).toEqual([0, 1, 1, 3, 4, 300]);
    expect(() => permitCap(rule, 1.5)).toThrow(/broken invariant/);
  });
});

describe("faults", () => {
  it("[DM43] a sound regime has none", () => {
    expect(validateRegime(sampleRegime)).toEqual([]);
    expect(parseRegime(sampleRegimeData).ok).toBe(true);
  });
  it("[DM43] all are reported at once, each at its path", () => {
    const [food, pharmacy] = sampleRegime.activities;
    const [ambulance] = sampleRegime.categories;
    if (food === undefined || pharmacy === undefined || ambulance === undefined) throw new Error("the sample has them");
    const faulty: Regime = {
      ...sampleRegime,
      timeZone: "Asia/Atlantis",
      activities: [food, { ...food, purposes: ["food", "tourism"] }, pharmacy],
      purposes: [...sampleRegime.purposes, ...sampleRegime.purposes.slice(0, 1)],
      categories: [{ ...ambulance, documents: ["call-sheet", "letter"] }, ambulance],
      documents: [...sampleRegime.documents, ...sampleRegime.documents.slice(1, 2)],
    };
    expect(validateRegime(faulty)).toEqual([
      { code: "unknown-time-zone", at: "timeZone" },
      { code: "duplicate-rule", at: "activities.1.rule" },
      { code: "overlapping-prefix", at: "activities.1.okedPrefix" },
      { code: "unknown-purpose", at: "activities.1.purposes.1" },
      { code: "duplicate-purpose", at: "purposes.3.purpose" },
      { code: "duplicate-category", at: "categories.1.category" },
      { code: "unknown-document", at: "categories.0.documents.1" },
      { code: "duplicate-document", at: "documents.3.document" },
    ]);
  });
  it("[DM43] what breaks the schema is a fault too", () => {
    expect(parseRegime({ ...sampleRegimeData, version: 0, extra: 1 })).toMatchObject({
      ok: false,
      error: expect.arrayContaining([
        { code: "schema", at: "version" },
        { code: "schema", at: "extra" },
      ]),
    });
    expect(parseRegime(null).ok).toBe(false);
  });
});

describe("civil time", () => {
  const text = (ms: number) => {
    const { weekday, minute } = civilTime(ms, "Asia/Almaty");
    return `${["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday]} ${Math.floor(minute / 60)}:${minute % 60}`;
  };
  it("[DM44] Almaty left UTC+6 for UTC+5 at the start of 2024-03-01", () => {
    expect(text(Date.UTC(2020, 3, 20, 4, 0))).toBe("Mon 10:0");
    expect(text(Date.UTC(2024, 1, 29, 17, 59))).toBe("Thu 23:59");
    expect(text(Date.UTC(2024, 1, 29, 18, 0))).toBe("Thu 23:0");
    expect(text(Date.UTC(2024, 1, 29, 19, 0))).toBe("Fri 0:0");
    expect(text(Date.UTC(2026, 3, 20, 4, 0))).toBe("Mon 9:0");
  });
  it("[DM44] agrees with the runtime's tz database at any time, in any order", () => {
    const zones = ["Asia/Almaty", "Asia/Kathmandu", "Europe/London", "Australia/Lord_Howe"];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.constantFrom(...zones), (seconds, timeZone) => {
        const parts = new Intl.DateTimeFormat("en-US", {
          timeZone,
          weekday: "short",
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        }).formatToParts(seconds * 1000);
        const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
        const { weekday, minute } = civilTime(seconds * 1000, timeZone);
        expect(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday]).toBe(part("weekday"));
        expect(minute).toBe(Number(part("hour")) * 60 + Number(part("minute")));
      }),
      { numRuns: 300 },
    );
  });
  it("[DM45] a window that wraps past midnight belongs to the day it starts on", () => {
    const monday = { days: 1, fromMinute: 22 * 60, toMinute: 6 * 60 };
    const at = (weekday: number, minute: number) => isInWindow(monday, { weekday, minute });
    expect([at(0, 22 * 60 - 1), at(0, 22 * 60), at(0, 1439), at(1, 0), at(1, 359), at(1, 360), at(0, 0), at(6, 1400)]).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    const sunday = { ...monday, days: 64 };
    expect(isInWindow(sunday, { weekday: 0, minute: 60 })).toBe(true);
  });
  it("[DM45] `to` is exclusive, 24:00 ends the day, equal minutes mean a full day", () => {
    const day = { days: 2, fromMinute: 480, toMinute: 1440 };
    expect(isInWindow(day, { weekday: 1, minute: 1439 })).toBe(true);
    expect(isInWindow(day, { weekday: 2, minute: 0 })).toBe(false);
    expect(isInWindow({ days: 2, fromMinute: 480, toMinute: 540 }, { weekday: 1, minute: 540 })).toBe(false);
    const round = { days: 2, fromMinute: 480, toMinute: 480 };
    expect([
      isInWindow(round, { weekday: 1, minute: 480 }),
      isInWindow(round, { weekday: 2, minute: 479 }),
      isInWindow(round, { weekday: 2, minute: 480 }),
    ]).toEqual([true, true, false]);
  });
});

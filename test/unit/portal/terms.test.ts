import type { OrganisationCheckReply } from "@beket/api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  civilClockOf,
  civilDateOf,
  civilTimeMs,
  dayAfter,
  daysBetween,
  isCivilDate,
  startOfDayMs,
} from "../../../pwa/src/portal/model/civil-date.ts";
import { draftToRequest, emptyDraft, withDefaultDays, type Draft } from "../../../pwa/src/portal/model/draft.ts";
import { termsFaults, type TermsFault } from "../../../pwa/src/portal/model/terms.ts";

const almaty = "Asia/Almaty";
const reply: OrganisationCheckReply = {
  standing: "may-apply",
  name: "ЖШС «Сарқырама»",
  ledgers: [{ ledger: "city", rule: "food-trade", oked: "47110", purposes: ["supply", "shift"] }],
};
const limits = { today: "2026-11-22", daysMax: 30 };
const good: Draft = { ...emptyDraft(), ledger: "city", purpose: "supply", firstDay: "2026-11-22", lastDay: "2026-12-05" };

describe("terms", () => {
  it("[PO3] finished terms have no fault", () => {
    expect(termsFaults(good, reply, limits)).toEqual([]);
    expect(termsFaults({ ...good, allDay: false, fromTime: "22:00", toTime: "06:00" }, reply, limits)).toEqual([]);
  });

  const cases: readonly (readonly [Partial<Draft>, TermsFault])[] = [
    [{ ledger: "roadblock" }, "ledger-missing"],
    [{ purpose: null }, "purpose-missing"],
    [{ purpose: "works" }, "purpose-missing"],
    [{ firstDay: "" }, "first-day-invalid"],
    [{ firstDay: "2026-11-21" }, "first-day-past"],
    [{ lastDay: "2026-02-30" }, "last-day-invalid"],
    [{ firstDay: "2026-12-06" }, "last-day-before-first"],
    [{ lastDay: "2026-12-22" }, "too-many-days"],
    [{ days: 0 }, "no-weekday"],
    [{ allDay: false, fromTime: "" }, "time-invalid"],
    [{ allDay: false, fromTime: "08:00", toTime: "08:00" }, "time-empty"],
    [{ places: { kind: "areas", areas: [] } }, "no-place"],
  ];
  for (const [change, fault] of cases) {
    it(`[PO3] ${JSON.stringify(change)} is ${fault}`, () => {
      expect(termsFaults({ ...good, ...change }, reply, limits)).toEqual([fault]);
    });
  }

  it("[PO3] the longest validity counts both days", () => {
    expect(termsFaults({ ...good, lastDay: "2026-12-21" }, reply, limits)).toEqual([]);
    expect(daysBetween("2026-11-22", "2026-12-21")).toBe(30);
  });
});

describe("days", () => {
  it("[PO4] Almaty was six hours ahead until 29 February 2024 and is five since", () => {
    expect(startOfDayMs("2024-02-29", almaty)).toBe(Date.UTC(2024, 1, 28, 18));
    expect(startOfDayMs("2024-03-02", almaty)).toBe(Date.UTC(2024, 2, 1, 19));
  });

  it("[PO4] the request runs from the first midnight to the midnight after the last day", () => {
    const request = draftToRequest(
      { ...good, bin: "9401 4000 0385", toTime: "00:00", allDay: false, fromTime: "20:00" },
      { ledger: "city", purpose: "supply" },
      almaty,
    );
    expect(request).toMatchObject({
      bin: "940140000385",
      validFrom: Date.UTC(2026, 10, 21, 19),
      validTo: Date.UTC(2026, 11, 5, 19),
      window: { days: 127, fromMinute: 1200, toMinute: 1440 },
      places: { kind: "everywhere" },
    });
  });

  it("[PO4] a civil time and its moment agree in any zone", () => {
    const zones = ["Asia/Almaty", "Asia/Tashkent", "Europe/Moscow", "UTC", "America/New_York", "Asia/Kathmandu"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 240, max: 1439 }),
        (zone, day, minute) => {
          const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
          const ms = civilTimeMs(date, minute, zone);
          const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
          expect([civilDateOf(ms, zone), civilClockOf(ms, zone)]).toEqual([date, clock]);
        },
      ),
    );
  });

  it("[PO4] knows which days exist", () => {
    expect(["2024-02-29", "2026-02-29", "2026-13-01", "26-01-01", ""].map(isCivilDate)).toEqual([true, false, false, false, false]);
    expect(dayAfter("2026-12-31")).toBe("2027-01-01");
  });

  it("[PO4] offers fourteen days, or as many as the rules allow", () => {
    const now = Date.UTC(2026, 10, 22, 12);
    expect(withDefaultDays(emptyDraft(), now, almaty, 30)).toMatchObject({ firstDay: "2026-11-22", lastDay: "2026-12-05" });
    expect(withDefaultDays(emptyDraft(), now, almaty, 3)).toMatchObject({ firstDay: "2026-11-22", lastDay: "2026-11-24" });
  });
});

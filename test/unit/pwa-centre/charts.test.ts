import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arcPath, columnsOver, labelEvery, linePath, niceStep, stacked, ticksTo } from "../../../pwa/src/charts/geometry.ts";
import { hourColumns, holdTotals, queueByPost, reasonTotals, siteTotals, testsBy } from "../../../pwa/src/centre/model/overview.ts";
import { rowsOf } from "../../../pwa/src/centre/model/panel.ts";
import { formatShare, reasonLabel, secondsOf, timeOfDay } from "../../../pwa/src/centre/model/show.ts";
import { lookSeries, testSeries, turnedAway, verdictSeries } from "../../../pwa/src/centre/parts/series.ts";
import { hourMs, now, replyOf, zone } from "./samples.ts";

describe("chart geometry", () => {
  it("[CA8] an axis has whole, even steps from 0 to at least the largest value", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 2, max: 8 }), (max, parts) => {
        const ticks = ticksTo(max, parts);
        const step = niceStep(max, parts);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1) ?? 0).toBeGreaterThanOrEqual(max);
        expect(ticks.length).toBeLessThanOrEqual(parts + 1 + 1);
        expect(ticks.every((tick, index) => Number.isInteger(tick) && tick === index * step)).toBe(true);
      }),
    );
    expect(ticksTo(1_450, 4)).toEqual([0, 500, 1_000, 1_500]);
    expect(ticksTo(0, 4)).toEqual([0, 1]);
  });

  it("[CA8] pieces of a stack lie on each other without gap or overlap and end at the sum", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 8 }), (values) => {
        const pieces = stacked(values);
        expect(pieces.map(({ index }) => index)).toEqual(values.flatMap((value, index) => (value > 0 ? [index] : [])));
        expect(pieces.every((piece, index) => piece.from === (pieces[index - 1]?.to ?? 0))).toBe(true);
        expect(pieces.at(-1)?.to ?? 0).toBe(values.reduce((sum, value) => sum + value, 0));
      }),
    );
  });

  it("[CA8] a line keeps within its frame and breaks where a value is missing", () => {
    expect(linePath([0, 5, 10], 100, 50, 10)).toBe("M0.0 50.0L50.0 25.0L100.0 0.0");
    expect(linePath([1, null, 1], 100, 50, 1)).toBe("M0.0 0.0M100.0 0.0");
    expect(linePath([3], 100, 50, 3)).toBe("M50.0 0.0");
    expect(linePath([0, 0], 100, 50, 0)).toBe("M0.0 50.0L100.0 50.0");
  });

  it("[CA8] columns fill the width evenly, and labels leave room for each other", () => {
    const columns = columnsOver(4, 200, 0.2);
    expect(columns).toHaveLength(4);
    expect(columns[3]).toEqual({ x: 155, width: 40 });
    expect(labelEvery(24, 640, 46)).toBe(2);
    expect(labelEvery(24, 250, 46)).toBe(6);
    expect(labelEvery(7, 600, 46)).toBe(1);
  });

  it("[CA8] a whole ring and an empty one have their shape", () => {
    expect(arcPath(0, 1, 10)).toContain("A10 10 0 1 1 0 10");
    expect(arcPath(0.2, 0.2, 10)).toBe("");
    expect(arcPath(0, 0.25, 10)).toBe("M0.00 -10.00A10 10 0 0 1 10.00 0.00");
  });

  it("[CA9] series that stand side by side differ in pattern, not in colour alone", () => {
    for (const series of [verdictSeries(), turnedAway(), testSeries(), lookSeries()]) {
      expect(new Set(series.map(({ pattern }) => pattern)).size).toBe(series.length);
      expect(new Set(series.map(({ colour }) => colour)).size).toBe(series.length);
      expect(series.every(({ name }) => name !== "")).toBe(true);
    }
  });
});

describe("what the charts show", () => {
  it("[CA8] an hour without events keeps its place, and long spans put hours together without losing one", () => {
    const from = Math.floor(now / hourMs) * hourMs - 5 * hourMs;
    const rows =
      rowsOf(
        "hours",
        replyOf("hours", [
          [from, "city", 1, 0, 0, 1],
          [from, "roadblock", 2, 1, 1, 2],
          [from + 3 * hourMs, "city", 4, 0, 2, 3],
        ]),
      ) ?? [];
    const columns = hourColumns(rows, from, from + 5 * hourMs, 1);
    expect(columns.map(({ allow }) => allow)).toEqual([3, 0, 0, 4, 0]);
    expect(columns[0]).toEqual({ hour: from, allow: 3, refer: 1, deny: 1, passages: 3 });
    expect(hourColumns(rows, from, from + 5 * hourMs, 2).map(({ allow, passages }) => [allow, passages])).toEqual([
      [3, 3],
      [4, 3],
      [0, 0],
    ]);
  });

  it("[CA18] a post's queue is the sum of its lanes, its seconds those of the slowest, its count as old as the oldest", () => {
    const rows = rowsOf(
      "queue",
      replyOf("queue", [
        ["rb-01", "lane-1", 12, now - 60_000, 20_000],
        ["rb-02", "lane-1", 30, now, null],
        ["rb-01", "lane-2", 25, now - 1_000, 45_000],
      ]),
    );
    expect(queueByPost(rows ?? [])).toEqual([
      { post: "rb-01", waiting: 37, perCarMs: 45_000, countedAt: now - 60_000 },
      { post: "rb-02", waiting: 30, perCarMs: null, countedAt: now },
    ]);
  });

  it("[CA10] a site whose clean state ends soon is still clean; without sites there is no share", () => {
    const rows = rowsOf("sites", replyOf("sites", [["medeu", "Медеу", 10, 1, 1, 0, 1, 4, 2, 1, 0]]));
    expect(siteTotals(rows ?? [])).toMatchObject({ sites: 10, cleanShare: 0.6, looks: { clean: 4, expiring: 2, planned: 1, expired: 1 } });
    expect(siteTotals([]).cleanShare).toBeNull();
  });

  it("[CA10] adds up reasons over ledgers, holds by state and tests by country", () => {
    const reasons = rowsOf(
      "reasons",
      replyOf("reasons", [
        ["absent", "city", 2, 0],
        ["permit-expired", "city", 4, 1],
        ["absent", "roadblock", 9, 3],
      ]),
    );
    expect(reasonTotals(reasons ?? [])).toEqual([
      { reason: "absent", refusals: 11, referrals: 3 },
      { reason: "permit-expired", refusals: 4, referrals: 1 },
    ]);
    const holds = rowsOf(
      "holds",
      replyOf("holds", [
        ["provisional", 4, now, 2],
        ["confirmed", 3, now, 0],
        ["released", 9, null, 0],
      ]),
    );
    expect(holdTotals(holds ?? [])).toEqual({ provisional: 4, confirmed: 3, contested: 0, released: 9, expired: 0, overdue: 2 });
    const tests = rowsOf(
      "tests",
      replyOf("tests", [
        ["bp-01", "CHN", 10, 8, 8, 6, 1, 0, 0, 1],
        ["bp-01", "KGZ", 20, 9, 9, 9, 0, 0, 0, 0],
        ["bp-02", "CHN", 5, 5, 5, 4, 1, 0, 0, 0],
      ]),
    );
    expect(testsBy(tests ?? [], "country").map(({ key, tested, acute }) => [key, tested, acute])).toEqual([
      ["CHN", 13, 2],
      ["KGZ", 9, 0],
    ]);
  });

  it("[CA10] a small share is not shown as none, and no share of nothing as a number", () => {
    expect(formatShare(3, 1_000, "ru")).toBe("0,3\u00a0%");
    expect(formatShare(3, 1_000, "en")).toBe("0.3%");
    expect(formatShare(0, 1_000, "kk")).toBe("0\u00a0%");
    expect(formatShare(594, 1_000, "kk")).toBe("59\u00a0%");
    expect(formatShare(0, 0, "en")).toBe("–");
  });

  it("[CA10] times are the city's, spans are seconds while seconds matter", () => {
    expect(timeOfDay(now, zone)).toBe("14:02");
    expect(timeOfDay(now, zone, true)).toBe("14:02:09");
    expect([secondsOf(47_400), secondsOf(119_999), secondsOf(120_000)]).toEqual([47, 120, null]);
  });

  it("[CA22] a reason is a label without the facts of one case; an unknown code is shown as it is", () => {
    expect(reasonLabel("permit-revoked", "en")).toBe("The permit was revoked");
    expect(reasonLabel("hold-provisional", "kk")).not.toMatch(/[{}]|\.$/);
    expect(reasonLabel("of-a-newer-central", "ru")).toBe("of-a-newer-central");
  });
});

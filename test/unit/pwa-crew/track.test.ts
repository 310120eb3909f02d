import { trackCoveragePercent } from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceM, distanceToSiteM } from "../../../pwa/src/crew/model/geo.ts";
import {
  accuracyMaxM,
  emptyTrack,
  type Fix,
  pointsMax,
  pointsOf,
  positionsOf,
  resumed,
  takeFix,
  type Track,
  trackGeoJson,
} from "../../../pwa/src/crew/model/track.ts";
import { offset, street, yard } from "./samples.ts";

const fix = (second: number, east: number, over: Partial<Fix> = {}): Fix => ({
  at: second * 1_000,
  position: offset(east, 0),
  accuracyM: 8,
  ...over,
});
const walk = (fixes: readonly Fix[], from: Track = emptyTrack): Track => fixes.reduce(takeFix, from);

describe("the track of a crew", () => {
  it("[CR9] a vague fix is counted and never drawn", () => {
    const track = walk([fix(0, 0), fix(5, 10, { accuracyM: accuracyMaxM + 1 }), fix(10, 20), fix(15, 30, { accuracyM: Number.NaN })]);
    expect(pointsOf(track)).toHaveLength(2);
    expect(track.vague).toBe(2);
  });

  it("[CR9] standing still adds nothing but a sign of life now and then", () => {
    const still = walk(Array.from({ length: 60 }, (_, second) => fix(second, 0)));
    expect(pointsOf(still).length).toBeGreaterThan(1);
    expect(pointsOf(still).length).toBeLessThan(5);
    expect(walk([fix(90, 0)], still).segments).toHaveLength(1);
  });

  it("[CR9] silence and jumps end a segment: nothing is drawn across them", () => {
    expect(walk([fix(0, 0), fix(10, 10), fix(200, 20)]).segments.map((segment) => segment.length)).toEqual([2, 1]);
    expect(walk([fix(0, 0), fix(10, 10), fix(11, 900), fix(21, 910)]).segments.map((segment) => segment.length)).toEqual([2, 2]);
  });

  it("[CR9] after a restart it goes on in a new segment, with all that was walked before", () => {
    const before = walk([fix(0, 0), fix(10, 10)]);
    const after = walk([fix(20, 20), fix(30, 30)], resumed(before));
    expect(after.segments.map((segment) => segment.length)).toEqual([2, 2]);
    expect(walk([fix(20, 20)], resumed(resumed(emptyTrack))).segments).toHaveLength(1);
  });

  it("[CR9] a day's walk stays within its bounds, keeps its ends and still covers the street", () => {
    const there = Array.from({ length: 4_000 }, (_, index) => fix(index * 5, Math.abs(((index * 4) % 400) - 200)));
    const track = walk(there);
    expect(pointsOf(track).length).toBeLessThanOrEqual(pointsMax);
    expect(pointsOf(track)[0]?.at).toBe(0);
    expect(trackCoveragePercent(positionsOf(track), street("abay-1", "Abay", 0, 0).geometry)).toBe(100);
  });

  it("[CR9] whatever fixes come, points are in order of time and the GeoJSON has lines of at least two positions", () => {
    const anyFix = fc.record({
      at: fc.integer({ min: 0, max: 4_000_000 }),
      position: fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 })).map(([x, y]) => offset(x, y)),
      accuracyM: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 60 }), (fixes) => {
        const track = walk(fixes);
        for (const segment of track.segments)
          expect(segment.map(({ at }) => at)).toEqual(segment.map(({ at }) => at).toSorted((a, b) => a - b));
        expect(pointsOf(track).length + track.vague).toBeLessThanOrEqual(fixes.length);
        const { geometry } = JSON.parse(trackGeoJson(track));
        for (const line of geometry.coordinates) expect(line.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});

describe("how far a site is", () => {
  it("[CR6] is to its nearest part: along a street, zero inside a yard", () => {
    expect(distanceToSiteM(offset(100, 40), street("s", "S", 0, 0).geometry)).toBeCloseTo(40, 0);
    expect(distanceToSiteM(offset(-30, 0), street("s", "S", 0, 0).geometry)).toBeCloseTo(30, 0);
    expect(distanceToSiteM(offset(30, 25), yard("y", "Y", 0, 0).geometry)).toBe(0);
    expect(distanceToSiteM(offset(30, 60), yard("y", "Y", 0, 0).geometry)).toBeCloseTo(10, 0);
    expect(distanceM(offset(0, 0), offset(300, 400))).toBeCloseTo(500, 0);
  });
});

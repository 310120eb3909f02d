import { areaM2Of, lengthM, trackCoveragePercent, type Position, type SiteGeometry } from "@beket/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** Metres east and north of a corner in Almaty. */
const at = (east: number, north: number): Position => [
  76.9 + east / (111_195.08 * Math.cos((43.24 * Math.PI) / 180)),
  43.24 + north / 111_195.08,
];
const line = (...places: readonly (readonly [number, number])[]): Position[] => places.map(([east, north]) => at(east, north));
const walk = (from: number, to: number, north: number): Position[] =>
  Array.from({ length: Math.floor((to - from) / 10) + 1 }, (_, index) => at(from + index * 10, north));

const street: SiteGeometry = { type: "LineString", coordinates: line([0, 0], [400, 0], [1_000, 0]) };
const yard: SiteGeometry = {
  type: "Polygon",
  coordinates: [line([0, 0], [100, 0], [100, 60], [0, 60], [0, 0])],
};

describe("plain geometry", () => {
  it("[SI10] measures lines and areas to a few thousandths", () => {
    expect(lengthM(street.coordinates)).toBeCloseTo(1_000, 0);
    expect(areaM2Of(yard)).toBeCloseTo(6_000, -1);
    const withHole: SiteGeometry = {
      type: "Polygon",
      coordinates: [...yard.coordinates, line([10, 10], [20, 10], [20, 20], [10, 20], [10, 10])],
    };
    expect(areaM2Of(withHole)).toBeCloseTo(5_900, -1);
    expect(areaM2Of(street)).toBe(0);
  });
});

describe("the coverage of a track", () => {
  it("[SI10] is the share of the site within 15 metres of it", () => {
    expect(trackCoveragePercent(walk(0, 1_000, 0), street)).toBe(100);
    expect(trackCoveragePercent(walk(0, 1_000, 14), street)).toBe(100);
    expect(trackCoveragePercent(walk(0, 1_000, 16), street)).toBe(0);
    expect(trackCoveragePercent(walk(0, 485, 0), street)).toBeGreaterThanOrEqual(48);
    expect(trackCoveragePercent(walk(0, 485, 0), street)).toBeLessThanOrEqual(50);
    expect(trackCoveragePercent([], street)).toBe(0);
  });

  it("[SI10] of a yard is of its surface, of an entrance all or nothing", () => {
    expect(trackCoveragePercent(walk(0, 100, 30), yard)).toBeGreaterThanOrEqual(47);
    expect(trackCoveragePercent(walk(0, 100, 30), yard)).toBeLessThanOrEqual(53);
    expect(trackCoveragePercent([...walk(0, 100, 15), ...walk(0, 100, 45)], yard)).toBe(100);
    const entrance: SiteGeometry = { type: "Point", coordinates: at(50, 0) };
    expect(trackCoveragePercent([at(60, 5)], entrance)).toBe(100);
    expect(trackCoveragePercent([at(80, 5)], entrance)).toBe(0);
  });

  it("[SI10] is not earned where nobody knows that the crew was", () => {
    expect(trackCoveragePercent([at(0, 0), at(1_000, 0)], street)).toBeLessThanOrEqual(4);
  });

  it("[SI10] never falls when the crew walks on", () => {
    const place = fc.tuple(fc.integer({ min: -50, max: 1_050 }), fc.integer({ min: -40, max: 40 })).map(([east, north]) => at(east, north));
    fc.assert(
      fc.property(
        fc.array(place, { maxLength: 30 }),
        fc.array(place, { maxLength: 10 }),
        fc.constantFrom(street, yard),
        (first, more, site) => {
          const [before, after] = [trackCoveragePercent(first, site), trackCoveragePercent([...first, ...more], site)];
          expect(after).toBeGreaterThanOrEqual(before);
          expect(after).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});

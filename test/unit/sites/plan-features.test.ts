import { parsePlanFeatures, Site, type PlanFeatures } from "@beket/domain";
import * as v from "valibot";
import { describe, expect, it } from "vitest";

const square = (west: number, south: number, size: number): readonly (readonly number[])[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const sector = (code: string, change: object = {}) => ({
  type: "Feature",
  geometry: { type: "Polygon", coordinates: [square(76.9, 43.2, 0.05)] },
  properties: { beket: "sector", sector: code, name: "Алмалинский район", ...change },
});
const site = (code: string, change: object = {}, geometry: unknown = { type: "Point", coordinates: [76.92, 43.22] }) => ({
  type: "Feature",
  geometry,
  properties: { beket: "site", site: code, sector: "almaly", kind: "yard", name: "двор, улица Гоголя, 20", ...change },
});
const read = (...features: readonly unknown[]): PlanFeatures => parsePlanFeatures({ type: "FeatureCollection", features }, () => null);
const faults = (...features: readonly unknown[]): readonly string[] =>
  read(sector("almaly"), ...features).faults.map(({ feature, code, at }) => `${feature} ${code} ${at}`);

describe("a plan in GeoJSON", () => {
  it("[SI11] gives sectors and sites in any order, with what was left out filled in", () => {
    const street = {
      type: "LineString",
      coordinates: [
        [76.92, 43.22, 812.5],
        [76.93, 43.22],
      ],
    };
    const plan = read(site("s-1", { kind: "street", osm_id: 4711 }, street), sector("almaly"), site("y-1", { focal: true, areaM2: 900 }));
    expect(plan.faults).toEqual([]);
    expect(plan.sectors[0]?.name).toEqual({ kk: "Алмалинский район", ru: "Алмалинский район", en: "Алмалинский район" });
    expect(plan.sites.every((one) => v.is(Site, one))).toBe(true);
    expect(plan.sites[0]).toMatchObject({
      site: "s-1",
      cleanForMs: 86_400_000,
      focal: false,
      geometry: {
        coordinates: [
          [76.92, 43.22],
          [76.93, 43.22],
        ],
      },
    });
    // 810 m of street, eight metres broad.
    expect(plan.sites[0]?.areaM2).toBeGreaterThan(6_400);
    expect(plan.sites[0]?.areaM2).toBeLessThan(6_560);
    expect(plan.sites[1]).toMatchObject({ areaM2: 900, focal: true });
  });

  it("[SI11] names every fault by the feature's index and property, and no value", () => {
    expect(
      faults(site("y-1"), site("y-1"), site("y-2", { sector: "medeu" }), { type: "Point" }, null, site("y-3", { kind: "lake" })),
    ).toEqual([
      "2 code-repeated site",
      "3 sector-unknown sector",
      "4 feature-invalid type",
      "5 feature-invalid type",
      "6 property-invalid kind",
    ]);
    expect(
      faults(site("Y 1"), site("y-2", { name: "" }), site("y-3", { cleanForMs: 5 }), { ...site("y-4"), properties: { beket: "tree" } }),
    ).toEqual(["1 property-invalid site", "2 property-invalid name", "3 property-invalid cleanForMs", "4 property-invalid beket"]);
  });

  it("[SI11] refuses what is no place on earth, an open ring, and a site outside of its sector", () => {
    const ring = square(76.91, 43.21, 0.001);
    expect(
      faults(
        site("y-1", {}, { type: "Point", coordinates: [76.92] }),
        site("y-2", {}, { type: "Point", coordinates: [43.22, 176.92] }),
        site("y-3", {}, { type: "MultiPoint", coordinates: [[76.92, 43.22]] }),
        site("y-4", {}, { type: "Polygon", coordinates: [ring.slice(0, 4)] }),
        site("y-5", {}, null),
        site("y-6", {}, { type: "Point", coordinates: [76.96, 43.22] }),
        site("y-7", {}, { type: "Polygon", coordinates: [ring] }),
        sector("medeu", {}),
      ),
    ).toEqual([
      "1 geometry-invalid geometry",
      "2 geometry-invalid geometry",
      "3 geometry-invalid geometry",
      "4 ring-open geometry",
      "5 geometry-invalid geometry",
      "6 outside-sector geometry",
    ]);
  });

  it("[SI11] lets a street run along the edge of its sector, some metres outside too", () => {
    const along = {
      type: "LineString",
      coordinates: [
        [76.899_6, 43.21],
        [76.899_6, 43.22],
      ],
    };
    const away = {
      type: "LineString",
      coordinates: [
        [76.899, 43.21],
        [76.899, 43.22],
      ],
    };
    expect(faults(site("s-1", { kind: "street" }, along), site("s-2", { kind: "street" }, away))).toEqual(["2 outside-sector geometry"]);
  });

  it("[SI11] knows the sectors that are held already", () => {
    const held = { sector: "medeu", name: { kk: "М", ru: "М", en: "M" }, geometry: null };
    const plan = parsePlanFeatures({ type: "FeatureCollection", features: [site("y-1", { sector: "medeu" })] }, (code) =>
      code === "medeu" ? held : null,
    );
    expect(plan).toMatchObject({ faults: [], sites: [{ site: "y-1" }] });
  });

  it("[SI12] refuses a geometry whose row would be too large for a post, however badly it shrinks", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => [76.9 + ((index * 7919) % 40_000) / 1e6, 43.2 + ((index * 104_729) % 40_000) / 1e6]);
    const polygon = (rings: number, count: number) => ({
      type: "Polygon",
      coordinates: Array.from({ length: rings }, () => [...many(count), many(1)[0]]),
    });
    expect(faults(site("y-1", {}, polygon(1, 199)), site("y-2", {}, polygon(3, 199)))).toEqual(["2 too-large geometry"]);
  });

  it("[SI11] is one collection in WGS 84 and nothing else", () => {
    const code = (json: unknown) => parsePlanFeatures(json, () => null).faults.map((fault) => fault.code);
    expect(code(null)).toEqual(["not-a-feature-collection"]);
    expect(code({ type: "Feature" })).toEqual(["not-a-feature-collection"]);
    expect(code({ type: "FeatureCollection" })).toEqual(["not-a-feature-collection"]);
    const crs = (name: string) => ({ type: "FeatureCollection", crs: { type: "name", properties: { name } }, features: [] });
    expect(code(crs("urn:ogc:def:crs:EPSG::32643"))).toEqual(["crs-unsupported"]);
    expect(code(crs("urn:ogc:def:crs:OGC:1.3:CRS84"))).toEqual([]);
    expect(code({ type: "FeatureCollection", features: Array.from({ length: 60_001 }, () => null) })).toEqual(["too-many-features"]);
  });
});

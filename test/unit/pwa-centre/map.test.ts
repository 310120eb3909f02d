import { type Position, siteLooks, type SiteGeometry } from "@beket/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crewStates, countLooks, findSites, queueRadiusPx, queueTone } from "../../../pwa/src/centre/model/map-data.ts";
import { mayApply, readPlanFile } from "../../../pwa/src/centre/model/import.ts";
import { changedLooks, ownJson } from "../../../pwa/src/map/geojson.ts";
import { layersOf, siteLayers } from "../../../pwa/src/map/layers.ts";
import { siteLookOrder, siteLookStyles } from "../../../pwa/src/map/looks.ts";
import { boundsOf, boundsOfData, distanceTo, pathOf, planOf } from "../../../pwa/src/map/plan.ts";
import type { MapFeature } from "../../../pwa/src/map/types.ts";
import { site } from "./samples.ts";

const box = [76.8, 43.2, 77, 43.35] as const;
const position = fc.tuple(fc.double({ min: 76.8, max: 77, noNaN: true }), fc.double({ min: 43.2, max: 43.35, noNaN: true }));
const square: SiteGeometry = {
  type: "Polygon",
  coordinates: [
    [
      [76.9, 43.25],
      [76.92, 43.25],
      [76.92, 43.27],
      [76.9, 43.27],
      [76.9, 43.25],
    ],
  ],
};

describe("the plan of a city", () => {
  it("[CA17] every position of the box lies on the paper, north up, and distances are true within a part in a thousand", () => {
    const plan = planOf(box, 1_000, 40);
    fc.assert(
      fc.property(position, position, (one, other) => {
        const [[x, y], [u, w]] = [plan.point(one), plan.point(other)];
        expect(x >= 39.9 && x <= 960.1 && y >= 39.9 && y <= plan.height - 39.9).toBe(true);
        if (one[1] > other[1]) expect(y).toBeLessThanOrEqual(w);
        const metres = Math.hypot(x - u, y - w) * plan.metresPerUnit;
        const mean = ((one[1] + other[1]) / 2) * (Math.PI / 180);
        const real = Math.hypot((one[0] - other[0]) * Math.cos(mean), one[1] - other[1]) * 111_320;
        expect(Math.abs(metres - real)).toBeLessThanOrEqual(1 + real * 0.002);
      }),
    );
  });

  it("[CA17] what is pressed is the nearest: 0 inside of an area, the distance to a line or a point beside it", () => {
    const plan = planOf(box, 1_000);
    const middle = plan.point([76.91, 43.26]);
    expect(distanceTo(square, middle, plan)).toBe(0);
    const outside = plan.point([76.93, 43.26]);
    expect(distanceTo(square, outside, plan)).toBeCloseTo(plan.point([76.93, 43.26])[0] - plan.point([76.92, 43.26])[0], 6);
    const hole: SiteGeometry = {
      type: "Polygon",
      coordinates: [
        ...square.coordinates,
        [
          [76.905, 43.255],
          [76.915, 43.255],
          [76.915, 43.265],
          [76.905, 43.265],
          [76.905, 43.255],
        ],
      ],
    };
    expect(distanceTo(hole, middle, plan)).toBeGreaterThan(0);
    const street: SiteGeometry = {
      type: "LineString",
      coordinates: [
        [76.9, 43.25],
        [76.92, 43.25],
      ],
    };
    const above = plan.point([76.91, 43.26]);
    expect(distanceTo(street, above, plan)).toBeCloseTo(plan.point([76.91, 43.25])[1] - above[1], 6);
    expect(distanceTo({ type: "Point", coordinates: [76.91, 43.26] }, middle, plan)).toBe(0);
  });

  it("[CA17] the first view holds the sites and the places around them, not one that lies far off", () => {
    const point = (id: string, at: Position) => ({ id, at, radiusPx: 12, tone: "plain" as const, label: "", name: id });
    const near = point("rb-01", [76.895, 43.262]);
    const far = point("bp-02", [75, 43.1]);
    const features = [{ id: "a", name: "a", look: "clean", geometry: square }];
    expect(boundsOfData({ features, outlines: [], points: [near, far] })).toEqual([76.895, 43.25, 76.92, 43.27]);
    expect(boundsOfData({ features: [], outlines: [], points: [near, far] })).toEqual([75, 43.1, 76.895, 43.262]);
    expect(boundsOfData({ features: [], outlines: [], points: [] })).toBeNull();
  });

  it("[CA17] a single point has a plan, nothing has none, and paths close their rings", () => {
    expect(boundsOf([])).toBeNull();
    const point: SiteGeometry = { type: "Point", coordinates: [76.9, 43.25] };
    const plan = planOf(boundsOf([point]) ?? box, 1_000);
    expect(plan.point([76.9, 43.25])[0]).toBeCloseTo(500, 6);
    expect(pathOf(square, plan, 3).endsWith("Z")).toBe(true);
    expect(pathOf(point, plan, 3)).toMatch(/^M497\.0 [0-9.]+a3 3 /);
  });
});

const feature = (id: string, look: string, at: Position = [76.9, 43.25]): MapFeature => ({
  id,
  look,
  name: id,
  geometry: { type: "Point", coordinates: at },
});

describe("the map", () => {
  it("[CA17] only looks that changed are sent again; a moved, new or missing site sends all", () => {
    const before = [feature("a", "clean"), feature("b", "planned")];
    expect(changedLooks(before, [feature("a", "clean"), feature("b", "claimed")])?.map(({ id }) => id)).toEqual(["b"]);
    expect(changedLooks(before, before)).toEqual([]);
    expect(changedLooks(before, [feature("a", "clean")])).toBeNull();
    expect(changedLooks(before, [feature("a", "clean", [76.91, 43.25]), feature("b", "planned")])).toBeNull();
    expect(changedLooks(before, [feature("b", "planned"), feature("a", "clean")])).toBeNull();
  });

  it("[CA9] no two looks share a pattern or a colour, in light or in dark", () => {
    for (const part of ["pattern", "light", "dark"] as const)
      expect(new Set(siteLookStyles.map((style) => style[part])).size).toBe(siteLooks.length);
    expect(siteLookOrder.toSorted()).toEqual([...siteLooks].toSorted());
  });

  it("[CA17] every layer that a press asks is drawn, in both themes, and asks nobody for anything", () => {
    for (const theme of ["light", "dark"] as const) {
      const layers = layersOf(siteLookStyles, theme);
      const ids = new Set(layers.map(({ id }) => id));
      expect(siteLayers(siteLookStyles).filter(({ id }) => !ids.has(id))).toEqual([]);
      expect(ids.size).toBe(layers.length);
      expect(JSON.stringify(layers)).not.toMatch(/https?:|text-field|glyphs|sprite/);
    }
  });

  it("[CA17] the ring around one's own place is as wide as the receiver says", () => {
    const [around] = ownJson({ at: [76.9, 43.25], accuracyM: 50 }).features;
    const bounds = around === undefined ? null : boundsOf([around.geometry]);
    expect(((bounds?.[3] ?? 0) - (bounds?.[1] ?? 0)) * 111_320).toBeCloseTo(100, 0);
    expect(ownJson(null).features).toEqual([]);
  });

  it("[CA18] a mark's area grows with its queue between a finger and a district, and its colour says when somebody is needed", () => {
    const radii = [0, 5, 30, 74, 200, 2_000].map(queueRadiusPx);
    expect(radii.toSorted((one, other) => one - other)).toEqual(radii);
    expect(Math.min(...radii)).toBeGreaterThanOrEqual(12);
    expect(Math.max(...radii)).toBeLessThanOrEqual(34);
    expect([null, 0, 29, 30, 59, 60].map(queueTone)).toEqual(["faint", "plain", "plain", "warn", "warn", "bad"]);
    expect(queueRadiusPx(null)).toBe(6);
  });

  it("[CA23] the list beside the map shows what needs somebody first, by name or code, and never the hidden", () => {
    const sites = [site("m-1", "clean"), site("m-2", "no-access"), site("m-3", "expired", null, "Достық 7"), site("m-4", "rejected")];
    const found = (typed: string, hidden: readonly string[] = [], max = 10) =>
      findSites(sites, typed, new Set(hidden), max).map(({ properties }) => properties.site);
    expect(found("")).toEqual(["m-2", "m-4", "m-3", "m-1"]);
    expect(found("", ["no-access"], 2)).toEqual(["m-4", "m-3"]);
    expect(found(" достық ")).toEqual(["m-3"]);
    expect(found("M-1")).toEqual(["m-1"]);
  });

  it("[CA23] counts looks, and for each crew what it was given, also where that is nothing", () => {
    const sites = [site("a", "clean", "crew-01"), site("b", "planned", "crew-01"), site("c", "clean"), site("d", "clean", "crew-09")];
    expect(countLooks(sites)).toMatchObject({ clean: 3, planned: 1, expired: 0 });
    expect(crewStates(sites, ["crew-01", "crew-02"]).map(({ crew, sites: count, looks }) => [crew, count, looks.clean])).toEqual([
      ["crew-01", 2, 1],
      ["crew-02", 0, 0],
      ["crew-09", 1, 1],
    ]);
  });
});

describe("a plan's file", () => {
  it("[CA16] is read before it is sent: what is no GeoJSON of features is told at once", () => {
    const text = JSON.stringify({ type: "FeatureCollection", features: [{}, {}] });
    expect(readPlanFile("plan.geojson", `\uFEFF${text}`)).toEqual({ name: "plan.geojson", text, features: 2 });
    expect(readPlanFile("a", "{")).toBe("not-json");
    expect(readPlanFile("a", "[]")).toBe("not-features");
    expect(readPlanFile("a", '{"type":"FeatureCollection","features":[]}')).toBe("not-features");
    expect(readPlanFile("a", '{"type":"Feature","features":[1]}')).toBe("not-features");
    expect(readPlanFile("a", " ".repeat(32 * 1024 * 1024 + 1))).toBe("too-large");
  });

  it("[CA16] only a dry run without any fault is applied", () => {
    const file = { name: "a", text: "{}", features: 1 };
    const reply = { applied: false, sectors: 1, sites: 2, changed: 3, faults: [], faultCount: 0 };
    expect(mayApply({ kind: "checked", file, reply })).toBe(true);
    expect(mayApply({ kind: "checked", file, reply: { ...reply, faultCount: 1 } })).toBe(false);
    expect(mayApply({ kind: "applying", file, reply })).toBe(false);
    expect(mayApply({ kind: "none", fault: null })).toBe(false);
  });
});

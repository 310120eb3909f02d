import type { PlanRequest } from "@beket/api";
import { lengthM, type Position } from "@beket/domain";
import { districts, placesOf } from "./posts.ts";
import type { Random } from "./random.ts";
import { districtCorners, streetNames } from "./site-map.ts";

const hourMs = 3_600_000;
const perDistrict = { streets: 25, yards: 30, entrances: 20 };

/** The plan as the planners would import it, who is given what, and the crews. */
export type PlannedSites = {
  readonly collection: { readonly type: "FeatureCollection"; readonly features: readonly PlanFeature[] };
  readonly plan: PlanRequest;
  readonly crews: readonly string[];
  readonly assignments: readonly { readonly crew: string; readonly sites: readonly string[] }[];
};
export type PlanGeometry =
  | { readonly type: "Point"; readonly coordinates: Position }
  | { readonly type: "LineString"; readonly coordinates: readonly Position[] }
  | { readonly type: "Polygon"; readonly coordinates: readonly (readonly Position[])[] };
export type SiteFeature = {
  readonly type: "Feature";
  readonly geometry: PlanGeometry;
  readonly properties: {
    readonly beket: "site";
    readonly site: string;
    readonly sector: string;
    readonly kind: "street" | "yard" | "entrance";
    readonly name: string;
    readonly areaM2: number;
    readonly cleanForMs: number;
    readonly focal: boolean;
  };
};
type SectorFeature = {
  readonly type: "Feature";
  readonly geometry: PlanGeometry;
  readonly properties: {
    readonly beket: "sector";
    readonly sector: string;
    readonly name: { readonly kk: string; readonly ru: string; readonly en: string };
  };
};
export type PlanFeature = SiteFeature | SectorFeature;
type District = (typeof districts)[number];

/** One crew a district; each is given a part of its neighbour's too, so that crews meet and judge each other's work. */
export const crewOf = (index: number): string => `crew-${String((index % districts.length) + 1).padStart(2, "0")}`;

/** Some six hundred streets, yards and entrances of Almaty, where they might be. The same seed gives the same ones. */
export function inventSites(random: Random): PlannedSites {
  const names = new Map(placesOf([]).areas.map(({ area, name }) => [area, name]));
  const sectors = districts.map((sector): SectorFeature => {
    const corners = districtCorners[sector];
    const name = names.get(sector) ?? { kk: sector, ru: sector, en: sector };
    return {
      type: "Feature",
      geometry: { type: "Polygon", coordinates: [closed(corners)] },
      properties: { beket: "sector", sector, name },
    };
  });
  const sites = districts.map((district) => sitesOf(district, random.fork(district)));
  const shares = sites.map((all, index) =>
    all.map((one, at) => ({ crew: crewOf(at % 10 === 9 ? index + 1 : index), site: one.properties.site })),
  );
  const given = Map.groupBy(shares.flat(), ({ crew }) => crew);
  return {
    collection: { type: "FeatureCollection", features: [...sectors, ...sites.flat()] },
    plan: demoPlan,
    crews: districts.map((_, index) => crewOf(index)),
    assignments: [...given].map(([crew, share]) => ({ crew, sites: share.map(({ site }) => site).toSorted() })),
  };
}

const demoPlan: PlanRequest = {
  claimMs: 2 * hourMs,
  stayInMs: 5 * hourMs,
  agents: [
    {
      agent: "sodium-hypochlorite",
      name: { kk: "Натрий гипохлориті 0,5 %", ru: "Гипохлорит натрия 0,5 %", en: "Sodium hypochlorite 0.5 %" },
      litresPerM2: 0.2,
    },
    { agent: "chloramine", name: { kk: "Хлорамин 1 %", ru: "Хлорамин 1 %", en: "Chloramine 1 %" }, litresPerM2: 0.15 },
    {
      agent: "peroxide",
      name: { kk: "Сутек асқын тотығы 3 %", ru: "Перекись водорода 3 %", en: "Hydrogen peroxide 3 %" },
      litresPerM2: 0.1,
    },
  ],
};

const closed = (ring: readonly Position[]): readonly Position[] => [...ring, ...ring.slice(0, 1)];
const metresPerDegree = 111_195;
const perLongitude = metresPerDegree * Math.cos((43.24 * Math.PI) / 180);
const moved = ([longitude, latitude]: Position, east: number, north: number): Position => [
  Math.round((longitude + east / perLongitude) * 1e6) / 1e6,
  Math.round((latitude + north / metresPerDegree) * 1e6) / 1e6,
];
/** A place in the middle of the district, so that a street of some hundred metres still lies in it. */
function placeIn(district: District, random: Random): Position {
  const corners = districtCorners[district];
  const middle: Position = [mean(corners.map(([x]) => x)), mean(corners.map(([, y]) => y))];
  const corner = random.below(corners.length);
  const [from, to] = [corners[corner] ?? middle, corners[(corner + 1) % corners.length] ?? middle];
  // A mixture of the middle and two neighbouring corners: inside of what both triangles make, for these shapes.
  const [toCorner, share] = [Math.sqrt(random.below(1_000) / 1_000) * 0.78, random.below(1_000) / 1_000];
  const on: Position = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
  return [middle[0] + (on[0] - middle[0]) * toCorner, middle[1] + (on[1] - middle[1]) * toCorner];
}
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

function sitesOf(district: District, random: Random): readonly SiteFeature[] {
  const of = (count: number, letter: string, make: (code: string) => SiteFeature): readonly SiteFeature[] =>
    Array.from({ length: count }, (_, index) => make(`${district}-${letter}-${String(index + 1).padStart(2, "0")}`));
  return [
    ...of(perDistrict.streets, "s", (code) => street(code, district, random)),
    ...of(perDistrict.yards, "y", (code) => yard(code, district, random)),
    ...of(perDistrict.entrances, "e", (code) => entrance(code, district, random)),
  ];
}
const feature = (geometry: PlanGeometry, properties: Omit<SiteFeature["properties"], "beket">): SiteFeature => ({
  type: "Feature",
  geometry,
  properties: { beket: "site", ...properties },
});

function street(site: string, sector: District, random: Random): SiteFeature {
  const isEastWest = random.chance(0.5);
  const blocks = 2 + random.below(3);
  const start = placeIn(sector, random);
  // No street is quite straight, and the grid leans a little.
  const line = Array.from({ length: blocks + 1 }, (_, index): Position => {
    const [along, aside] = [(index - blocks / 2) * (110 + random.below(30)), index * 4 + random.below(5)];
    return isEastWest ? moved(start, along, aside) : moved(start, aside, along);
  });
  const first = 1 + random.below(90);
  const name = `${random.pick(isEastWest ? streetNames.eastWest : streetNames.northSouth)}, ${first}–${first + blocks * 6}`;
  const areaM2 = Math.round(lengthM(line) * (8 + random.below(8)));
  return feature(
    { type: "LineString", coordinates: line },
    { site, sector, kind: "street", name, areaM2, cleanForMs: 72 * hourMs, focal: false },
  );
}
const address = (random: Random): string =>
  `${random.pick([...streetNames.eastWest, ...streetNames.northSouth])}, ${1 + random.below(180)}`;

function yard(site: string, sector: District, random: Random): SiteFeature {
  const [wide, long] = [40 + random.below(40), 50 + random.below(50)];
  const corner = placeIn(sector, random);
  const ring = closed([moved(corner, 0, 0), moved(corner, wide, 2), moved(corner, wide - 3, long), moved(corner, -3, long - 2)]);
  const name = `двор, ${address(random)}`;
  const focal = random.chance(0.05);
  return feature(
    { type: "Polygon", coordinates: [ring] },
    { site, sector, kind: "yard", name, areaM2: Math.round(wide * long * 0.6), cleanForMs: 48 * hourMs, focal },
  );
}
function entrance(site: string, sector: District, random: Random): SiteFeature {
  const floors = 5 + random.below(8);
  const name = `подъезд ${1 + random.below(6)}, ${floors} эт., ${address(random)}`;
  const place = moved(placeIn(sector, random), 0, 0);
  return feature(
    { type: "Point", coordinates: place },
    { site, sector, kind: "entrance", name, areaM2: floors * 45, cleanForMs: 24 * hourMs, focal: random.chance(0.12) },
  );
}

import * as v from "valibot";
import { Code } from "../codes.ts";
import { Trilingual } from "../regime/types.ts";
import { areaM2Of, lengthM, withinOf } from "./geometry.ts";
import { type Position, type Sector, Site, SiteGeometry, siteKinds } from "./types.ts";

export const planFeatureFaultCodes = [
  "not-a-feature-collection",
  "too-many-features",
  "crs-unsupported",
  "feature-invalid",
  "property-invalid",
  "geometry-invalid",
  "ring-open",
  "too-large",
  "code-repeated",
  "sector-unknown",
  "outside-sector",
] as const;
export type PlanFeatureFaultCode = (typeof planFeatureFaultCodes)[number];
/** `feature` is the index in the collection, `at` the property or `geometry`; never a value. */
export type PlanFeatureFault = { readonly feature: number; readonly code: PlanFeatureFaultCode; readonly at: string };
export type PlanFeatures = {
  readonly sectors: readonly Sector[];
  readonly sites: readonly Site[];
  readonly faults: readonly PlanFeatureFault[];
};

const featuresMost = 60_000;
/** Of the record of a registry row, less the byte that names its codec: it fits even where it does not shrink. */
const siteRowBytesMost = 8_191;
const dayMs = 86_400_000;
/** Of a street whose breadth nobody gave. */
const breadthM = 8;
/** A street may run along its sector's edge, and two maps do not agree to the metre. */
const sectorSlackM = 50;
const utf8 = new TextEncoder();

/** RFC 7946 allows a height, and more numbers that mean nothing; a site needs neither. Six digits are a tenth of a metre. */
const Coordinates = v.pipe(
  v.array(v.pipe(v.number(), v.finite())),
  v.minLength(2),
  v.maxLength(4),
  v.transform(([longitude = 0, latitude = 0]): Position => [sixDigits(longitude), sixDigits(latitude)]),
);
const sixDigits = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
const Many = v.pipe(v.array(Coordinates), v.maxLength(200));
const FoundGeometry = v.variant("type", [
  v.object({ type: v.literal("Point"), coordinates: Coordinates }),
  v.object({ type: v.literal("LineString"), coordinates: Many }),
  v.object({ type: v.literal("Polygon"), coordinates: v.pipe(v.array(Many), v.maxLength(4)) }),
]);
const SectorProperties = v.object({
  beket: v.literal("sector"),
  sector: Code,
  name: v.union([Trilingual, v.pipe(v.string(), v.minLength(1), v.maxLength(200))]),
});
const SiteProperties = v.object({
  beket: v.literal("site"),
  site: Code,
  sector: Code,
  kind: v.picklist(siteKinds),
  name: Site.entries.name,
  areaM2: v.nullish(Site.entries.areaM2),
  breadthM: v.nullish(v.pipe(v.number(), v.minValue(0.5), v.maxValue(200))),
  cleanForMs: v.nullish(Site.entries.cleanForMs),
  focal: v.nullish(v.boolean()),
});
const Properties = v.variant("beket", [SectorProperties, SiteProperties]);
type Properties = v.InferOutput<typeof Properties>;

const Crs = v.object({ properties: v.object({ name: v.string() }) });
/** The member of before RFC 7946 that many programs still write. */
const isLongitudeLatitude = (crs: unknown): boolean => {
  if (crs === undefined || crs === null) return true;
  const named = v.safeParse(Crs, crs);
  return named.success && /(CRS84|EPSG:{1,2}4326)$/i.test(named.output.properties.name);
};

type Found = { readonly feature: number } & (
  | { readonly kind: "sector"; readonly sector: Sector }
  | { readonly kind: "site"; readonly site: Site }
);

/**
 * Reads a plan: a GeoJSON FeatureCollection (RFC 7946) of sectors and sites, in any order. `heldSector` gives a sector that is known
 * already. Stricter than the RFC: no Multi- and no 3D geometries. All faults are found; a plan with any is not to be used.
 */
export function parsePlanFeatures(json: unknown, heldSector: (code: Code) => Sector | null): PlanFeatures {
  const none = (code: PlanFeatureFaultCode): PlanFeatures => ({ sectors: [], sites: [], faults: [{ feature: 0, code, at: "" }] });
  if (typeof json !== "object" || json === null || !("type" in json) || json.type !== "FeatureCollection")
    return none("not-a-feature-collection");
  const features: unknown = "features" in json ? json.features : null;
  if (!Array.isArray(features)) return none("not-a-feature-collection");
  if ("crs" in json && !isLongitudeLatitude(json.crs)) return none("crs-unsupported");
  if (features.length > featuresMost) return none("too-many-features");
  const faults: PlanFeatureFault[] = [];
  const found = features.flatMap((feature: unknown, index): readonly Found[] => {
    const read = readFeature(feature, index);
    if ("code" in read) faults.push(read);
    return "code" in read ? [] : [read];
  });
  const sectors = found.flatMap((one) => (one.kind === "sector" ? [one.sector] : []));
  const sites = found.flatMap((one) => (one.kind === "site" ? [one.site] : []));
  const byCode = new Map(sectors.map((sector) => [sector.sector, sector]));
  faults.push(...repeated(found), ...misplaced(found, (code) => byCode.get(code) ?? heldSector(code)));
  return { sectors, sites, faults: faults.toSorted((left, right) => left.feature - right.feature) };
}

function readFeature(feature: unknown, index: number): Found | PlanFeatureFault {
  const fault = (code: PlanFeatureFaultCode, at: string): PlanFeatureFault => ({ feature: index, code, at });
  if (typeof feature !== "object" || feature === null || !("type" in feature) || feature.type !== "Feature")
    return fault("feature-invalid", "type");
  if (!("properties" in feature) || !("geometry" in feature))
    return fault("feature-invalid", "properties" in feature ? "geometry" : "properties");
  const properties = v.safeParse(Properties, feature.properties, { abortEarly: true });
  if (!properties.success) return fault("property-invalid", (v.getDotPath(properties.issues[0]) ?? "properties").slice(0, 100));
  const geometry = feature.geometry === null ? null : readGeometry(feature.geometry);
  if (typeof geometry === "string") return fault(geometry, "geometry");
  const read = make(properties.output, geometry, index);
  if (read === null) return fault("geometry-invalid", "geometry");
  const row = read.kind === "sector" ? read.sector : read.site;
  return utf8.encode(JSON.stringify(row)).length <= siteRowBytesMost ? read : fault("too-large", "geometry");
}

function readGeometry(json: unknown): SiteGeometry | "geometry-invalid" | "ring-open" {
  const found = v.safeParse(FoundGeometry, json, { abortEarly: true });
  if (!found.success) return "geometry-invalid";
  const geometry = v.safeParse(SiteGeometry, found.output, { abortEarly: true });
  if (!geometry.success) return "geometry-invalid";
  const rings = geometry.output.type === "Polygon" ? geometry.output.coordinates : [];
  const isClosed = (ring: readonly Position[]): boolean => ring[0]?.[0] === ring.at(-1)?.[0] && ring[0]?.[1] === ring.at(-1)?.[1];
  return rings.every(isClosed) ? geometry.output : "ring-open";
}

/** Null where a sector is no area, or a site is nowhere. */
function make(properties: Properties, geometry: SiteGeometry | null, feature: number): Found | null {
  if (properties.beket === "sector") {
    if (geometry !== null && geometry.type !== "Polygon") return null;
    const { sector, name } = properties;
    return {
      feature,
      kind: "sector",
      sector: { sector, name: typeof name === "string" ? { kk: name, ru: name, en: name } : name, geometry },
    };
  }
  if (geometry === null) return null;
  const { site, sector, kind, name } = properties;
  const surface = geometry.type === "LineString" ? lengthM(geometry.coordinates) * (properties.breadthM ?? breadthM) : areaM2Of(geometry);
  const areaM2 = properties.areaM2 ?? Math.min(10_000_000, Math.round(surface));
  const cleanForMs = properties.cleanForMs ?? dayMs;
  return { feature, kind: "site", site: { site, sector, kind, name, geometry, areaM2, cleanForMs, focal: properties.focal ?? false } };
}

/** The second feature of a code, and each after it. Sectors and sites have names of their own. */
function repeated(found: readonly Found[]): readonly PlanFeatureFault[] {
  const seen = new Set<string>();
  return found.flatMap((one) => {
    const name = one.kind === "sector" ? `sector ${one.sector.sector}` : `site ${one.site.site}`;
    if (seen.has(name)) return [{ feature: one.feature, code: "code-repeated" as const, at: one.kind }];
    seen.add(name);
    return [];
  });
}

function misplaced(found: readonly Found[], sectorOf: (code: Code) => Sector | null): readonly PlanFeatureFault[] {
  const areas = new Map<Code, ReturnType<typeof withinOf>>();
  const areaOf = (code: Code, rings: Parameters<typeof withinOf>[0]) => {
    const area = areas.get(code) ?? withinOf(rings, sectorSlackM);
    areas.set(code, area);
    return area;
  };
  return found.flatMap((one): readonly PlanFeatureFault[] => {
    if (one.kind === "sector") return [];
    const sector = sectorOf(one.site.sector);
    if (sector === null) return [{ feature: one.feature, code: "sector-unknown", at: "sector" }];
    if (sector.geometry === null || sector.geometry.type !== "Polygon") return [];
    const isInside = areaOf(one.site.sector, sector.geometry.coordinates)(one.site.geometry);
    return isInside ? [] : [{ feature: one.feature, code: "outside-sector", at: "geometry" }];
  });
}

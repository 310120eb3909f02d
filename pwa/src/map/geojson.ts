import type { Position, SiteGeometry } from "@beket/domain";
import type { MapFeature, MapOutline, OwnPosition } from "./types.ts";

type Feature = { type: "Feature"; properties: { [name: string]: string }; geometry: SiteGeometry };
export type Collection = { type: "FeatureCollection"; features: Feature[] };
const collection = (features: Feature[]): Collection => ({ type: "FeatureCollection", features });

export const featuresJson = (features: readonly MapFeature[]): Collection =>
  collection(features.map(({ id, look, geometry }) => ({ type: "Feature", properties: { id, look }, geometry })));

export const outlinesJson = (outlines: readonly MapOutline[]): Collection =>
  collection(outlines.map(({ id, geometry }) => ({ type: "Feature", properties: { id }, geometry })));

const metresPerDegree = 111_320;

/** The place and a ring of its accuracy. */
export function ownJson(own: OwnPosition | null): Collection {
  if (own === null) return collection([]);
  const [longitude, latitude] = own.at;
  const squeeze = Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  const ring = Array.from({ length: 49 }, (_, index): Position => {
    const angle = (index / 48) * 2 * Math.PI;
    const [east, north] = [Math.cos(angle) * own.accuracyM, Math.sin(angle) * own.accuracyM];
    return [longitude + east / metresPerDegree / squeeze, latitude + north / metresPerDegree];
  });
  return collection([
    { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } },
    { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: own.at } },
  ]);
}

/** Which looks changed, if nothing else did: the few are sent to the map instead of all. Null: send everything. */
export function changedLooks(before: readonly MapFeature[], after: readonly MapFeature[]): readonly MapFeature[] | null {
  if (before.length !== after.length) return null;
  const changed: MapFeature[] = [];
  for (const [index, now] of after.entries()) {
    const was = before[index];
    if (was === undefined || was.id !== now.id || !sameGeometry(was, now)) return null;
    if (was.look !== now.look) changed.push(now);
  }
  return changed;
}

// A reply is parsed anew each time, so the same place is another object.
function sameGeometry({ geometry: one }: MapFeature, { geometry: other }: MapFeature): boolean {
  if (one === other) return true;
  if (one.type !== other.type) return false;
  const [a, b] = [one.coordinates.flat(3), other.coordinates.flat(3)];
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

import type { Position, SiteGeometry } from "./types.ts";

/** Mean radius of the earth (IUGG), metres. */
const earthM = 6_371_008.8;
const metresPerDegree = (earthM * Math.PI) / 180;
type Xy = readonly [x: number, y: number];
type Rings = readonly (readonly Position[])[];

/** A plane around a position: true to a thousandth within some tens of kilometres, which is a city. */
function planeAt([longitude, latitude]: Position): (position: Position) => Xy {
  const perLongitude = metresPerDegree * Math.cos((latitude * Math.PI) / 180);
  return ([x, y]) => [(x - longitude) * perLongitude, (y - latitude) * metresPerDegree];
}
const origin: Position = [0, 0];
const firstOf = (geometry: SiteGeometry): Position =>
  geometry.type === "Point"
    ? geometry.coordinates
    : ((geometry.type === "Polygon" ? geometry.coordinates[0]?.[0] : geometry.coordinates[0]) ?? origin);
export const positionsOf = (geometry: SiteGeometry): readonly Position[] =>
  geometry.type === "Point" ? [geometry.coordinates] : geometry.type === "Polygon" ? geometry.coordinates.flat() : geometry.coordinates;

const pairs = <T>(items: readonly T[]): readonly (readonly [T, T])[] =>
  items.flatMap((item, index) => {
    const next = items[index + 1];
    return next === undefined ? [] : [[item, next] as const];
  });
const distance = ([ax, ay]: Xy, [bx, by]: Xy): number => Math.hypot(ax - bx, ay - by);
function distanceToSegment(point: Xy, from: Xy, to: Xy): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / square;
  const held = Math.min(1, Math.max(0, share));
  return distance(point, [from[0] + held * dx, from[1] + held * dy]);
}

export function lengthM(line: readonly Position[]): number {
  const plane = planeAt(line[0] ?? origin);
  return pairs(line.map(plane)).reduce((sum, [from, to]) => sum + distance(from, to), 0);
}
/** Of a polygon without its holes; 0 for points and lines. */
export function areaM2Of(geometry: SiteGeometry): number {
  if (geometry.type !== "Polygon") return 0;
  const plane = planeAt(firstOf(geometry));
  const ringArea = (ring: readonly Position[]): number =>
    Math.abs(pairs(ring.map(plane)).reduce((sum, [[ax, ay], [bx, by]]) => sum + ax * by - bx * ay, 0)) / 2;
  const [outer = 0, ...holes] = geometry.coordinates.map(ringArea);
  return Math.max(
    0,
    holes.reduce((left, hole) => left - hole, outer),
  );
}

const isInRing = ([x, y]: Xy, ring: readonly Xy[]): boolean =>
  pairs(ring).reduce(
    (inside, [[ax, ay], [bx, by]]) => (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside),
    false,
  );
const isInRings = (point: Xy, rings: readonly (readonly Xy[])[]): boolean => {
  const [outer, ...holes] = rings;
  return outer !== undefined && isInRing(point, outer) && !holes.some((hole) => isInRing(point, hole));
};

type Edge = { readonly from: Xy; readonly to: Xy };
const isNear = ([x, y]: Xy, { from, to }: Edge, slackM: number): boolean =>
  // Most edges are far away: the box says so at a fraction of the price.
  x >= Math.min(from[0], to[0]) - slackM &&
  x <= Math.max(from[0], to[0]) + slackM &&
  y >= Math.min(from[1], to[1]) - slackM &&
  y <= Math.max(from[1], to[1]) + slackM &&
  distanceToSegment([x, y], from, to) <= slackM;
function crossings([x, y]: Xy, edges: readonly Edge[]): number {
  let count = 0;
  for (const { from, to } of edges)
    if (to[1] > y !== from[1] > y && x < ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1]) + from[0]) count += 1;
  return count;
}

/**
 * For one polygon: whether every position of a geometry lies in it, or at most so many metres outside of it. The polygon is laid out
 * once: a city's plan asks the same sector about a million positions, and central does nothing else meanwhile.
 */
export function withinOf(rings: Rings, slackM: number): (geometry: SiteGeometry) => boolean {
  const plane = planeAt(rings[0]?.[0] ?? origin);
  const [outer = [], ...holes] = rings.map((ring) => pairs(ring.map(plane)).map(([from, to]): Edge => ({ from, to })));
  const all = [outer, ...holes].flat();
  const isInside = (point: Xy): boolean => crossings(point, outer) % 2 === 1 && !holes.some((hole) => crossings(point, hole) % 2 === 1);
  return (geometry) =>
    positionsOf(geometry).every((position) => {
      const point = plane(position);
      return isInside(point) || all.some((edge) => isNear(point, edge, slackM));
    });
}

/** A sprayer reaches so far from where the track is. */
export const reachM = 15;
/** Between two fixes farther apart nobody knows where the crew was. */
const gapM = 100;
/** Fixes closer together than this say nothing new. */
const thinM = 2;
const samplesMost = 1_000;

/**
 * Share of the site that lies within 15 m of the track, in whole per cent: of a line's length, of an area's surface; of a point all or
 * nothing. An estimate by up to a thousand samples. Two fixes more than 100 m apart are not joined.
 */
export function trackCoveragePercent(track: readonly Position[], geometry: SiteGeometry): number {
  const plane = planeAt(firstOf(geometry));
  const samples = samplesOf(geometry, plane);
  const parts = partsOf(thinned(track.map(plane)));
  const covered = samples.filter((sample) => parts.some(([from, to]) => distanceToSegment(sample, from, to) <= reachM));
  return samples.length === 0 ? 0 : Math.floor((covered.length / samples.length) * 100);
}

function thinned(track: readonly Xy[]): readonly Xy[] {
  const kept: Xy[] = [];
  for (const fix of track) {
    const last = kept.at(-1);
    if (last === undefined || distance(last, fix) >= thinM) kept.push(fix);
  }
  return kept;
}
/** Segments of the track; a fix for itself is one of no length. */
const partsOf = (track: readonly Xy[]): readonly (readonly [Xy, Xy])[] => [
  ...track.map((fix) => [fix, fix] as const),
  ...pairs(track).filter(([from, to]) => distance(from, to) <= gapM),
];

function samplesOf(geometry: SiteGeometry, plane: (position: Position) => Xy): readonly Xy[] {
  switch (geometry.type) {
    case "Point":
      return [plane(geometry.coordinates)];
    case "LineString":
      return alongLine(geometry.coordinates.map(plane));
    case "Polygon":
      return overArea(geometry.coordinates.map((ring) => ring.map(plane)));
  }
}
/** The middles of equal steps, so that both ends weigh as little as they are. */
function alongLine(line: readonly Xy[]): readonly Xy[] {
  const total = pairs(line).reduce((sum, [from, to]) => sum + distance(from, to), 0);
  if (total === 0) return line.slice(0, 1);
  const step = total / Math.min(samplesMost, Math.max(1, Math.ceil(total / 2)));
  const samples: Xy[] = [];
  let at = step / 2;
  for (const [from, to] of pairs(line)) {
    const long = distance(from, to);
    for (; at <= long; at += step) samples.push([from[0] + ((to[0] - from[0]) * at) / long, from[1] + ((to[1] - from[1]) * at) / long]);
    at -= long;
  }
  return samples;
}
/** A grid over the polygon's box; a polygon thinner than the grid is sampled along its edge. */
function overArea(rings: readonly (readonly Xy[])[]): readonly Xy[] {
  const outer = rings[0] ?? [];
  const xs = outer.map(([x]) => x);
  const ys = outer.map(([, y]) => y);
  const [left, low] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - low];
  const step = Math.max(1, Math.sqrt((wide * high) / samplesMost));
  const columns = Array.from({ length: Math.ceil(wide / step) }, (_, index) => left + (index + 0.5) * step);
  const rows = Array.from({ length: Math.ceil(high / step) }, (_, index) => low + (index + 0.5) * step);
  const inside = columns.flatMap((x) => rows.map((y): Xy => [x, y])).filter((point) => isInRings(point, rings));
  return inside.length > 0 ? inside : alongLine(outer);
}

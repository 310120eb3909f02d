import { type Position, positionsOf, type SiteGeometry } from "@beket/domain";
import type { MapData } from "./types.ts";

/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** The smallest box around everything, or null around nothing. */
export function boundsOf(geometries: Iterable<SiteGeometry>): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries) {
    for (const [longitude, latitude] of positionsOf(geometry)) {
      west = Math.min(west, longitude);
      south = Math.min(south, latitude);
      east = Math.max(east, longitude);
      north = Math.max(north, latitude);
    }
  }
  return west <= east ? [west, south, east, north] : null;
}

/**
 * The box of what a map is to show at first: sites and areas, and the places around them. A place farther off than the box is wide is left
 * out, or one border post would shrink a whole city to a dot. One's own position may be anywhere and does not count.
 */
export function boundsOfData({ features, outlines, points }: Pick<MapData, "features" | "outlines" | "points">): Bounds | null {
  const ground = boundsOf([...features, ...outlines].map(({ geometry }) => geometry));
  if (ground === null) return boundsOf(points.map(({ at }) => pointAt(at)));
  const [west, south, east, north] = ground;
  const [aside, above] = [east - west, north - south];
  const near = points.filter(
    ({ at: [longitude, latitude] }) =>
      longitude >= west - aside && longitude <= east + aside && latitude >= south - above && latitude <= north + above,
  );
  return boundsOf([pointAt([west, south]), pointAt([east, north]), ...near.map(({ at }) => pointAt(at))]);
}
const pointAt = (at: Position): SiteGeometry => ({ type: "Point", coordinates: at });

export type PlanPoint = readonly [x: number, y: number];
export type Plan = {
  readonly width: number;
  readonly height: number;
  readonly point: (position: Position) => PlanPoint;
  readonly metresPerUnit: number;
};

const metresPerDegree = 111_320;

/**
 * A plan of a city on flat paper: equirectangular around the box's middle, `width` units wide with `margin` of them free on each side.
 * Off by less than 0.1 % over 50 km.
 */
export function planOf([west, south, east, north]: Bounds, width: number, margin = 0): Plan {
  const middle = ((south + north) / 2) * (Math.PI / 180);
  const squeeze = Math.cos(middle);
  // A single point has no extent; it is drawn in the middle of some 200 m.
  const spanEast = Math.max((east - west) * squeeze, 0.002);
  const spanNorth = Math.max(north - south, spanEast / 4);
  const scale = (width - 2 * margin) / spanEast;
  const height = spanNorth * scale + 2 * margin;
  const [left, top] = [(west + east) / 2 - spanEast / squeeze / 2, (south + north) / 2 + spanNorth / 2];
  return {
    width,
    height,
    point: ([longitude, latitude]) => [margin + (longitude - left) * squeeze * scale, margin + (top - latitude) * scale],
    metresPerUnit: metresPerDegree / scale,
  };
}

const written = ([x, y]: PlanPoint): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
const lineOf = (positions: readonly Position[], plan: Plan): string => `M${positions.map((one) => written(plan.point(one))).join("L")}`;

/** SVG path data of a geometry; a point is a ring of `radius` units. Many can be joined into one path. */
export function pathOf(geometry: SiteGeometry, plan: Plan, radius: number): string {
  switch (geometry.type) {
    case "Point": {
      const [x, y] = plan.point(geometry.coordinates);
      return `M${written([x - radius, y])}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
    }
    case "LineString":
      return lineOf(geometry.coordinates, plan);
    case "Polygon":
      return geometry.coordinates.map((ring) => `${lineOf(ring, plan)}Z`).join("");
  }
}

function distanceToSegment([x, y]: PlanPoint, [ax, ay]: PlanPoint, [bx, by]: PlanPoint): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

function isInside([x, y]: PlanPoint, ring: readonly PlanPoint[]): boolean {
  let inside = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [[ax, ay], [bx, by]] = [ring[index] ?? [0, 0], ring[before] ?? [0, 0]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** How far a pressed place is from a geometry, in the plan's units; 0 inside a polygon. */
export function distanceTo(geometry: SiteGeometry, at: PlanPoint, plan: Plan): number {
  if (geometry.type === "Point") {
    const [x, y] = plan.point(geometry.coordinates);
    return Math.hypot(at[0] - x, at[1] - y);
  }
  const lines = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
  const drawn = lines.map((line) => line.map(plan.point));
  if (geometry.type === "Polygon" && drawn.filter((ring) => isInside(at, ring)).length % 2 === 1) return 0;
  let nearest = Infinity;
  for (const line of drawn) {
    for (let index = 1; index < line.length; index++)
      nearest = Math.min(nearest, distanceToSegment(at, line[index - 1] ?? at, line[index] ?? at));
  }
  return nearest;
}

/** Where a name stands: the middle of the outer ring's box, or of the line. */
export function middleOf(geometry: SiteGeometry): Position {
  const box = boundsOf([geometry]);
  return box === null ? [0, 0] : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

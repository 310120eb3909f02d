import type { Position, SiteGeometry } from "@beket/domain";

const metresPerDegree = 111_320;

/** Metres between two positions on a plane that touches the Earth there: fine within a city (under 0.1 % at 20 km). */
export function distanceM(a: Position, b: Position): number {
  const scale = Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180);
  return Math.hypot((a[0] - b[0]) * scale, a[1] - b[1]) * metresPerDegree;
}

function distanceToPieceM(at: Position, from: Position, to: Position): number {
  const scale = Math.cos((at[1] * Math.PI) / 180);
  const [dx, dy] = [(to[0] - from[0]) * scale, to[1] - from[1]];
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : ((at[0] - from[0]) * scale * dx + (at[1] - from[1]) * dy) / lengthSquared;
  const share = Math.min(1, Math.max(0, along));
  return distanceM(at, [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
}

const distanceToLineM = (at: Position, line: readonly Position[]): number =>
  line.reduce((least, to, index) => Math.min(least, distanceToPieceM(at, line[Math.max(0, index - 1)] ?? to, to)), Infinity);

/** Even-odd rule over one ring. */
function isInRing(at: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (const [index, to] of ring.entries()) {
    const from = ring[index === 0 ? ring.length - 1 : index - 1] ?? to;
    const crosses = to[1] > at[1] !== from[1] > at[1];
    if (crosses && at[0] < ((from[0] - to[0]) * (at[1] - to[1])) / (from[1] - to[1]) + to[0]) inside = !inside;
  }
  return inside;
}

/** Metres to the nearest part of a site; 0 inside a yard. */
export function distanceToSiteM(at: Position, geometry: SiteGeometry): number {
  switch (geometry.type) {
    case "Point":
      return distanceM(at, geometry.coordinates);
    case "LineString":
      return distanceToLineM(at, geometry.coordinates);
    case "Polygon": {
      const isInside = geometry.coordinates.filter((ring) => isInRing(at, ring)).length % 2 === 1;
      return isInside ? 0 : Math.min(...geometry.coordinates.map((ring) => distanceToLineM(at, ring)));
    }
  }
}

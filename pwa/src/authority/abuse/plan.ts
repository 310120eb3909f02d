import type { FindingDetail } from "@beket/api";

export type PlanPoint = { readonly post: string; readonly x: number; readonly y: number; readonly anchor: "start" | "middle" | "end" };
export type Plan = {
  readonly width: number;
  readonly height: number;
  readonly points: readonly PlanPoint[];
  readonly line: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number } | null;
};
const width = 480;
const edge = 48;
const heightMin = 110;
const heightMax = 260;

/** Posts in their places, north up, a degree of longitude as wide as it is there. Null where fewer than two are on the map. */
export function planOf(posts: FindingDetail["posts"]): Plan | null {
  const placed = posts.flatMap(({ post, at }) => (at === null ? [] : [{ post, lon: at[0], lat: at[1] }]));
  if (placed.length < 2) return null;
  const narrow = Math.cos(((placed[0]?.lat ?? 0) * Math.PI) / 180);
  const flat = placed.map(({ post, lon, lat }) => ({ post, east: lon * narrow, north: lat }));
  const [west, east] = rangeOf(flat.map((one) => one.east));
  const [south, north] = rangeOf(flat.map((one) => one.north));
  const scale = Math.min((width - 2 * edge) / Math.max(east - west, 1e-6), (heightMax - 2 * edge) / Math.max(north - south, 1e-6));
  const height = Math.max(heightMin, (north - south) * scale + 2 * edge);
  const left = (width - (east - west) * scale) / 2;
  const points = flat.map(({ post, east: x, north: y }): PlanPoint => {
    const at = left + (x - west) * scale;
    return {
      post,
      x: at,
      y: height - edge - (y - south) * scale,
      anchor: at < width / 3 ? "start" : at > (2 * width) / 3 ? "end" : "middle",
    };
  });
  const [first, second] = points;
  const line = first === undefined || second === undefined ? null : { x1: first.x, y1: first.y, x2: second.x, y2: second.y };
  return { width, height, points, line };
}
const rangeOf = (values: readonly number[]): readonly [number, number] => [Math.min(...values), Math.max(...values)];

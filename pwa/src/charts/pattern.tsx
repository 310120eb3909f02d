import type { TilePattern } from "./series.ts";

const tiles: Readonly<Record<TilePattern, string>> = {
  solid: "M0 0h8v8H0Z",
  stripes: "M-2 2 2-2M-2 10 10-2M6 10l4-4",
  "back-stripes": "M-2 6l4 4M-2-2l12 12M6-2l4 4",
  cross: "M-2 2 2-2M-2 10 10-2M6 10l4-4M-2 6l4 4M-2-2l12 12M6-2l4 4",
  dots: "M4 2.500a1.500 1.500 0 1 0 .010 0Z",
  grid: "M4 0v8M0 4h8",
  bars: "M4 0v8",
  empty: "",
};

/** An SVG pattern of 8 units over a tint of its colour. Goes inside `defs`; `id` must be the only one on the page. */
export function PatternTile({ id, pattern, colour }: { readonly id: string; readonly pattern: TilePattern; readonly colour: string }) {
  const filled = pattern === "solid" || pattern === "dots";
  return (
    <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse">
      <path d="M0 0h8v8H0Z" fill={colour} opacity={pattern === "empty" ? 0 : 0.22} />
      <path d={tiles[pattern]} fill={filled ? colour : "none"} stroke={filled ? "none" : colour} stroke-width="2" />
    </pattern>
  );
}

import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import { markImage, patternImage, type MapImage } from "./images.ts";
import type { LookStyle, Pattern } from "./types.ts";

/** Colours of the ground; the rest comes from the looks. Those of the page's tokens, which WebGL cannot read. */
export const mapColours = {
  light: { ground: "#f1efe8", outline: "#77746a", inside: "#ffffff", picked: "#b3400a", own: "#0a5560" },
  dark: { ground: "#101918", outline: "#80918e", inside: "#1a2625", picked: "#ffb25c", own: "#74d3d8" },
} as const;
export type MapTheme = keyof typeof mapColours;

const dashes: Readonly<Record<Pattern, readonly number[] | null>> = {
  solid: null,
  stripes: [4, 1],
  "back-stripes": [2, 1],
  dots: [0.4, 0.8],
  cross: [1, 0.6],
  grid: [3, 0.8, 0.6, 0.8],
  bars: [0.8, 2],
  empty: [0.3, 1.6],
};

const lineWidth: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 9, 1.2, 12, 3, 15, 7, 18, 14];
const ofType = (type: string): ExpressionSpecification => ["==", ["geometry-type"], type];
const ofLook = (look: string): ExpressionSpecification => ["==", ["get", "look"], look];

export const sources = { outlines: "outlines", sites: "sites", picked: "picked", own: "own" } as const;
/** The layers that a press asks, and the part of their filter that does not change. */
export type SiteLayer = { readonly id: string; readonly filter: ExpressionSpecification };

export function siteLayers(looks: readonly LookStyle[]): readonly SiteLayer[] {
  return [
    { id: "site-area", filter: ofType("Polygon") },
    { id: "site-area-edge", filter: ofType("Polygon") },
    ...looks.map(({ look }) => ({
      id: `site-line-${look}`,
      filter: ["all", ofType("LineString"), ofLook(look)] satisfies FilterSpecification,
    })),
    { id: "site-mark", filter: ofType("Point") },
  ];
}

export const hiding = (layer: SiteLayer, hidden: ReadonlySet<string>): FilterSpecification =>
  hidden.size === 0 ? layer.filter : ["all", layer.filter, ["!", ["in", ["get", "look"], ["literal", [...hidden]]]]];

/** The picture of a look's area and of its mark. */
export const lookImages = (looks: readonly LookStyle[], theme: MapTheme): readonly (readonly [string, MapImage])[] =>
  looks.flatMap((style) => [
    [`area-${style.look}`, patternImage(style.pattern, style[theme])] as const,
    [`mark-${style.look}`, markImage(style.pattern, style[theme], mapColours[theme].inside)] as const,
  ]);

/** `match` over the looks of the theme. */
function colourOf(looks: readonly LookStyle[], theme: MapTheme): ExpressionSpecification {
  const [first, ...rest] = looks;
  if (first === undefined) return ["to-color", mapColours[theme].outline];
  return ["match", ["get", "look"], first.look, first[theme], ...rest.flatMap((one) => [one.look, one[theme]]), mapColours[theme].outline];
}

/** Every layer, from the ground up. */
export function layersOf(looks: readonly LookStyle[], theme: MapTheme): readonly LayerSpecification[] {
  const colours = mapColours[theme];
  const lines = looks.map(({ look, pattern, ...style }): LayerSpecification => {
    const dash = dashes[pattern];
    return {
      id: `site-line-${look}`,
      type: "line",
      source: sources.sites,
      filter: ["all", ofType("LineString"), ofLook(look)],
      layout: { "line-cap": dash === null ? "round" : "butt", "line-join": "round" },
      paint: { "line-color": style[theme], "line-width": lineWidth, ...(dash === null ? {} : { "line-dasharray": [...dash] }) },
    };
  });
  return [
    { id: "ground", type: "background", paint: { "background-color": colours.ground } },
    { id: "outline-area", type: "fill", source: sources.outlines, paint: { "fill-color": colours.inside } },
    {
      id: "outline-edge",
      type: "line",
      source: sources.outlines,
      paint: { "line-color": colours.outline, "line-width": 1.5, "line-dasharray": [3, 2] },
    },
    {
      id: "site-area",
      type: "fill",
      source: sources.sites,
      filter: ofType("Polygon"),
      paint: { "fill-pattern": ["concat", "area-", ["get", "look"]] },
    },
    {
      id: "site-area-edge",
      type: "line",
      source: sources.sites,
      filter: ofType("Polygon"),
      paint: { "line-color": colourOf(looks, theme), "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.8, 15, 2.5] },
    },
    ...lines,
    {
      id: "site-mark",
      type: "symbol",
      source: sources.sites,
      filter: ofType("Point"),
      layout: {
        "icon-image": ["concat", "mark-", ["get", "look"]],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.45, 13, 0.8, 16, 1.3],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    },
    ...pickedLayers(colours.picked),
    ...ownLayers(colours.own),
  ];
}

const pickedLayers = (colour: string): readonly LayerSpecification[] => [
  {
    id: "picked-line",
    type: "line",
    source: sources.picked,
    filter: ["!", ofType("Point")],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": colour, "line-width": 3, "line-gap-width": ["interpolate", ["linear"], ["zoom"], 9, 4, 15, 10, 18, 16] },
  },
  {
    id: "picked-mark",
    type: "circle",
    source: sources.picked,
    filter: ofType("Point"),
    paint: { "circle-radius": 14, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": colour, "circle-stroke-width": 3 },
  },
];

const ownLayers = (colour: string): readonly LayerSpecification[] => [
  {
    id: "own-around",
    type: "fill",
    source: sources.own,
    filter: ofType("Polygon"),
    paint: { "fill-color": colour, "fill-opacity": 0.18 },
  },
  {
    id: "own-place",
    type: "circle",
    source: sources.own,
    filter: ofType("Point"),
    paint: { "circle-radius": 8, "circle-color": colour, "circle-stroke-color": "#ffffff", "circle-stroke-width": 3 },
  },
];

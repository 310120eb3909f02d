import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import { markImage, patternImage, type MapImage } from "./images.ts";
import type { LookStyle, Pattern } from "./types.ts";

/** Colours of the ground; the rest comes from the looks. Those of the page's tokens, which WebGL cannot read. */
const mapColours = {
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
  empty: [0.9, 1.2],
};

const lineWidth: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 9, 1.2, 12, 3, 15, 7, 18, 14];
const edgeWidth: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 10, 0.8, 15, 2.5];
const ofType = (type: string): ExpressionSpecification => ["==", ["geometry-type"], type];
const ofLook = (look: string): ExpressionSpecification => ["==", ["get", "look"], look];

export const sources = { outlines: "outlines", sites: "sites", picked: "picked", own: "own" } as const;
export type SiteLayer = { readonly id: string; readonly look: string; readonly opacity: "fill-opacity" | "line-opacity" | "icon-opacity" };

/**
 * The layers of each look, from the ground up. One look has layers of its own, so that hiding it is a paint property: no tile is cut
 * again, however many sites there are.
 */
export const siteLayers = (looks: readonly LookStyle[]): readonly SiteLayer[] => [
  ...looks.map(({ look }): SiteLayer => ({ id: `site-area-${look}`, look, opacity: "fill-opacity" })),
  ...looks.map(({ look }): SiteLayer => ({ id: `site-edge-${look}`, look, opacity: "line-opacity" })),
  ...looks.map(({ look }): SiteLayer => ({ id: `site-line-${look}`, look, opacity: "line-opacity" })),
  ...looks.map(({ look }): SiteLayer => ({ id: `site-mark-${look}`, look, opacity: "icon-opacity" })),
];

/** The picture of a look's area and of its mark. */
export const lookImages = (looks: readonly LookStyle[], theme: MapTheme): readonly (readonly [string, MapImage])[] =>
  looks.flatMap((style) => [
    [`area-${style.look}`, patternImage(style.pattern, style[theme])] as const,
    [`mark-${style.look}`, markImage(style.pattern, style[theme], mapColours[theme].inside)] as const,
  ]);

const at = { duration: 0 };
const siteSource = (type: string, { look }: LookStyle) => ({
  source: sources.sites,
  filter: ["all", ofType(type), ofLook(look)] satisfies FilterSpecification,
});

function siteLayer(style: LookStyle, { id, opacity }: SiteLayer, theme: MapTheme): LayerSpecification {
  const dash = dashes[style.pattern];
  const colour = style[theme];
  if (opacity === "fill-opacity") {
    const paint = { "fill-pattern": `area-${style.look}`, "fill-opacity": 1, "fill-opacity-transition": at };
    return { id, type: "fill", ...siteSource("Polygon", style), paint };
  }
  if (opacity === "icon-opacity")
    return {
      id,
      type: "symbol",
      ...siteSource("Point", style),
      layout: {
        "icon-image": `mark-${style.look}`,
        "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.45, 13, 0.8, 16, 1.3],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
      paint: { "icon-opacity": 1, "icon-opacity-transition": at },
    };
  if (id.startsWith("site-edge-")) {
    const paint = { "line-color": colour, "line-width": edgeWidth, "line-opacity": 1, "line-opacity-transition": at };
    return { id, type: "line", ...siteSource("Polygon", style), paint };
  }
  return {
    id,
    type: "line",
    ...siteSource("LineString", style),
    layout: { "line-cap": dash === null ? "round" : "butt", "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": lineWidth,
      "line-opacity": 1,
      "line-opacity-transition": at,
      ...(dash === null ? {} : { "line-dasharray": [...dash] }),
    },
  };
}

/** Every layer, from the ground up. */
export function layersOf(looks: readonly LookStyle[], theme: MapTheme): readonly LayerSpecification[] {
  const colours = mapColours[theme];
  const styles = new Map(looks.map((style) => [style.look, style]));
  return [
    { id: "ground", type: "background", paint: { "background-color": colours.ground } },
    { id: "outline-area", type: "fill", source: sources.outlines, paint: { "fill-color": colours.inside } },
    {
      id: "outline-edge",
      type: "line",
      source: sources.outlines,
      paint: { "line-color": colours.outline, "line-width": 1.5, "line-dasharray": [3, 2] },
    },
    ...siteLayers(looks).flatMap((layer) => {
      const style = styles.get(layer.look);
      return style === undefined ? [] : [siteLayer(style, layer, theme)];
    }),
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

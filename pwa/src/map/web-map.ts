import { type GeoJSONSource, Map as WebMap, type Marker, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { changedLooks, type Collection, featuresJson, outlinesJson, ownJson } from "./geojson.ts";
import { layersOf, lookImages, type MapTheme, siteLayers, sources } from "./layers.ts";
import { nameMarks, pointMark, thinNames } from "./marks.ts";
import { type Bounds, boundsOfData, middleOf } from "./plan.ts";
import type { MapData, MapPick } from "./types.ts";

// The worker is a file of the app itself: the content policy allows no blob.
setWorkerUrl(workerUrl);

export type LiveMap = {
  readonly update: (data: MapData, theme: MapTheme) => void;
  readonly zoomBy: (steps: number) => void;
  readonly fit: (bounds: Bounds) => void;
  readonly end: () => void;
};

const empty: MapData = { features: [], outlines: [], points: [], looks: [], hidden: new Set(), picked: new Set(), own: null };
const none: Collection = { type: "FeatureCollection", features: [] };

const emptySource = { type: "geojson", data: none, promoteId: "id" } as const;

/** A map of data alone: no tiles, glyphs or sprites are ever asked of anybody. `onGone`: the graphics died and do not come back. */
export function createWebMap(options: {
  readonly container: HTMLElement;
  readonly label: string;
  readonly pick: () => MapPick;
  readonly onGone: () => void;
}): LiveMap {
  const map = new WebMap({
    container: options.container,
    style: { version: 8, sources: {}, layers: [] },
    attributionControl: false,
    // Streets are looked at from above; a turned city only confuses.
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 19,
    fadeDuration: 0,
    locale: { "Map.Title": options.label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().addEventListener("webglcontextlost", options.onGone, { once: true });

  let shown: MapData = empty;
  let shownTheme: MapTheme | null = null;
  let wanted: { readonly data: MapData; readonly theme: MapTheme } | null = null;
  let ready = false;
  let moved = false;
  let marks: readonly Marker[] = [];
  const source = (id: string): GeoJSONSource | undefined => map.getSource<GeoJSONSource>(id);

  const paint = (data: MapData, theme: MapTheme): void => {
    if (theme === shownTheme && data.looks === shown.looks) return;
    for (const { id } of map.getStyle().layers) map.removeLayer(id);
    for (const [name, image] of lookImages(data.looks, theme)) {
      if (map.hasImage(name)) map.removeImage(name);
      map.addImage(name, image, { pixelRatio: 2 });
    }
    for (const layer of layersOf(data.looks, theme)) map.addLayer(layer);
    shownTheme = theme;
    shown = { ...shown, looks: data.looks, hidden: new Set() };
  };
  const placeFeatures = (data: MapData): void => {
    if (data.features === shown.features) return;
    const changed = shown.features.length === 0 ? null : changedLooks(shown.features, data.features);
    const sites = source(sources.sites);
    if (changed === null) void sites?.setData(featuresJson(data.features));
    else if (changed.length > 0)
      void sites?.updateData({
        update: changed.map(({ id, look }) => ({ id, addOrUpdateProperties: [{ key: "look", value: look }] })),
      });
  };
  const placeMarks = (data: MapData): void => {
    if (data.points === shown.points && data.outlines === shown.outlines) return;
    for (const mark of marks) mark.remove();
    marks = [...nameMarks(data.outlines), ...data.points.map((point) => pointMark(point, options.pick))];
    for (const mark of marks) mark.addTo(map);
  };
  // Picked in a list and out of sight: the map goes there.
  const comeTo = ({ features, picked }: MapData): void => {
    const only = picked.size === 1 ? features.find(({ id }) => picked.has(id)) : undefined;
    if (only === undefined) return;
    const middle = middleOf(only.geometry);
    if (!map.getBounds().contains([...middle])) map.panTo([...middle]);
  };
  const apply = (data: MapData, theme: MapTheme): void => {
    paint(data, theme);
    placeFeatures(data);
    if (data.outlines !== shown.outlines) void source(sources.outlines)?.setData(outlinesJson(data.outlines));
    placeMarks(data);
    if (data.hidden !== shown.hidden)
      for (const { id, look, opacity } of siteLayers(data.looks)) map.setPaintProperty(id, opacity, data.hidden.has(look) ? 0 : 1);
    if (data.picked !== shown.picked || data.features !== shown.features)
      void source(sources.picked)?.setData(featuresJson(data.features.filter(({ id }) => data.picked.has(id))));
    if (data.picked !== shown.picked) comeTo(data);
    if (data.own !== shown.own) void source(sources.own)?.setData(ownJson(data.own));
    const isGrown = extentOf(data) !== extentOf(shown);
    shown = data;
    // Until somebody moves it, the map shows everything there is.
    if (isGrown && !moved) fitAll();
    if (isGrown) thinNames(map, data.outlines);
  };
  const fit = (bounds: Bounds, animate: boolean): void => {
    const [west, south, east, north] = bounds;
    map.fitBounds([west, south, east, north], { padding: 40, maxZoom: 17, animate });
  };
  const fitAll = (): void => {
    const bounds = boundsOfData(shown);
    if (bounds !== null) fit(bounds, false);
  };

  map.on("load", () => {
    for (const id of Object.values(sources)) map.addSource(id, emptySource);
    ready = true;
    if (wanted !== null) apply(wanted.data, wanted.theme);
  });
  // A turned tablet or a wider window: still everything, until somebody moves it.
  map.on("resize", () => {
    if (ready && !moved) fitAll();
  });
  map.on("zoom", () => thinNames(map, shown.outlines));
  map.on("movestart", ({ originalEvent }) => {
    if (originalEvent !== undefined) moved = true;
  });
  map.on("click", ({ point }) => {
    if (!ready) return;
    const reach = 8;
    const layers = siteLayers(shown.looks)
      .filter(({ look }) => !shown.hidden.has(look))
      .map(({ id }) => id);
    const found = map.queryRenderedFeatures(
      [
        [point.x - reach, point.y - reach],
        [point.x + reach, point.y + reach],
      ],
      { layers },
    );
    // What is drawn last lies on top: marks over lines over areas.
    const id: unknown = found[0]?.properties["id"];
    options.pick().onPick(typeof id === "string" ? id : null);
  });

  return {
    update: (data, theme) => {
      wanted = { data, theme };
      if (ready) apply(data, theme);
    },
    zoomBy: (steps) => {
      moved = true;
      map.zoomTo(map.getZoom() + steps);
    },
    fit: (bounds) => fit(bounds, true),
    end: () => {
      for (const mark of marks) mark.remove();
      map.remove();
    },
  };
}

/** Whether there is anything of each kind: more of the same does not move a map that somebody reads. */
const extentOf = ({ features, outlines, points }: MapData): string =>
  [features.length > 0, outlines.length > 0, points.length > 0].map(Number).join("");

import { type GeoJSONSource, Map as WebMap, Marker, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { changedLooks, type Collection, featuresJson, outlinesJson, ownJson } from "./geojson.ts";
import { hiding, layersOf, lookImages, type MapTheme, siteLayers, sources } from "./layers.ts";
import { type Bounds, boundsOf, middleOf } from "./plan.ts";
import type { MapData, MapPick, MapPoint } from "./types.ts";

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
    const names = data.outlines.length > 60 ? [] : data.outlines;
    marks = [
      ...names.map((outline) => nameMark(outline.name).setLngLat([...middleOf(outline.geometry)])),
      ...data.points.map((point) => pointMark(point, options.pick).setLngLat([...point.at])),
    ];
    for (const mark of marks) mark.addTo(map);
  };
  const apply = (data: MapData, theme: MapTheme): void => {
    paint(data, theme);
    placeFeatures(data);
    if (data.outlines !== shown.outlines) void source(sources.outlines)?.setData(outlinesJson(data.outlines));
    placeMarks(data);
    if (data.hidden !== shown.hidden) for (const layer of siteLayers(data.looks)) map.setFilter(layer.id, hiding(layer, data.hidden));
    if (data.picked !== shown.picked || data.features !== shown.features)
      void source(sources.picked)?.setData(featuresJson(data.features.filter(({ id }) => data.picked.has(id))));
    if (data.own !== shown.own) void source(sources.own)?.setData(ownJson(data.own));
    const isFirst = shown.features.length === 0 && shown.outlines.length === 0;
    shown = data;
    if (isFirst) fitAll();
  };
  const fit = (bounds: Bounds, animate: boolean): void => {
    const [west, south, east, north] = bounds;
    map.fitBounds([west, south, east, north], { padding: 40, maxZoom: 17, animate });
  };
  const fitAll = (): void => {
    const bounds = boundsOf([...shown.features, ...shown.outlines].map(({ geometry }) => geometry));
    if (bounds !== null) fit(bounds, false);
  };

  map.on("load", () => {
    for (const id of Object.values(sources)) map.addSource(id, emptySource);
    ready = true;
    if (wanted !== null) apply(wanted.data, wanted.theme);
  });
  map.on("click", ({ point }) => {
    if (!ready) return;
    const reach = 8;
    const layers = siteLayers(shown.looks).map(({ id }) => id);
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
    zoomBy: (steps) => map.zoomTo(map.getZoom() + steps),
    fit: (bounds) => fit(bounds, true),
    end: () => {
      for (const mark of marks) mark.remove();
      map.remove();
    },
  };
}

function nameMark(name: string): Marker {
  const element = document.createElement("span");
  element.className = "map-name";
  element.textContent = name;
  return new Marker({ element, anchor: "center" });
}

function pointMark(point: MapPoint, pick: () => MapPick): Marker {
  const element = document.createElement("button");
  element.type = "button";
  element.className = `map-point map-point-${point.tone}`;
  element.dataset["id"] = point.id;
  element.style.setProperty("--radius", `${point.radiusPx}px`);
  element.setAttribute("aria-label", point.name);
  element.title = point.name;
  element.textContent = point.label;
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    pick().onPickPoint(point.id);
  });
  return new Marker({ element, anchor: "center" });
}

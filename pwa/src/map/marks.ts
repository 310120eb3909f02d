import { type Map as WebMap, Marker } from "maplibre-gl";
import { boundsOf, middleOf } from "./plan.ts";
import type { MapOutline, MapPick, MapPoint } from "./types.ts";

const namesMost = 60;

/** Names of areas as plain text over the map: glyphs would have to come from somewhere. More than {@link namesMost} say nothing. */
export const nameMarks = (outlines: readonly MapOutline[]): readonly Marker[] =>
  outlines.length > namesMost ? [] : outlines.map(({ name, geometry }) => nameMark(name).setLngLat([...middleOf(geometry)]));

/** Puts the names away while the areas are narrower on the screen than their names. */
export function thinNames(map: WebMap, outlines: readonly MapOutline[]): void {
  const widths = outlines.slice(0, namesMost).map(({ geometry }) => {
    const box = boundsOf([geometry]);
    return box === null ? 0 : Math.abs(map.project([box[2], box[3]]).x - map.project([box[0], box[1]]).x);
  });
  const typical = widths.toSorted((one, other) => one - other)[widths.length >> 1] ?? 0;
  map.getContainer().classList.toggle("map-names-away", typical < 110);
}

function nameMark(name: string): Marker {
  const element = document.createElement("span");
  element.className = "map-name";
  element.textContent = name;
  return new Marker({ element, anchor: "center" });
}

/** A place that is pressed like a button, also by keys. */
export function pointMark(point: MapPoint, pick: () => MapPick): Marker {
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
  return new Marker({ element, anchor: "center" }).setLngLat([...point.at]);
}

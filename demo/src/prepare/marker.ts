import { existsSync, readFileSync } from "node:fs";
import * as v from "valibot";
import { layout } from "../layout.ts";
import { markerFormat, type Marker } from "./write-folder.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const MarkerFile = v.strictObject({
  format: v.literal(markerFormat),
  seed: Count,
  createdAt: Count,
  size: v.strictObject({ organisations: Count, permits: Count }),
  post: v.string(),
});

/** The marker of a prepared folder; throws when it was damaged by hand. */
export const readMarker = (folder: string): Marker => v.parse(MarkerFile, JSON.parse(readFileSync(layout(folder).marker, "utf8")));

/** `older`: made by a version whose folders these programs do not read, or damaged. */
export function folderState(folder: string): "empty" | "ready" | "older" {
  const { marker } = layout(folder);
  if (!existsSync(marker)) return "empty";
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), MarkerFile), readFileSync(marker, "utf8"));
  return parsed.success ? "ready" : "older";
}

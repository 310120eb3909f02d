import { readFileSync } from "node:fs";
import * as v from "valibot";
import { layout } from "../layout.ts";
import type { Marker } from "./write-folder.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const MarkerFile = v.strictObject({
  format: v.literal("beket/demo/1"),
  seed: Count,
  createdAt: Count,
  size: v.strictObject({ organisations: Count, permits: Count }),
  post: v.string(),
});

/** The marker of a prepared folder; throws when it was damaged by hand. */
export const readMarker = (folder: string): Marker => v.parse(MarkerFile, JSON.parse(readFileSync(layout(folder).marker, "utf8")));

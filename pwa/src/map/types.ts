import type { Position, SiteGeometry } from "@beket/domain";
import type { TilePattern } from "../charts/series.ts";

/** A thing on the map that has a look and can be picked. `id` never names a person. */
export type MapFeature = { readonly id: string; readonly name: string; readonly geometry: SiteGeometry; readonly look: string };
/** The border of an area with its name in it; not picked. */
export type MapOutline = { readonly id: string; readonly name: string; readonly geometry: SiteGeometry };
/** A round mark over the map: `label` stands in it, `name` is read aloud. */
export type MapPoint = {
  readonly id: string;
  readonly at: Position;
  readonly radiusPx: number;
  /** `faint`: nothing is known of it; it stands below the others. */
  readonly tone: "faint" | "plain" | "warn" | "bad";
  readonly label: string;
  readonly name: string;
};

/** What tells a look from another where colour does not: the fill of an area, the dash of a line, the sign in a mark. */
export type Pattern = TilePattern;
export type LookStyle = { readonly look: string; readonly pattern: Pattern; readonly light: string; readonly dark: string };

export type OwnPosition = { readonly at: Position; readonly accuracyM: number };

export type MapData = {
  readonly features: readonly MapFeature[];
  readonly outlines: readonly MapOutline[];
  readonly points: readonly MapPoint[];
  readonly looks: readonly LookStyle[];
  /** Looks that are not drawn now. */
  readonly hidden: ReadonlySet<string>;
  readonly picked: ReadonlySet<string>;
  readonly own: OwnPosition | null;
};
export type MapPick = {
  /** Null: the bare ground was pressed. */
  readonly onPick: (id: string | null) => void;
  readonly onPickPoint: (id: string) => void;
};

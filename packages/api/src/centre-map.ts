import { ledgers, SiteGeometry, siteKinds, siteLooks, TimeMs, Trilingual } from "@beket/domain";
import * as v from "valibot";
import { Code, Count } from "./common.ts";

/*
 * The centre's maps: GeoJSON FeatureCollections (RFC 7946) with `asOf` and `behind` as foreign members, so that any GIS opens them too.
 * No person, vehicle or plate is in them.
 */
const head = { type: v.literal("FeatureCollection"), asOf: TimeMs, behind: Count };
const Point = v.strictObject({
  type: v.literal("Point"),
  coordinates: v.tuple([v.pipe(v.number(), v.minValue(-180), v.maxValue(180)), v.pipe(v.number(), v.minValue(-90), v.maxValue(90))]),
});

/** A post whose place is known, with what it did within `from`–`to`; `vehiclesWaiting` is the sum of its lanes' last counts. */
export const MapPost = v.strictObject({
  type: v.literal("Feature"),
  geometry: Point,
  properties: v.strictObject({
    beket: v.literal("post"),
    post: Code,
    ledger: v.nullable(v.picklist(ledgers)),
    allow: Count,
    refer: Count,
    deny: Count,
    passages: Count,
    refusals: Count,
    openReferrals: Count,
    vehiclesWaiting: v.nullable(Count),
    countedAt: v.nullable(TimeMs),
  }),
});
export type MapPost = v.InferOutput<typeof MapPost>;
export const MapPostsReply = v.strictObject({ ...head, from: TimeMs, to: TimeMs, features: v.pipe(v.array(MapPost), v.maxLength(1_000)) });
export type MapPostsReply = v.InferOutput<typeof MapPostsReply>;

const MapSector = v.strictObject({
  type: v.literal("Feature"),
  geometry: v.nullable(SiteGeometry),
  properties: v.strictObject({ beket: v.literal("sector"), sector: Code, name: Trilingual }),
});
/**
 * `until`: the end of a claim, or of a clean state, whichever the look speaks of. `assigned`: whom the planners gave it to; `crew`: who
 * holds the claim, or worked it last.
 */
const MapSite = v.strictObject({
  type: v.literal("Feature"),
  geometry: SiteGeometry,
  properties: v.strictObject({
    beket: v.literal("site"),
    site: Code,
    sector: Code,
    kind: v.picklist(siteKinds),
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
    look: v.picklist(siteLooks),
    until: v.nullable(TimeMs),
    assigned: v.nullable(Code),
    crew: v.nullable(Code),
    focal: v.boolean(),
  }),
});
export type MapSector = v.InferOutput<typeof MapSector>;
export type MapSite = v.InferOutput<typeof MapSite>;
/** Sectors first, then sites, each in the order of their codes. */
export const MapSitesReply = v.strictObject({
  ...head,
  features: v.pipe(v.array(v.union([MapSite, MapSector])), v.maxLength(60_000)),
});
export type MapSitesReply = v.InferOutput<typeof MapSitesReply>;

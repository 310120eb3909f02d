import type { Position } from "@beket/domain";
import * as v from "valibot";
import { distanceM } from "./geo.ts";

/** One answer of the tablet's receiver (W3C Geolocation): WGS 84, the radius within which it believes to be with 95 %. */
export type Fix = { readonly at: number; readonly position: Position; readonly accuracyM: number };

const PointAt = v.strictObject({ at: v.number(), position: v.tuple([v.number(), v.number()]) });
export type PointAt = v.InferOutput<typeof PointAt>;
/** Where the crew walked. A segment ends where the receiver was silent or jumped; nothing is drawn across such a gap. */
export const Track = v.strictObject({
  segments: v.pipe(v.array(v.pipe(v.array(PointAt), v.maxLength(10_000))), v.maxLength(2_000)),
  lastFixAt: v.nullable(v.number()),
  /** Fixes that were too vague to count. */
  vague: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type Track = v.InferOutput<typeof Track>;
export const emptyTrack: Track = { segments: [], lastFixAt: null, vague: 0 };

/** Of the width of a street with its pavements: a vaguer fix says nothing about which side was cleaned. */
export const accuracyMaxM = 30;
const gapMs = 60_000;
/** A sprayer truck at 70 km/h; what moves faster is the receiver's mistake. */
const speedMaxMps = 20;
const stepMinM = 3;
const standingMs = 20_000;
/** 1,500 points with their times are some 100 KB of GeoJSON. */
export const pointsMax = 1_500;

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
export const pointsOf = (track: Track): readonly PointAt[] => track.segments.flat();
export const positionsOf = (track: Track): readonly Position[] => pointsOf(track).map(({ position }) => position);

/** Every second point of each segment, its ends kept. */
const thinned = (segments: Track["segments"]): Track["segments"] =>
  segments.map((segment) => segment.filter((_, index) => index % 2 === 0 || index === segment.length - 1));

/** Adds one fix, or passes over it: too vague, not newer, or standing still. Never throws a recorded point away but to thin a full track evenly. */
export function takeFix(track: Track, fix: Fix): Track {
  if (!(fix.accuracyM <= accuracyMaxM)) return { ...track, vague: track.vague + 1 };
  const segment = track.segments.at(-1) ?? [];
  const last = segment.at(-1);
  const point: PointAt = { at: Math.round(fix.at), position: [rounded(fix.position[0]), rounded(fix.position[1])] };
  if (last === undefined)
    return { ...track, segments: [...track.segments.filter((each) => each.length > 0), [point]], lastFixAt: point.at };
  if (point.at <= last.at) return track;
  const silentMs = point.at - Math.max(last.at, track.lastFixAt ?? 0);
  const movedM = distanceM(last.position, point.position);
  const isJump = movedM / ((point.at - last.at) / 1_000) > speedMaxMps;
  if (silentMs > gapMs || isJump) return { ...track, segments: [...track.segments, [point]], lastFixAt: point.at };
  if (movedM < stepMinM && point.at - last.at < standingMs) return { ...track, lastFixAt: point.at };
  const segments = [...track.segments.slice(0, -1), [...segment, point]];
  const count = segments.reduce((sum, each) => sum + each.length, 0);
  return { ...track, segments: count > pointsMax ? thinned(segments) : segments, lastFixAt: point.at };
}

/** A program that was ended between two fixes walks on in a new segment: where it was meanwhile nobody knows. */
export const resumed = (track: Track): Track =>
  (track.segments.at(-1)?.length ?? 0) === 0 ? track : { ...track, segments: [...track.segments, []], lastFixAt: null };

/** RFC 7946 text: one line a segment, with the times of its points. A lone point is a line that goes nowhere. */
export function trackGeoJson(track: Track): string {
  const segments = track.segments
    .filter((segment) => segment.length > 0)
    .map((segment) => (segment.length === 1 ? [...segment, ...segment] : segment));
  return JSON.stringify({
    type: "Feature",
    properties: { times: segments.map((segment) => segment.map(({ at }) => at)), vagueFixes: track.vague },
    geometry: { type: "MultiLineString", coordinates: segments.map((segment) => segment.map(({ position }) => position)) },
  });
}

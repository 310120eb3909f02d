import type { AbuseRules } from "@beket/domain";
import { hex } from "../bytes.ts";
import type { Contradiction, Seen, SightingRow } from "./ports.ts";

/** `[longitude, latitude]` of each post that the places file puts on the map. */
export type PostPlaces = ReadonlyMap<string, readonly [number, number]>;
type Rules = Pick<AbuseRules, "speedKmh" | "skewMs" | "doubleEntryFromMs" | "doubleEntryToMs">;

const earthRadiusM = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const square = (value: number): number => value * value;

/** Metres along a great circle (haversine); no road is shorter. */
export function distanceM([fromLon, fromLat]: readonly [number, number], [toLon, toLat]: readonly [number, number]): number {
  const across = square(Math.sin(radians(toLon - fromLon) / 2)) * Math.cos(radians(fromLat)) * Math.cos(radians(toLat));
  const chord = square(Math.sin(radians(toLat - fromLat) / 2)) + across;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The longest straight line between two posts: what lies further apart in time than its road cannot contradict. */
export function farthestM(places: PostPlaces): number {
  const all = [...places.values()];
  let most = 0;
  for (const from of all) for (const to of all) most = Math.max(most, distanceM(from, to));
  return most;
}
export const travelMs = (metres: number, { speedKmh }: Rules): number => Math.ceil((metres * 3_600) / speedKmh);

const seen = ({ event, position, post, occurredAt }: SightingRow): Seen => ({ event, position, post, at: occurredAt });
const contradiction = (reason: Contradiction["reason"], first: SightingRow, second: SightingRow, metres: number | null): Contradiction => ({
  id: `${first.event}/${second.event}/${hex(first.subject)}`,
  reason,
  subject: first.subject,
  first: seen(first),
  second: seen(second),
  distanceM: metres,
});

/**
 * The sighting at another post that the new one contradicts most: nobody gets from one to the other in the time between, even where the two
 * clocks are apart as far as they may be. Null: none, or a post is not on the map.
 */
export function impossibleTravel(added: SightingRow, near: readonly SightingRow[], places: PostPlaces, rules: Rules): Contradiction | null {
  const here = places.get(added.post);
  if (added.weight < 2 || here === undefined) return null;
  let worst: { readonly other: SightingRow; readonly metres: number; readonly lackingMs: number } | null = null;
  for (const other of near) {
    const there = other.post === added.post || other.weight < 2 ? undefined : places.get(other.post);
    if (there === undefined) continue;
    const metres = Math.round(distanceM(here, there));
    const lackingMs = travelMs(metres, rules) - Math.abs(added.occurredAt - other.occurredAt) - rules.skewMs;
    if (lackingMs > 0 && (worst === null || lackingMs > worst.lackingMs)) worst = { other, metres, lackingMs };
  }
  if (worst === null) return null;
  const { other, metres } = worst;
  const [first, second] = other.occurredAt <= added.occurredAt ? [other, added] : [added, other];
  return contradiction("impossible-travel", first, second, metres);
}

/** The entry before at the same post with no exit anywhere between: two people with one permit. Null: none. */
export function doubleEntry(added: SightingRow, near: readonly SightingRow[], rules: Rules): Contradiction | null {
  if (!isEntry(added)) return null;
  const before = near.findLast(
    (one) => isEntry(one) && one.post === added.post && one.event !== added.event && one.occurredAt < added.occurredAt,
  );
  if (before === undefined) return null;
  const gap = added.occurredAt - before.occurredAt;
  if (gap < rules.doubleEntryFromMs || gap > rules.doubleEntryToMs) return null;
  return hasLeft(near, before.occurredAt, added.occurredAt) ? null : contradiction("shared-permit", before, added, null);
}
const isEntry = (one: SightingRow): boolean => one.kind === "passage" && one.direction === "in" && one.weight === 2;

/** Any exit counts, of a camera too: whoever may have left is not suspected. Somebody looked up on the way out has left as well. */
export const hasLeft = (near: readonly SightingRow[], from: number, to: number): boolean =>
  near.some((one) => one.direction === "out" && one.occurredAt >= from && one.occurredAt <= to);

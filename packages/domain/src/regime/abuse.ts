import * as v from "valibot";

const Whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const Percent = Whole(1, 100);

/**
 * From when on the authority is shown a pattern of permits, and a subject that stood at two posts is flagged. Data of the regime,
 * so that a threshold is changed as every rule is: signed, versioned, from a moment on.
 */
export const AbuseRules = v.strictObject({
  /** Organisations that name one person or vehicle, from so many on. */
  holdersFrom: Whole(2, 100),
  /** Two rosters are copies with so many subjects in common, or this share of the smaller one (of at least ten). */
  copySharedFrom: Whole(2, 10_000),
  copySharePercent: Percent,
  /** A later addition of at least so many people that are this share of the roster it makes. */
  bulkFrom: Whole(2, 10_000),
  bulkSharePercent: Percent,
  /** People taken out again within so long after they were added, so many of one organisation in a day. */
  churnFrom: Whole(2, 10_000),
  churnWithinHours: Whole(1, 720),
  /** Vehicles of regions that are not the city's own, so many of one addition and this share of its vehicles. */
  distantFrom: Whole(2, 10_000),
  distantSharePercent: Percent,
  homeRegions: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9]{2}$/))), v.maxLength(30)),
  /** The people of a ledger grew to so many per cent of what they were a day before, from at least so many people on. */
  growthPercent: Whole(101, 10_000),
  growthFrom: Whole(2, 10_000),
  /** Nobody drives the straight line between two posts faster. Kilometres an hour. */
  speedKmh: Whole(30, 400),
  /** How far the clocks of two posts may be apart. */
  skewMs: Whole(0, 3_600_000),
  /** Two entries at one post without an exit between, later than this and sooner than that, are two people with one permit. */
  doubleEntryFromMs: Whole(60_000, 86_400_000),
  doubleEntryToMs: Whole(60_000, 86_400_000),
  /** How long a flag refers, from what was seen last. */
  flagMs: Whole(60_000, 86_400_000),
});
export type AbuseRules = v.InferOutput<typeof AbuseRules>;

/** In force where a regime says nothing of it. */
export const defaultAbuseRules: AbuseRules = {
  holdersFrom: 2,
  copySharedFrom: 20,
  copySharePercent: 50,
  bulkFrom: 20,
  bulkSharePercent: 40,
  churnFrom: 5,
  churnWithinHours: 48,
  distantFrom: 5,
  distantSharePercent: 50,
  homeRegions: ["02", "05", "19"],
  growthPercent: 300,
  growthFrom: 20,
  speedKmh: 110,
  skewMs: 180_000,
  doubleEntryFromMs: 600_000,
  doubleEntryToMs: 7_200_000,
  flagMs: 43_200_000,
};

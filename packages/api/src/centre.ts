import { TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, EventId } from "./common.ts";

/**
 * The situation centre. A panel is a table: the screen draws it, `?format=csv` gives it as a file. `?from=MS&to=MS` bound the time
 * of the events (whole hours), default the last 24 hours. Tables name posts, reasons and counts, never people.
 */
export const centreRoutes = {
  panel: "/api/v1/centre/panels/:panel",
  /** GeoJSON of posts with their counts, and of sites with their look. */
  mapPosts: "/api/v1/centre/map/posts",
  mapSites: "/api/v1/centre/map/sites",
  dailyCard: "/api/v1/centre/daily-card",
} as const;

export const columnTypes = [
  "post",
  "ledger",
  "outcome",
  "reason",
  "country",
  "code",
  "text",
  "count",
  "time",
  "duration",
  "percent",
  "flag",
] as const;
export const Column = v.strictObject({ column: Code, type: v.picklist(columnTypes) });
export type Column = v.InferOutput<typeof Column>;
/** Columns of each panel, in this order. Times are Unix ms, durations ms. */
export const panels = {
  /** A row a post: look-ups with a verdict, what went through, and how long a car took. */
  flow: [
    ["post", "post"],
    ["ledger", "ledger"],
    ["lookups", "count"],
    ["allow", "count"],
    ["refer", "count"],
    ["deny", "count"],
    ["passages-in", "count"],
    ["passages-out", "count"],
    ["refusals", "count"],
    ["referrals", "count"],
    ["seconds-per-car", "duration"],
  ],
  /** A row an hour and ledger. */
  hours: [
    ["hour", "time"],
    ["ledger", "ledger"],
    ["allow", "count"],
    ["refer", "count"],
    ["deny", "count"],
    ["passages", "count"],
  ],
  /** Why people were turned away or referred, most frequent first; of what was refused at the post, not only computed. */
  reasons: [
    ["reason", "reason"],
    ["ledger", "ledger"],
    ["refusals", "count"],
    ["referrals", "count"],
  ],
  /** Open ones, oldest first. */
  referrals: [
    ["number", "text"],
    ["post", "post"],
    ["lane", "code"],
    ["reason", "reason"],
    ["state", "code"],
    ["opened-at", "time"],
    ["age", "duration"],
  ],
  /** The last count of each lane. */
  queue: [
    ["post", "post"],
    ["lane", "code"],
    ["vehicles-waiting", "count"],
    ["counted-at", "time"],
    ["seconds-per-car", "duration"],
  ],
  /** A row a post and country. `pending`: started, not read. */
  tests: [
    ["post", "post"],
    ["country", "country"],
    ["arrivals", "count"],
    ["selected", "count"],
    ["tested", "count"],
    ["negative", "count"],
    ["positive-acute", "count"],
    ["positive-past", "count"],
    ["invalid", "count"],
    ["pending", "count"],
  ],
  /** A row a state. */
  holds: [
    ["state", "code"],
    ["holds", "count"],
    ["oldest-at", "time"],
    ["pcr-overdue", "count"],
  ],
  /** A row a sector. */
  sites: [
    ["sector", "code"],
    ["name", "text"],
    ["sites", "count"],
    ["planned", "count"],
    ["claimed", "count"],
    ["no-access", "count"],
    ["awaiting-validation", "count"],
    ["clean", "count"],
    ["expiring", "count"],
    ["expired", "count"],
    ["rejected", "count"],
  ],
  /** A row a node: `lag` is how late its newest event came in, `age` how long ago that was. */
  nodes: [
    ["source", "code"],
    ["post", "post"],
    ["present", "flag"],
    ["last-heard-at", "time"],
    ["age", "duration"],
    ["lag", "duration"],
    ["events", "count"],
  ],
  /** A row a laboratory and day. */
  "daily-card": [
    ["date", "text"],
    ["laboratory", "code"],
    ["capacity", "count"],
    ["tested", "count"],
    ["positive", "count"],
    ["over-capacity", "flag"],
  ],
} as const satisfies Record<string, readonly (readonly [string, (typeof columnTypes)[number]])[]>;
export type PanelName = keyof typeof panels;
export const panelNames = [
  "flow",
  "hours",
  "reasons",
  "referrals",
  "queue",
  "tests",
  "holds",
  "sites",
  "nodes",
  "daily-card",
] as const satisfies readonly PanelName[];
const Cell = v.union([v.pipe(v.string(), v.maxLength(200)), v.number(), v.boolean(), v.null()]);
export const PanelReply = v.strictObject({
  panel: v.picklist(panelNames),
  asOf: TimeMs,
  from: TimeMs,
  to: TimeMs,
  columns: v.pipe(v.array(Column), v.maxLength(20)),
  rows: v.pipe(v.array(v.pipe(v.array(Cell), v.maxLength(20))), v.maxLength(10_000)),
  /** Events that are stored but not yet counted. */
  behind: Count,
});
export type PanelReply = v.InferOutput<typeof PanelReply>;

const People = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
/** The city's daily form, as the centre types it. Tested above capacity happens: it is told, never refused. */
export const DailyCard = v.strictObject({
  id: EventId,
  date: v.pipe(v.string(), v.regex(/^20[0-9]{2}-[01][0-9]-[0-3][0-9]$/)),
  newCases: People,
  recovered: People,
  deaths: People,
  examined: People,
  contacts: v.strictObject({ found: People, isolated: People }),
  beds: v.strictObject({ total: People, occupied: People, intensive: People, ventilators: People }),
  laboratories: v.pipe(v.array(v.strictObject({ laboratory: Code, capacity: People, tested: People, positive: People })), v.maxLength(64)),
  outbreaks: v.pipe(
    v.array(v.strictObject({ place: v.pipe(v.string(), v.minLength(1), v.maxLength(120)), cases: People })),
    v.maxLength(100),
  ),
  vehicles: v.strictObject({ in: People, out: People }),
  note: v.pipe(v.string(), v.maxLength(1_000)),
});
export type DailyCard = v.InferOutput<typeof DailyCard>;
export const cardWarnings = [
  "tested-over-capacity",
  "positive-over-tested",
  "beds-over-total",
  "vehicles-differ-from-counted",
  "isolated-over-found",
] as const;
/** GET `?date=YYYY-MM-DD`: the newest card of the day and what the system itself counted that day. */
export const DailyCardReply = v.strictObject({
  card: v.nullable(DailyCard),
  savedAt: v.nullable(TimeMs),
  savedBy: v.nullable(Code),
  counted: v.strictObject({ vehiclesIn: Count, vehiclesOut: Count, tested: Count, positive: Count }),
  warnings: v.pipe(v.array(v.strictObject({ code: v.picklist(cardWarnings), at: v.pipe(v.string(), v.maxLength(60)) })), v.maxLength(200)),
});
export type DailyCardReply = v.InferOutput<typeof DailyCardReply>;

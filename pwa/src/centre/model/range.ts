import { centreRoutes, type PanelName } from "@beket/api";
import { civilDate, civilTime } from "@beket/domain";

export const timeRanges = ["day", "today", "week"] as const;
/** `day`: the last 24 hours, central's own default. */
export type RangeName = (typeof timeRanges)[number];
export type TimeRange = { readonly from: number; readonly to: number } | null;

const hourMs = 3_600_000;

/** Whole hours, since central counts by them; `to` is the end of the hour that runs now. `today` starts at the city's midnight. */
export function rangeOf(name: RangeName, now: number, timeZone: string): TimeRange {
  if (name === "day") return null;
  const to = (Math.floor(now / hourMs) + 1) * hourMs;
  if (name === "week") return { from: to - 168 * hourMs, to };
  // Zones of half an hour exist; the hour in which the day began is counted as a whole.
  const from = Math.floor((now - civilTime(now, timeZone).minute * 60_000) / hourMs) * hourMs;
  return { from, to };
}

const query = (range: TimeRange): string => (range === null ? "" : `from=${range.from}&to=${range.to}`);

export function panelPath(panel: PanelName, range: TimeRange): string {
  const path = centreRoutes.panel.replace(":panel", panel);
  return range === null ? path : `${path}?${query(range)}`;
}

/** The same table as a file. */
export function csvPath(panel: PanelName, range: TimeRange): string {
  const path = `${centreRoutes.panel.replace(":panel", panel)}?format=csv`;
  return range === null ? path : `${path}&${query(range)}`;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `beket-flow-2020-04-16-1402.csv`: what it is and the city's time it was asked at. */
export function csvName(panel: string, at: number, timeZone: string): string {
  const { year, month, day } = civilDate(at, timeZone);
  const { minute } = civilTime(at, timeZone);
  return `beket-${panel}-${year}-${two(month)}-${two(day)}-${two(Math.floor(minute / 60))}${two(minute % 60)}.csv`;
}

/** The city's date of a moment as fields and routes write it. */
export function dateText(ms: number, timeZone: string): string {
  const { year, month, day } = civilDate(ms, timeZone);
  return `${year}-${two(month)}-${two(day)}`;
}

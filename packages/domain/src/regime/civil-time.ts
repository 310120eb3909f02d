import type { WeeklyWindow } from "../records/types.ts";
import { assert } from "../result.ts";

/** Weekday 0 = Monday, minute since midnight (0–1439), both by the city's clock. */
export type CivilTime = { readonly weekday: number; readonly minute: number };
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

const quarterMs = 900_000;
const dayMs = 86_400_000;
/** Every zone change falls on a quarter of an hour, so an offset holds for its quarter. The cache changes speed, never a result. */
const offsetCache = new Map<string, { readonly quarter: number; readonly offsetMs: number }>();
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Civil time of an instant in a zone of the tz database. Almaty was UTC+6 until 2024-02-29 and is UTC+5 since 2024-03-01: never a
 * constant. Throws on a zone the runtime does not know; `validateRegime` reports such a zone before it is used.
 */
export function civilTime(ms: number, timeZone: string): CivilTime {
  const local = ms + zoneOffsetMs(ms, timeZone);
  const days = Math.floor(local / dayMs);
  // 1970-01-01 was a Thursday.
  return { weekday: (((days + 3) % 7) + 7) % 7, minute: Math.floor((local - days * dayMs) / 60_000) };
}

export function civilDate(ms: number, timeZone: string): CivilDate {
  const local = new Date(ms + zoneOffsetMs(ms, timeZone));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

export function isKnownTimeZone(timeZone: string): boolean {
  try {
    formatterOf(timeZone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * True inside a weekly window. A window that wraps past midnight belongs to the day it starts on: Monday 22:00–06:00 holds on Tuesday
 * at 02:00. Equal minutes mean a full day from that minute.
 */
export function isInWindow(window: WeeklyWindow, time: CivilTime): boolean {
  const { fromMinute, toMinute } = window;
  const today = hasDay(window, time.weekday);
  if (fromMinute < toMinute) return today && time.minute >= fromMinute && time.minute < toMinute;
  const yesterday = hasDay(window, (time.weekday + 6) % 7);
  return (today && time.minute >= fromMinute) || (yesterday && time.minute < toMinute);
}

export const hasDay = (window: WeeklyWindow, weekday: number): boolean => (window.days & (1 << weekday)) !== 0;

function zoneOffsetMs(ms: number, timeZone: string): number {
  const quarter = Math.floor(ms / quarterMs);
  const cached = offsetCache.get(timeZone);
  if (cached?.quarter === quarter) return cached.offsetMs;
  const at = quarter * quarterMs;
  const parts: Record<string, number> = {};
  for (const part of formatterOf(timeZone).formatToParts(at)) parts[part.type] = Number(part.value);
  const local = Date.UTC(
    parts["year"] ?? 0,
    (parts["month"] ?? 0) - 1,
    parts["day"] ?? 0,
    parts["hour"] ?? 0,
    parts["minute"] ?? 0,
    parts["second"] ?? 0,
  );
  assert(Number.isFinite(local), "the runtime formats civil time");
  const offsetMs = local - at;
  offsetCache.set(timeZone, { quarter, offsetMs });
  return offsetMs;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

import { civilDate, err, ok, type Result } from "@beket/domain";

export const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A quarter of a year: what the hours of every post still add up to at once. */
export const rangeMaxMs = 92 * dayMs;
const timeMax = 8.64e15;

/** Unix ms, whole hours; `to` is not in it. */
export type Range = { readonly from: number; readonly to: number };

/**
 * The range that a query asks for, widened to whole hours. Without `to`: to the end of the present hour; without `from`: 24 hours before
 * `to`. Not numbers, the wrong way round or longer than {@link rangeMaxMs}: refused.
 */
export function parseRange(
  query: { readonly from: string | undefined; readonly to: string | undefined },
  now: number,
): Result<Range, "range-invalid"> {
  const to = query.to === undefined ? Math.floor(now / hourMs) * hourMs + hourMs : Math.ceil(timeOf(query.to) / hourMs) * hourMs;
  const from = query.from === undefined ? to - dayMs : Math.floor(timeOf(query.from) / hourMs) * hourMs;
  return from >= 0 && from < to && to - from <= rangeMaxMs && to <= timeMax ? ok({ from, to }) : err("range-invalid");
}
const timeOf = (text: string): number => (/^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN);

const dateOf = (at: number, timeZone: string): string => {
  const { year, month, day } = civilDate(at, timeZone);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
};

/**
 * The hours of a civil day (`YYYY-MM-DD`) by the city's clock; null for a day that does not exist. Where the zone is not whole hours from
 * UTC an hour belongs to the day it begins in.
 */
export function civilDay(date: string, timeZone: string): Range | null {
  const noon = Date.parse(`${date}T12:00:00Z`);
  if (Number.isNaN(noon) || new Date(noon).toISOString().slice(0, 10) !== date) return null;
  const hours = Array.from({ length: 75 }, (_, at) => noon + (at - 37) * hourMs).filter((hour) => dateOf(hour, timeZone) === date);
  const [from] = hours;
  const last = hours.at(-1);
  return from === undefined || last === undefined ? null : { from, to: last + hourMs };
}

/** The first and the last civil day that a range touches. */
export const civilDays = ({ from, to }: Range, timeZone: string): { readonly first: string; readonly last: string } => ({
  first: dateOf(from, timeZone),
  last: dateOf(to - 1, timeZone),
});

const dayMs = 86_400_000;

type Parts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

// Numbers of the Gregorian calendar only: they need no locale data, which Chromium lacks for Kazakh.
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(timeZone, made);
  return made;
}

function partsOf(ms: number, timeZone: string): Parts {
  const texts = new Map(
    formatterOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number.parseInt(value, 10)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => texts.get(type) ?? 0;
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute"), second: part("second") };
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `YYYY-MM-DD` in the city's civil time. */
export function civilDateOf(ms: number, timeZone: string): string {
  const { year, month, day } = partsOf(ms, timeZone);
  return `${year}-${two(month)}-${two(day)}`;
}

const utcOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** True for a day that exists in the calendar, written `YYYY-MM-DD`. */
export const isCivilDate = (date: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  const ms = utcOf(date);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
};

export const dayAfter = (date: string): string => new Date(utcOf(date) + dayMs).toISOString().slice(0, 10);

/** Whole days from the first to the last, both counted. */
export const daysBetween = (first: string, last: string): number => Math.round((utcOf(last) - utcOf(first)) / dayMs) + 1;

const offsetMs = (ms: number, timeZone: string): number => {
  const { year, month, day, hour, minute, second } = partsOf(ms, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
};

/** The moment of a civil time by the tz database; in an hour that the clocks skip or repeat, the later offset's. */
export function civilTimeMs(date: string, minute: number, timeZone: string): number {
  const asUtc = utcOf(date) + minute * 60_000;
  // Two rounds suffice: the second uses the offset in force at the answer of the first.
  const first = asUtc - offsetMs(asUtc, timeZone);
  return asUtc - offsetMs(first, timeZone);
}

export const startOfDayMs = (date: string, timeZone: string): number => civilTimeMs(date, 0, timeZone);

/** `HH:MM` in the city's civil time. */
export function civilClockOf(ms: number, timeZone: string): string {
  const { hour, minute } = partsOf(ms, timeZone);
  return `${two(hour)}:${two(minute)}`;
}

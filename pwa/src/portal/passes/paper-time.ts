import { civilDate, civilTime, formatMinute } from "@beket/domain";

const two = (value: number): string => String(value).padStart(2, "0");
/** `16.04.2020 00:00`: read alike in all three languages. */
function paperDate(ms: number, timeZone: string): string {
  const { year, month, day } = civilDate(ms, timeZone);
  return `${two(day)}.${two(month)}.${year}`;
}
export const paperTime = (ms: number, timeZone: string): string =>
  `${paperDate(ms, timeZone)} ${formatMinute(civilTime(ms, timeZone).minute)}`;
/** The end, itself outside: midnight is `24:00` of the last day, as the applicant chose it. */
export const paperEnd = (ms: number, timeZone: string): string =>
  civilTime(ms, timeZone).minute === 0 ? `${paperDate(ms - 1, timeZone)} ${formatMinute(1440)}` : paperTime(ms, timeZone);

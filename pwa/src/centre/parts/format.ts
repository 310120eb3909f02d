import { age, count, dateTime, language, say } from "../../i18n/index.ts";
import { countryName } from "../../field/words/countries.ts";
import type { Centre } from "../context.ts";
import type { Cell, ColumnType } from "../model/panel.ts";
import { dateText } from "../model/range.ts";
import { dayOfMonth, formatShare, reasonLabel, secondsOf, timeOfDay } from "../model/show.ts";
import { fresh, tables } from "../words/frame.ts";
import { codeNames, ledgerShort, numberedName } from "../words/panels.ts";

/** A span in words: seconds while they matter, then as an age. */
export function span(ms: number): string {
  const seconds = secondsOf(ms);
  return seconds === null ? age(ms) : say(fresh.seconds(count(seconds)));
}
export const share = (part: number, whole: number): string => formatShare(part, whole, language.value);
export const reasonText = (code: string): string => reasonLabel(code, language.value);

/** The clock of today, or day and time. */
export function moment(ms: number, centre: Centre): string {
  const zone = centre.timeZone.value;
  return dateText(ms, zone) === dateText(centre.now.value, zone) ? timeOfDay(ms, zone) : dateTime(ms, zone);
}

/** The same in the width of a table's cell: `22.11, 23:15`. */
export function shortMoment(ms: number, centre: Centre): string {
  const zone = centre.timeZone.value;
  const time = timeOfDay(ms, zone);
  return dateText(ms, zone) === dateText(centre.now.value, zone) ? time : `${dayOfMonth(ms, zone)}, ${time}`;
}

/** A cell of a panel in words. */
export function cellText(type: ColumnType, cell: Cell, centre: Centre): string {
  if (cell === null) return "–";
  if (typeof cell === "boolean") return say(cell ? tables.yes : tables.no);
  if (typeof cell === "number") {
    if (type === "time") return shortMoment(cell, centre);
    if (type === "duration") return span(cell);
    return type === "percent" ? share(cell, 100) : count(cell);
  }
  if (type === "post") return centre.postName(cell);
  if (type === "reason") return reasonText(cell);
  if (type === "country") return say(countryName(cell));
  const named = type === "ledger" ? ledgerShort[cell] : type === "code" ? (codeNames[cell] ?? numberedName(cell)) : undefined;
  return named === undefined ? cell : say(named);
}

import { civilDate, civilTime, formatMinute, type Language, reasonCodes, reasonSentence, type ReasonCode } from "@beket/domain";

const isReasonCode = (code: string): code is ReasonCode => reasonCodes.some((known) => known === code);

/** A reason's cause as a label: without its full stop and without the facts of one case. Another code is shown as it is. */
export function reasonLabel(code: string, language: Language): string {
  if (!isReasonCode(code)) return code;
  return reasonSentence({ code }, language).cause.replace(/\.$/, "");
}

/** `14:02` of the city; with seconds `14:02:09`. */
export function timeOfDay(ms: number, timeZone: string, withSeconds = false): string {
  const text = formatMinute(civilTime(ms, timeZone).minute);
  return withSeconds ? `${text}:${String(Math.floor(ms / 1_000) % 60).padStart(2, "0")}` : text;
}

/** `16.04`, day and month: understood in all three languages. */
export function dayOfMonth(ms: number, timeZone: string): string {
  const { month, day } = civilDate(ms, timeZone);
  return `${String(day).padStart(2, "0")}.${String(month).padStart(2, "0")}`;
}

const noBreakSpace = "\u00a0";
/** A share in per cent: whole from 10 on, else with one place, so that a small share is not 0. A comma in Kazakh and Russian. */
export function formatShare(part: number, whole: number, language: Language): string {
  if (whole <= 0) return "–";
  const percent = (part / whole) * 100;
  const isWhole = percent >= 10 || percent === 0;
  const text = isWhole ? String(Math.round(percent)) : percent.toFixed(1);
  return language === "en" ? `${text}%` : `${text.replace(".", ",")}${noBreakSpace}%`;
}

/** Whole seconds of a short span, else null: an age in minutes says enough. */
export const secondsOf = (ms: number): number | null => (Math.abs(ms) < 120_000 ? Math.round(ms / 1_000) : null);

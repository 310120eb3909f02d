import { formatAge, formatDateTime, type Language } from "@beket/domain";
import { language } from "./language.ts";

// Chromium has no Kazakh locale data (it prints "2020 M03 19"), so nothing here asks Intl for words, order or separators.
const noBreakSpace = "\u00a0";

/** Groups of three; a comma in English, a no-break space in Kazakh and Russian, from five digits on. Whole numbers only. */
export function formatCountIn(count: number, language: Language): string {
  const digits = String(Math.trunc(Math.abs(count)));
  const sign = count < 0 ? "−" : "";
  if (digits.length < 5) return sign + digits;
  return sign + digits.replaceAll(/\B(?=(?:\d{3})+$)/g, language === "en" ? "," : noBreakSpace);
}

/** Russian has three forms, English two, Kazakh one after a number. */
export function pluralRu(count: number, one: string, few: string, many: string): string {
  const last = count % 10;
  const lastTwo = count % 100;
  if (last === 1 && lastTwo !== 11) return one;
  return last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14) ? few : many;
}

export const count = (value: number): string => formatCountIn(value, language.value);
export const age = (ms: number): string => formatAge(Math.max(0, ms), language.value);
export const dateTime = (ms: number, timeZone: string): string => formatDateTime(ms, timeZone, language.value);

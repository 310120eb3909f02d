import type { Sentence } from "@beket/eds";
import { formatDate } from "@beket/domain";

export type Language = "kk" | "ru" | "en";

/** Who reads the report: in what language, and by the clock of which zone of the tz database. */
export type Reader = { readonly language: Language; readonly zone: string };

/** The clock of the courts and of the situation centre. */
export const cityZone = "Asia/Almaty";

/** A moment to the second, by the reader's clock, with its distance from UTC: `2 сентября 2022 г., 22:53:59 (UTC+06:00)`. */
export const moment = (ms: number, { language, zone }: Reader): string => {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", timeStyle: "medium" }).format(ms);
  const named = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(ms);
  const offset = named.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return `${formatDate(ms, zone, language)}, ${clock} (${offset.replace("GMT", "UTC").replace("+00:00", "")})`;
};

/** Whatever a certificate says about its holder must not draw over the terminal. */
export const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

export const say = (kk: string, ru: string, en: string): Sentence => ({ kk, ru, en });

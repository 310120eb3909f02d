import { contentOf, type DerNode } from "./reader.ts";
import { demand } from "./values.ts";
import { tags } from "./tags.ts";

/**
 * Milliseconds since 1970 of a UTCTime or GeneralizedTime in the form of RFC 5280 4.1.2.5: seconds present, `Z`,
 * no fraction; two-digit years are 1950 to 2049.
 */
export const timeOf = (node: DerNode): number => {
  demand(node.tag === tags.utcTime || node.tag === tags.generalizedTime, "a time");
  const content = contentOf(node);
  demand(content.length <= 15, "a short time");
  const text = String.fromCharCode(...content);
  const pattern = node.tag === tags.utcTime ? /^\d{12}Z$/ : /^\d{14}Z$/;
  demand(pattern.test(text), "digits and Z");
  const yearDigits = node.tag === tags.utcTime ? 2 : 4;
  const yearRead = Number(text.slice(0, yearDigits));
  const year = yearDigits === 4 ? yearRead : yearRead + (yearRead < 50 ? 2000 : 1900);
  const part = (at: number): number => Number(text.slice(yearDigits + at, yearDigits + at + 2));
  const [month, day, hour, minute, second] = [part(0), part(2), part(4), part(6), part(8)] as const;
  demand(month >= 1 && month <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60, "a time of day");
  const value = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(value);
  // A day beyond its month would roll over; years below 100 would be moved by Date.UTC.
  demand(back.getUTCDate() === day && back.getUTCFullYear() === year, "a day of the calendar");
  return value;
};

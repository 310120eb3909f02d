import type { DerNode } from "./reader.ts";
import { demand } from "./values.ts";
import { tags } from "./tags.ts";

/** Two decimal digits; two that are none make a number above 99. */
const twoDigitsAt = (source: Uint8Array, at: number): number => {
  const tens = (source[at] ?? 0) - 0x30;
  const ones = (source[at + 1] ?? 0) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : 1000;
};

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysOf = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : 30 + ((month + (month >> 3)) & 1));

/**
 * Milliseconds since 1970 of the content of a UTCTime or GeneralizedTime in the form of RFC 5280 4.1.2.5: seconds present,
 * `Z`, no fraction; two-digit years are 1950 to 2049. Years below 100 are refused. A list has a million of these.
 */
export const timeAt = (source: Uint8Array, tag: number, start: number, end: number): number => {
  demand(tag === tags.utcTime || tag === tags.generalizedTime, "a time");
  const yearDigits = tag === tags.utcTime ? 2 : 4;
  demand(end - start === yearDigits + 11 && source[end - 1] === 0x5a, "digits and Z");
  const firstTwo = twoDigitsAt(source, start);
  const lastTwo = twoDigitsAt(source, start + yearDigits - 2);
  demand(firstTwo < 100 && lastTwo < 100, "digits of a year");
  const year = yearDigits === 4 ? 100 * firstTwo + lastTwo : lastTwo + (lastTwo < 50 ? 2000 : 1900);
  const rest = start + yearDigits;
  const month = twoDigitsAt(source, rest);
  const day = twoDigitsAt(source, rest + 2);
  const hour = twoDigitsAt(source, rest + 4);
  const minute = twoDigitsAt(source, rest + 6);
  const second = twoDigitsAt(source, rest + 8);
  demand(year >= 100 && month >= 1 && month <= 12, "a month of the calendar");
  demand(day >= 1 && day <= daysOf(year, month) && hour < 24 && minute < 60 && second < 60, "a day of the calendar and a time of it");
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

export const timeOf = (node: DerNode): number => timeAt(node.source, node.tag, node.contentStart, node.end);

import { err, ok, type Result } from "../result.ts";
import { squashDigits, type Squashed } from "./characters.ts";
import { checkDigit } from "./check-digit.ts";
import type { Iin, SubjectError } from "./parsed.ts";
import type { SubjectKey } from "./types.ts";

const noFlags: Iin["flags"] = [];
const verifyDocument: Iin["flags"] = ["verify-document"];
const centuries = [1800, 1900, 2000] as const;

/**
 * Reads an individual identification number (IIN): `YYMMDD`, century and sex, four serial digits, check digit.
 *
 * The date must exist in its century. A seventh digit of 0 (issued to some foreigners) is taken with the flag
 * `verify-document`: whoever decides on it looks at the paper. Identities of the national CA's test environment fail here.
 */
export function parseIin(text: string): Result<Iin, SubjectError> {
  const digits = squashDigits(text);
  if (!digits.ok) return digits;
  return iinOfDigits(digits.value);
}

export function iinOfDigits(squashed: Squashed): Result<Iin, SubjectError> {
  const { value, at } = squashed;
  if (value.length !== 12) return err({ code: "wrong-length", at: at(Math.min(value.length, 12)) });
  const two = (index: number) => (value.charCodeAt(index) - 48) * 10 + value.charCodeAt(index + 1) - 48;
  const [year, month, day, century] = [two(0), two(2), two(4), value.charCodeAt(6) - 48];
  if (month < 1 || month > 12) return err({ code: "bad-date", at: at(2) });
  if (day < 1 || day > 31) return err({ code: "bad-date", at: at(4) });
  if (century > 6) return err({ code: "bad-century", at: at(6) });
  const possible = century === 0 ? centuries : centuries.slice((century - 1) >> 1, ((century - 1) >> 1) + 1);
  const fullYear = possible.find((start) => day <= daysInMonth(start + year, month));
  if (fullYear === undefined) return err({ code: "bad-date", at: at(4) });
  const check = checkDigit(value);
  if (check === null) return err({ code: "never-issued" });
  if (check !== value.charCodeAt(11) - 48) return err({ code: "bad-check-digit", at: at(11) });
  if (century === 0) return ok({ value, birthDate: null, sex: "unknown", flags: verifyDocument });
  const birthDate = `${fullYear + year}-${value.slice(2, 4)}-${value.slice(4, 6)}`;
  return ok({ value, birthDate, sex: century % 2 === 1 ? "male" : "female", flags: noFlags });
}

/** Days of a month (1–12) in the Gregorian calendar. */
function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

export const iinKey = (iin: Iin): SubjectKey => ({ scheme: "iin", country: "KAZ", value: iin.value });

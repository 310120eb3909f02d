import { err, ok, type Result } from "../result.ts";
import { squashDigits, type Squashed } from "./characters.ts";
import { checkDigit } from "./check-digit.ts";
import type { Bin, SubjectError } from "./parsed.ts";
import type { SubjectKey } from "./types.ts";

const types: Readonly<Record<string, Bin["type"]>> = {
  "4": "resident",
  "5": "non-resident",
  "6": "joint-sole-proprietorship",
};
const details: Readonly<Record<string, Bin["detail"]>> = {
  "0": "head-office",
  "1": "branch",
  "2": "representation",
  "3": "farm",
};

/** Reads a business identification number (BIN): `YYMM`, type, detail, five serial digits, check digit. */
export function parseBin(text: string): Result<Bin, SubjectError> {
  const digits = squashDigits(text);
  if (!digits.ok) return digits;
  return binOfDigits(digits.value);
}

export function binOfDigits(squashed: Squashed): Result<Bin, SubjectError> {
  const { value, at } = squashed;
  if (value.length !== 12) return err({ code: "wrong-length", at: at(Math.min(value.length, 12)) });
  const month = Number(value.slice(2, 4));
  if (month < 1 || month > 12) return err({ code: "bad-date", at: at(2) });
  const type = types[value.charAt(4)];
  if (type === undefined) return err({ code: "bad-type", at: at(4) });
  const detail = details[value.charAt(5)];
  if (detail === undefined) return err({ code: "bad-type", at: at(5) });
  const check = checkDigit(value);
  if (check === null) return err({ code: "never-issued" });
  if (check !== value.charCodeAt(11) - 48) return err({ code: "bad-check-digit", at: at(11) });
  return ok({ value, registered: `${value.slice(0, 2)}-${value.slice(2, 4)}`, type, detail });
}

/**
 * What twelve digits can only be. The fifth digit decides: an IIN has the tens of a day there (0–3), a BIN its type (4–6), so no number is both.
 */
export function schemeOfDigits(value: string): "iin" | "bin" | null {
  const fifth = value.charCodeAt(4) - 48;
  if (fifth <= 3) return "iin";
  return fifth <= 6 ? "bin" : null;
}

export const binKey = (bin: Bin): SubjectKey => ({ scheme: "bin", country: "KAZ", value: bin.value });

import { err, ok, type Result } from "../result.ts";
import { parseIin } from "./iin.ts";
import type { Mrz, SubjectError } from "./parsed.ts";

const mrzTextCharsMax = 200;
const weights = [7, 3, 1] as const;
const digitForLetter: Readonly<Record<string, string>> = { O: "0", Q: "0", D: "0", I: "1", Z: "2", S: "5", B: "8" };

type Check = { readonly data: string; readonly digit: string };

/**
 * Parses a machine-readable zone of format TD1 (identity card, 3 × 30) or TD3 (passport, 2 × 44), with or without line breaks.
 *
 * ICAO 9303 part 3 §4.9 (check digits), part 4 §4.2 (TD3), part 5 §4.2 (TD1). Every check digit must hold, the composite one too.
 * Laxer than the standard: letters that a reader took for digits are mended in purely numeric fields before the check digits decide.
 */
export function parseMrz(text: string): Result<Mrz, SubjectError> {
  if (text.length > mrzTextCharsMax) return err({ code: "too-long", at: mrzTextCharsMax });
  const zone = text
    .toUpperCase()
    .replace(/[«‹〈]/g, "<")
    .replace(/\s/g, "");
  if (zone === "") return err({ code: "empty" });
  if (!/^[A-Z0-9<]*$/.test(zone)) return err({ code: "mrz-format" });
  if (zone.length === 90) return parseTd1(zone.slice(0, 30), zone.slice(30, 60), zone.slice(60));
  if (zone.length === 88) return parseTd3(zone.slice(0, 44), zone.slice(44));
  return err({ code: "mrz-format" });
}

function parseTd1(first: string, second: string, third: string): Result<Mrz, SubjectError> {
  if (!/^[AIC]/.test(first)) return err({ code: "mrz-format" });
  const birth = numeric(second.slice(0, 7));
  const expiry = numeric(second.slice(8, 15));
  const optional = first.slice(15);
  // A number longer than nine characters goes on in the optional data, its check digit last (part 5, note j).
  const long = first.charAt(14) === "<" ? (/^[A-Z0-9]+/.exec(optional)?.[0] ?? "") : "";
  const number =
    long === ""
      ? { data: first.slice(5, 14), digit: numeric(first.charAt(14)) }
      : { data: first.slice(5, 14) + long.slice(0, -1), digit: long.slice(-1) };
  // The optional data may hold an IIN whose digits were misread; the composite runs over the mended zone too.
  const issuer = countryOf(first.slice(2, 5));
  const upper = long === "" ? number.data + number.digit + (issuer === "KAZ" ? numeric(optional) : optional) : first.slice(5);
  const checks: readonly Check[] = [
    number,
    { data: birth.slice(0, 6), digit: birth.charAt(6) },
    { data: expiry.slice(0, 6), digit: expiry.charAt(6) },
    { data: upper + birth + expiry + second.slice(18, 29), digit: numeric(second.charAt(29)) },
  ];
  return finish({
    format: "TD1",
    code: first.slice(0, 2),
    issuer,
    nationality: countryOf(second.slice(15, 18)),
    number: number.data,
    birth,
    sex: second.charAt(7),
    expiry,
    names: third,
    optional: long === "" ? optional : "",
    checks,
  });
}

function parseTd3(first: string, second: string): Result<Mrz, SubjectError> {
  if (!first.startsWith("P")) return err({ code: "mrz-format" });
  const issuer = countryOf(first.slice(2, 5));
  const numberDigit = numeric(second.charAt(9));
  const birth = numeric(second.slice(13, 20));
  const expiry = numeric(second.slice(21, 28));
  const read = second.slice(28, 42);
  const personal = issuer === "KAZ" ? numeric(read) : read;
  const personalDigit = numeric(second.charAt(42));
  const checks: Check[] = [
    { data: second.slice(0, 9), digit: numberDigit },
    { data: birth.slice(0, 6), digit: birth.charAt(6) },
    { data: expiry.slice(0, 6), digit: expiry.charAt(6) },
    { data: second.slice(0, 9) + numberDigit + birth + expiry + personal + personalDigit, digit: numeric(second.charAt(43)) },
  ];
  // An empty personal number may carry `<` in place of its check digit (part 4 §4.2.2).
  if (!(personalDigit === "<" && /^<*$/.test(personal))) checks.push({ data: personal, digit: personalDigit });
  return finish({
    format: "TD3",
    code: first.slice(0, 2),
    issuer,
    nationality: countryOf(second.slice(10, 13)),
    number: second.slice(0, 9),
    birth,
    sex: second.charAt(20),
    expiry,
    names: first.slice(5),
    optional: personal,
    checks,
  });
}

type Zone = {
  readonly format: Mrz["format"];
  readonly code: string;
  readonly issuer: string | null;
  readonly nationality: string | null;
  readonly number: string;
  readonly birth: string;
  readonly sex: string;
  readonly expiry: string;
  readonly names: string;
  readonly optional: string;
  readonly checks: readonly Check[];
};

function finish(zone: Zone): Result<Mrz, SubjectError> {
  if (zone.checks.some((check) => mrzCheckDigit(check.data) !== check.digit)) return err({ code: "mrz-check-digit" });
  if (zone.issuer === null || zone.nationality === null) return err({ code: "bad-country" });
  const documentNumber = zone.number.replaceAll("<", "");
  if (documentNumber === "") return err({ code: "mrz-format" });
  const [surname = "", given = ""] = zone.names.split("<<", 2);
  const iin = zone.issuer === "KAZ" ? parseIin(numeric(zone.optional.replaceAll("<", ""))) : null;
  return ok({
    format: zone.format,
    documentCode: zone.code.replaceAll("<", ""),
    issuer: zone.issuer,
    documentNumber,
    nationality: zone.nationality,
    birthDate: zone.birth.slice(0, 6),
    sex: zone.sex === "M" ? "male" : zone.sex === "F" ? "female" : "unspecified",
    expiryDate: zone.expiry.slice(0, 6),
    surname: words(surname),
    givenNames: words(given),
    iin: iin?.ok === true ? iin.value.value : null,
  });
}

/** Check digit of ICAO 9303-3 §4.9 as a character: weights 7, 3, 1; letters count 10–35, the filler 0. */
export function mrzCheckDigit(data: string): string {
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    const code = data.charCodeAt(i);
    const value = code >= 65 ? code - 55 : code >= 48 && code <= 57 ? code - 48 : 0;
    sum += value * (weights[i % 3] ?? 0);
  }
  return String(sum % 10);
}

const numeric = (field: string) => field.replace(/[OQDIZSB]/g, (letter) => digitForLetter[letter] ?? letter);
const words = (field: string) => field.replace(/<+/g, " ").trim();

/** Three-letter country of a zone; Germany alone writes one letter. */
function countryOf(field: string): string | null {
  if (field === "D<<") return "DEU";
  return /^[A-Z]{3}$/.test(field) ? field : null;
}

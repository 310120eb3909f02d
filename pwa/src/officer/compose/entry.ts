import {
  type CountryCode,
  parseIin,
  parsePlate,
  type ParsedSubject,
  parseSubject,
  type Plate,
  type SubjectError,
  type SubjectScheme,
} from "@beket/domain";
import type { EntryMode } from "../../field/entry/typing.ts";

export const modeOf = (scheme: SubjectScheme): EntryMode => (scheme === "plate" ? "plate" : scheme === "doc" ? "document" : "iin");

/** What may be compared with the person or the car in front of the officer. */
export type EntryNote =
  | { readonly kind: "person"; readonly birthDate: string | null; readonly sex: "male" | "female" | "unknown" }
  | { readonly kind: "plate"; readonly plate: Plate }
  | { readonly kind: "document" };

export type Reading =
  | { readonly kind: "empty" }
  | { readonly kind: "partial"; readonly typed: number; readonly expected: number | null }
  | { readonly kind: "wrong"; readonly error: SubjectError }
  | { readonly kind: "valid"; readonly parsed: ParsedSubject; readonly note: EntryNote };

const iinLength = 12;
const plateCharsMin = 6;
const documentCharsMin = 5;

/** Reads the field after every key: nothing yet, not enough yet, certainly wrong, or an identifier that can be checked. */
export function readEntry(mode: EntryMode, text: string, country: CountryCode): Reading {
  if (text === "") return { kind: "empty" };
  switch (mode) {
    case "iin":
      return readIin(text);
    case "plate":
      return readPlate(text, country);
    case "document":
      return readDocument(text, country);
  }
}

function readIin(text: string): Reading {
  const early = earlyFault(text);
  if (early !== null) return { kind: "wrong", error: early };
  if (text.length < iinLength) return { kind: "partial", typed: text.length, expected: iinLength };
  const iin = parseIin(text);
  const parsed = parseSubject(text, { scheme: "iin" });
  if (!iin.ok) return { kind: "wrong", error: iin.error };
  if (!parsed.ok) return { kind: "wrong", error: parsed.error };
  return { kind: "valid", parsed: parsed.value, note: { kind: "person", birthDate: iin.value.birthDate, sex: iin.value.sex } };
}

/** A month, day or century that cannot be is told at its digit, not six keys later. */
function earlyFault(text: string): SubjectError | null {
  const month = Number(text.slice(2, 4));
  if (text.length >= 4 && (month < 1 || month > 12)) return { code: "bad-date", at: 2 };
  const day = Number(text.slice(4, 6));
  if (text.length >= 6 && (day < 1 || day > 31)) return { code: "bad-date", at: 4 };
  if (text.length >= 7 && Number(text.charAt(6)) > 6) return { code: "bad-century", at: 6 };
  return null;
}

function readPlate(text: string, country: CountryCode): Reading {
  const plate = parsePlate(text, country);
  const parsed = parseSubject(text, { scheme: "plate", country });
  if (plate.ok && parsed.ok) {
    // Two characters of a foreign plate already parse; nobody means them yet.
    if (plate.value.kind === "foreign" && text.length < 4) return { kind: "partial", typed: text.length, expected: null };
    return { kind: "valid", parsed: parsed.value, note: { kind: "plate", plate: plate.value } };
  }
  if (text.length < plateCharsMin) return { kind: "partial", typed: text.length, expected: null };
  return { kind: "wrong", error: plate.ok ? { code: "unrecognised" } : plate.error };
}

function readDocument(text: string, country: CountryCode): Reading {
  if (text.length < documentCharsMin) return { kind: "partial", typed: text.length, expected: null };
  const parsed = parseSubject(text, { scheme: "doc", country });
  return parsed.ok ? { kind: "valid", parsed: parsed.value, note: { kind: "document" } } : { kind: "wrong", error: parsed.error };
}

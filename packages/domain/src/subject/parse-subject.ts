import { err, ok, type Result } from "../result.ts";
import { binKey, binOfDigits, parseBin, schemeOfDigits } from "./bin.ts";
import { squash } from "./characters.ts";
import { documentKey, parseDocument } from "./document.ts";
import { iinKey, iinOfDigits, parseIin } from "./iin.ts";
import { parseMrz } from "./mrz.ts";
import type { Bin, IdentityDocument, Iin, Mrz, ParsedSubject, Plate, SubjectError, SubjectHint } from "./parsed.ts";
import { parsePlate, plateKey } from "./plate.ts";
import type { SubjectKey } from "./types.ts";

type Parsed = Result<ParsedSubject, SubjectError>;

/**
 * Reads whatever was typed, scanned or read by a camera and says what it is: IIN, BIN, plate or document.
 *
 * A scheme in the hint is obeyed, a role narrows the guess. A machine-readable zone gives the IIN where there is one, else the
 * document. Twelve digits are an IIN or a BIN by their fifth digit. What fits nothing is `unrecognised`: ask for the country.
 */
export function parseSubject(text: string, hint: SubjectHint = {}): Parsed {
  if (text.includes("<") || text.length > 64) return mrzSubject(text);
  if (hint.scheme === undefined) {
    return hint.role === "vehicle" ? map(parsePlate(text, hint.country), plateSubject) : guess(text, hint);
  }
  switch (hint.scheme) {
    case "iin":
      return map(parseIin(text), iinSubject);
    case "bin":
      return map(parseBin(text), binSubject);
    case "plate":
      return map(parsePlate(text, hint.country), plateSubject);
    case "doc":
      return map(parseDocument(text, hint.country ?? "XXX"), documentSubject);
  }
}

/** True where a key stands as `parseSubject` would write it: any other spelling would be kept and never be found. */
export function isNormalKey(key: SubjectKey): boolean {
  const parsed = parseSubject(key.value, { scheme: key.scheme, country: key.country });
  return parsed.ok && parsed.value.key.value === key.value && parsed.value.key.country === key.country;
}

function guess(text: string, hint: SubjectHint): Parsed {
  const squashed = squash(text, "plate");
  if (!squashed.ok) return squashed;
  const { value, at } = squashed.value;
  const foreign = hint.country !== undefined && hint.country !== "KAZ";
  if (/^[0-9]+$/.test(value)) {
    const numeric = guessDigits(text, value, at, foreign);
    if (numeric !== null) return numeric;
  }
  if (foreign) return guessForeign(text, value, hint.country ?? "XXX", hint.role);
  if (/^N[0-9]{8}$/.test(value)) return map(parseDocument(text, "KAZ"), documentSubject);
  if (hint.role === "person")
    return hint.country === undefined ? err({ code: "unrecognised" }) : map(parseDocument(text, hint.country), documentSubject);
  const plate = parsePlate(text, hint.country);
  return plate.ok
    ? ok(plateSubject(plate.value))
    : err({ code: plate.error.code === "unknown-pattern" ? "unrecognised" : plate.error.code });
}

function guessDigits(text: string, value: string, at: (index: number) => number, foreign: boolean): Parsed | null {
  if (value.length === 12) {
    const scheme = schemeOfDigits(value);
    if (scheme === "bin") return map(binOfDigits({ value, at }), binSubject);
    return map(iinOfDigits({ value, at }), iinSubject);
  }
  if (foreign) return null;
  // Nine digits are the number of a Kazakh identity card; any other count is a slip in an IIN.
  if (value.length === 9) return map(parseDocument(text, "KAZ"), documentSubject);
  return err({ code: "wrong-length", at: at(Math.min(value.length, 12)) });
}

function guessForeign(text: string, value: string, country: string, role: SubjectHint["role"]): Parsed {
  // Passports are a few letters and then digits; plates mix the two.
  const looksLikeDocument = /^[A-Z]{0,3}[0-9]{6,}$/.test(value);
  return role === "person" || looksLikeDocument
    ? map(parseDocument(text, country), documentSubject)
    : map(parsePlate(text, country), plateSubject);
}

function mrzSubject(text: string): Parsed {
  const zone = parseMrz(text);
  if (!zone.ok) return zone;
  const mrz: Mrz = zone.value;
  if (mrz.iin !== null) return map(parseIin(mrz.iin), (iin) => ({ ...iinSubject(iin), mrz }));
  return map(parseDocument(mrz.documentNumber, mrz.issuer), (document) => ({ ...documentSubject(document), mrz }));
}

const iinSubject = (iin: Iin): ParsedSubject => ({ key: iinKey(iin), flags: iin.flags, adjusted: [], mrz: null });
const binSubject = (bin: Bin): ParsedSubject => ({ key: binKey(bin), flags: [], adjusted: [], mrz: null });
const documentSubject = (document: IdentityDocument): ParsedSubject => ({
  key: documentKey(document),
  flags: [],
  adjusted: [],
  mrz: null,
});
const plateSubject = (plate: Plate): ParsedSubject => ({
  key: plateKey(plate),
  flags: [],
  adjusted: plate.adjusted,
  mrz: null,
});

function map<T, U, E>(result: Result<T, E>, change: (value: T) => U): Result<U, E> {
  return result.ok ? ok(change(result.value)) : result;
}

import { err, ok, type Result } from "../result.ts";
import { squash } from "./characters.ts";
import type { IdentityDocument, SubjectError } from "./parsed.ts";
import type { CountryCode, SubjectKey } from "./types.ts";

const numberCharsMin = 3;
const numberCharsMax = 20;

/**
 * Reads the number of a passport or other identity document with the country that issued it.
 *
 * The number is opaque: letters and digits as its machine-readable zone spells them. Cyrillic letters without a Latin twin are
 * refused, not transliterated: two spellings of one series would make two keys, and two series could make one.
 */
export function parseDocument(text: string, country: CountryCode): Result<IdentityDocument, SubjectError> {
  if (!/^[A-Z]{3}$/.test(country)) return err({ code: "bad-country" });
  const squashed = squash(text);
  if (!squashed.ok) return squashed;
  const { value, at } = squashed.value;
  if (value.length > numberCharsMax) return err({ code: "too-long", at: at(numberCharsMax) });
  if (value.length < numberCharsMin) return err({ code: "wrong-length" });
  if (!/[0-9]/.test(value)) return err({ code: "unrecognised" });
  return ok({ number: value, country });
}

export const documentKey = (document: IdentityDocument): SubjectKey => ({
  scheme: "doc",
  country: document.country,
  value: document.number,
});

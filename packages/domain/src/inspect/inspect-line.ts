import { binOfDigits, schemeOfDigits } from "../subject/bin.ts";
import { squash } from "../subject/characters.ts";
import { iinOfDigits } from "../subject/iin.ts";
import { parsePlate } from "../subject/plate.ts";

/** `reason` is a stable subject error code; null where the line is valid. */
export type InspectedLine = {
  readonly kind: "iin" | "bin" | "plate" | "unknown";
  readonly valid: boolean;
  readonly normalised: string | null;
  readonly reason: string | null;
};

/**
 * Says what one line of text is: IIN, BIN or plate, and whether it is a good one. Behind `beket inspect`.
 *
 * Twelve digits are an IIN where the fifth is 0–3 (tens of a day) and a BIN where it is 4–6 (its type); a number is never both. Other
 * digits alone are no plate. A line that is nothing known has kind `unknown`.
 */
export function inspectLine(text: string): InspectedLine {
  const squashed = squash(text, "plate");
  if (!squashed.ok) return unknown(squashed.error.code);
  const { value } = squashed.value;
  if (/^[0-9]+$/.test(value)) {
    if (value.length !== 12) return unknown("wrong-length");
    const kind = schemeOfDigits(value);
    if (kind === null) return unknown("bad-date");
    const parsed = kind === "iin" ? iinOfDigits(squashed.value) : binOfDigits(squashed.value);
    return parsed.ok
      ? { kind, valid: true, normalised: value, reason: null }
      : { kind, valid: false, normalised: null, reason: parsed.error.code };
  }
  const plate = parsePlate(value);
  if (plate.ok) return { kind: "plate", valid: true, normalised: plate.value.normalised, reason: null };
  if (plate.error.code === "unknown-region") return { kind: "plate", valid: false, normalised: null, reason: "unknown-region" };
  return unknown("unrecognised");
}

const unknown = (reason: string): InspectedLine => ({ kind: "unknown", valid: false, normalised: null, reason });

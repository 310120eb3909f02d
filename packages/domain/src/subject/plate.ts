import { err, ok, type Result } from "../result.ts";
import { squash } from "./characters.ts";
import type { Plate, SubjectError } from "./parsed.ts";
import { defaultPlatePatterns, plateLetters, type PlatePattern, plateRegions } from "./plate-patterns.ts";
import type { CountryCode, SubjectKey } from "./types.ts";

const digitForLetter: Readonly<Record<string, string>> = { O: "0", I: "1", Z: "2", S: "5", B: "8" };
const letterForDigit: Readonly<Record<string, string>> = { "0": "O", "1": "I", "2": "Z", "5": "S", "8": "B" };
/** More wrong characters than this are another plate, not a misreading. */
const correctionsMax = 2;
const plateCharsMax = 15;
const none: Plate["adjusted"] = [];

type Fit = {
  readonly pattern: PlatePattern;
  readonly text: string;
  readonly region: string;
  readonly corrections: number;
};

/**
 * Reads a vehicle plate. Without a country, or with `KAZ`, it must fit a layout of the table; another country's plate passes as an
 * opaque string. `XXX` (country unknown) tries the Kazakh layouts as they stand and is opaque otherwise.
 *
 * Look-alikes 0/O, 1/I, 2/Z, 5/S, 8/B are corrected by their place in a layout only, at most two of them, and reported in
 * `adjusted`. Every 1993, 2012 and foreign-owner layout is tried; the one with the fewest corrections wins, then the table's order.
 */
export function parsePlate(
  text: string,
  country?: CountryCode,
  patterns: readonly PlatePattern[] = defaultPlatePatterns,
): Result<Plate, SubjectError> {
  if (country !== undefined && !/^[A-Z]{3}$/.test(country)) return err({ code: "bad-country" });
  const squashed = squash(text, "plate");
  if (!squashed.ok) return squashed;
  const { value, at } = squashed.value;
  if (value.length > plateCharsMax) return err({ code: "too-long", at: at(plateCharsMax) });
  if (country !== undefined && country !== "KAZ" && country !== "XXX") return opaque(value, country);
  const fit = bestFit(value, patterns, country === "XXX" ? 0 : correctionsMax);
  if (fit !== null) return ok(kazakhPlate(fit));
  if (country === "XXX") return opaque(value, country);
  const regionAt = unknownRegionAt(value, patterns);
  return regionAt === null ? err({ code: "unknown-pattern" }) : err({ code: "unknown-region", at: at(regionAt) });
}

/** True where a string is a Kazakh plate in its normal form: no correction and no reordering needed. */
export function isNormalPlate(value: string, patterns: readonly PlatePattern[] = defaultPlatePatterns): boolean {
  const fit = bestFit(value, patterns, 0);
  return fit !== null && fit.pattern.lines === undefined;
}

function opaque(value: string, country: CountryCode): Result<Plate, SubjectError> {
  if (value.length < 2) return err({ code: "wrong-length" });
  return ok({ kind: "foreign", normalised: value, region: null, country, adjusted: none });
}

function bestFit(value: string, patterns: readonly PlatePattern[], correctionsAllowed: number): Fit | null {
  let best: Fit | null = null;
  for (const pattern of patterns) {
    if (pattern.shape.length !== value.length) continue;
    const fit = fitPattern(value, pattern);
    if (fit === null || fit.corrections > (pattern.exact === true ? 0 : correctionsAllowed)) continue;
    if (best === null || fit.corrections < best.corrections) best = fit;
    if (best.corrections === 0) return best;
  }
  return best;
}

function fitPattern(value: string, pattern: PlatePattern, anyRegion = false): Fit | null {
  let [text, region, letter, corrections] = ["", "", "", 0];
  for (let i = 0; i < value.length; i++) {
    const slot = pattern.shape.charAt(i);
    const read = value.charAt(i);
    const fitted = fitCharacter(read, slot);
    if (fitted === null) return null;
    if (fitted !== read) corrections++;
    if (slot === "R") region += fitted;
    if (slot === "L") letter = fitted;
    text += fitted;
  }
  const known = (region === "" || region in plateRegions) && (letter === "" || letter in plateLetters);
  return known || anyRegion ? { pattern, text, region: region + letter, corrections } : null;
}

function fitCharacter(read: string, slot: string): string | null {
  const isDigit = read >= "0" && read <= "9";
  if (slot === "9" || slot === "R") return isDigit ? read : (digitForLetter[read] ?? null);
  if (slot === "A" || slot === "L") return isDigit ? (letterForDigit[read] ?? null) : read;
  return read === slot.toUpperCase() ? read : null;
}

function kazakhPlate(fit: Fit): Plate {
  const adjusted: Plate["adjusted"][number][] = [];
  if (fit.pattern.lines === "two") adjusted.push("two-lines");
  if (fit.corrections > 0) adjusted.push("look-alikes");
  // A camera reads the upper line (three digits and the region) before the lower one (letters).
  const normalised = fit.pattern.lines === "two" ? fit.text.slice(0, 3) + fit.text.slice(5) + fit.region : fit.text;
  return {
    kind: fit.pattern.kind,
    normalised,
    region: fit.region === "" ? null : fit.region,
    country: "KAZ",
    adjusted: adjusted.length === 0 ? none : adjusted,
  };
}

/** Index of the region where a plate would fit a layout but for its region, so that the message can say so. */
function unknownRegionAt(value: string, patterns: readonly PlatePattern[]): number | null {
  for (const pattern of patterns) {
    if (pattern.shape.length !== value.length || pattern.lines === "two") continue;
    const fit = fitPattern(value, pattern, true);
    if (fit !== null && fit.corrections === 0) return pattern.shape.search(/[RL]/);
  }
  return null;
}

export const plateKey = (plate: Plate): SubjectKey => ({
  scheme: "plate",
  country: plate.country,
  value: plate.normalised,
});

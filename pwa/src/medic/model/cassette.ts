import type { BorderTest, BorderView, KitLot } from "@beket/domain";

/** A code as cassettes, tubes and boxes carry it: capitals, digits, hyphens. Null where it is none. */
export function kitCode(text: string): string | null {
  const code = text
    .trim()
    .toUpperCase()
    .replaceAll(/[\s_./]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return /^[0-9A-Z][0-9A-Z-]{0,29}$/.test(code) ? code : null;
}

const endCharsMin = 3;
/**
 * The cassette in the hand: its whole code, or its last characters where nobody can scan. Only the end of this test's own cassette
 * stands for the whole; anything else is told as it was read and refused as another cassette.
 */
export function cassetteInHand(typed: string, test: BorderTest): string | null {
  const code = kitCode(typed);
  if (code === null || test.started === null) return code;
  return code.length >= endCharsMin && test.started.cassette.endsWith(code) ? test.started.cassette : code;
}

/** What a box or cassette says by GS1 application identifiers (GS1 General Specifications 3.2, 3.4.7): lot (10), expiry (17), serial (21). */
export type BoxLabel = { readonly lot: string | null; readonly expiresOn: string | null; readonly serial: string | null };
export function readBoxLabel(text: string): BoxLabel {
  const label: { -readonly [K in keyof BoxLabel]: BoxLabel[K] } = { lot: null, expiresOn: null, serial: null };
  // Brackets are how people print the identifiers; scanners send a group separator after those of any length.
  let rest = text.replaceAll("\u001D", "\n").replaceAll(/\((\d{2,3})\)/g, "\n$1");
  for (let step = 0; step < 8 && rest !== ""; step += 1) {
    rest = rest.replace(/^\n+/, "");
    const fixed = /^(?:01(\d{14})|17(\d{6})|11\d{6}|15\d{6})/.exec(rest);
    const open = /^(10|21|240)([^\n]{1,20})/.exec(rest);
    if (fixed !== null) {
      if (fixed[2] !== undefined) label.expiresOn = expiryOf(fixed[2]);
      rest = rest.slice(fixed[0].length);
    } else if (open !== null) {
      if (open[1] === "10") label.lot = kitCode(open[2] ?? "");
      if (open[1] === "21") label.serial = kitCode(open[2] ?? "");
      rest = rest.slice(open[0].length);
    } else break;
  }
  return label;
}

/** YYMMDD; day 00 is the last of the month (GS1 7.12). */
function expiryOf(digits: string): string | null {
  const [year, month, day] = [2000 + Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4))];
  if (month < 1 || month > 12 || day > 31) return null;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > last) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day === 0 ? last : day).padStart(2, "0")}`;
}

const dayMs = 86_400_000;
export const nearExpiryMs = 30 * dayMs;
export const expiryState = (expiresAt: number, now: number): "expired" | "near" | "fine" =>
  expiresAt <= now ? "expired" : expiresAt - now <= nearExpiryMs ? "near" : "fine";
/** The last moment of a civil day in UTC: a box that says a date may be used on it. */
export const endOfDay = (isoDate: string): number => Date.parse(`${isoDate}T00:00:00Z`) + dayMs;
export const lotLeft = ({ supplied, used }: KitLot): number => supplied - used;

/** Lots that a test may be started with, the one that expires first in front. */
export const usableLots = (border: Pick<BorderView, "lots">, now: number): readonly KitLot[] =>
  border
    .lots()
    .filter((lot) => lot.expiresAt > now && lotLeft(lot) > 0)
    .toSorted((left, right) => left.expiresAt - right.expiresAt);

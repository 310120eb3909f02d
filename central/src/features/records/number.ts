import type { RandomPort } from "@beket/replication";

/** 31 signs, a prime: with position weights every single wrong sign and every transposition breaks the check. No I, L, O, U, V. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTWXYZ";
const valueOf = new Map(alphabet.split("").map((sign, value) => [sign, value]));
const randomSigns = 6;

/** First sign of a number: what kind of record it names. */
export type NumberKind = "city" | "roadblock" | "exemption" | "hold";
const prefixes: Readonly<Record<NumberKind, string>> = { city: "C", roadblock: "R", exemption: "E", hold: "H" };

const checkSign = (signs: string): string => {
  let sum = 0;
  for (let i = 0; i < signs.length; i++) sum += (i + 1) * (valueOf.get(signs[i] ?? "") ?? 0);
  return alphabet[sum % alphabet.length] ?? "0";
};

/** A fresh random number, e.g. `R7K2-94QX`; the caller makes sure that it is not taken. It proves nothing and names nobody. */
export function createNumber(kind: NumberKind, random: RandomPort): string {
  let signs = prefixes[kind];
  while (signs.length < randomSigns + 1) {
    for (const byte of random(randomSigns)) {
      // Bytes past the last whole multiple of 31 would make the first signs likelier.
      if (byte < 248 && signs.length < randomSigns + 1) signs += alphabet[byte % alphabet.length] ?? "0";
    }
  }
  const full = signs + checkSign(signs);
  return `${full.slice(0, 4)}-${full.slice(4)}`;
}

/** The number in its one spelling, or null when a sign is wrong. Reads I and L as 1 and O as 0, as people write them. */
export function normaliseNumber(text: string): string | null {
  const signs = text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll(/[IL]/g, "1").replaceAll("O", "0");
  if (signs.length !== randomSigns + 2) return null;
  for (const sign of signs) if (!valueOf.has(sign)) return null;
  if (!Object.values(prefixes).includes(signs.slice(0, 1))) return null;
  if (checkSign(signs.slice(0, -1)) !== signs.slice(-1)) return null;
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

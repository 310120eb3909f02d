import { checkSign, signCount, signOf } from "@beket/domain";
import type { RandomPort } from "@beket/replication";

const randomSigns = 6;

/** First sign of a number: what kind of record it names. */
export type NumberKind = "city" | "roadblock" | "exemption" | "hold" | "flag";
const prefixes: Readonly<Record<NumberKind, string>> = { city: "C", roadblock: "R", exemption: "E", hold: "H", flag: "F" };

/** A fresh random number, e.g. `R7K2-94QX`; the caller makes sure that it is not taken. It proves nothing and names nobody. */
export function createNumber(kind: NumberKind, random: RandomPort): string {
  let signs = prefixes[kind];
  while (signs.length < randomSigns + 1) {
    for (const byte of random(randomSigns)) {
      // Bytes past the last whole multiple of 31 would make the first signs likelier.
      if (byte < 248 && signs.length < randomSigns + 1) signs += signOf(byte % signCount);
    }
  }
  const full = signs + checkSign(signs);
  return `${full.slice(0, 4)}-${full.slice(4)}`;
}

export { readRecordNumber as normaliseNumber } from "@beket/domain";

import type { WorkKeys } from "../keyed/work-keys.ts";

/** Crockford's base 32: no I, L, O, U to misread or misspell. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `7K4-2QX`: what a person keeps of a refusal or referral. It follows from the event's id, so a retry gives the same one. */
export function shortNumber(keys: Pick<WorkKeys, "hash">, id: string): string {
  const characters = Array.from(keys.hash("short-number", id).subarray(0, 6), (byte) => alphabet[byte & 31] ?? "0").join("");
  return `${characters.slice(0, 3)}-${characters.slice(3)}`;
}

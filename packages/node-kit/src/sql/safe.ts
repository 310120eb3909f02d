import type { SqlValue } from "./sql.ts";

/** A whole number that JavaScript holds exactly, or no whole number at all; throws beyond 2^53. */
export function safe<T extends SqlValue>(value: T): T {
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError("a whole number beyond 2^53");
  return value;
}

import { bytesEqual } from "../bytes/bytes.ts";

/** True when two values of plain data are equal to their last octet; a member that is undefined is one that is absent. */
export const isSameData = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array) return a instanceof Uint8Array && b instanceof Uint8Array && isSameOctets(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [membersOf(a), membersOf(b)];
  return left.size === right.size && [...left].every(([name, member]) => right.has(name) && isSameData(member, right.get(name)));
};

const membersOf = (value: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(value).filter(([, member]) => member !== undefined));

/** Views of one place need no comparison: a list of a hundred thousand entries is usually the caller's own. */
const isSameOctets = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && ((a.buffer === b.buffer && a.byteOffset === b.byteOffset) || bytesEqual(a, b));

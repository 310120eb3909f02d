import type { DerNode } from "../der/reader.ts";
import { walkEntries } from "./crl-walk.ts";

/** Where the entries of a serial number start. Twelve octets of memory for each entry of the list. */
export type SerialIndex = { readonly startsOf: (serialNumber: Uint8Array) => readonly number[] };

/** FNV-1a over 31 bits. A list made so that hashes collide costs a walk per look-up, as without the index. */
const hashOf = (source: Uint8Array, start: number, end: number): number => {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (source[i] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 16)) & 0x7fffffff;
};

/** A list of 64 MiB holds fewer entries than this; hash and ordinal fit into the 53 bits of a number together. */
export const ordinalsMax = 2 ** 22;

export const isSerialAt = (source: Uint8Array, start: number, end: number, serialNumber: Uint8Array): boolean => {
  if (end - start !== serialNumber.length) return false;
  for (let i = serialNumber.length - 1; i >= 0; i -= 1) if (source[start + i] !== serialNumber[i]) return false;
  return true;
};

export const createSerialIndex = (revoked: DerNode, count: number): SerialIndex => {
  const { source } = revoked;
  const starts = new Uint32Array(count);
  // Sorting numbers needs no comparing function, which a million entries would call twenty million times.
  const keys = new Float64Array(count);
  let ordinal = 0;
  walkEntries(revoked, (entry) => {
    starts[ordinal] = entry.start;
    keys[ordinal] = hashOf(source, entry.serialStart, entry.serialEnd) * ordinalsMax + ordinal;
    ordinal += 1;
  });
  keys.sort();

  const firstNotBelow = (key: number): number => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    startsOf: (serialNumber) => {
      const hash = hashOf(serialNumber, 0, serialNumber.length);
      const found: number[] = [];
      for (let at = firstNotBelow(hash * ordinalsMax); at < count; at += 1) {
        const key = keys[at] ?? 0;
        if (key >= (hash + 1) * ordinalsMax) break;
        const start = starts[key % ordinalsMax] ?? 0;
        walkEntries(
          revoked,
          (entry) => {
            if (isSerialAt(source, entry.serialStart, entry.serialEnd, serialNumber)) found.push(start);
            return false;
          },
          start,
        );
      }
      return found;
    },
  };
};

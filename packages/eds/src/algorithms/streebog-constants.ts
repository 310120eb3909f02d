import { hexToBytes, reversed } from "../bytes/bytes.ts";
import { assert } from "../result.ts";
import { iterationConstantsHex, matrixHex, piHex } from "./streebog-tables.ts";

const bytesOf = (hex: string): Uint8Array => {
  const bytes = hexToBytes(hex);
  assert(bytes !== undefined, "the tables are hexadecimal");
  return bytes;
};

/**
 * Substitution, transposition and linear map of RFC 6986 section 6 as one look-up: entry 256·k + b is what octet `b` at
 * place `k` of the eight that make a word of 64 bits adds to it.
 */
export const streebogLookup = (): BigInt64Array => {
  const pi = bytesOf(piHex);
  const matrix = new DataView(bytesOf(matrixHex).buffer);
  const lookup = new BigInt64Array(8 * 256);
  for (let k = 0; k < 8; k += 1) {
    // The map is linear: an octet adds what it adds without its lowest bit, and the row of that bit.
    const linear = new BigInt64Array(256);
    for (let b = 1; b < 256; b += 1) {
      // Row 0 belongs to the most significant bit, RFC 6986 section 6.4.
      const row = 63 - (8 * k + (31 - Math.clz32(b & -b)));
      linear[b] = (linear[b & (b - 1)] ?? 0n) ^ matrix.getBigInt64(8 * row);
    }
    for (const [b, substituted] of pi.entries()) lookup[256 * k + b] = linear[substituted] ?? 0n;
  }
  return lookup;
};

/** The twelve constants of section 6.5, 64 octets each, least significant first. */
export const streebogConstants = (): readonly Uint8Array[] => iterationConstantsHex.map((hex) => reversed(bytesOf(hex)));

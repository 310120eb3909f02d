/** Bytes as lower-case hexadecimal digits. */
export const bytesToHex = (bytes: Uint8Array): string => {
  let out = "";
  for (const byte of bytes) out += byte.toString(16).padStart(2, "0");
  return out;
};

/** Bytes of an even number of hexadecimal digits, or nothing where the text is anything else. */
export const hexToBytes = (hex: string): Uint8Array | undefined => {
  if (hex.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(hex)) return undefined;
  const out = new Uint8Array(hex.length / 2);
  for (let i = 0; i < out.length; i += 1) out[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return out;
};

export const bytesEqual = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
};

export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
};

/** The same bytes in the opposite order, as a copy. */
export const reversed = (bytes: Uint8Array): Uint8Array => bytes.toReversed();

/** An unsigned number, most significant octet first. */
export const bytesToNumber = (bytes: Uint8Array): bigint => (bytes.length === 0 ? 0n : BigInt(`0x${bytesToHex(bytes)}`));

/** An unsigned number in exactly `length` octets, most significant first; nothing when it does not fit. */
export const numberToBytes = (value: bigint, length: number): Uint8Array | undefined =>
  value < 0n || value >> BigInt(8 * length) !== 0n ? undefined : hexToBytes(value.toString(16).padStart(2 * length, "0"));

const utf8 = new TextEncoder();

export const utf8Bytes = (text: string): Uint8Array => utf8.encode(text);

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const valueByCode = new Int16Array(128).fill(-1);
for (let i = 0; i < 64; i += 1) valueByCode[alphabet.charCodeAt(i)] = i;

const codeByValue = Uint8Array.from(alphabet, (digit) => digit.charCodeAt(0));
const paddingCode = 0x3d;

/** Base64 with padding, RFC 4648 section 4. Written as octets first: a list of many megabytes has as many digits. */
export const bytesToBase64 = (bytes: Uint8Array): string => {
  const out = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(paddingCode);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out[at] = codeByValue[(word >> 18) & 63] ?? 0;
    out[at + 1] = codeByValue[(word >> 12) & 63] ?? 0;
    if (i + 1 < bytes.length) out[at + 2] = codeByValue[(word >> 6) & 63] ?? 0;
    if (i + 2 < bytes.length) out[at + 3] = codeByValue[word & 63] ?? 0;
    at += 4;
  }
  return new TextDecoder().decode(out);
};

/** Bytes of Base64, RFC 4648 section 4; line breaks and blanks are allowed, every other oddity gives nothing. */
export const base64ToBytes = (text: string): Uint8Array | undefined => {
  const compact = text.replaceAll(/[\r\n\t ]/g, "");
  if (compact.length % 4 !== 0) return undefined;
  const padding = compact.endsWith("==") ? 2 : compact.endsWith("=") ? 1 : 0;
  const digits = compact.length - padding;
  const out = new Uint8Array((digits * 6) >> 3);
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < digits; i += 1) {
    const value = valueByCode[compact.charCodeAt(i)] ?? -1;
    if (value < 0) return undefined;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[at] = (buffer >> bits) & 0xff;
    at += 1;
  }
  // Bits left over must be zero, or two texts would stand for the same bytes.
  return (buffer & ((1 << bits) - 1)) === 0 ? out : undefined;
};

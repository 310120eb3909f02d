import { concatBytes, hexToBytes, utf8Bytes } from "../bytes/bytes.ts";
import { assert } from "../result.ts";
import { contextConstructed, contextPrimitive, tags } from "./tags.ts";

// A writer of DER, X.690 clause 10. A value is its octets, so a caller can also compose what a reader must refuse.

export const tagged = (tag: number, ...contents: readonly Uint8Array[]): Uint8Array => {
  const content = concatBytes(...contents);
  if (content.length < 0x80) return concatBytes(Uint8Array.of(tag, content.length), content);
  const digits = content.length.toString(16);
  const length = hexToBytes(digits.length % 2 === 0 ? digits : `0${digits}`);
  assert(length !== undefined, "a length has hexadecimal digits");
  return concatBytes(Uint8Array.of(tag, 0x80 | length.length), length, content);
};

export const sequence = (...items: readonly Uint8Array[]): Uint8Array => tagged(tags.sequence, ...items);

const compareOctets = (a: Uint8Array, b: Uint8Array): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

/** SET OF: in ascending order of the encodings, X.690 11.6. */
export const setOf = (...items: readonly Uint8Array[]): Uint8Array => tagged(tags.set, ...items.toSorted(compareOctets));

export const explicit = (n: number, ...items: readonly Uint8Array[]): Uint8Array => tagged(contextConstructed(n), ...items);

export const implicitPrimitive = (n: number, content: Uint8Array): Uint8Array => tagged(contextPrimitive(n), content);

/** The same encoding under another identifier octet: IMPLICIT tagging. */
export const retagged = (tag: number, encoding: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(encoding);
  copy[0] = tag;
  return copy;
};

/** A non-negative INTEGER. */
export const integer = (value: bigint | number): Uint8Array => {
  const number = BigInt(value);
  assert(number >= 0n, "a non-negative INTEGER");
  const digits = number.toString(16);
  const bytes = hexToBytes(digits.length % 2 === 0 ? digits : `0${digits}`);
  assert(bytes !== undefined, "a number has hexadecimal digits");
  return tagged(tags.integer, (bytes[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0), bytes);
};

/** An INTEGER from its content octets. */
export const integerOfContent = (content: Uint8Array): Uint8Array => tagged(tags.integer, content);

export const octetString = (...contents: readonly Uint8Array[]): Uint8Array => tagged(tags.octetString, ...contents);

/** A BIT STRING of whole octets. */
export const bitString = (content: Uint8Array): Uint8Array => tagged(tags.bitString, Uint8Array.of(0), content);

/** A list of named bits: trailing zero bits are left out, X.690 11.2.2. */
export const namedBits = (...positions: readonly number[]): Uint8Array => {
  if (positions.length === 0) return tagged(tags.bitString, Uint8Array.of(0));
  const last = Math.max(...positions);
  const content = new Uint8Array((last >> 3) + 1);
  for (const position of positions) content[position >> 3] = (content[position >> 3] ?? 0) | (0x80 >> (position & 7));
  return tagged(tags.bitString, Uint8Array.of(7 - (last & 7)), content);
};

export const booleanTrue: Uint8Array = Uint8Array.of(tags.boolean, 1, 0xff);
export const nullValue: Uint8Array = Uint8Array.of(tags.null, 0);

export const enumerated = (value: number): Uint8Array => tagged(tags.enumerated, Uint8Array.of(value));

export const utf8String = (text: string): Uint8Array => tagged(tags.utf8String, utf8Bytes(text));
export const printableString = (text: string): Uint8Array => tagged(tags.printableString, utf8Bytes(text));

export const objectIdentifier = (dotted: string): Uint8Array => {
  const [first = 0n, second = 0n, ...rest] = dotted.split(".").map(BigInt);
  const octets: number[] = [];
  for (const arc of [first * 40n + second, ...rest]) {
    const digits: number[] = [Number(arc & 0x7fn)];
    for (let value = arc >> 7n; value > 0n; value >>= 7n) digits.unshift(Number(value & 0x7fn) | 0x80);
    octets.push(...digits);
  }
  return tagged(tags.objectIdentifier, Uint8Array.from(octets));
};

/** UTCTime to 2049, GeneralizedTime from 2050, RFC 5280 4.1.2.5; whole seconds. */
export const time = (ms: number): Uint8Array => {
  const digits = new Date(ms).toISOString().slice(0, 19).replaceAll(/[-T:]/g, "");
  return digits < "2050" ? tagged(tags.utcTime, utf8Bytes(`${digits.slice(2)}Z`)) : tagged(tags.generalizedTime, utf8Bytes(`${digits}Z`));
};

/** GeneralizedTime, also before 2050, as OCSP and time-stamps ask for: whole seconds, or the fraction where there is one. */
export const generalizedTime = (ms: number): Uint8Array => {
  const [seconds = "", fraction = ""] = new Date(ms)
    .toISOString()
    .replaceAll(/[-T:Z]/g, "")
    .split(".");
  // DER has no zero at the end of a fraction, X.690 11.7.3.
  const digits = fraction.replace(/0+$/, "");
  return tagged(tags.generalizedTime, utf8Bytes(`${seconds}${digits === "" ? "" : `.${digits}`}Z`));
};

import { assert } from "../result.ts";
import { gost94SBoxes, type Gost94SBox } from "./gost94-sbox.ts";

// GOST R 34.11-94 of RFC 5831, which is GOST 34.311-95 of Kazakhstan.
//
// A block of 256 bits is eight words of 32 bits, least significant first: the octets of the message in their own
// order, read little-endian. Four substitutions, the rotation by 11 bits and the place in the word are one look-up
// in a table for each octet of a word.

const words = 8;
const blockBytes = 32;

/** Entry 256·k + b is what octet `b` at place `k` of a word becomes, rotated by 11 bits. */
const buildLookup = (rows: readonly string[]): Int32Array => {
  const lookup = new Int32Array(4 * 256);
  for (let k = 0; k < 4; k += 1) {
    const low = rows[2 * k];
    const high = rows[2 * k + 1];
    assert(low?.length === 16 && high?.length === 16, "eight rows of sixteen digits");
    for (let b = 0; b < 256; b += 1) {
      const octet = Number.parseInt(`${high[b >> 4] ?? ""}${low[b & 15] ?? ""}`, 16);
      const word = octet << (8 * k);
      lookup[256 * k + b] = (word << 11) | (word >>> 21);
    }
  }
  return lookup;
};

const lookups: { [name in Gost94SBox]?: Int32Array } = {};

/** C3 of RFC 5831 section 5.1; C2 and C4 are zero. */
const c3 = Int32Array.of(0xff00ff00, 0xff00ff00, 0x00ff00ff, 0x00ff00ff, 0x00ffff00, 0xff0000ff, 0x000000ff, 0xff00ffff);

/** GOST 28147-89 in simple substitution: `out` gets the two words at `at` of `h` under the eight words of `key`. */
const encrypt = (t: Int32Array, key: Int32Array, h: Int32Array, at: number, out: Int32Array): void => {
  const substituted = (word: number): number =>
    (t[word & 255] ?? 0) ^ (t[256 | ((word >>> 8) & 255)] ?? 0) ^ (t[512 | ((word >>> 16) & 255)] ?? 0) ^ (t[768 | (word >>> 24)] ?? 0);
  let a = h[at] ?? 0;
  let b = h[at + 1] ?? 0;
  for (let turn = 0; turn < 3; turn += 1) {
    for (let i = 0; i < words; i += 2) {
      b ^= substituted((a + (key[i] ?? 0)) | 0);
      a ^= substituted((b + (key[i + 1] ?? 0)) | 0);
    }
  }
  for (let i = words - 1; i > 0; i -= 2) {
    b ^= substituted((a + (key[i] ?? 0)) | 0);
    a ^= substituted((b + (key[i - 1] ?? 0)) | 0);
  }
  out[at] = b;
  out[at + 1] = a;
};

/** key = P(u ⊕ v), RFC 5831 section 5.1: octet 8i + k of the sum becomes octet i + 4k. */
const permute = (key: Int32Array, u: Int32Array, v: Int32Array): void => {
  for (let k = 0; k < words; k += 1) {
    const shift = 8 * (k & 3);
    const from = k >> 2;
    let word = 0;
    for (let i = 0; i < 4; i += 1) {
      const sum = (u[from + 2 * i] ?? 0) ^ (v[from + 2 * i] ?? 0);
      word |= ((sum >>> shift) & 255) << (8 * i);
    }
    key[k] = word;
  }
};

/** y = A(y), RFC 5831 section 5.1: the lowest two words leave, and come back on top added to the next two. */
const rotate = (y: Int32Array): void => {
  const low = (y[0] ?? 0) ^ (y[2] ?? 0);
  const high = (y[1] ?? 0) ^ (y[3] ?? 0);
  y.copyWithin(0, 2);
  y[6] = low;
  y[7] = high;
};

/** Work space of one hash, so that no block allocates. */
type Space = { readonly u: Int32Array; readonly v: Int32Array; readonly key: Int32Array; readonly s: Int32Array; readonly y: Int32Array };

const createSpace = (): Space => ({
  u: new Int32Array(words),
  v: new Int32Array(words),
  key: new Int32Array(words),
  s: new Int32Array(words),
  y: new Int32Array(16 + 61),
});

const split = (y: Int32Array, from: Int32Array): void => {
  for (let i = 0; i < words; i += 1) {
    y[2 * i] = (from[i] ?? 0) & 0xffff;
    y[2 * i + 1] = (from[i] ?? 0) >>> 16;
  }
};

/** y[times…] = psi^times(y), RFC 5831 section 5.3: a shift register of sixteen words of 16 bits, laid out in a row. */
const shift = (y: Int32Array, times: number): void => {
  for (let i = 0; i < times; i += 1) {
    y[i + 16] = (y[i] ?? 0) ^ (y[i + 1] ?? 0) ^ (y[i + 2] ?? 0) ^ (y[i + 3] ?? 0) ^ (y[i + 12] ?? 0) ^ (y[i + 15] ?? 0);
  }
};

/** out = psi^times(y) ⊕ with. `out` may be `with`. */
const joinXor = (out: Int32Array, y: Int32Array, times: number, with_: Int32Array): void => {
  for (let i = 0; i < words; i += 1) {
    const at = times + 2 * i;
    out[i] = ((y[at] ?? 0) | ((y[at + 1] ?? 0) << 16)) ^ (with_[i] ?? 0);
  }
};

const zero = new Int32Array(words);

/** h = chi(m, h), RFC 5831 section 5. */
const compress = (t: Int32Array, space: Space, h: Int32Array, m: Int32Array): void => {
  const { u, v, key, s, y } = space;
  u.set(h);
  v.set(m);
  for (let j = 0; j < 4; j += 1) {
    if (j > 0) {
      rotate(u);
      rotate(v);
      rotate(v);
    }
    if (j === 2) for (let i = 0; i < words; i += 1) u[i] = (u[i] ?? 0) ^ (c3[i] ?? 0);
    permute(key, u, v);
    encrypt(t, key, h, 2 * j, s);
  }
  split(y, s);
  shift(y, 12);
  joinXor(s, y, 12, m);
  split(y, s);
  shift(y, 1);
  joinXor(h, y, 1, h);
  split(y, h);
  shift(y, 61);
  joinXor(h, y, 61, zero);
};

const load = (into: Int32Array, bytes: Uint8Array, offset: number): void => {
  for (let i = 0; i < words; i += 1) {
    const at = offset + 4 * i;
    into[i] = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  }
};

/** into = into + value modulo 2^256. */
const add = (into: Int32Array, value: Int32Array): void => {
  let carry = 0;
  for (let i = 0; i < words; i += 1) {
    const sum = ((into[i] ?? 0) >>> 0) + ((value[i] ?? 0) >>> 0) + carry;
    into[i] = sum | 0;
    carry = sum > 0xffff_ffff ? 1 : 0;
  }
};

/** The 32 octets of the hash, in the order of the message's octets (RFC 5831 prints them reversed); starts from zero. */
export const gost94 = (message: Uint8Array, sbox: Gost94SBox): Uint8Array => {
  const t = (lookups[sbox] ??= buildLookup(gost94SBoxes[sbox]));
  const space = createSpace();
  const h = new Int32Array(words);
  const m = new Int32Array(words);
  const sum = new Int32Array(words);
  const rest = message.length % blockBytes;
  const whole = message.length - rest;
  for (let offset = 0; offset < whole; offset += blockBytes) {
    load(m, message, offset);
    add(sum, m);
    compress(t, space, h, m);
  }
  if (rest > 0) {
    const last = new Uint8Array(blockBytes);
    last.set(message.subarray(whole));
    load(m, last, 0);
    add(sum, m);
    compress(t, space, h, m);
  }
  // The number of bits: two words are enough for any array.
  m.fill(0);
  m[0] = message.length << 3;
  m[1] = Math.floor(message.length / 2 ** 29);
  compress(t, space, h, m);
  compress(t, space, h, sum);
  const out = new Uint8Array(blockBytes);
  const view = new DataView(out.buffer);
  for (let i = 0; i < words; i += 1) view.setInt32(4 * i, h[i] ?? 0, true);
  return out;
};

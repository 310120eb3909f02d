import { assert } from "../result.ts";
import { gost94SBoxes, type Gost94SBox } from "./gost94-sbox.ts";

// GOST R 34.11-94 of RFC 5831, which is GOST 34.311-95 of Kazakhstan.
//
// A block of 256 bits is eight words of 32 bits, least significant first: the octets of the message in their own
// order, read little-endian. Four substitutions, the rotation by 11 bits and the place in the word are one look-up
// in a table for each octet of a word.

const words = 8;
const blockBytes = 32;

type Tables = { readonly t0: Int32Array; readonly t1: Int32Array; readonly t2: Int32Array; readonly t3: Int32Array };

/** Entry b is what octet `b` at place `k` of a word becomes, rotated by 11 bits. */
const buildTable = (rows: readonly string[], k: number): Int32Array => {
  const [low, high] = [rows[2 * k], rows[2 * k + 1]];
  assert(low?.length === 16 && high?.length === 16, "eight rows of sixteen digits");
  return Int32Array.from({ length: 256 }, (_, b) => {
    const word = Number.parseInt(`${high.charAt(b >> 4)}${low.charAt(b & 15)}`, 16) << (8 * k);
    return (word << 11) | (word >>> 21);
  });
};

const buildTables = (rows: readonly string[]): Tables => ({
  t0: buildTable(rows, 0),
  t1: buildTable(rows, 1),
  t2: buildTable(rows, 2),
  t3: buildTable(rows, 3),
});

const tables: { [name in Gost94SBox]?: Tables } = {};

/** C3 of RFC 5831 section 5.1; C2 and C4 are zero. */
const c3 = Int32Array.of(0xff00ff00, 0xff00ff00, 0x00ff00ff, 0x00ff00ff, 0x00ffff00, 0xff0000ff, 0x000000ff, 0xff00ffff);

/** The words of the key in the order of the 32 rounds of GOST 28147-89. */
const schedule = Uint8Array.of(...[0, 1, 2].flatMap(() => [0, 1, 2, 3, 4, 5, 6, 7]), 7, 6, 5, 4, 3, 2, 1, 0);

/**
 * out = the four pairs of words of `h`, each under eight words of `keys`, by GOST 28147-89 in simple substitution. Side
 * by side and not one by one: a round waits for the round before it, so that four at once take little more than one.
 */
const encrypt = ({ t0, t1, t2, t3 }: Tables, keys: Int32Array, h: Int32Array, out: Int32Array): void => {
  const substituted = (word: number): number =>
    (t0[word & 255] ?? 0) ^ (t1[(word >>> 8) & 255] ?? 0) ^ (t2[(word >>> 16) & 255] ?? 0) ^ (t3[word >>> 24] ?? 0);
  let a0 = h[0] ?? 0;
  let b0 = h[1] ?? 0;
  let a1 = h[2] ?? 0;
  let b1 = h[3] ?? 0;
  let a2 = h[4] ?? 0;
  let b2 = h[5] ?? 0;
  let a3 = h[6] ?? 0;
  let b3 = h[7] ?? 0;
  for (let round = 0; round < 32; round += 2) {
    const first = schedule[round] ?? 0;
    b0 ^= substituted((a0 + (keys[first] ?? 0)) | 0);
    b1 ^= substituted((a1 + (keys[8 + first] ?? 0)) | 0);
    b2 ^= substituted((a2 + (keys[16 + first] ?? 0)) | 0);
    b3 ^= substituted((a3 + (keys[24 + first] ?? 0)) | 0);
    const second = schedule[round + 1] ?? 0;
    a0 ^= substituted((b0 + (keys[second] ?? 0)) | 0);
    a1 ^= substituted((b1 + (keys[8 + second] ?? 0)) | 0);
    a2 ^= substituted((b2 + (keys[16 + second] ?? 0)) | 0);
    a3 ^= substituted((b3 + (keys[24 + second] ?? 0)) | 0);
  }
  out[0] = b0;
  out[1] = a0;
  out[2] = b1;
  out[3] = a1;
  out[4] = b2;
  out[5] = a2;
  out[6] = b3;
  out[7] = a3;
};

/**
 * Eight words of `keys` = P(u ⊕ v) for the words from `fromU` and `fromV` on, RFC 5831 section 5.1: octet 8i + k of the
 * sum becomes octet i + 4k.
 */
const permute = (keys: Int32Array, at: number, u: Int32Array, fromU: number, v: Int32Array, fromV: number): void => {
  for (let half = 0; half < 2; half += 1) {
    const w0 = (u[fromU + half] ?? 0) ^ (v[fromV + half] ?? 0);
    const w1 = (u[fromU + half + 2] ?? 0) ^ (v[fromV + half + 2] ?? 0);
    const w2 = (u[fromU + half + 4] ?? 0) ^ (v[fromV + half + 4] ?? 0);
    const w3 = (u[fromU + half + 6] ?? 0) ^ (v[fromV + half + 6] ?? 0);
    for (let k = 0; k < 4; k += 1) {
      const octet = 8 * k;
      keys[at + 4 * half + k] =
        ((w0 >>> octet) & 255) | (((w1 >>> octet) & 255) << 8) | (((w2 >>> octet) & 255) << 16) | ((w3 >>> octet) << 24);
    }
  }
};

/** A(y) of RFC 5831 section 5.1, `times` over: in a row, each turn adds the two words that come on top. */
const extend = (y: Int32Array, from: number, times: number): void => {
  for (let i = from; i < from + 2 * times; i += 1) y[i + words] = (y[i] ?? 0) ^ (y[i + 2] ?? 0);
};

/** Work space of one hash, so that no block allocates. */
type Space = { readonly u: Int32Array; readonly v: Int32Array; readonly keys: Int32Array; readonly s: Int32Array; readonly y: Int32Array };

const createSpace = (): Space => ({
  u: new Int32Array(words + 6),
  v: new Int32Array(words + 12),
  keys: new Int32Array(4 * words),
  s: new Int32Array(words),
  y: new Int32Array(words + 31),
});

/**
 * psi of RFC 5831 section 5.3 twice for each pair: a shift register of sixteen words of 16 bits, two to a word of 32
 * bits, laid out in a row, so that the state after `pairs` turns begins at that word.
 */
const shiftPairs = (y: Int32Array, pairs: number): void => {
  for (let i = 0; i < pairs; i += 1) {
    const sum = (y[i] ?? 0) ^ (y[i + 1] ?? 0);
    const next = (y[i + 1] ?? 0) ^ (y[i + 2] ?? 0);
    const mixed = sum ^ (y[i + 6] ?? 0) ^ ((sum >>> 16) | (next << 16)) ^ ((y[i + 7] ?? 0) >>> 16);
    // The upper of the two takes in the lower.
    y[i + words] = mixed ^ (mixed << 16);
  }
};

/** out = psi(the state at word `from` of y) ⊕ other. `out` may be `other`. */
const shiftOnceXor = (out: Int32Array, y: Int32Array, from: number, other: Int32Array): void => {
  const sum = (y[from] ?? 0) ^ (y[from + 1] ?? 0);
  y[from + words] = sum ^ (sum >>> 16) ^ (y[from + 6] ?? 0) ^ ((y[from + 7] ?? 0) >>> 16);
  for (let i = 0; i < words; i += 1) {
    out[i] = (((y[from + i] ?? 0) >>> 16) | ((y[from + i + 1] ?? 0) << 16)) ^ (other[i] ?? 0);
  }
};

/** The four keys for the state `h` and the block `m`. */
const makeKeys = ({ u, v, keys }: Space, h: Int32Array, m: Int32Array): void => {
  u.set(h);
  v.set(m);
  permute(keys, 0, u, 0, v, 0);
  for (let j = 1; j < 4; j += 1) {
    extend(u, 2 * (j - 1), 1);
    extend(v, 4 * (j - 1), 2);
    if (j === 2) for (let i = 0; i < words; i += 1) u[4 + i] = (u[4 + i] ?? 0) ^ (c3[i] ?? 0);
    permute(keys, words * j, u, 2 * j, v, 4 * j);
  }
};

const zero = new Int32Array(words);

/** h = chi(m, h), RFC 5831 section 5. */
const compress = (t: Tables, space: Space, h: Int32Array, m: Int32Array): void => {
  const { keys, s, y } = space;
  makeKeys(space, h, m);
  encrypt(t, keys, h, s);
  // psi^61(h ⊕ psi(m ⊕ psi^12(s))).
  y.set(s);
  shiftPairs(y, 6);
  for (let i = 0; i < words; i += 1) y[i] = (y[i + 6] ?? 0) ^ (m[i] ?? 0);
  shiftOnceXor(h, y, 0, h);
  y.set(h);
  shiftPairs(y, 30);
  shiftOnceXor(h, y, 30, zero);
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
  const t = (tables[sbox] ??= buildTables(gost94SBoxes[sbox]));
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

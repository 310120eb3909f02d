import { assert } from "../result.ts";
import type { BlockDecipher } from "./cbc.ts";

// AES, FIPS 197, deciphering only.

/** Multiplication by x in the field of section 4.2. */
const double = (a: number): number => ((a << 1) ^ ((a >> 7) * 0x11b)) & 0xff;

const multiply = (a: number, b: number): number => {
  let [product, factor] = [0, a];
  for (let rest = b; rest > 0; rest >>= 1) {
    if (rest & 1) product ^= factor;
    factor = double(factor);
  }
  return product;
};

/** The substitution of section 5.1.1 and its inverse, computed: the inverse in the field, then an affine map. */
const [substitution, inverse] = ((): readonly [Uint8Array, Uint8Array] => {
  const forward = new Uint8Array(256);
  const backward = new Uint8Array(256);
  // 3 generates the field, and 0xf6 is its inverse: p and q run through all pairs of inverses.
  for (let i = 0, p = 1, q = 1; i < 256; i += 1) {
    const value = i === 255 ? 0 : q;
    const rotate = (count: number): number => ((value << count) | (value >> (8 - count))) & 0xff;
    const mapped = value ^ rotate(1) ^ rotate(2) ^ rotate(3) ^ rotate(4) ^ 0x63;
    const from = i === 255 ? 0 : p;
    forward[from] = mapped;
    backward[mapped] = from;
    p = multiply(p, 3);
    q = multiply(q, 0xf6);
  }
  return [forward, backward];
})();

/** Section 5.2: the round keys one after the other, as octets. */
const expand = (key: Uint8Array): Uint8Array => {
  const words = key.length / 4;
  const out = new Uint8Array(16 * (words + 7));
  out.set(key);
  let constant = 1;
  for (let at = key.length; at < out.length; at += 4) {
    const word = [...out.subarray(at - 4, at)];
    const place = (at / 4) % words;
    if (place === 0) word.push(word.shift() ?? 0);
    if (place === 0 || (words > 6 && place === 4)) for (let i = 0; i < 4; i += 1) word[i] = substitution[word[i] ?? 0] ?? 0;
    if (place === 0) {
      word[0] = (word[0] ?? 0) ^ constant;
      constant = double(constant);
    }
    for (let i = 0; i < 4; i += 1) out[at + i] = (word[i] ?? 0) ^ (out[at + i - key.length] ?? 0);
  }
  return out;
};

const inverseMix = (state: Uint8Array): void => {
  for (let column = 0; column < 16; column += 4) {
    const old = [...state.subarray(column, column + 4)];
    for (let i = 0; i < 4; i += 1) {
      const factors = [14, 11, 13, 9];
      state[column + i] = factors.reduce((value, factor, k) => value ^ multiply(old[(i + k) & 3] ?? 0, factor), 0);
    }
  }
};

/** AES with a key of 16 or 32 octets. Slow: for key files of a few kilobytes. */
export const aes = (key: Uint8Array): BlockDecipher => {
  assert(key.length === 16 || key.length === 32, "a key of AES-128 or AES-256");
  const keys = expand(key);
  const addKey = (state: Uint8Array, at: number): void => {
    for (let i = 0; i < 16; i += 1) state[i] = (state[i] ?? 0) ^ (keys[16 * at + i] ?? 0);
  };
  const decipher = (block: Uint8Array): Uint8Array => {
    let state = Uint8Array.from(block);
    const rounds = keys.length / 16 - 1;
    addKey(state, rounds);
    for (let at = rounds - 1; at >= 0; at -= 1) {
      // Row r comes back from r columns to the left, then every octet from the substitution.
      const before = state;
      state = Uint8Array.from({ length: 16 }, (_, i) => inverse[before[(i - 4 * (i & 3) + 16) & 15] ?? 0] ?? 0);
      addKey(state, at);
      if (at > 0) inverseMix(state);
    }
    return state;
  };
  return { blockBytes: 16, decipher };
};

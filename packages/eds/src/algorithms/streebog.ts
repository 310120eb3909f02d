import { hexToBytes, reversed } from "../bytes/bytes.ts";
import { assert } from "../result.ts";
import { iterationConstantsHex, matrixHex, piHex } from "./streebog-tables.ts";

// GOST R 34.11-2012 ("Streebog"), RFC 6986.
//
// A state of 512 bits is 16 words of 32 bits, least significant first: the octets of the message in their own
// order, read little-endian. Substitution, transposition and the linear map of one octet are one look-up in a
// table of 64-bit entries, kept as two 32-bit halves because BigInt arithmetic is slower by two orders.

const words = 16;
const blockBytes = 64;

const table = (hex: string): Uint8Array => {
  const bytes = hexToBytes(hex);
  assert(bytes !== undefined, "the tables are hexadecimal");
  return bytes;
};

/** Entry 2·(256·k + b) is the low half, the next one the high half, of what octet `b` of word `k` adds. */
const buildLookup = (): Int32Array => {
  const pi = table(piHex);
  const matrix = new DataView(table(matrixHex).buffer);
  const lookup = new Int32Array(2 * 8 * 256);
  for (let k = 0; k < 8; k += 1) {
    for (let b = 0; b < 256; b += 1) {
      const at = 2 * (256 * k + b);
      for (let bit = 0; bit < 8; bit += 1) {
        if ((((pi[b] ?? 0) >> bit) & 1) === 0) continue;
        // Row 0 belongs to the most significant bit, RFC 6986 section 6.4.
        const row = 8 * (63 - (8 * k + bit));
        lookup[at] = (lookup[at] ?? 0) ^ matrix.getInt32(row + 4);
        lookup[at + 1] = (lookup[at + 1] ?? 0) ^ matrix.getInt32(row);
      }
    }
  }
  return lookup;
};

const load = (into: Int32Array, bytes: Uint8Array, offset: number): void => {
  for (let i = 0; i < words; i += 1) {
    const at = offset + 4 * i;
    into[i] = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  }
};

const lookup = buildLookup();

const iterationConstants: readonly Int32Array[] = iterationConstantsHex.map((hex) => {
  const state = new Int32Array(words);
  load(state, reversed(table(hex)), 0);
  return state;
});

/** out = L(P(S(a ⊕ b))), RFC 6986 section 6. `out` may be `a` or `b`. */
const xorLps = (out: Int32Array, a: Int32Array, b: Int32Array): void => {
  let w0 = (a[0] ?? 0) ^ (b[0] ?? 0);
  let w1 = (a[2] ?? 0) ^ (b[2] ?? 0);
  let w2 = (a[4] ?? 0) ^ (b[4] ?? 0);
  let w3 = (a[6] ?? 0) ^ (b[6] ?? 0);
  let w4 = (a[8] ?? 0) ^ (b[8] ?? 0);
  let w5 = (a[10] ?? 0) ^ (b[10] ?? 0);
  let w6 = (a[12] ?? 0) ^ (b[12] ?? 0);
  let w7 = (a[14] ?? 0) ^ (b[14] ?? 0);
  const h0 = (a[1] ?? 0) ^ (b[1] ?? 0);
  const h1 = (a[3] ?? 0) ^ (b[3] ?? 0);
  const h2 = (a[5] ?? 0) ^ (b[5] ?? 0);
  const h3 = (a[7] ?? 0) ^ (b[7] ?? 0);
  const h4 = (a[9] ?? 0) ^ (b[9] ?? 0);
  const h5 = (a[11] ?? 0) ^ (b[11] ?? 0);
  const h6 = (a[13] ?? 0) ^ (b[13] ?? 0);
  const h7 = (a[15] ?? 0) ^ (b[15] ?? 0);
  const t = lookup;
  for (let i = 0; i < 8; i += 1) {
    if (i === 4) {
      w0 = h0;
      w1 = h1;
      w2 = h2;
      w3 = h3;
      w4 = h4;
      w5 = h5;
      w6 = h6;
      w7 = h7;
    }
    const i0 = (w0 & 255) << 1;
    const i1 = ((w1 & 255) << 1) | 512;
    const i2 = ((w2 & 255) << 1) | 1024;
    const i3 = ((w3 & 255) << 1) | 1536;
    const i4 = ((w4 & 255) << 1) | 2048;
    const i5 = ((w5 & 255) << 1) | 2560;
    const i6 = ((w6 & 255) << 1) | 3072;
    const i7 = ((w7 & 255) << 1) | 3584;
    out[2 * i] = (t[i0] ?? 0) ^ (t[i1] ?? 0) ^ (t[i2] ?? 0) ^ (t[i3] ?? 0) ^ (t[i4] ?? 0) ^ (t[i5] ?? 0) ^ (t[i6] ?? 0) ^ (t[i7] ?? 0);
    out[2 * i + 1] =
      (t[i0 | 1] ?? 0) ^
      (t[i1 | 1] ?? 0) ^
      (t[i2 | 1] ?? 0) ^
      (t[i3 | 1] ?? 0) ^
      (t[i4 | 1] ?? 0) ^
      (t[i5 | 1] ?? 0) ^
      (t[i6 | 1] ?? 0) ^
      (t[i7 | 1] ?? 0);
    w0 >>>= 8;
    w1 >>>= 8;
    w2 >>>= 8;
    w3 >>>= 8;
    w4 >>>= 8;
    w5 >>>= 8;
    w6 >>>= 8;
    w7 >>>= 8;
  }
};

/** into = into + value modulo 2^512. */
const add = (into: Int32Array, value: Int32Array): void => {
  let carry = 0;
  for (let i = 0; i < words; i += 1) {
    const sum = ((into[i] ?? 0) >>> 0) + ((value[i] ?? 0) >>> 0) + carry;
    into[i] = sum | 0;
    carry = sum > 0xffff_ffff ? 1 : 0;
  }
};

/** h = g(N, h, m), RFC 6986 section 8. */
const compress = (h: Int32Array, n: Int32Array, m: Int32Array, key: Int32Array, state: Int32Array): void => {
  xorLps(key, h, n);
  state.set(m);
  for (const constant of iterationConstants) {
    xorLps(state, state, key);
    xorLps(key, key, constant);
  }
  for (let i = 0; i < words; i += 1) {
    h[i] = (h[i] ?? 0) ^ (m[i] ?? 0) ^ (state[i] ?? 0) ^ (key[i] ?? 0);
  }
};

const hash = (message: Uint8Array, initialOctet: number): Uint8Array => {
  const h = new Int32Array(words).fill(initialOctet * 0x0101_0101);
  const n = new Int32Array(words);
  const sum = new Int32Array(words);
  const m = new Int32Array(words);
  const step = new Int32Array(words);
  const key = new Int32Array(words);
  const state = new Int32Array(words);
  const zero = new Int32Array(words);
  step[0] = 8 * blockBytes;
  let offset = 0;
  for (; message.length - offset >= blockBytes; offset += blockBytes) {
    load(m, message, offset);
    compress(h, n, m, key, state);
    add(n, step);
    add(sum, m);
  }
  const last = new Uint8Array(blockBytes);
  last.set(message.subarray(offset));
  last[message.length - offset] = 1;
  load(m, last, 0);
  compress(h, n, m, key, state);
  step[0] = 8 * (message.length - offset);
  add(n, step);
  add(sum, m);
  compress(h, zero, n, key, state);
  compress(h, zero, sum, key, state);
  const out = new Uint8Array(blockBytes);
  const view = new DataView(out.buffer);
  for (let i = 0; i < words; i += 1) view.setInt32(4 * i, h[i] ?? 0, true);
  return out;
};

/** Streebog-512 of a message: 64 octets, in the order of the message's octets (RFC 6986 prints them reversed). */
export const streebog512 = (message: Uint8Array): Uint8Array => hash(message, 0);

/** Streebog-256 of a message: 32 octets, the more significant half of the state. */
export const streebog256 = (message: Uint8Array): Uint8Array => hash(message, 1).slice(32);

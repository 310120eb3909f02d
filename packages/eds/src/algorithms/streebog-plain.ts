import { streebogConstants, streebogLookup } from "./streebog-constants.ts";

// The compression function of RFC 6986 without WebAssembly: a word of 64 bits is two of 32 bits, because BigInt is
// slower by two orders. The octets of a word are read through a second view of the same memory, which is cheaper than
// shifting them out; both views have the order of octets of the machine, which is little-endian wherever JavaScript
// runs in practice.

const words = 16;

/** What absorbs blocks of 64 octets: the three states of RFC 6986 section 9. */
export type StreebogEngine = {
  readonly start: (initialOctet: number) => void;
  /** Takes whole blocks, each of which counts for `bits` bits of the message. */
  readonly absorb: (blocks: Uint8Array, bits: number) => void;
  /** The hash of 64 octets, after the last block. */
  readonly finish: () => Uint8Array;
};

/** The low or high halves of what octet `b` at place `k` adds, for one place. */
const halfTable = (halves: Int32Array, place: number, half: number): Int32Array =>
  Int32Array.from({ length: 256 }, (_, b) => halves[2 * (256 * place + b) + half] ?? 0);

type XorLps = (out: Int32Array, a: Int32Array, b: Int32Array) => void;

/** out = L(P(S(a ⊕ b))), RFC 6986 section 6. `out` may be `a` or `b`. */
const createXorLps = (): XorLps => {
  const halves = new Int32Array(streebogLookup().buffer);
  // Sixteen tables by name and not one: the compiler knows their length, and drops the check of each look-up.
  const l0 = halfTable(halves, 0, 0);
  const l1 = halfTable(halves, 1, 0);
  const l2 = halfTable(halves, 2, 0);
  const l3 = halfTable(halves, 3, 0);
  const l4 = halfTable(halves, 4, 0);
  const l5 = halfTable(halves, 5, 0);
  const l6 = halfTable(halves, 6, 0);
  const l7 = halfTable(halves, 7, 0);
  const h0 = halfTable(halves, 0, 1);
  const h1 = halfTable(halves, 1, 1);
  const h2 = halfTable(halves, 2, 1);
  const h3 = halfTable(halves, 3, 1);
  const h4 = halfTable(halves, 4, 1);
  const h5 = halfTable(halves, 5, 1);
  const h6 = halfTable(halves, 6, 1);
  const h7 = halfTable(halves, 7, 1);
  const mixed = new Int32Array(words);
  const octets = new Uint8Array(mixed.buffer);
  return (out, a, b) => {
    for (let i = 0; i < words; i += 1) mixed[i] = (a[i] ?? 0) ^ (b[i] ?? 0);
    for (let i = 0; i < 8; i += 1) {
      const x0 = octets[i] ?? 0;
      const x1 = octets[8 + i] ?? 0;
      const x2 = octets[16 + i] ?? 0;
      const x3 = octets[24 + i] ?? 0;
      const x4 = octets[32 + i] ?? 0;
      const x5 = octets[40 + i] ?? 0;
      const x6 = octets[48 + i] ?? 0;
      const x7 = octets[56 + i] ?? 0;
      out[2 * i] =
        (l0[x0] ?? 0) ^ (l1[x1] ?? 0) ^ (l2[x2] ?? 0) ^ (l3[x3] ?? 0) ^ (l4[x4] ?? 0) ^ (l5[x5] ?? 0) ^ (l6[x6] ?? 0) ^ (l7[x7] ?? 0);
      out[2 * i + 1] =
        (h0[x0] ?? 0) ^ (h1[x1] ?? 0) ^ (h2[x2] ?? 0) ^ (h3[x3] ?? 0) ^ (h4[x4] ?? 0) ^ (h5[x5] ?? 0) ^ (h6[x6] ?? 0) ^ (h7[x7] ?? 0);
    }
  };
};

/** into = into + the words of `value` from `at` on, modulo 2^512. */
const add = (into: Int32Array, value: Int32Array, at: number): void => {
  let carry = 0;
  for (let i = 0; i < words; i += 1) {
    const sum = ((into[i] ?? 0) >>> 0) + ((value[at + i] ?? 0) >>> 0) + carry;
    into[i] = sum | 0;
    carry = sum > 0xffff_ffff ? 1 : 0;
  }
};

const newState = (): Int32Array => new Int32Array(words);

export const createPlainStreebog = (): StreebogEngine => {
  const xorLps = createXorLps();
  const constants = streebogConstants().map((bytes) => new Int32Array(Uint8Array.from(bytes).buffer));
  const [h, n, sum, step, key, state, zero] = [newState(), newState(), newState(), newState(), newState(), newState(), newState()];
  // Words of the message, which itself need not be aligned.
  const chunk = new Int32Array(words * 256);
  const octets = new Uint8Array(chunk.buffer);

  /** h = g(counter, h, the words of `message` from `at` on), RFC 6986 section 8. */
  const compress = (counter: Int32Array, message: Int32Array, at: number): void => {
    xorLps(key, h, counter);
    for (let i = 0; i < words; i += 1) state[i] = message[at + i] ?? 0;
    for (const constant of constants) {
      xorLps(state, state, key);
      xorLps(key, key, constant);
    }
    for (let i = 0; i < words; i += 1) {
      h[i] = (h[i] ?? 0) ^ (message[at + i] ?? 0) ^ (state[i] ?? 0) ^ (key[i] ?? 0);
    }
  };

  return {
    start: (initialOctet) => {
      new Uint8Array(h.buffer).fill(initialOctet);
      n.fill(0);
      sum.fill(0);
    },
    absorb: (blocks, bits) => {
      step[0] = bits;
      for (let offset = 0; offset < blocks.length; offset += octets.length) {
        const taken = blocks.subarray(offset, offset + octets.length);
        octets.set(taken);
        for (let at = 0; at < taken.length / 4; at += words) {
          compress(n, chunk, at);
          add(n, step, 0);
          add(sum, chunk, at);
        }
      }
    },
    finish: () => {
      compress(zero, n, 0);
      compress(zero, sum, 0);
      return Uint8Array.from(new Uint8Array(h.buffer));
    },
  };
};

import { concatBytes } from "../bytes/bytes.ts";
import { digest } from "../algorithms/digests.ts";
import type { ShaName } from "../algorithms/digest-info.ts";
import { assert } from "../result.ts";

/** What the octets are for, RFC 7292 appendix B.3. */
export const purposes = { key: 1, iv: 2, mac: 3 } as const;

const blockBytes: Readonly<Record<ShaName, number>> = { sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 };

/** A password as big-endian UTF-16 with two zero octets at its end, RFC 7292 appendix B.1. */
export const bmpPassword = (password: string): Uint8Array => {
  const out = new Uint8Array(2 * password.length + 2);
  for (let i = 0; i < password.length; i += 1) {
    out[2 * i] = password.charCodeAt(i) >> 8;
    out[2 * i + 1] = password.charCodeAt(i) & 255;
  }
  return out;
};

const repeated = (octets: Uint8Array, block: number): Uint8Array => {
  const length = block * Math.ceil(octets.length / block);
  return Uint8Array.from({ length }, (_, i) => octets[i % octets.length] ?? 0);
};

/** The key derivation of PKCS#12, RFC 7292 appendix B.2. `password` is what `bmpPassword` gives. */
export const derivePkcs12 = (input: {
  readonly hash: ShaName;
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly purpose: (typeof purposes)[keyof typeof purposes];
  readonly iterations: number;
  readonly length: number;
}): Uint8Array => {
  assert(input.iterations > 0, "at least one iteration");
  const v = blockBytes[input.hash];
  const diversifier = new Uint8Array(v).fill(input.purpose);
  const state = concatBytes(repeated(input.salt, v), repeated(input.password, v));
  const out = new Uint8Array(input.length);
  for (let at = 0; at < input.length;) {
    let a = digest(input.hash, concatBytes(diversifier, state));
    for (let i = 1; i < input.iterations; i += 1) a = digest(input.hash, a);
    out.set(a.subarray(0, input.length - at), at);
    at += a.length;
    const b = repeated(a, v).subarray(0, v);
    // Each block of the state becomes itself plus b plus 1, modulo 2^(8v).
    for (let block = 0; block < state.length; block += v) {
      let carry = 1;
      for (let i = v - 1; i >= 0; i -= 1) {
        carry += (state[block + i] ?? 0) + (b[i] ?? 0);
        state[block + i] = carry & 255;
        carry >>= 8;
      }
    }
  }
  return out;
};

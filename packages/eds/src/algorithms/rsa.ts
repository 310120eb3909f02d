import { bytesEqual, bytesToNumber, concatBytes, numberToBytes } from "../bytes/bytes.ts";
import { assert, failure, ok, type Result } from "../result.ts";
import { sha256DigestInfoPrefix, sha512DigestInfoPrefix } from "./digest-info.ts";

// RSASSA-PKCS1-v1_5, RFC 8017 section 8.2. Verification compares the whole encoded message with the one it
// builds itself: nothing of the padding or of DigestInfo is parsed, so nothing in it can be bent.

export type RsaPublicKey = { readonly kind: "rsa"; readonly n: bigint; readonly e: bigint; readonly modulusBytes: number };
export type RsaPrivateKey = {
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
};
export type RsaDigest = "sha256" | "sha512";

const modulusBitsMin = 2048;
const modulusBitsMax = 4096;
const exponentMax = 2n ** 32n;

const bitLength = (value: bigint): number => value.toString(2).length;

/** A key of 2048 to 4096 bits with an odd exponent from 3 to 2^32, as the national CAs use. Bounds cost too. */
export const checkRsaPublicKey = (n: bigint, e: bigint): Result<RsaPublicKey, "modulus" | "exponent"> => {
  if (n <= 0n || n % 2n === 0n) return failure("modulus");
  const bits = bitLength(n);
  if (bits < modulusBitsMin || bits > modulusBitsMax) return failure("modulus");
  if (e < 3n || e % 2n === 0n || e > exponentMax) return failure("exponent");
  return ok({ kind: "rsa", n, e, modulusBytes: Math.ceil(bits / 8) });
};

const powMod = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let result = 1n;
  let factor = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
};

/** EMSA-PKCS1-v1_5, RFC 8017 section 9.2. */
const encode = (digest: Uint8Array, algorithm: RsaDigest, length: number): Uint8Array => {
  const info = concatBytes(algorithm === "sha256" ? sha256DigestInfoPrefix : sha512DigestInfoPrefix, digest);
  const padding = new Uint8Array(length - info.length - 3).fill(0xff);
  return concatBytes(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info);
};

export const verifyRsa = (
  key: RsaPublicKey,
  algorithm: RsaDigest,
  digest: Uint8Array,
  signature: Uint8Array,
): Result<true, "length" | "signature-out-of-range" | "signature-wrong"> => {
  if (signature.length !== key.modulusBytes) return failure("length");
  const s = bytesToNumber(signature);
  if (s >= key.n) return failure("signature-out-of-range");
  const message = numberToBytes(powMod(s, key.e, key.n), key.modulusBytes);
  assert(message !== undefined, "a remainder fits the modulus");
  return bytesEqual(message, encode(digest, algorithm, key.modulusBytes)) ? ok(true) : failure("signature-wrong");
};

/** For tests and the demo: its running time depends on the key, so it must not sign where an attacker can time it. */
export const signRsa = (key: RsaPrivateKey, algorithm: RsaDigest, digest: Uint8Array): Uint8Array => {
  const length = Math.ceil(bitLength(key.n) / 8);
  const message = bytesToNumber(encode(digest, algorithm, length));
  const signature = numberToBytes(powMod(message, key.d, key.n), length);
  assert(signature !== undefined && powMod(bytesToNumber(signature), key.e, key.n) === message, "the key is whole");
  return signature;
};

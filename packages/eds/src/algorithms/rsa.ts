import { bytesEqual, bytesToNumber, concatBytes, numberToBytes } from "../bytes/bytes.ts";
import { assert, failure, ok, type Result } from "../result.ts";
import { digestInfo, type ShaName } from "./digest-info.ts";

// RSASSA-PKCS1-v1_5, RFC 8017 section 8.2. Verification compares the whole encoded message with the one it
// builds itself: nothing of the padding or of DigestInfo is parsed, so nothing in it can be bent.

export type RsaNumbers = {
  readonly n: bigint;
  readonly e: bigint;
  readonly modulusBytes: number;
  readonly modulusBits: number;
};
export type RsaPublicKey = RsaNumbers & { readonly kind: "rsa" };
export type RsaPrivateKey = {
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
};
export type RsaFault = "length" | "signature-out-of-range" | "signature-wrong";

// Shorter keys than a policy asks for are read, so that they are refused as too short and not as broken.
const modulusBitsMin = 1024;
const modulusBitsMax = 4096;
const exponentMax = 2n ** 32n;

const bitLength = (value: bigint): number => value.toString(2).length;

/** A key of 1024 to 4096 bits with an odd exponent from 3 to 2^32. The upper bounds are for the cost of a hostile key. */
export const checkRsaNumbers = (n: bigint, e: bigint): Result<RsaNumbers, "modulus" | "exponent"> => {
  if (n <= 0n || n % 2n === 0n) return failure("modulus");
  const modulusBits = bitLength(n);
  if (modulusBits < modulusBitsMin || modulusBits > modulusBitsMax) return failure("modulus");
  if (e < 3n || e % 2n === 0n || e > exponentMax) return failure("exponent");
  return ok({ n, e, modulusBytes: Math.ceil(modulusBits / 8), modulusBits });
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

/** RSAVP1 of RFC 8017 section 5.2.2, in as many octets as the modulus has. */
export const openSignature = (key: RsaNumbers, signature: Uint8Array): Result<Uint8Array, RsaFault> => {
  if (signature.length !== key.modulusBytes) return failure("length");
  const s = bytesToNumber(signature);
  if (s >= key.n) return failure("signature-out-of-range");
  const message = numberToBytes(powMod(s, key.e, key.n), key.modulusBytes);
  assert(message !== undefined, "a remainder fits the modulus");
  return ok(message);
};

/**
 * RSASP1 of RFC 8017 section 5.2.1. For tests and the demo: its running time depends on the key, so it must not sign
 * where an attacker can time it.
 */
export const closeSignature = (key: RsaPrivateKey, encoded: Uint8Array): Uint8Array => {
  const length = Math.ceil(bitLength(key.n) / 8);
  const message = bytesToNumber(encoded);
  const signature = numberToBytes(powMod(message, key.d, key.n), length);
  assert(signature !== undefined && powMod(bytesToNumber(signature), key.e, key.n) === message, "the key is whole");
  return signature;
};

/** EMSA-PKCS1-v1_5, RFC 8017 section 9.2. */
const encode = (digest: Uint8Array, algorithm: ShaName, length: number): Uint8Array => {
  const info = digestInfo(algorithm, digest);
  const padding = new Uint8Array(length - info.length - 3).fill(0xff);
  return concatBytes(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info);
};

export const verifyRsa = (key: RsaNumbers, algorithm: ShaName, digest: Uint8Array, signature: Uint8Array): Result<true, RsaFault> => {
  const message = openSignature(key, signature);
  if (!message.ok) return message;
  return bytesEqual(message.value, encode(digest, algorithm, key.modulusBytes)) ? ok(true) : failure("signature-wrong");
};

/** For tests and the demo, as `closeSignature`. */
export const signRsa = (key: RsaPrivateKey, algorithm: ShaName, digest: Uint8Array): Uint8Array =>
  closeSignature(key, encode(digest, algorithm, Math.ceil(bitLength(key.n) / 8)));

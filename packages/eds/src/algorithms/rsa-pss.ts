import { bytesEqual, concatBytes } from "../bytes/bytes.ts";
import { assert, failure, ok, type Result } from "../result.ts";
import { digestLengths, digest } from "./digests.ts";
import type { ShaName } from "./digest-info.ts";
import { closeSignature, openSignature, type RsaFault, type RsaNumbers, type RsaPrivateKey } from "./rsa.ts";

// RSASSA-PSS, RFC 8017 section 8.1, with MGF1 over the same hash and the trailer 0xbc.

/** The parameters of RFC 4055 section 3.1 that are left to choose. */
export type PssParameters = { readonly hash: ShaName; readonly saltLength: number };

/** A key that may sign with RSASSA-PSS alone, RFC 4055 section 1.2, within `parameters` where it has some. */
export type RsaPssPublicKey = RsaNumbers & { readonly kind: "rsa-pss"; readonly parameters?: PssParameters };

/** MGF1, RFC 8017 appendix B.2.1. */
const mask = (hash: ShaName, seed: Uint8Array, length: number): Uint8Array => {
  const out = new Uint8Array(length);
  for (let counter = 0, at = 0; at < length; counter += 1) {
    const block = digest(hash, concatBytes(seed, Uint8Array.of(counter >>> 24, counter >>> 16, counter >>> 8, counter)));
    out.set(block.subarray(0, length - at), at);
    at += block.length;
  }
  return out;
};

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((octet, i) => octet ^ (b[i] ?? 0));

const prefix = new Uint8Array(8);
const trailer = 0xbc;

/** EMSA-PSS-VERIFY, RFC 8017 section 9.1.2. `encodedBits` is one less than the bits of the modulus. */
const isEncoded = ({ hash, saltLength }: PssParameters, messageDigest: Uint8Array, encoded: Uint8Array, encodedBits: number): boolean => {
  const hashLength = digestLengths[hash];
  const maskedLength = encoded.length - hashLength - 1;
  if (messageDigest.length !== hashLength || maskedLength < saltLength + 1 || encoded.at(-1) !== trailer) return false;
  const masked = encoded.subarray(0, maskedLength);
  const h = encoded.subarray(maskedLength, maskedLength + hashLength);
  const unusedBits = 8 * encoded.length - encodedBits;
  if ((masked[0] ?? 0) >> (8 - unusedBits) !== 0) return false;
  const block = xor(masked, mask(hash, h, maskedLength));
  block[0] = (block[0] ?? 0) & (0xff >> unusedBits);
  const zeros = maskedLength - saltLength - 1;
  if (!block.subarray(0, zeros).every((octet) => octet === 0) || block[zeros] !== 1) return false;
  return bytesEqual(h, digest(hash, concatBytes(prefix, messageDigest, block.subarray(zeros + 1))));
};

/** EMSA-PSS-ENCODE, RFC 8017 section 9.1.1. */
const encode = (hash: ShaName, messageDigest: Uint8Array, salt: Uint8Array, encodedBits: number): Uint8Array => {
  const length = Math.ceil(encodedBits / 8);
  const maskedLength = length - digestLengths[hash] - 1;
  assert(maskedLength >= salt.length + 1, "a modulus with room for hash and salt");
  const h = digest(hash, concatBytes(prefix, messageDigest, salt));
  const block = concatBytes(new Uint8Array(maskedLength - salt.length - 1), Uint8Array.of(1), salt);
  const masked = xor(block, mask(hash, h, maskedLength));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - encodedBits));
  return concatBytes(masked, h, Uint8Array.of(trailer));
};

export const verifyRsaPss = (
  key: RsaNumbers,
  parameters: PssParameters,
  messageDigest: Uint8Array,
  signature: Uint8Array,
): Result<true, RsaFault> => {
  const opened = openSignature(key, signature);
  if (!opened.ok) return opened;
  const encodedBits = key.modulusBits - 1;
  const spare = key.modulusBytes - Math.ceil(encodedBits / 8);
  // Where the modulus has one bit more than whole octets the encoding is an octet shorter: that octet must be zero.
  if (!opened.value.subarray(0, spare).every((octet) => octet === 0)) return failure("signature-wrong");
  const isRight = isEncoded(parameters, messageDigest, opened.value.subarray(spare), encodedBits);
  return isRight ? ok(true) : failure("signature-wrong");
};

/** For tests and the demo, as `closeSignature`. The salt's length goes into the parameters of the algorithm. */
export const signRsaPss = (key: RsaPrivateKey, hash: ShaName, messageDigest: Uint8Array, salt: Uint8Array): Uint8Array =>
  closeSignature(key, encode(hash, messageDigest, salt, key.n.toString(2).length - 1));

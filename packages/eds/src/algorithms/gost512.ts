import { bytesToNumber, concatBytes, numberToBytes, reversed } from "../bytes/bytes.ts";
import { assert, failure, ok, type Result } from "../result.ts";
import { createGost3410, type AffinePoint, type Gost3410, type PointFault, type SignatureFault } from "./gost3410.ts";
import { tc26ParamSetA512 } from "./gost3410-curves.ts";

// GOST 34.10-2015 with 512 bits as the national CA of Kazakhstan writes it: every number is little-endian, and a
// signature is r‖s. RFC 4491 and RFC 9215 write s‖r big-endian, which is exactly these 128 octets reversed.

const numberBytes = 64;
const gost512PublicKeyBytes = 2 * numberBytes;
const gost512SignatureBytes = 2 * numberBytes;

// Building the curve checks its equation; a program that never meets a GOST key should not pay for it.
let built: Gost3410 | undefined;
const curve = (): Gost3410 => (built ??= createGost3410(tc26ParamSetA512));

const fromLittleEndian = (bytes: Uint8Array): bigint => bytesToNumber(reversed(bytes));

const toLittleEndian = (value: bigint): Uint8Array => {
  const bytes = numberToBytes(value, numberBytes);
  assert(bytes !== undefined, "a number below 2^512");
  return reversed(bytes);
};

export type Gost512PublicKey = { readonly kind: "gost512"; readonly point: AffinePoint };

/** The point of 128 octets x‖y, proved to be on the curve. */
export const parseGost512PublicKey = (bytes: Uint8Array): Result<Gost512PublicKey, PointFault | "length"> => {
  if (bytes.length !== gost512PublicKeyBytes) return failure("length");
  const point = { x: fromLittleEndian(bytes.subarray(0, numberBytes)), y: fromLittleEndian(bytes.subarray(numberBytes)) };
  const checked = curve().checkPoint(point);
  return checked.ok ? ok({ kind: "gost512", point: checked.value }) : checked;
};

/** `digest` is the 64 octets of Streebog-512. */
export const verifyGost512 = (
  key: Gost512PublicKey,
  digest: Uint8Array,
  signature: Uint8Array,
): Result<true, SignatureFault | "length"> => {
  if (signature.length !== gost512SignatureBytes || digest.length !== numberBytes) return failure("length");
  const r = fromLittleEndian(signature.subarray(0, numberBytes));
  const s = fromLittleEndian(signature.subarray(numberBytes));
  return curve().verify(fromLittleEndian(digest), { r, s }, key.point);
};

/** Draws a number from 1 to n - 1. `random` must be fit for keys: a predictable nonce gives the private key away. */
const drawScalar = (random: (length: number) => Uint8Array): bigint => {
  // Rejection leaves no bias; n is just below 2^512, so a second draw is practically never needed.
  for (let attempt = 0; attempt < 64; attempt += 1) {
    const value = bytesToNumber(random(numberBytes));
    if (value > 0n && value < curve().order) return value;
  }
  throw new Error("broken invariant: the source of randomness repeats itself");
};

export const generateGost512PrivateKey = (random: (length: number) => Uint8Array): bigint => drawScalar(random);

/** The 128 octets x‖y of a private key, or nothing unless 0 < privateKey < n. */
export const gost512PublicKeyOf = (privateKey: bigint): Uint8Array | undefined => {
  const point = curve().publicPoint(privateKey);
  return point && concatBytes(toLittleEndian(point.x), toLittleEndian(point.y));
};

/** The 128 octets r‖s. */
export const signGost512 = (privateKey: bigint, digest: Uint8Array, random: (length: number) => Uint8Array): Uint8Array => {
  assert(digest.length === numberBytes, "a digest of 64 octets");
  for (let attempt = 0; attempt < 64; attempt += 1) {
    const signature = curve().sign(fromLittleEndian(digest), privateKey, drawScalar(random));
    if (signature) return concatBytes(toLittleEndian(signature.r), toLittleEndian(signature.s));
  }
  throw new Error("broken invariant: the private key is out of range");
};

import { p256, p384 } from "@noble/curves/nist.js";
import { bytesToNumber, concatBytes, numberToBytes } from "../bytes/bytes.ts";
import { readDer } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { attempt, cursorOver, expectTag, unsignedOf } from "../der/values.ts";
import { integer, sequence } from "../der/writer.ts";
import { assert, failure, ok, type Result } from "../result.ts";

// ECDSA over P-256 and P-384, FIPS 186-5 section 6.4, with the signature of RFC 3279 section 2.2.3.

export type EcdsaCurve = "ecdsa-p256" | "ecdsa-p384";
/** `point` is SEC 1 section 2.3.3, compressed or not, proved to be on the curve. */
export type EcdsaPublicKey = { readonly kind: EcdsaCurve; readonly point: Uint8Array };
export type EcdsaFault = "encoding" | "r-or-s-out-of-range" | "signature-wrong";

const curves = { "ecdsa-p256": p256, "ecdsa-p384": p384 } as const;
const fieldBytes = { "ecdsa-p256": 32, "ecdsa-p384": 48 } as const;

/** RFC 5480 section 2.1.1.1. */
export const curveOids = { "ecdsa-p256": "1.2.840.10045.3.1.7", "ecdsa-p384": "1.3.132.0.34" } as const satisfies Readonly<
  Record<EcdsaCurve, string>
>;

/** RFC 5480 section 2.2: uncompressed or compressed; the hybrid forms and the point at infinity are refused. */
export const parseEcdsaPoint = (
  kind: EcdsaCurve,
  point: Uint8Array,
): Result<EcdsaPublicKey, "length" | "point-form" | "point-off-curve"> => {
  const [form] = point;
  if (form !== 2 && form !== 3 && form !== 4) return failure("point-form");
  if (point.length !== 1 + (form === 4 ? 2 : 1) * fieldBytes[kind]) return failure("length");
  return curves[kind].utils.isValidPublicKey(point) ? ok({ kind, point }) : failure("point-off-curve");
};

/** `digest` may be longer than the curve: its leftmost bits count. */
export const verifyEcdsa = (key: EcdsaPublicKey, digest: Uint8Array, signature: Uint8Array): Result<true, EcdsaFault> => {
  const curve = curves[key.kind];
  const numbers = attempt(() => {
    const root = readDer(signature, { bytesMax: 128, depthMax: 2, nodesMax: 3 });
    if (!root.ok) return undefined;
    const cursor = cursorOver(expectTag(root.value, tags.sequence));
    const [r, s] = [unsignedOf(cursor.take(tags.integer)), unsignedOf(cursor.take(tags.integer))];
    cursor.finish();
    return { r, s };
  });
  if (numbers === undefined) return failure("encoding");
  const isScalar = (value: bigint): boolean => value > 0n && value < curve.Point.Fn.ORDER;
  const [r, s] = [numbers.r, numbers.s].map((value) => (isScalar(value) ? numberToBytes(value, fieldBytes[key.kind]) : undefined));
  if (r === undefined || s === undefined) return failure("r-or-s-out-of-range");
  const isRight = curve.verify(concatBytes(r, s), digest, key.point, { prehash: false, lowS: false, format: "compact" });
  return isRight ? ok(true) : failure("signature-wrong");
};

/** A private key from 1 to n - 1. `random` must be fit for keys. */
export const generateEcdsaPrivateKey = (kind: EcdsaCurve, random: (length: number) => Uint8Array): bigint => {
  const order = curves[kind].Point.Fn.ORDER;
  for (let attempts = 0; attempts < 64; attempts += 1) {
    const value = bytesToNumber(random(fieldBytes[kind]));
    if (value > 0n && value < order) return value;
  }
  throw new Error("broken invariant: the source of randomness repeats itself");
};

const secretOf = (kind: EcdsaCurve, privateKey: bigint): Uint8Array | undefined => {
  const secret = numberToBytes(privateKey, fieldBytes[kind]);
  return secret !== undefined && curves[kind].utils.isValidSecretKey(secret) ? secret : undefined;
};

/** The uncompressed point of a private key, or nothing unless 0 < privateKey < n. */
export const ecdsaPointOf = (kind: EcdsaCurve, privateKey: bigint, compressed = false): Uint8Array | undefined => {
  const secret = secretOf(kind, privateKey);
  return secret && curves[kind].getPublicKey(secret, compressed);
};

/** DER of r and s with the nonce of RFC 6979. For tests and the demo. */
export const signEcdsa = (kind: EcdsaCurve, privateKey: bigint, digest: Uint8Array): Uint8Array => {
  const secret = secretOf(kind, privateKey);
  assert(secret !== undefined, "a private key in its range");
  const compact = curves[kind].sign(digest, secret, { prehash: false, lowS: false, format: "compact" });
  const { r, s } = curves[kind].Signature.fromBytes(compact, "compact");
  return sequence(integer(r), integer(s));
};

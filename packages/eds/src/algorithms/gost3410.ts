import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import { failure, ok, type Result } from "../result.ts";

// GOST R 34.10-2012 signatures over a curve in short Weierstrass form, RFC 7091 section 6.
// Numbers only: octets and their order are the caller's, because countries disagree about them.

/** Parameters as in RFC 7836; `n` is the order of the subgroup ("q" in RFC 7091), `h` the cofactor. */
export type CurveParameters = {
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly n: bigint;
  readonly h: bigint;
  readonly Gx: bigint;
  readonly Gy: bigint;
};

export type AffinePoint = { readonly x: bigint; readonly y: bigint };
type SignatureNumbers = { readonly r: bigint; readonly s: bigint };
export type PointFault = "coordinate-out-of-range" | "point-off-curve" | "point-outside-subgroup";
export type SignatureFault = "r-or-s-out-of-range" | "signature-wrong";

export type Gost3410 = {
  readonly order: bigint;
  readonly checkPoint: (point: AffinePoint) => Result<AffinePoint, PointFault>;
  /** `digest` is the number e before its reduction. The point must have passed `checkPoint`. */
  readonly verify: (digest: bigint, signature: SignatureNumbers, point: AffinePoint) => Result<true, SignatureFault>;
  /** Nothing when this `nonce` is unfit, which happens with a probability of 2 / n: take another. */
  readonly sign: (digest: bigint, privateKey: bigint, nonce: bigint) => SignatureNumbers | undefined;
  /** Nothing unless 0 < privateKey < n. */
  readonly publicPoint: (privateKey: bigint) => AffinePoint | undefined;
};

const positiveMod = (value: bigint, modulus: bigint): bigint => {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
};

export const createGost3410 = (curve: CurveParameters): Gost3410 => {
  const Point = weierstrass({ ...curve });
  const Scalar = Point.Fn;
  const { n, p } = curve;
  const isScalar = (value: bigint): boolean => value > 0n && value < n;
  // Section 6.1 step 2: a digest of zero counts as one.
  const reduce = (digest: bigint): bigint => positiveMod(digest, n) || 1n;

  const checkPoint: Gost3410["checkPoint"] = ({ x, y }) => {
    if (x < 0n || x >= p || y < 0n || y >= p) return failure("coordinate-out-of-range");
    if (positiveMod(y * y - (x * x * x + curve.a * x + curve.b), p) !== 0n) return failure("point-off-curve");
    if (curve.h !== 1n && !Point.fromAffine({ x, y }).isTorsionFree()) return failure("point-outside-subgroup");
    return ok({ x, y });
  };

  const verify: Gost3410["verify"] = (digest, { r, s }, point) => {
    if (!isScalar(r) || !isScalar(s)) return failure("r-or-s-out-of-range");
    const v = Scalar.inv(reduce(digest));
    const z1 = positiveMod(s * v, n);
    const z2 = positiveMod(-r * v, n);
    const sum = Point.BASE.mulAddUnsafe(z1, Point.fromAffine(point), z2);
    if (sum.is0()) return failure("signature-wrong");
    return positiveMod(sum.toAffine().x, n) === r ? ok(true) : failure("signature-wrong");
  };

  const sign: Gost3410["sign"] = (digest, privateKey, nonce) => {
    if (!isScalar(nonce) || !isScalar(privateKey)) return undefined;
    const r = positiveMod(Point.BASE.multiply(nonce).toAffine().x, n);
    const s = positiveMod(r * privateKey + nonce * reduce(digest), n);
    return r === 0n || s === 0n ? undefined : { r, s };
  };

  const publicPoint: Gost3410["publicPoint"] = (privateKey) => {
    if (!isScalar(privateKey)) return undefined;
    const { x, y } = Point.BASE.multiply(privateKey).toAffine();
    return { x, y };
  };

  return { order: n, checkPoint, verify, sign, publicPoint };
};

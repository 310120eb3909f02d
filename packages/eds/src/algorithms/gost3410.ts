import { failure, ok, type Result } from "../result.ts";
import type { AffinePoint, CurveParameters } from "./gost3410-curves.ts";
import type { EngineMaker } from "./gost3410-formulas.ts";
import { createMultiplier, type Multiplier } from "./gost3410-multiply.ts";
import { createWasmEngine } from "./gost3410-wasm.ts";
import { invertMod, positiveMod } from "./modular.ts";

// GOST R 34.10-2012 signatures over a curve in short Weierstrass form, RFC 7091 section 6.
// Numbers only: octets and their order are the caller's, because countries disagree about them.

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

/** `makeEngine` chooses what the curve is computed with: WebAssembly where it can be had, unless a test says otherwise. */
export const createGost3410 = (curve: CurveParameters, makeEngine: EngineMaker = createWasmEngine): Gost3410 => {
  const { a, b, n, p, h } = curve;
  // The table of the base point takes milliseconds; reading a key of a curve without cofactor does not need it.
  let made: Multiplier | undefined;
  const multiplier = (): Multiplier => (made ??= createMultiplier(curve, makeEngine));
  const isScalar = (value: bigint): boolean => value > 0n && value < n;
  // Section 6.1 step 2: a digest of zero counts as one.
  const reduce = (digest: bigint): bigint => positiveMod(digest, n) || 1n;

  const checkPoint: Gost3410["checkPoint"] = ({ x, y }) => {
    if (x < 0n || x >= p || y < 0n || y >= p) return failure("coordinate-out-of-range");
    if (positiveMod(y * y - (x * x * x + a * x + b), p) !== 0n) return failure("point-off-curve");
    if (h !== 1n && multiplier().sum(0n, n, { x, y }) !== "infinity") return failure("point-outside-subgroup");
    return ok({ x, y });
  };

  const verify: Gost3410["verify"] = (digest, { r, s }, point) => {
    if (!isScalar(r) || !isScalar(s)) return failure("r-or-s-out-of-range");
    const v = invertMod(reduce(digest), n);
    const sum = multiplier().sum((s * v) % n, n - ((r * v) % n), point);
    if (typeof sum === "string") return failure("signature-wrong");
    // x modulo n is r: every candidate below p is compared as x = X / Z² without dividing.
    const zz = (sum.z * sum.z) % p;
    for (let x = r; x < p; x += n) if ((x * zz) % p === sum.x) return ok(true);
    return failure("signature-wrong");
  };

  const sign: Gost3410["sign"] = (digest, privateKey, nonce) => {
    if (!isScalar(nonce) || !isScalar(privateKey)) return undefined;
    const r = multiplier().multiple(nonce).x % n;
    const s = (r * privateKey + nonce * reduce(digest)) % n;
    return r === 0n || s === 0n ? undefined : { r, s };
  };

  const publicPoint: Gost3410["publicPoint"] = (privateKey) => (isScalar(privateKey) ? multiplier().multiple(privateKey) : undefined);

  return { order: n, checkPoint, verify, sign, publicPoint };
};

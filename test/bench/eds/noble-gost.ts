import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import type { AffinePoint, CurveParameters } from "../../../packages/eds/src/algorithms/gost3410-curves.ts";

/** GOST 34.10 as a user of @noble/curves would write it: the library's scalar field and its sum of two multiples. */
export const createNobleVerify = (curve: CurveParameters) => {
  const Point = weierstrass({ ...curve });
  const { n } = curve;
  return (digest: bigint, { r, s }: { readonly r: bigint; readonly s: bigint }, key: AffinePoint): boolean => {
    const v = Point.Fn.inv(digest % n || 1n);
    const sum = Point.BASE.mulAddUnsafe((s * v) % n, Point.fromAffine(key), n - ((r * v) % n));
    return !sum.is0() && sum.toAffine().x % n === r;
  };
};

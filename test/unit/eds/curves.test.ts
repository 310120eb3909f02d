import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBigintEngine } from "../../../packages/eds/src/algorithms/gost3410-bigint.ts";
import {
  cryptoProA,
  tc26ParamSetA256,
  tc26ParamSetA512,
  type AffinePoint,
  type CurveParameters,
} from "../../../packages/eds/src/algorithms/gost3410-curves.ts";
import { createMultiplier } from "../../../packages/eds/src/algorithms/gost3410-multiply.ts";
import { createWasmEngine } from "../../../packages/eds/src/algorithms/gost3410-wasm.ts";
import { createGost3410 } from "../../../packages/eds/src/algorithms/gost3410.ts";
import { withForbiddenWebAssembly, withoutWebAssembly } from "./without-wasm.ts";

const curves: readonly (readonly [string, CurveParameters])[] = [
  ["tc26-512-paramSetA", tc26ParamSetA512],
  ["tc26-256-paramSetA", tc26ParamSetA256],
  ["CryptoPro-A", cryptoProA],
];
const engines = [
  ["WebAssembly", createWasmEngine],
  ["BigInt", createBigintEngine],
] as const;

/** A number from 1 to below - 1, now and then a special one. */
const scalar = (below: bigint): fc.Arbitrary<bigint> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.bigInt({ min: 1n, max: below - 1n }) },
    { weight: 1, arbitrary: fc.constantFrom(1n, 2n, 3n, 15n, 16n, 17n, 31n, 127n, 128n, 129n, below - 1n, below - 2n, below >> 1n) },
    { weight: 1, arbitrary: fc.nat(500).map((bit) => (1n << BigInt(bit)) % below || 1n) },
  );

// An implementation that shares nothing with ours.
const peerOf = (curve: CurveParameters) => {
  const Point = weierstrass({ ...curve });
  const times = (point: InstanceType<typeof Point>, k: bigint): InstanceType<typeof Point> =>
    k % curve.n === 0n ? Point.ZERO : point.multiplyUnsafe(k % curve.n);
  return { Point, times };
};

describe.each(curves)("%s", (_, curve) => {
  const { n, p } = curve;
  const { Point, times } = peerOf(curve);
  const base: AffinePoint = { x: curve.Gx, y: curve.Gy };

  it("[ED81] is a curve with this base point of this order", () => {
    expect((base.y ** 2n - (base.x ** 3n + curve.a * base.x + curve.b)) % p).toBe(0n);
    expect(Point.BASE.multiplyUnsafe(n - 1n).equals(Point.BASE.negate())).toBe(true);
  });

  it.each(engines)("[ED83, ED84] adds as an independent implementation does, with %s", (__, makeEngine) => {
    const multiplier = createMultiplier(curve, makeEngine);
    const check = (u: bigint, v: bigint, d: bigint): void => {
      const key = Point.BASE.multiplyUnsafe(d);
      const ours = multiplier.sum(u, v, key.toAffine());
      const theirs = times(Point.BASE, u).add(times(key, v));
      if (theirs.is0() || typeof ours === "string") {
        expect([theirs.is0(), ours]).toEqual([true, "infinity"]);
        return;
      }
      const { x, y } = theirs.toAffine();
      expect([(x * ours.z ** 2n - ours.x) % p, (y * ours.z ** 3n - ours.y) % p]).toEqual([0n, 0n]);
    };
    fc.assert(fc.property(scalar(n), scalar(n), scalar(n), check), { numRuns: 40 });
    // Where the formulas divide by zero: sums that vanish, that meet the same point, and that lack one part.
    for (const d of [1n, 2n, 3n, 5n, n - 1n, n - 2n]) {
      for (const [u, v] of [
        [n - d, 1n],
        [d, 1n],
        [1n, 1n],
        [0n, 5n],
        [5n, n],
        [0n, n],
        [3n * d, 3n],
        [n - 7n * d, 7n],
      ] as const) {
        check(((u % n) + n) % n, v, d);
      }
    }
  });

  it.each(engines)("[ED83] makes the keys and signatures of an independent implementation, with %s", (__, makeEngine) => {
    const gost = createGost3410(curve, makeEngine);
    const check = (d: bigint, k: bigint, e: bigint): void => {
      const point = Point.BASE.multiplyUnsafe(d).toAffine();
      expect(gost.publicPoint(d)).toEqual(point);
      const r = Point.BASE.multiplyUnsafe(k).toAffine().x % n;
      const signature = gost.sign(e, d, k);
      expect(signature).toEqual({ r, s: (r * d + k * e) % n });
      if (signature === undefined) throw new Error("no signature");
      expect(gost.verify(e, signature, point).ok).toBe(true);
    };
    fc.assert(fc.property(scalar(n), scalar(n), scalar(n), check), { numRuns: 12 });
    for (const edge of [1n, 2n, 127n, 128n, n - 1n, n - 2n, n - 254n]) check(edge, edge, 1n);
  });

  it.each(engines)("[ED81, ED83] finds a changed digest, number and key wrong, with %s", (__, makeEngine) => {
    const gost = createGost3410(curve, makeEngine);
    const number = fc.bigInt({ min: 2n ** 200n, max: n - 2n ** 200n });
    const check = (d: bigint, k: bigint, e: bigint): void => {
      const [signature, point, otherPoint] = [gost.sign(e, d, k), gost.publicPoint(d), gost.publicPoint(d + 1n)];
      if (signature === undefined || point === undefined || otherPoint === undefined) throw new Error("no signature");
      const wrong = { ok: false, error: "signature-wrong" };
      expect(gost.verify(e + 1n, signature, point)).toEqual(wrong);
      expect(gost.verify(e, { ...signature, r: (signature.r % (n - 1n)) + 1n }, point)).toEqual(wrong);
      expect(gost.verify(e, { ...signature, s: (signature.s % (n - 1n)) + 1n }, point)).toEqual(wrong);
      expect(gost.verify(e, signature, otherPoint)).toEqual(wrong);
    };
    fc.assert(fc.property(number, number, number, check), { numRuns: 8 });
  });

  it("[ED22] refuses r and s out of range", () => {
    const gost = createGost3410(curve);
    const signature = gost.sign(5n, 7n, 11n);
    const point = gost.publicPoint(7n);
    if (signature === undefined || point === undefined) throw new Error("no signature");
    for (const bad of [0n, n, n + 1n, n + signature.r, 2n ** 520n, -1n]) {
      const fault = { ok: false, error: "r-or-s-out-of-range" };
      expect(gost.verify(5n, { ...signature, r: bad }, point)).toEqual(fault);
      expect(gost.verify(5n, { ...signature, s: bad }, point)).toEqual(fault);
    }
  });

  it("[ED22] refuses a point off the curve and coordinates out of range", () => {
    const gost = createGost3410(curve);
    expect(gost.checkPoint(base)).toEqual({ ok: true, value: base });
    expect(gost.checkPoint({ x: base.x, y: p - base.y }).ok).toBe(true);
    expect(gost.checkPoint({ x: base.x, y: base.y + 1n })).toEqual({ ok: false, error: "point-off-curve" });
    expect(gost.checkPoint({ x: 0n, y: 0n })).toEqual({ ok: false, error: "point-off-curve" });
    for (const bad of [
      { x: base.x + p, y: base.y },
      { x: base.x, y: base.y + p },
      { x: -1n, y: base.y },
      { x: p, y: base.y },
    ]) {
      expect(gost.checkPoint(bad)).toEqual({ ok: false, error: "coordinate-out-of-range" });
    }
  });

  it("[ED84] refuses a signature whose sum is the point at infinity", () => {
    const gost = createGost3410(curve);
    const d = 123_456_789n;
    const point = gost.publicPoint(d);
    if (point === undefined) throw new Error("no key");
    // s = r·d makes z1·G + z2·Q vanish for every digest.
    for (const r of [1n, 42n, n - 1n])
      expect(gost.verify(99n, { r, s: (r * d) % n }, point)).toEqual({ ok: false, error: "signature-wrong" });
  });

  it("[ED21] counts a digest of zero, and one that is a multiple of the order, as one", () => {
    const gost = createGost3410(curve);
    const point = gost.publicPoint(77n);
    if (point === undefined) throw new Error("no key");
    for (const zero of [0n, n]) {
      const signature = gost.sign(zero, 77n, 1234n);
      if (signature === undefined) throw new Error("no signature");
      expect(signature).toEqual(gost.sign(1n, 77n, 1234n));
      for (const same of [0n, 1n, n, n + 1n]) expect(gost.verify(same, signature, point).ok).toBe(true);
    }
  });

  it("[ED83] works where WebAssembly is missing or forbidden", () => {
    for (const withLess of [withoutWebAssembly, withForbiddenWebAssembly]) {
      withLess(() => {
        expect(createWasmEngine(p, curve.a, 4)).toBeUndefined();
        const gost = createGost3410(curve);
        const signature = gost.sign(5n, 7n, 11n);
        const point = gost.publicPoint(7n);
        if (signature === undefined || point === undefined) throw new Error("no signature");
        expect(gost.verify(5n, signature, point).ok).toBe(true);
      });
    }
    expect(createWasmEngine(p, curve.a, 4)).toBeDefined();
  });
});

describe("the subgroup of tc26-256-paramSetA", () => {
  const { a, b, n, p } = tc26ParamSetA256;
  const mod = (value: bigint): bigint => ((value % p) + p) % p;

  const power = (value: bigint, exponent: bigint): bigint => {
    let [result, factor] = [1n, value % p];
    for (let rest = exponent; rest > 0n; rest >>= 1n) {
      if (rest & 1n) result = (result * factor) % p;
      factor = (factor * factor) % p;
    }
    return result;
  };

  // The group law as textbooks have it, because the independent library knows no point of order two.
  type Point = AffinePoint | "infinity";
  const add = (left: Point, right: Point): Point => {
    if (left === "infinity") return right;
    if (right === "infinity") return left;
    if (left.x === right.x && mod(left.y + right.y) === 0n) return "infinity";
    const [over, under] = left.x === right.x ? [3n * left.x ** 2n + a, 2n * left.y] : [right.y - left.y, right.x - left.x];
    const slope = mod(over * power(mod(under), p - 2n));
    const x = mod(slope ** 2n - left.x - right.x);
    return { x, y: mod(slope * (left.x - x) - left.y) };
  };
  const times = (point: Point, k: bigint): Point => {
    let [sum, addend]: [Point, Point] = ["infinity", point];
    for (let rest = k; rest > 0n; rest >>= 1n) {
      if (rest & 1n) sum = add(sum, addend);
      addend = add(addend, addend);
    }
    return sum;
  };
  const affine = (point: Point): AffinePoint => {
    if (point === "infinity") throw new Error("the point at infinity");
    return point;
  };

  /** Points of the whole curve by their x, four times as many as in the subgroup. */
  const points: readonly AffinePoint[] = Array.from({ length: 24 }, (_, i) => BigInt(i + 1)).flatMap((x) => {
    const square = mod(x ** 3n + a * x + b);
    // p is 3 modulo 4.
    const y = power(square, (p + 1n) / 4n);
    return (y * y) % p === square ? [{ x, y }] : [];
  });
  /** What of each lies outside the subgroup: points whose order divides four. */
  const torsion = points.map((point) => times(point, n));

  it.each(engines)("[ED82] is told from the rest of the curve, with %s", (_, makeEngine) => {
    const gost = createGost3410(tc26ParamSetA256, makeEngine);
    expect(new Set(torsion.map((part) => part === "infinity"))).toEqual(new Set([true, false]));
    for (const [index, point] of points.entries()) {
      const inside = { ok: true, value: point };
      expect(gost.checkPoint(point)).toEqual(torsion[index] === "infinity" ? inside : { ok: false, error: "point-outside-subgroup" });
      expect(gost.checkPoint(affine(times(point, 4n))).ok).toBe(true);
    }
  });

  it.each(engines)("[ED82] holds no point of order two or four, nor one beside such a point, with %s", (_, makeEngine) => {
    const gost = createGost3410(tc26ParamSetA256, makeEngine);
    const base = { x: tc26ParamSetA256.Gx, y: tc26ParamSetA256.Gy };
    const orders = new Set<number>();
    for (const part of torsion) {
      if (part === "infinity") continue;
      orders.add(add(part, part) === "infinity" ? 2 : 4);
      for (const point of [part, add(part, base), add(part, times(base, 12_345n))]) {
        expect(gost.checkPoint(affine(point))).toEqual({ ok: false, error: "point-outside-subgroup" });
      }
    }
    expect(orders).toEqual(new Set([2, 4]));
  });
});

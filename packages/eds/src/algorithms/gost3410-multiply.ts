import { assert } from "../result.ts";
import { createAccumulator } from "./gost3410-accumulator.ts";
import { createBigintEngine } from "./gost3410-bigint.ts";
import type { AffinePoint, CurveParameters } from "./gost3410-curves.ts";
import type { EngineMaker } from "./gost3410-formulas.ts";
import { nonAdjacentForm, regularForm } from "./gost3410-recoding.ts";
import { invertMod } from "./modular.ts";

/** A point as X / Z², Y / Z³. */
export type JacobianPoint = { readonly x: bigint; readonly y: bigint; readonly z: bigint };

export type Multiplier = {
  /** u·G + v·Q for numbers that are no secret; "small-order" where a small multiple of Q is the point at infinity. */
  readonly sum: (u: bigint, v: bigint, q: AffinePoint) => JacobianPoint | "infinity" | "small-order";
  /** k·G for 0 < k < n, by the same steps for every k. */
  readonly multiple: (k: bigint) => AffinePoint;
};

// Tables hold a point's odd multiples and their opposites, an entry each: 1, -1, 3, -3, …
const baseWidth = 8;
const keyWidth = 5;
const entriesOf = (width: number): number => 2 ** (width - 1);
const baseStart = 0;
const keyStart = entriesOf(baseWidth);
/** The double of a point while its multiples are made, and its opposite. */
const doubled = keyStart + entriesOf(keyWidth);
const entryOf = (start: number, digit: number): number => start + Math.abs(digit) - (digit > 0 ? 1 : 0);

export const createMultiplier = (curve: CurveParameters, makeEngine: EngineMaker): Multiplier => {
  const { p, a, n } = curve;
  const engine = makeEngine(p, a, doubled + 2) ?? createBigintEngine(p, a, doubled + 2);
  const accumulator = createAccumulator(engine);
  const orderBits = n.toString(2).length;

  const affine = ({ x, y, z }: JacobianPoint): AffinePoint => {
    const inverse = invertMod(z, p);
    const square = (inverse * inverse) % p;
    return { x: (x * square) % p, y: (((y * square) % p) * inverse) % p };
  };

  /** Fills the table at `start`; false where a multiple is the point at infinity. */
  const fill = (start: number, width: number, { x, y }: AffinePoint): boolean => {
    accumulator.writeEntry(start, x, y);
    accumulator.clear();
    accumulator.add(start, true);
    accumulator.double();
    if (!accumulator.remember(doubled)) return false;
    accumulator.clear();
    accumulator.add(start, true);
    for (let entry = start; entry < start + entriesOf(width); entry += 2) {
      if (!accumulator.remember(entry)) return false;
      accumulator.add(doubled, false);
    }
    return true;
  };

  /** Gives every entry of the base point Z = 1, which makes adding it cheaper by a third. */
  const flattenBase = (): void => {
    for (let entry = baseStart; entry < baseStart + entriesOf(baseWidth); entry += 2) {
      const { x, y } = affine({ x: engine.read("X2", entry), y: engine.read("Y2", entry), z: engine.read("Z2", entry) });
      accumulator.writeEntry(entry, x, y);
      accumulator.writeEntry(entry + 1, x, p - y);
    }
  };

  const isFilled = fill(baseStart, baseWidth, { x: curve.Gx, y: curve.Gy });
  assert(isFilled, "a base point of a large order");
  flattenBase();

  const sum: Multiplier["sum"] = (u, v, q) => {
    if (!fill(keyStart, keyWidth, q)) return "small-order";
    const [ofBase, ofKey] = [nonAdjacentForm(u, baseWidth), nonAdjacentForm(v, keyWidth)];
    accumulator.clear();
    for (let i = Math.max(ofBase.length, ofKey.length) - 1; i >= 0; i -= 1) {
      accumulator.double();
      const base = ofBase[i] ?? 0;
      const key = ofKey[i] ?? 0;
      if (base !== 0) accumulator.add(entryOf(baseStart, base), true);
      if (key !== 0) accumulator.add(entryOf(keyStart, key), false);
    }
    return accumulator.read() ?? "infinity";
  };

  const multiple: Multiplier["multiple"] = (k) => {
    const isOdd = (k & 1n) === 1n;
    const digits = regularForm(isOdd ? k : n - k, orderBits, baseWidth - 1);
    accumulator.clear();
    for (const digit of digits.toReversed()) {
      for (let i = 0; i < baseWidth - 1; i += 1) accumulator.double();
      accumulator.add(entryOf(baseStart, digit), true);
    }
    const result = accumulator.read();
    assert(result !== undefined, "a multiple below the order is no infinity");
    const { x, y } = affine(result);
    return isOdd ? { x, y } : { x, y: p - y };
  };

  return { sum, multiple };
};

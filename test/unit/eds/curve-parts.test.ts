import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBigintEngine } from "../../../packages/eds/src/algorithms/gost3410-bigint.ts";
import { tc26ParamSetA256, tc26ParamSetA512 } from "../../../packages/eds/src/algorithms/gost3410-curves.ts";
import {
  entryRegisters,
  formulaNames,
  formulasFor,
  sharedRegisters,
  type FormulaName,
  type Register,
  type Step,
} from "../../../packages/eds/src/algorithms/gost3410-formulas.ts";
import { nonAdjacentForm, regularForm } from "../../../packages/eds/src/algorithms/gost3410-recoding.ts";
import { createWasmEngine } from "../../../packages/eds/src/algorithms/gost3410-wasm.ts";
import { createGost3410 } from "../../../packages/eds/src/algorithms/gost3410.ts";
import { invertMod } from "../../../packages/eds/src/algorithms/modular.ts";

describe("the examples of RFC 7091 section 7", () => {
  const examples = [
    {
      curve: {
        p: 0x8000000000000000000000000000000000000000000000000000000000000431n,
        a: 7n,
        b: 0x5fbff498aa938ce739b8e022fbafef40563f6e6a3472fc2a514c0ce9dae23b7en,
        n: 0x8000000000000000000000000000000150fe8a1892976154c59cfc193accf5b3n,
        h: 1n,
        Gx: 2n,
        Gy: 0x8e2a8a0e65147d4bd6316030e16d19c85c97f0a9ca267122b96abbcea7e8fc8n,
      },
      d: 0x7a929ade789bb9be10ed359dd39a72c11b60961f49397eee1d19ce9891ec3b28n,
      e: 0x2dfbc1b372d89a1188c09c52e0eec61fce52032ab1022e8e67ece6672b043ee5n,
      k: 0x77105c9b20bcd3122823c8cf6fcc7b956de33814e95b7fe64fed924594dceab3n,
      x: 0x7f2b49e270db6d90d8595bec458b50c58585ba1d4e9b788f6689dbd8e56fd80bn,
      r: 0x41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493n,
      s: 0x01456c64ba4642a1653c235a98a60249bcd6d3f746b631df928014f6c5bf9c40n,
    },
    {
      curve: {
        p: 0x4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15df1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373n,
        a: 7n,
        b: 0x1cff0806a31116da29d8cfa54e57eb748bc5f377e49400fdd788b649eca1ac4361834013b2ad7322480a89ca58e0cf74bc9e540c2add6897fad0a3084f302adcn,
        n: 0x4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15da82f2d7ecb1dbac719905c5eecc423f1d86e25edbe23c595d644aaf187e6e6dfn,
        h: 1n,
        Gx: 0x24d19cc64572ee30f396bf6ebbfd7a6c5213b3b3d7057cc825f91093a68cd762fd60611262cd838dc6b60aa7eee804e28bc849977fac33b4b530f1b120248a9an,
        Gy: 0x2bb312a43bd2ce6e0d020613c857acddcfbf061e91e5f2c3f32447c259f39b2c83ab156d77f1496bf7eb3351e1ee4e43dc1a18b91b24640b6dbb92cb1add371en,
      },
      d: 0xba6048aadae241ba40936d47756d7c93091a0e8514669700ee7508e508b102072e8123b2200a0563322dad2827e2714a2636b7bfd18aadfc62967821fa18dd4n,
      e: 0x3754f3cfacc9e0615c4f4a7c4d8dab531b09b6f9c170c533a71d147035b0c5917184ee536593f4414339976c647c5d5a407adedb1d560c4fc6777d2972075b8cn,
      k: 0x359e7f4b1410feacc570456c6801496946312120b39d019d455986e364f365886748ed7a44b3e794434006011842286212273a6d14cf70ea3af71bb1ae679f1n,
      x: 0x115dc5bc96760c7b48598d8ab9e740d4c4a85a65be33c1815b5c320c854621dd5a515856d13314af69bc5b924c8b4ddff75c45415c1d9dd9dd33612cd530efe1n,
      r: 0x2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd35492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36n,
      s: 0x1081b394696ffe8e6585e7a9362d26b6325f56778aadbc081c0bfbe933d52ff5823ce288e8c4f362526080df7f70ce406a6eeb1f56919cb92a9853bde73e5b4an,
    },
  ] as const;

  it.each(examples)("[ED21, ED81] come out, key and signature", ({ curve, d, e, k, x, r, s }) => {
    const gost = createGost3410(curve);
    const point = gost.publicPoint(d);
    if (point === undefined) throw new Error("no key");
    expect(point.x).toBe(x);
    expect(gost.checkPoint(point).ok).toBe(true);
    expect(gost.sign(e, d, k)).toEqual({ r, s });
    expect(gost.verify(e, { r, s }, point).ok).toBe(true);
    expect(gost.verify(e + 1n, { r, s }, point)).toEqual({ ok: false, error: "signature-wrong" });
  });
});

describe("the parts of a multiplication", () => {
  it("[ED84] digits of a scalar add up to it, odd and within their width", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 512n }), fc.integer({ min: 2, max: 8 }), (k, width) => {
        const digits = [...nonAdjacentForm(k, width)];
        expect(digits.reduceRight((total, digit) => 2n * total + BigInt(digit), 0n)).toBe(k);
        for (const [i, digit] of digits.entries()) {
          if (digit === 0) continue;
          expect(Math.abs(digit) % 2).toBe(1);
          expect(Math.abs(digit)).toBeLessThan(2 ** (width - 1));
          expect(digits.slice(i + 1, i + width).every((next) => next === 0)).toBe(true);
        }
        const odd = k | 1n;
        const regular = regularForm(odd, 513, width);
        expect(regular.reduceRight((total, digit) => (total << BigInt(width)) + BigInt(digit), 0n)).toBe(odd);
        expect(regular.length).toBe(Math.ceil(513 / width) + 1);
        expect(regular.every((digit) => digit % 2 !== 0 && Math.abs(digit) < 2 ** width)).toBe(true);
      }),
    );
  });

  it("[ED84] an inverse times its number is one", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: tc26ParamSetA512.n - 1n }), (k) => {
        expect((invertMod(k, tc26ParamSetA512.n) * k) % tc26ParamSetA512.n).toBe(1n);
      }),
    );
    expect(invertMod(0n, 7n)).toBe(0n);
  });

  it("[ED84] no formula lets a digit grow beyond what its words hold", () => {
    // Times the size of a tidy digit, see field-wasm.ts.
    const productMax = 6;
    const wordMax = 7;
    const check = (size: Map<Register, number>, step: Step): void => {
      const of = (register: Register): number => size.get(register) ?? 1;
      if (step.kind === "product") {
        expect(of(step.a) * of(step.b)).toBeLessThanOrEqual(productMax);
        size.set(step.to, 1);
      } else if (step.kind === "tidy") size.set(step.to, 1);
      else {
        const { first, second } = step;
        const sum = Math.abs(first.times) * of(first.of) + (second ? Math.abs(second.times) * of(second.of) : 0);
        expect(sum).toBeLessThanOrEqual(wordMax);
        size.set(step.to, sum);
      }
    };
    for (const isMinus3 of [true, false]) {
      const formulas = formulasFor(isMinus3);
      const start = ["compare", "compareAffine"] as const;
      for (const name of formulaNames) {
        const size = new Map<Register, number>();
        if (name === "add" || name === "addAffine") for (const step of formulas[start[name === "add" ? 0 : 1]]) check(size, step);
        for (const step of formulas[name]) check(size, step);
        // What the next formula finds is tidy again.
        for (const kept of ["X", "Y", "Z", "X2", "Y2", "Z2", "ZZ2", "ZZZ2"] as const) expect(size.get(kept) ?? 1).toBe(1);
      }
    }
  });

  it.each([
    ["2^512 - 569, a = -3", tc26ParamSetA512],
    ["2^256 - 617, any a", tc26ParamSetA256],
  ])("[ED83, ED84] every formula does the same in both engines, whatever the registers hold: modulo %s", (_, { p, a }) => {
    const bits = p.toString(2).length;
    // The largest digits with a sign, all of one kind and in turns, come out of these.
    const full = (digit: bigint): bigint => {
      let value = 0n;
      for (let at = 0; at + 29 < bits; at += 29) value += digit << BigInt(at);
      return ((value % p) + p) % p;
    };
    const edges = [0n, 1n, 2n, p - 1n, p - 2n, p >> 1n, full(2n ** 28n - 1n), full(-(2n ** 28n)), full(2n ** 28n), 1n << BigInt(bits - 1)];
    const value = fc.oneof(fc.bigInt({ min: 0n, max: p - 1n }), fc.constantFrom(...edges));
    const registers = [...sharedRegisters.filter((register) => register !== "curveA"), ...entryRegisters];
    const [wasm, bigint] = [createWasmEngine(p, a, 2), createBigintEngine(p, a, 2)];
    if (wasm === undefined) throw new Error("no WebAssembly");
    const check = (values: readonly bigint[], name: FormulaName): void => {
      for (const engine of [wasm, bigint]) {
        for (const [index, register] of registers.entries()) engine.write(register, 1, values[index] ?? 0n);
        engine.run[name](1);
      }
      for (const register of registers) expect(wasm.read(register, 1)).toBe(bigint.read(register, 1));
      for (const register of ["Z", "H", "R"] as const) expect(wasm.isZero(register)).toBe(bigint.isZero(register));
    };
    const all = fc.array(value, { minLength: registers.length, maxLength: registers.length });
    fc.assert(fc.property(all, fc.constantFrom(...formulaNames), check), { numRuns: 400 });
    for (const name of formulaNames)
      for (const edge of edges)
        check(
          registers.map(() => edge),
          name,
        );
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromDigits, toDigits, wasmField } from "../../../packages/eds/src/algorithms/field-wasm.ts";
import { i32, i64, local, repeatWhile } from "../../../packages/eds/src/wasm/code.ts";
import { instantiate } from "../../../packages/eds/src/wasm/instance.ts";
import { withForbiddenWebAssembly, withoutWebAssembly } from "./without-wasm.ts";

describe("modules of WebAssembly", () => {
  it("[ED83] compute what they say, with constants of every length", () => {
    const constants = [0, 1, 63, 64, -64, -65, 127, 128, 8191, 8192, -8193, 2 ** 31 - 1, -(2 ** 31)];
    const instance = instantiate(
      constants.map((value, i) => ({
        exportName: `add${i}`,
        parameters: ["i32"],
        result: "i32",
        locals: [],
        body: i32.add(local.get(0), i32.of(value)),
      })),
      1,
    );
    for (const [i, value] of constants.entries()) expect(instance?.find(`add${i}`)(7)).toBe((value + 7) | 0);
    expect(() => instance?.find("missing")).toThrow("a function missing");
  });

  it("[ED83] repeat, and share their memory with the caller", () => {
    // Doubles the word at 8 as often as asked.
    const body = repeatWhile(
      i64.store(i32.of(8), 0, i64.shiftLeft(i64.load(i32.of(8), 0), i64.of(1n))),
      local.tee(0, i32.sub(local.get(0), i32.of(1))),
    );
    const instance = instantiate([{ exportName: "double", parameters: ["i32"], locals: [], body }], 100_000);
    if (instance === undefined) throw new Error("no WebAssembly");
    expect(instance.memory.byteLength).toBe(131_072);
    const words = new BigInt64Array(instance.memory, 8, 1);
    words[0] = 3n;
    instance.find("double")(40);
    expect(words[0]).toBe(3n << 40n);
  });

  it("[ED83] are nothing where WebAssembly is missing or forbidden", () => {
    withoutWebAssembly(() => expect(instantiate([], 1)).toBeUndefined());
    withForbiddenWebAssembly(() => expect(instantiate([], 1)).toBeUndefined());
    expect(instantiate([], 1)).toBeDefined();
  });
});

describe("digits with a sign", () => {
  const p = 2n ** 512n - 569n;
  const field = wasmField(p);
  if (field === undefined) throw new Error("a field of the special form");

  it("[ED84] are within their words, and give their number back", () => {
    const check = (value: bigint): void => {
      const digits = toDigits(field, value);
      expect(digits.length).toBe(18);
      expect(digits.slice(0, -1).every((digit) => Math.abs(digit) <= 2 ** 28)).toBe(true);
      expect(digits.every((digit) => Math.abs(digit) < 2 ** 29)).toBe(true);
      expect(fromDigits(digits)).toBe(value);
    };
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: p - 1n }), check));
    for (const edge of [0n, 1n, 2n ** 28n - 1n, 2n ** 28n, 2n ** 29n - 1n, p - 1n, 2n ** 511n]) check(edge);
  });

  it("[ED84] are for moduli near a power of two alone", () => {
    expect(wasmField(2n ** 256n - 617n)).toMatchObject({ limbs: 9, c: 617n });
    expect(wasmField(0x8000000000000000000000000000000000000000000000000000000000000431n)).toBeUndefined();
    expect(wasmField(2n ** 521n - 1n)).toBeUndefined();
    expect(wasmField(2n ** 61n - 1n)).toBeUndefined();
  });
});

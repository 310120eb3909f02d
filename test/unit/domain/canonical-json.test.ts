import { canonicalJson } from "@beket/domain";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const text = (value: unknown) => {
  const result = canonicalJson(value);
  return result.ok ? result.value : result.error.code;
};
function double(hex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

describe("canonical JSON", () => {
  it("[DM60] gives the example of RFC 8785 §3.2.2", () => {
    const input: unknown = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    );
    expect(text(input)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });
  it("[DM60] sorts keys by UTF-16 code units as §3.2.3", () => {
    const input = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    const sorted = text(input);
    expect([...sorted.matchAll(/:(\d)/g)].map((match) => match[1])).toEqual(["2", "4", "6", "7", "1", "5", "3"]);
  });
  it.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["8000000000000001", "-5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["ffefffffffffffff", "-1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["c340000000000000", "-9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["44b52d02c7e14af7", "1.0000000000000001e+23"],
    ["444b1ae4d6e2ef4e", "999999999999999700000"],
    ["444b1ae4d6e2ef4f", "999999999999999900000"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555553", "333333333.3333332"],
    ["41b3de4355555554", "333333333.33333325"],
    ["41b3de4355555555", "333333333.3333333"],
    ["41b3de4355555556", "333333333.3333334"],
    ["41b3de4355555557", "333333333.33333343"],
    ["becbf647612f3696", "-0.0000033333333333333333"],
    ["43143ff3c1cb0959", "1424953923781206.2"],
  ])("[DM60] number %s of RFC 8785 appendix B is %s", (hex, expected) => expect(text(double(hex))).toBe(expected));
  it("[DM61] refuses what JSON cannot carry", () => {
    expect(text(Number.NaN)).toBe("not-finite");
    expect(text([Number.POSITIVE_INFINITY])).toBe("not-finite");
    expect(text("\ud800")).toBe("lone-surrogate");
    expect(text({ "\udead": 1 })).toBe("lone-surrogate");
    for (const value of [undefined, { a: undefined }, [undefined], 1n, () => 1, Symbol("s"), new Date(0), new Map()])
      expect(text(value)).toBe("not-json");
    let deep: unknown = 1;
    for (let i = 0; i < 70; i++) deep = [deep];
    expect(text(deep)).toBe("too-deep");
    expect(canonicalJson({ a: [1, { b: Number.NaN }] })).toEqual({ ok: false, error: { code: "not-finite", at: "/a/1/b" } });
  });
  it("[DM60] any JSON value keeps its meaning, and one value has one text", () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, inner]) => [key, shuffled(inner)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: "medium", noUnicodeString: false }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        const canonical = text(plain);
        if (canonical === "lone-surrogate") return;
        expect(JSON.parse(canonical)).toEqual(plain);
        expect(text(shuffled(plain))).toBe(canonical);
      }),
    );
  });
});

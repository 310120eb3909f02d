import { createNodeCodec } from "@beket/node-kit";
import { limits, packJson, plainCodec, unpackJson } from "@beket/replication";
import fc from "fast-check";
import { expect, it } from "vitest";

const codec = createNodeCodec();

it("[FM15] rules unpack to what was packed, small when they repeat themselves, and a host without compression writes what others read", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const same: unknown = JSON.parse(JSON.stringify(value));
      expect(unpackJson(codec, packJson(codec, value))).toEqual(same);
      expect(unpackJson(codec, packJson(plainCodec, value))).toEqual(same);
    }),
  );
  const long = Array.from({ length: 400 }, (_, index) => ({ rule: `rule-${index}`, okedPrefix: "47", headcountSharePercent: 60 }));
  expect(packJson(codec, long).length).toBeLessThan(limits.recordBytesMax);
  expect(packJson(codec, long)[0]).toBe(2);
});

it("[FM15] damaged, foreign and oversized bytes unpack to nothing", () => {
  const packed = packJson(codec, { rules: "x".repeat(1_000) });
  expect(unpackJson(codec, packed.subarray(0, packed.length - 3))).toBeUndefined();
  expect(unpackJson(codec, new Uint8Array())).toBeUndefined();
  expect(unpackJson(codec, Uint8Array.of(9, 123, 125))).toBeUndefined();
  expect(unpackJson(codec, Uint8Array.of(0, 255, 254))).toBeUndefined();
  expect(unpackJson(plainCodec, packed)).toBeUndefined();
  expect(unpackJson(codec, packJson(codec, "y".repeat(limits.packedJsonBytesMax)))).toBeUndefined();
});

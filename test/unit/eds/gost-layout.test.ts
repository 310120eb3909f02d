import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gostScheme } from "../../../packages/eds/src/algorithms/gost-scheme.ts";
import type { AffinePoint } from "../../../packages/eds/src/algorithms/gost3410-curves.ts";
import { seeded } from "./world.ts";

describe.each(["gost2015-512", "gost2015-256", "gost2004"] as const)("the layout of %s", (name) => {
  const scheme = gostScheme(name);
  const half = scheme.signatureBytes / 2;
  const random = seeded(`curves/${name}`);

  const keyOf = (privateKey: bigint): AffinePoint => {
    const octets = scheme.publicKeyOf(privateKey);
    const key = octets && scheme.parsePublicKey(octets);
    if (!key?.ok) throw new Error("no key");
    return key.value;
  };
  const numbers = fc.uint8Array({ minLength: half, maxLength: half });

  it("[ED21, ED81] is one: little-endian x‖y, r‖s and digest, and no other", () => {
    fc.assert(
      fc.property(numbers, fc.bigInt({ min: 1n, max: 2n ** 240n }), fc.nat(scheme.signatureBytes - 1), (digest, privateKey, position) => {
        const key = keyOf(privateKey);
        const signature = scheme.sign(privateKey, digest, random);
        expect(signature.length).toBe(scheme.signatureBytes);
        expect(scheme.verify(key, digest, signature).ok).toBe(true);
        const bent = Uint8Array.from(signature);
        bent[position] = (bent[position] ?? 0) ^ 1;
        const swapped = Uint8Array.of(...signature.subarray(half), ...signature.subarray(0, half));
        const bigEndian = Uint8Array.of(...signature.slice(0, half).toReversed(), ...signature.slice(half).toReversed());
        for (const other of [bent, swapped, bigEndian, signature.toReversed()]) expect(scheme.verify(key, digest, other).ok).toBe(false);
        fc.pre(digest.some((octet, i) => octet !== digest[half - 1 - i]));
        expect(scheme.verify(key, digest.toReversed(), signature).ok).toBe(false);
      }),
      { numRuns: 15 },
    );
  });

  it("[ED22, ED81] has one length of key, digest and signature", () => {
    const key = keyOf(7n);
    const digest = new Uint8Array(half).fill(3);
    const signature = scheme.sign(7n, digest, random);
    expect(scheme.verify(key, digest, signature.subarray(1))).toEqual({ ok: false, error: "length" });
    expect(scheme.verify(key, digest, Uint8Array.of(...signature, 0))).toEqual({ ok: false, error: "length" });
    expect(scheme.verify(key, digest.subarray(1), signature)).toEqual({ ok: false, error: "length" });
    const octets = scheme.publicKeyOf(7n) ?? new Uint8Array(0);
    expect(octets.length).toBe(scheme.keyBytes);
    expect(scheme.parsePublicKey(octets.subarray(1))).toEqual({ ok: false, error: "length" });
    expect(scheme.parsePublicKey(new Uint8Array(scheme.keyBytes)).ok).toBe(false);
    expect(scheme.parsePublicKey(new Uint8Array(scheme.keyBytes).fill(0xff))).toEqual({ ok: false, error: "coordinate-out-of-range" });
  });

  it("[ED22, ED81] takes no private key out of range, and draws none", () => {
    expect(scheme.publicKeyOf(0n)).toBeUndefined();
    expect(scheme.publicKeyOf(2n ** 513n)).toBeUndefined();
    expect(() => scheme.sign(0n, new Uint8Array(half), random)).toThrow("private key in its range");
    expect(() => scheme.generate((length) => new Uint8Array(length))).toThrow("randomness repeats");
    expect(() => scheme.generate((length) => new Uint8Array(length).fill(0xff))).toThrow("randomness repeats");
  });
});

import { PassText } from "@beket/api";
import { ledgers } from "@beket/domain";
import { createNodeCrypto } from "@beket/node-kit";
import {
  base45Text,
  bytesOfBase45,
  decodePass,
  decodeSlip,
  encodePass,
  encodeSlip,
  type Pass,
  passKinds,
  passLedgers,
} from "@beket/tokens";
import { decode } from "cborg";
import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { slipOf } from "../border/support/slips.ts";

const crypto = createNodeCrypto();
const seed = crypto.sha256(new TextEncoder().encode("central's key of passes"));
const publicKey = crypto.ed25519.publicKey(seed);
const signer = { keyId: crypto.sha256(publicKey).slice(0, 8), sign: (message: Uint8Array) => crypto.ed25519.sign(seed, message) };
const pass: Pass = {
  number: "R7K2-94QX",
  ledger: "roadblock",
  kind: "vehicle",
  validFrom: Date.UTC(2020, 3, 16),
  validTo: Date.UTC(2020, 4, 1),
  window: { days: 31, fromMinute: 420, toMinute: 1_200 },
};
const bytesOf = (text: string): Uint8Array => {
  const bytes = bytesOfBase45(text.slice("BEKET2:".length));
  if (bytes === null) throw new Error("a pass is base45");
  return bytes;
};
const text = encodePass(pass, signer);
const isGenuine = (of: string): boolean => {
  const read = decodePass(of);
  return read.ok && crypto.ed25519.verify(publicKey, read.value.signed, read.value.signature);
};
const anyPass: fc.Arbitrary<Pass> = fc
  .record({
    number: fc.oneof(fc.stringMatching(/^[0-9A-Z-]{4,16}$/), fc.constant("Z".repeat(16))),
    ledger: fc.constantFrom(...passLedgers),
    kind: fc.constantFrom(...passKinds),
    from: fc.oneof(fc.integer({ min: 0, max: 68_000_000 }), fc.constant(68_000_000)),
    minutes: fc.oneof(fc.integer({ min: 0, max: 370_000 }), fc.constant(370_000)),
    window: fc.record({
      days: fc.integer({ min: 1, max: 127 }),
      fromMinute: fc.integer({ min: 0, max: 1_439 }),
      toMinute: fc.integer({ min: 1, max: 1_440 }),
    }),
  })
  .map(({ from, minutes, ...rest }) => ({ ...rest, validFrom: from * 60_000, validTo: (from + minutes) * 60_000 }));

describe("a pass", () => {
  it("[CZ1] is at most 200 bytes before base45 whatever its contents, comes back as written, and fits its schema", () => {
    let longest = 0;
    fc.assert(
      fc.property(anyPass, (given) => {
        const written = encodePass(given, signer);
        longest = Math.max(longest, bytesOf(written).length);
        expect(bytesOf(written).length).toBeLessThanOrEqual(200);
        const read = decodePass(written);
        expect(read.ok && read.value.pass).toEqual(given);
        expect(isGenuine(written)).toBe(true);
        expect(v.is(PassText, written)).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(longest).toBeGreaterThan(130);
    expect([...passLedgers]).toEqual([...ledgers]);
  });

  it("[CZ1] is a COSE_Sign1 with a content type of its own: no slip is a pass, and no pass a slip", () => {
    const parts: unknown = decode(bytesOf(text).subarray(1), { useMaps: true });
    const [header] = v.parse(v.looseTuple([v.instance(Uint8Array)]), parts);
    expect(decode(header, { useMaps: true })).toEqual(
      new Map<number, unknown>([
        [1, -8],
        [3, "beket-pass"],
        [4, signer.keyId],
      ]),
    );
    const slip = encodeSlip(slipOf(), signer);
    expect(decodePass(slip)).toEqual({ ok: false, error: { code: "not-a-pass" } });
    expect(decodePass(`BEKET2:${slip.slice("BEKET1:".length)}`)).toEqual({ ok: false, error: { code: "pass-damaged" } });
    expect(decodeSlip(`BEKET1:${text.slice("BEKET2:".length)}`)).toEqual({ ok: false, error: { code: "slip-damaged" } });
  });

  it("[CZ2] holds seven facts, none of a person or vehicle", () => {
    const parts: unknown = decode(bytesOf(text).subarray(1), { useMaps: true });
    const [, , payload] = v.parse(v.looseTuple([v.unknown(), v.unknown(), v.instance(Uint8Array)]), parts);
    expect(decode(payload, { useMaps: true })).toEqual(
      new Map<number, unknown>([
        [1, 1],
        [2, "R7K2-94QX"],
        [3, 2],
        [4, 2],
        [5, pass.validFrom / 60_000],
        [6, pass.validTo / 60_000],
        [7, [31, 420, 1_200]],
      ]),
    );
    // Two subjects of one permit number get the same pass: nothing of theirs is in it.
    expect(encodePass({ ...pass }, signer)).toBe(text);
  });

  it("[CZ1] is not genuine after any change of any byte, and other texts are refused without a throw", () => {
    const bytes = bytesOf(text);
    for (const index of bytes.keys())
      for (const bit of [1, 0x80]) {
        const spoilt = bytes.slice();
        spoilt[index] = (spoilt[index] ?? 0) ^ bit;
        expect(isGenuine(`BEKET2:${base45Text(spoilt)}`), `byte ${index}`).toBe(false);
      }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 300 }).map(base45Text)), (noise) => {
        expect(decodePass(`BEKET2:${noise}`).ok).toBe(false);
      }),
    );
    expect(() => encodePass({ ...pass, validTo: pass.validFrom - 60_000 }, signer)).toThrow(/pass/);
    expect(() => encodePass({ ...pass, window: { ...pass.window, days: 0 } }, signer)).toThrow(/pass/);
  });
});

import {
  base45Text,
  bytesOfBase45,
  decodeSlip,
  encodeSlip,
  slipBelongs,
  slipBinding,
  slipResults,
  type UnverifiedSlip,
} from "@beket/tokens";
import { SlipText } from "@beket/api";
import { decode } from "cborg";
import * as fc from "fast-check";
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { crypto, goldenSlip, holder, publicKey, scopeKey, signer, slipHmac, slipOf } from "./support/slips.ts";

const text = encodeSlip(slipOf(), signer);
const bytes = bytesOf(text);
function bytesOf(slip: string): Uint8Array {
  const out = bytesOfBase45(slip.slice("BEKET1:".length));
  if (out === null) throw new Error("a slip is base45");
  return out;
}
function opened(slip: string): UnverifiedSlip {
  const out = decodeSlip(slip);
  if (!out.ok) throw new Error(out.error.code);
  return out.value;
}
const isGenuine = ({ keyId, signed, signature }: UnverifiedSlip): boolean =>
  keyId.toHex() === signer.keyId.toHex() && crypto.ed25519.verify(publicKey, signed, signature);

describe("a result slip", () => {
  it("[BO16] has the golden bytes, in at most 200, as text that a QR code holds in its alphanumeric mode", () => {
    expect(goldenSlip()).toEqual(JSON.parse(readFileSync(new URL("../../golden/slip.json", import.meta.url), "utf8")));
    expect(bytes.length).toBeLessThanOrEqual(200);
    expect(v.is(SlipText, text)).toBe(true);
    const most = slipOf({ bindings: Array.from({ length: 3 }, (_, at) => slipBinding(slipHmac, Uint8Array.of(at), holder)) });
    expect(bytesOf(encodeSlip(most, signer)).length).toBeLessThanOrEqual(200);
  });

  it("[BO16] is a COSE_Sign1 as RFC 9052 writes it, whose signature verifies over its Sig_structure", () => {
    expect(bytes[0]).toBe(0xd2);
    const parts: unknown = decode(bytes.subarray(1), { useMaps: true });
    const [header, none, payload, signature] = v.parse(v.array(v.union([v.instance(Uint8Array), v.map(v.number(), v.unknown())])), parts);
    expect(decode(v.parse(v.instance(Uint8Array), header), { useMaps: true })).toEqual(
      new Map<number, unknown>([
        [1, -8],
        [4, signer.keyId],
      ]),
    );
    expect(none).toEqual(new Map());
    const slip = opened(text);
    expect(slip.signature).toEqual(signature);
    expect(decode(slip.signed)).toEqual(["Signature1", header, new Uint8Array(), payload]);
    expect(isGenuine(slip)).toBe(true);
  });

  it("[BO16] comes back as it was written, to the minute, with tag 18 or without", () => {
    fc.assert(
      fc.property(
        fc.record({
          id: fc.uint8Array({ minLength: 8, maxLength: 8 }),
          post: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/),
          kitType: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/),
          result: fc.constantFrom(...slipResults),
          issuedAt: fc.integer({ min: 0, max: 30_000_000 }).map((minutes) => minutes * 60_000),
          bindings: fc.array(fc.uint8Array({ minLength: 8, maxLength: 8 }), { maxLength: 3 }),
        }),
        (given) => {
          const slip = { ...given, validUntil: given.issuedAt + 72 * 3_600_000 };
          const written = encodeSlip(slip, signer);
          expect(opened(written).slip).toEqual(slip);
          expect(isGenuine(opened(written))).toBe(true);
          expect(v.is(SlipText, written)).toBe(true);
          expect(opened(`BEKET1:${base45Text(bytesOf(written).subarray(1))}`).slip).toEqual(slip);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("[BO17] reads nothing from other texts and never throws", () => {
    expect(decodeSlip("HC1:6BF")).toEqual({ ok: false, error: { code: "not-a-slip" } });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 400 }).map(base45Text)), (noise) => {
        expect(decodeSlip(`BEKET1:${noise}`).ok).toBe(false);
      }),
    );
    expect(decodeSlip(`BEKET1:${"0".repeat(3_000)}`)).toEqual({ ok: false, error: { code: "slip-damaged" } });
    expect(decodeSlip(`${text} `).ok).toBe(false);
  });

  it("[BO17] is not genuine after any change of any byte", () => {
    for (const index of bytes.keys())
      for (const bit of [1, 0x80]) {
        const spoilt = bytes.slice();
        spoilt[index] = (spoilt[index] ?? 0) ^ bit;
        const read = decodeSlip(`BEKET1:${base45Text(spoilt)}`);
        expect(read.ok && isGenuine(read.value), `byte ${index}`).toBe(false);
      }
  });

  it("[BO17] has one spelling: another encoding of the same content is damaged", () => {
    const parts = bytes.slice(1);
    // The empty unprotected header as an indefinite-length map.
    const at = parts.findIndex((byte, index) => byte === 0xa0 && index > 10 && parts[index + 1] === 0x58);
    const loose = new Uint8Array([...parts.subarray(0, at), 0xbf, 0xff, ...parts.subarray(at + 1)]);
    expect(at).toBeGreaterThan(0);
    expect(decodeSlip(`BEKET1:${base45Text(loose)}`)).toEqual({ ok: false, error: { code: "slip-damaged" } });
    // The four-part array with its length in a byte of its own.
    expect(decodeSlip(`BEKET1:${base45Text(new Uint8Array([0x98, 4, ...parts.subarray(1)]))}`).ok).toBe(false);
  });

  it("[BO18] belongs to the identifiers it was bound to, for who has the programme's key and for nobody else", () => {
    const { slip } = opened(text);
    expect(slipBelongs(slip, slipHmac, holder)).toBe(true);
    expect(slipBelongs(slip, slipHmac, { scheme: "iin", value: "760212350620" })).toBe(false);
    expect(slipBelongs(slip, slipHmac, { scheme: "doc", value: holder.value })).toBe(false);
    expect(slipBelongs(slip, crypto.hmacSha256(scopeKey), holder)).toBe(false);
    expect(slipBelongs({ ...slip, bindings: [] }, slipHmac, holder)).toBe(false);
  });

  it("[BO18] shows no identifier, and nothing that two slips of one person share", () => {
    const raw = bytes.toHex();
    expect(Buffer.from(bytes).toString("latin1")).not.toContain(holder.value);
    expect(raw).not.toContain(Buffer.from(holder.value).toString("hex"));
    const other = slipOf({ id: Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1) });
    expect(other.bindings[0]?.toHex()).not.toBe(slipOf().bindings[0]?.toHex());
  });

  it("[BO16] is not written when it breaks its limits", () => {
    expect(() => encodeSlip(slipOf({ post: "Хоргос" }), signer)).toThrow(/slip/);
    expect(() => encodeSlip(slipOf({ bindings: Array.from({ length: 4 }, () => new Uint8Array(8)) }), signer)).toThrow(/slip/);
    expect(() => encodeSlip(slipOf({ validUntil: 0 }), signer)).toThrow(/slip/);
  });
});

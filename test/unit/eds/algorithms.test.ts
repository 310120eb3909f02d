import { describe, expect, it } from "vitest";
import { rsaKeyFromPkcs8 } from "@beket/eds/issue";
import { digest as hash } from "../../../packages/eds/src/algorithms/digests.ts";
import { checkRsaNumbers, signRsa, verifyRsa } from "../../../packages/eds/src/algorithms/rsa.ts";
import { bytesToHex, hexToBytes, reversed } from "../../../packages/eds/src/bytes/bytes.ts";
import { hasCheckDigit } from "../../../packages/eds/src/x509/identity-number.ts";
import { rsaTestKeys } from "./rsa-test-keys.ts";

const bytes = (hex: string): Uint8Array => {
  const out = hexToBytes(hex);
  if (out === undefined) throw new Error("not hexadecimal");
  return out;
};
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("RSA", () => {
  const [testKey] = rsaTestKeys;
  if (testKey?.kind !== "rsa") throw new Error("no RSA key");
  const { n, e, d } = testKey;
  const key = checkRsaNumbers(n, e);
  const message = ascii("document");
  const digest = hash("sha256", message);
  if (!key.ok) throw new Error(key.error);

  // The platform's own RSA, through the interface that Bun and browsers share.
  it.each([
    ["sha256", "SHA-256"],
    ["sha512", "SHA-512"],
  ] as const)("[ED23] verifies the platform's signatures with %s, and the platform's octets are ours", async (algorithm, name) => {
    const parameters = { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: name };
    const pair = await crypto.subtle.generateKey(parameters, true, ["sign", "verify"]);
    const theirs = new Uint8Array(await crypto.subtle.sign("RSASSA-PKCS1-v1_5", pair.privateKey, Uint8Array.from(message)));
    const own = rsaKeyFromPkcs8(new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)));
    if (!own.ok || own.value.kind !== "rsa") throw new Error("not an RSA key");
    const publicKey = checkRsaNumbers(own.value.n, own.value.e);
    if (!publicKey.ok) throw new Error(publicKey.error);
    expect(verifyRsa(publicKey.value, algorithm, hash(algorithm, message), theirs).ok).toBe(true);
    expect(signRsa(own.value, algorithm, hash(algorithm, message))).toEqual(theirs);
  });

  it("[ED23] refuses another digest, a short signature, one beyond the modulus and a bent padding", () => {
    const signature = signRsa({ n, e, d }, "sha256", digest);
    expect(verifyRsa(key.value, "sha256", reversed(digest), signature).ok).toBe(false);
    expect(verifyRsa(key.value, "sha256", digest, signature.subarray(1)).ok).toBe(false);
    expect(verifyRsa(key.value, "sha256", digest, new Uint8Array(256).fill(0xff))).toEqual({
      ok: false,
      error: "signature-out-of-range",
    });
    const power = (base: bigint): bigint => {
      let [result, factor] = [1n, base];
      for (let rest = d; rest > 0n; rest >>= 1n) {
        if (rest & 1n) result = (result * factor) % n;
        factor = (factor * factor) % n;
      }
      return result;
    };
    // Block type 2, and a padding cut short with the rest appended: both decode to the digest in a lax reader.
    const info = `3031300d060960864801650304020105000420${bytesToHex(digest)}`;
    for (const block of [`0002${"ff".repeat(202)}00${info}`, `0001${"ff".repeat(8)}00${info}${"00".repeat(194)}`]) {
      expect(block.length).toBe(512);
      const forged = bytes(
        power(BigInt(`0x${block}`))
          .toString(16)
          .padStart(512, "0"),
      );
      expect(verifyRsa(key.value, "sha256", digest, forged)).toEqual({ ok: false, error: "signature-wrong" });
    }
  });

  it("[ED23] refuses weak and costly keys", () => {
    expect(checkRsaNumbers(2n ** 1000n + 1n, 65537n).ok).toBe(false);
    expect(checkRsaNumbers(2n ** 8000n + 1n, 65537n).ok).toBe(false);
    expect(checkRsaNumbers(n, 1n).ok).toBe(false);
    expect(checkRsaNumbers(n, 2n ** 64n + 1n).ok).toBe(false);
    expect(checkRsaNumbers(n + 1n, e).ok).toBe(false);
  });
});

describe("identity numbers", () => {
  it("[ED64] end in a check digit", () => {
    const valid = ["871008401427", "760212350620", "061211600012", "850415300302", "940140000385", "961141000023"];
    expect(valid.filter((text) => !hasCheckDigit(text))).toEqual([]);
    const invalid = ["900101123103", "950315300123", "821214240092", "123456789011", "123456789021", "87100840142", ""];
    expect(invalid.filter(hasCheckDigit)).toEqual([]);
  });
});

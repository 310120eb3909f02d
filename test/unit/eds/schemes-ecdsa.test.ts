import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digest } from "../../../packages/eds/src/algorithms/digests.ts";
import { ecdsaPointOf, generateEcdsaPrivateKey, signEcdsa, type EcdsaCurve } from "../../../packages/eds/src/algorithms/ecdsa.ts";
import { bytesToNumber, concatBytes, numberToBytes } from "../../../packages/eds/src/bytes/bytes.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { ascii, bytes, hex, publicKey, verify } from "./scheme-parts.ts";
import { seeded } from "./world.ts";

const curves = {
  "ecdsa-p256": {
    oid: "1.2.840.10045.3.1.7",
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    bytes: 32,
    privateKey: 0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n,
  },
  "ecdsa-p384": {
    oid: "1.3.132.0.34",
    order: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    bytes: 48,
    privateKey: 0x6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5n,
  },
} as const;
const ecOid = "1.2.840.10045.2.1";
const names = { sha256: "1.2.840.10045.4.3.2", sha384: "1.2.840.10045.4.3.3", sha512: "1.2.840.10045.4.3.4" };

const info = (curve: EcdsaCurve, point: Uint8Array): Uint8Array =>
  write.sequence(write.sequence(write.objectIdentifier(ecOid), write.objectIdentifier(curves[curve].oid)), write.bitString(point));
const pointOf = (curve: EcdsaCurve, compressed = false): Uint8Array => {
  const point = ecdsaPointOf(curve, curves[curve].privateKey, compressed);
  if (point === undefined) throw new Error("no point");
  return point;
};
const pair = (r: bigint, s: bigint): Uint8Array => write.sequence(write.integer(r), write.integer(s));
const named = (hash: keyof typeof names): Uint8Array => write.sequence(write.objectIdentifier(names[hash]));

describe("ECDSA", () => {
  // RFC 6979 appendix A.2.5 and A.2.6.
  const vectors = [
    [
      "ecdsa-p256",
      "sha256",
      "sample",
      0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716n,
      0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n,
    ],
    [
      "ecdsa-p256",
      "sha384",
      "sample",
      0x0eafea039b20e9b42309fb1d89e213057cbf973dc0cfc8f129edddc800ef7719n,
      0x4861f0491e6998b9455193e34e7b0d284ddd7149a74b95b9261f13abde940954n,
    ],
    [
      "ecdsa-p256",
      "sha512",
      "sample",
      0x8496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f00n,
      0x2362ab1adbe2b8adf9cb9edab740ea6049c028114f2460f96554f61fae3302fen,
    ],
    [
      "ecdsa-p256",
      "sha256",
      "test",
      0xf1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367n,
      0x019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083n,
    ],
    [
      "ecdsa-p384",
      "sha384",
      "sample",
      0x94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46n,
      0x99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8n,
    ],
  ] as const;

  it.each(vectors)("[ED87] proves the example of RFC 6979 for %s with %s over %s", (curve, hash, message, r, s) => {
    const good = { algorithm: named(hash), key: info(curve, pointOf(curve)), message: ascii(message), signature: pair(r, s) };
    expect(verify(good)).toBe(`${curve} ${hash}`);
    expect(verify({ ...good, message: ascii(`${message}.`) })).toBe("signature-wrong: signature-wrong");
    // The other of the two signatures that every one has: both are valid, as FIPS 186-5 has it.
    expect(verify({ ...good, signature: pair(r, curves[curve].order - s) })).toBe(`${curve} ${hash}`);
    const isOwnHash = hash === (curve === "ecdsa-p256" ? "sha256" : "sha384");
    if (isOwnHash) expect(hex(signEcdsa(curve, curves[curve].privateKey, digest(hash, ascii(message))))).toBe(hex(pair(r, s)));
  });

  const message = ascii("a document");

  it.each(["ecdsa-p256", "ecdsa-p384"] as const)("[ED22, ED87] of %s is refused for r or s out of range", (curve) => {
    const { order, privateKey } = curves[curve];
    const signature = signEcdsa(curve, privateKey, digest("sha256", message));
    const good = { algorithm: named("sha256"), key: info(curve, pointOf(curve)), message, signature };
    expect(verify(good)).toBe(`${curve} sha256`);
    const [r, s] = numbersOf(signature);
    const outside = [0n, order, order + 1n, r + order, s + order, 1n << BigInt(8 * curves[curve].bytes)];
    for (const value of outside) {
      for (const bent of [pair(value, s), pair(r, value), pair(value, value)])
        expect(verify({ ...good, signature: bent })).toBe("signature-malformed: r-or-s-out-of-range");
    }
    for (const value of [1n, order - 1n, order >> 1n])
      for (const bent of [pair(value, s), pair(r, value)])
        expect(verify({ ...good, signature: bent })).toBe("signature-wrong: signature-wrong");
  });

  it("[ED87] is refused in any encoding but the one of DER", () => {
    const curve = "ecdsa-p256";
    const signature = signEcdsa(curve, curves[curve].privateKey, digest("sha256", message));
    const good = { algorithm: named("sha256"), key: info(curve, pointOf(curve)), message, signature };
    const [r, s] = numbersOf(signature);
    const [rBytes, sBytes] = [numberToBytes(r, 32), numberToBytes(s, 32)];
    if (rBytes === undefined || sBytes === undefined) throw new Error("numbers do not fit");
    const [rInteger, sInteger] = [write.integer(r), write.integer(s)];
    const content = concatBytes(rInteger, sInteger);
    const others = {
      raw: concatBytes(rBytes, sBytes),
      trailing: concatBytes(signature, bytes("00")),
      extraInside: write.sequence(rInteger, sInteger, write.nullValue),
      third: write.sequence(rInteger, sInteger, write.integer(0)),
      missing: write.sequence(rInteger),
      empty: write.sequence(),
      set: write.tagged(0x31, rInteger, sInteger),
      padded: write.sequence(write.integerOfContent(concatBytes(bytes("0000"), rBytes)), sInteger),
      negative: write.sequence(write.integerOfContent(concatBytes(bytes("ff"), rBytes)), sInteger),
      minusOne: write.sequence(bytes("0201ff"), sInteger),
      noContent: write.sequence(bytes("0200"), sInteger),
      octets: write.sequence(write.octetString(rBytes), write.octetString(sBytes)),
      longLength: concatBytes(bytes("3081"), Uint8Array.of(content.length), content),
      indefinite: concatBytes(bytes("3080"), content, bytes("0000")),
      wrapped: write.sequence(signature),
      huge: write.sequence(write.integerOfContent(new Uint8Array(4096).fill(1)), sInteger),
    };
    for (const [name, bent] of Object.entries(others))
      expect([name, verify({ ...good, signature: bent })]).toEqual([name, "signature-malformed: encoding"]);
  });

  it("[ED87] takes the key as an uncompressed or compressed point of a named curve, and as nothing else", () => {
    const curve = "ecdsa-p256";
    const signature = signEcdsa(curve, curves[curve].privateKey, digest("sha256", message));
    const good = { algorithm: named("sha256"), message, signature };
    const [plain, compressed] = [pointOf(curve), pointOf(curve, true)];
    for (const point of [plain, compressed]) expect(verify({ ...good, key: info(curve, point) })).toBe("ecdsa-p256 sha256");
    const form = (octet: number, point: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(octet), point.subarray(1));
    const otherSign = form(compressed[0] === 2 ? 3 : 2, compressed);
    expect(verify({ ...good, key: info(curve, otherSign) })).toBe("signature-wrong: signature-wrong");
    const bent = Uint8Array.from(plain);
    bent[40] = (bent[40] ?? 0) ^ 1;
    const beyond = concatBytes(bytes("04"), new Uint8Array(64).fill(0xff));
    const invalid = {
      hybrid: [form(6, plain), "point-form"],
      infinity: [bytes("00"), "point-form"],
      nothing: [new Uint8Array(0), "point-form"],
      short: [plain.subarray(0, 64), "length"],
      long: [concatBytes(plain, bytes("00")), "length"],
      compressedLong: [form(2, plain), "length"],
      offCurve: [bent, "point-off-curve"],
      coordinate: [beyond, "point-off-curve"],
      zero: [concatBytes(bytes("04"), new Uint8Array(64)), "point-off-curve"],
    } as const;
    for (const [name, [point, why]] of Object.entries(invalid))
      expect([name, verify({ ...good, key: info(curve, point) })]).toEqual([name, `key-invalid: ${why}`]);
    // A point of one curve under the name of the other.
    expect(publicKey(info("ecdsa-p384", plain))).toEqual({ kind: "invalid", why: "length" });
    const withParameters = (...parameters: readonly Uint8Array[]): string =>
      verify({ ...good, key: write.sequence(write.sequence(write.objectIdentifier(ecOid), ...parameters), write.bitString(plain)) });
    expect(withParameters(write.objectIdentifier("1.3.132.0.10"))).toBe("algorithm-unsupported: key 1.3.132.0.10");
    // Explicit parameters could be anyone's curve, with anyone's generator.
    for (const parameters of [[], [write.nullValue], [write.sequence(write.integer(1))]])
      expect(withParameters(...parameters)).toBe(`algorithm-unsupported: key ${ecOid}`);
  });

  it("[ED87] agrees with the platform's, both ways", async () => {
    for (const [curve, platformCurve, hash, platformHash] of [
      ["ecdsa-p256", "P-256", "sha256", "SHA-256"],
      ["ecdsa-p256", "P-256", "sha512", "SHA-512"],
      ["ecdsa-p384", "P-384", "sha256", "SHA-256"],
      ["ecdsa-p384", "P-384", "sha384", "SHA-384"],
    ] as const) {
      const parameters = { name: "ECDSA", namedCurve: platformCurve };
      const pairOfKeys = await crypto.subtle.generateKey(parameters, true, ["sign", "verify"]);
      const algorithm = { name: "ECDSA", hash: platformHash };
      const theirs = new Uint8Array(await crypto.subtle.sign(algorithm, pairOfKeys.privateKey, Uint8Array.from(message)));
      const half = curves[curve].bytes;
      const signature = pair(bytesToNumber(theirs.subarray(0, half)), bytesToNumber(theirs.subarray(half)));
      const key = new Uint8Array(await crypto.subtle.exportKey("spki", pairOfKeys.publicKey));
      expect(verify({ algorithm: named(hash), key, message, signature })).toBe(`${curve} ${hash}`);
      const privateKey = generateEcdsaPrivateKey(curve, seeded(`${curve}/${hash}`));
      const point = ecdsaPointOf(curve, privateKey) ?? new Uint8Array(0);
      const imported = await crypto.subtle.importKey("spki", Uint8Array.from(info(curve, point)), parameters, false, ["verify"]);
      const [r, s] = numbersOf(signEcdsa(curve, privateKey, digest(hash, message)));
      const ours = concatBytes(numberToBytes(r, half) ?? new Uint8Array(0), numberToBytes(s, half) ?? new Uint8Array(0));
      expect(await crypto.subtle.verify(algorithm, imported, Uint8Array.from(ours), Uint8Array.from(message))).toBe(true);
    }
  });

  it("[ED11, ED87] ends on any octets", () => {
    const key = info("ecdsa-p256", pointOf("ecdsa-p256"));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 160 }), (signature) => {
        expect(verify({ algorithm: named("sha256"), key, message, signature })).toMatch(/^signature-/);
      }),
      { numRuns: 200 },
    );
  });
});

const numbersOf = (signature: Uint8Array): readonly [bigint, bigint] => {
  const rLength = signature[3] ?? 0;
  const r = signature.subarray(4, 4 + rLength);
  const s = signature.subarray(6 + rLength);
  return [bytesToNumber(r), bytesToNumber(s)];
};

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateKey, parseSigningKey, signingKeyToJson, type SigningKey } from "@beket/eds/issue";
import { digestInfo } from "../../../packages/eds/src/algorithms/digest-info.ts";
import { digest } from "../../../packages/eds/src/algorithms/digests.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { rsaTestKeys } from "./rsa-test-keys.ts";
import { algorithm, ascii, hex, publicKey, signed, verify } from "./scheme-parts.ts";
import { seeded } from "./world.ts";

const random = seeded("schemes");
const [rsa] = rsaTestKeys;
if (rsa?.kind !== "rsa") throw new Error("no RSA key");

const keys: readonly (readonly [string, SigningKey, string])[] = [
  ["GOST-2015 with 512 bits", generateKey("gost512", random), "gost2015-512 streebog512"],
  ["GOST-2015 with 256 bits", generateKey("gost256", random), "gost2015-256 streebog256"],
  ["GOST-2004", generateKey("gost2004", random), "gost2004 gost94"],
  ["RSA PKCS#1 v1.5", rsa, "rsa sha256 2048"],
  ["RSASSA-PSS", { ...rsa, kind: "rsa-pss" }, "rsa-pss sha256 2048"],
  ["ECDSA P-256", generateKey("ecdsa-p256", random), "ecdsa-p256 sha256"],
  ["ECDSA P-384", generateKey("ecdsa-p384", random), "ecdsa-p384 sha384"],
];
const message = ascii("a document");

describe.each(keys)("%s", (_, key, used) => {
  it("[ED85, ED94] proves its own signature, and says what it was made with", () => {
    expect(verify(signed(key, message))).toBe(used);
  });

  it("[ED85] proves no other message, and no signature with a bit changed, an octet less or an octet more", () => {
    const good = signed(key, message);
    expect(verify({ ...good, message: ascii("another") })).toBe("signature-wrong: signature-wrong");
    fc.assert(
      fc.property(fc.nat(8 * good.signature.length - 1), (bit) => {
        const bent = Uint8Array.from(good.signature);
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(verify({ ...good, signature: bent })).toMatch(/^signature-(wrong|malformed): /);
      }),
      { numRuns: 12 },
    );
    const longer = Uint8Array.of(...good.signature, 0);
    for (const signature of [good.signature.subarray(1), good.signature.subarray(0, -1), longer, new Uint8Array(0)])
      expect(verify({ ...good, signature })).toMatch(/^signature-malformed: /);
  });

  it("[ED24, ED85] is not mixed with the algorithm or the digest of another", () => {
    const good = signed(key, message);
    for (const [name, other] of keys) {
      if (other.kind === key.kind) continue;
      const mixed = verify({ ...good, algorithm: signed(other, message).algorithm });
      // The names of one family do not tell its members apart: then it is the signature that does not fit.
      const isKin = ["rsa", "ecdsa"].some((family) => key.kind.startsWith(family) && other.kind.startsWith(family));
      expect([name, mixed]).toEqual([name, isKin ? "signature-wrong: signature-wrong" : "algorithms-disagree: signature and key"]);
    }
    const foreign = used.includes("sha512") ? "sha256" : "sha512";
    expect(verify({ ...good, digest: foreign })).toBe("algorithms-disagree: signature and digest");
  });

  it("[ED85] has no parameters but those of its standard", () => {
    const good = signed(key, message);
    const { oid } = algorithm(good.algorithm);
    const withParameters = (...parameters: readonly Uint8Array[]): string =>
      verify({ ...good, algorithm: write.sequence(write.objectIdentifier(oid), ...parameters) });
    expect(withParameters(write.integer(1))).toMatch(/^algorithm-unsupported: /);
    expect(withParameters(write.octetString())).toMatch(/^algorithm-unsupported: /);
    const mayBeNull = !key.kind.startsWith("ecdsa") && key.kind !== "rsa-pss";
    if (mayBeNull) expect([withParameters(), withParameters(write.nullValue)]).toEqual([used, used]);
    else expect(withParameters(write.nullValue)).toMatch(/^algorithm-unsupported: /);
  });

  it("[ED94] keeps its key as JSON, and refuses one out of its range", () => {
    const json = signingKeyToJson(key);
    expect(parseSigningKey(JSON.parse(JSON.stringify(json)))).toEqual({ ok: true, value: key });
    const empty = "n" in json ? { ...json, d: "0" } : { ...json, privateKey: "0" };
    const huge = "n" in json ? { ...json, d: json.n } : { ...json, privateKey: "f".repeat(128) };
    for (const bad of [empty, huge, { ...json, kind: "dsa" }, { kind: json.kind }])
      expect(parseSigningKey(bad)).toEqual({ ok: false, error: "signing-key-invalid" });
  });
});

describe("the registry", () => {
  it("[ED85] does not know DSA, EdDSA, SHA-3, unnamed curves or the Russian names of the same curve", () => {
    const good = signed(rsa, message);
    const named = (oid: string): Uint8Array => write.sequence(write.objectIdentifier(oid));
    for (const oid of ["1.2.840.10040.4.3", "2.16.840.1.101.3.4.3.2", "1.3.101.112", "2.16.840.1.101.3.4.3.14", "1.2.643.7.1.1.3.3"])
      expect(verify({ ...good, algorithm: named(oid) })).toBe(`algorithm-unsupported: signature ${oid}`);
    const dsa = write.sequence(named("1.2.840.10040.4.1"), write.bitString(write.integer(5)));
    expect(verify({ ...good, key: dsa })).toBe("algorithm-unsupported: key 1.2.840.10040.4.1");
  });

  it("[ED85] leaves the digest of rsaEncryption to the message, and takes none of another family", () => {
    const bare = { ...signed(rsa, message), algorithm: write.sequence(write.objectIdentifier("1.2.840.113549.1.1.1"), write.nullValue) };
    expect(verify({ ...bare, digest: "sha256" })).toBe("rsa sha256 2048");
    expect(verify({ ...bare, digest: "sha512" })).toBe("signature-wrong: signature-wrong");
    expect(verify({ ...bare, digest: "streebog512" })).toBe("algorithms-disagree: digest and key");
    expect(verify(bare)).toBe("algorithm-unsupported: no digest named");
  });

  it("[ED23] writes DigestInfo as RFC 8017 section 9.2 prints it", () => {
    // Note 1 of the section: the octets before the digest.
    const prefixes = {
      sha1: "3021300906052b0e03021a05000414",
      sha224: "302d300d06096086480165030402040500041c",
      sha256: "3031300d060960864801650304020105000420",
      sha384: "3041300d060960864801650304020205000430",
      sha512: "3051300d060960864801650304020305000440",
    } as const;
    for (const name of ["sha1", "sha224", "sha256", "sha384", "sha512"] as const) {
      const hash = digest(name, message);
      expect(hex(digestInfo(name, hash))).toBe(prefixes[name] + hex(hash));
    }
  });
});

describe("GOST keys", () => {
  const infoOf = (kind: "gost512" | "gost256" | "gost2004"): Uint8Array => signed(generateKey(kind, random), message).key;

  it("[ED88] are read by the names of key, curve and digest together", () => {
    const oids = {
      gost512: ["1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.2.2.1", "1.2.398.3.10.1.3.3"],
      gost256: ["1.2.398.3.10.1.1.2.1", "1.2.398.3.10.1.1.2.1.1", "1.2.398.3.10.1.3.2"],
      gost2004: ["1.2.398.3.10.1.1.1.1", "1.2.398.3.10.1.1.1.1.1", "1.2.398.3.10.1.3.1.1.0"],
    } as const;
    for (const kind of ["gost512", "gost256", "gost2004"] as const) {
      const [key, curve, hash] = oids[kind];
      const own = infoOf(kind);
      const bits = own.subarray(own.length - (kind === "gost512" ? 135 : 69));
      const info = (...parameters: readonly string[]): string =>
        publicKey(
          write.sequence(write.sequence(write.objectIdentifier(key), write.sequence(...parameters.map(write.objectIdentifier))), bits),
        ).kind;
      const names = { gost512: "gost2015-512", gost256: "gost2015-256", gost2004: "gost2004" };
      expect([info(curve, hash), info(curve)]).toEqual([names[kind], names[kind]]);
      const [, otherCurve, otherHash] = oids[kind === "gost512" ? "gost256" : "gost512"];
      expect([info(otherCurve, hash), info(curve, otherHash), info("1.2.643.7.1.2.1.2.1", hash)]).toEqual(Array(3).fill("unsupported"));
      expect([info(), info(curve, hash, hash)]).toEqual(["invalid", "invalid"]);
    }
  });

  it("[ED22, ED88] off the curve or of another length are invalid", () => {
    for (const kind of ["gost512", "gost256", "gost2004"] as const) {
      const bent = Uint8Array.from(infoOf(kind));
      bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
      const key = publicKey(bent);
      expect(key.kind).toBe("invalid");
      expect(verify({ ...signed(generateKey(kind, random), message), key: bent })).toMatch(/^key-invalid: (point-off|coordinate)/);
    }
  });
});

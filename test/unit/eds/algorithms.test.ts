import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rsaKeyFromPkcs8 } from "@beket/eds/issue";
import { digest as hash } from "../../../packages/eds/src/algorithms/digests.ts";
import { createGost3410 } from "../../../packages/eds/src/algorithms/gost3410.ts";
import { tc26ParamSetA512 } from "../../../packages/eds/src/algorithms/gost3410-curves.ts";
import {
  generateGost512PrivateKey,
  gost512PublicKeyOf,
  parseGost512PublicKey,
  signGost512,
  verifyGost512,
} from "../../../packages/eds/src/algorithms/gost512.ts";
import { checkRsaNumbers, signRsa, verifyRsa } from "../../../packages/eds/src/algorithms/rsa.ts";
import { streebog256, streebog512 } from "../../../packages/eds/src/algorithms/streebog.ts";
import { bytesToHex, concatBytes, hexToBytes, reversed } from "../../../packages/eds/src/bytes/bytes.ts";
import { hasCheckDigit } from "../../../packages/eds/src/x509/identity-number.ts";
import { rsaTestKeys } from "./rsa-test-keys.ts";
import { seeded } from "./world.ts";

const bytes = (hex: string): Uint8Array => {
  const out = hexToBytes(hex);
  if (out === undefined) throw new Error("not hexadecimal");
  return out;
};
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("Streebog", () => {
  // RFC 6986 section 10 prints messages and hashes with the last octet first.
  const m1 = ascii("012345678901234567890123456789012345678901234567890123456789012");
  const m2 = reversed(
    bytes(
      "fbe2e5f0eee3c820fbeafaebef20fffbf0e1e0f0f520e0ed20e8ece0ebe5f0f2f120fff0eeec20f120faf2fee5e2202ce8f6f3ede220e8e6eee1e8f0f2d1202ce8f0f2e5e220e5d1",
    ),
  );

  it("[ED20] gives the hashes of RFC 6986 section 10", () => {
    expect(bytesToHex(reversed(streebog512(m1)))).toBe(
      "486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b",
    );
    expect(bytesToHex(reversed(streebog256(m1)))).toBe("00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d");
    expect(bytesToHex(reversed(streebog512(m2)))).toBe(
      "28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f037613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e",
    );
    expect(bytesToHex(reversed(streebog256(m2)))).toBe("508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d");
  });

  it("[ED20] carries through lengths around a block and counters beyond one word", () => {
    // The empty message and 200 zero octets, as the reference implementations give them.
    expect(bytesToHex(streebog512(new Uint8Array(0)))).toBe(
      "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a",
    );
    const hashes = [63, 64, 65, 127, 128].map((length) => bytesToHex(streebog512(new Uint8Array(length).fill(0xff))));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe("GOST 34.10", () => {
  // The example curve and numbers of RFC 7091 section 7.2.
  const example = createGost3410({
    p: 0x4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15df1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373n,
    a: 7n,
    b: 0x1cff0806a31116da29d8cfa54e57eb748bc5f377e49400fdd788b649eca1ac4361834013b2ad7322480a89ca58e0cf74bc9e540c2add6897fad0a3084f302adcn,
    n: 0x4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15da82f2d7ecb1dbac719905c5eecc423f1d86e25edbe23c595d644aaf187e6e6dfn,
    h: 1n,
    Gx: 0x24d19cc64572ee30f396bf6ebbfd7a6c5213b3b3d7057cc825f91093a68cd762fd60611262cd838dc6b60aa7eee804e28bc849977fac33b4b530f1b120248a9an,
    Gy: 0x2bb312a43bd2ce6e0d020613c857acddcfbf061e91e5f2c3f32447c259f39b2c83ab156d77f1496bf7eb3351e1ee4e43dc1a18b91b24640b6dbb92cb1add371en,
  });
  const d =
    0xba6048aadae241ba40936d47756d7c93091a0e8514669700ee7508e508b102072e8123b2200a0563322dad2827e2714a2636b7bfd18aadfc62967821fa18dd4n;
  const e =
    0x3754f3cfacc9e0615c4f4a7c4d8dab531b09b6f9c170c533a71d147035b0c5917184ee536593f4414339976c647c5d5a407adedb1d560c4fc6777d2972075b8cn;
  const k =
    0x359e7f4b1410feacc570456c6801496946312120b39d019d455986e364f365886748ed7a44b3e794434006011842286212273a6d14cf70ea3af71bb1ae679f1n;

  it("[ED21] gives the key and the signature of RFC 7091 section 7.2", () => {
    const point = example.publicPoint(d);
    expect(point?.x).toBe(
      0x115dc5bc96760c7b48598d8ab9e740d4c4a85a65be33c1815b5c320c854621dd5a515856d13314af69bc5b924c8b4ddff75c45415c1d9dd9dd33612cd530efe1n,
    );
    const signature = example.sign(e, d, k);
    expect(signature).toEqual({
      r: 0x2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd35492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36n,
      s: 0x1081b394696ffe8e6585e7a9362d26b6325f56778aadbc081c0bfbe933d52ff5823ce288e8c4f362526080df7f70ce406a6eeb1f56919cb92a9853bde73e5b4an,
    });
    if (point === undefined || signature === undefined) throw new Error("no signature");
    expect(example.verify(e, signature, point).ok).toBe(true);
    expect(example.verify(e + 1n, signature, point)).toEqual({ ok: false, error: "signature-wrong" });
  });

  it("[ED21] verifies what it signs, and nothing else, in one layout only", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), (seed, position) => {
        const random = seeded(seed);
        const privateKey = generateGost512PrivateKey(random);
        const key = parseGost512PublicKey(gost512PublicKeyOf(privateKey) ?? new Uint8Array(0));
        if (!key.ok) throw new Error(key.error);
        const digest = random(64);
        const signature = signGost512(privateKey, digest, random);
        expect(verifyGost512(key.value, digest, signature).ok).toBe(true);
        const bent = Uint8Array.from(signature);
        bent[position % 128] = (bent[position % 128] ?? 0) ^ 1;
        expect(verifyGost512(key.value, digest, bent).ok).toBe(false);
        const layouts = [
          reversed(signature),
          concatBytes(signature.subarray(64), signature.subarray(0, 64)),
          concatBytes(reversed(signature.subarray(0, 64)), reversed(signature.subarray(64))),
        ];
        for (const layout of layouts) expect(verifyGost512(key.value, digest, layout).ok).toBe(false);
        expect(verifyGost512(key.value, reversed(digest), signature).ok).toBe(false);
      }),
      { numRuns: 15 },
    );
  });

  it("[ED22] refuses r and s out of range, a point off the curve and a coordinate beyond p", () => {
    const random = seeded("range");
    const privateKey = generateGost512PrivateKey(random);
    const point = gost512PublicKeyOf(privateKey) ?? new Uint8Array(0);
    const key = parseGost512PublicKey(point);
    if (!key.ok) throw new Error(key.error);
    const digest = random(64);
    const signature = signGost512(privateKey, digest, random);
    const q = bytes(tc26ParamSetA512.n.toString(16)).toReversed();
    for (const bad of [new Uint8Array(64), q, new Uint8Array(64).fill(0xff)]) {
      const fault = { ok: false, error: "r-or-s-out-of-range" };
      expect(verifyGost512(key.value, digest, concatBytes(bad, signature.subarray(64)))).toEqual(fault);
      expect(verifyGost512(key.value, digest, concatBytes(signature.subarray(0, 64), bad))).toEqual(fault);
    }
    const off = Uint8Array.from(point);
    off[0] = (off[0] ?? 0) ^ 1;
    expect(parseGost512PublicKey(off)).toEqual({ ok: false, error: "point-off-curve" });
    const beyond = concatBytes(new Uint8Array(64).fill(0xff), point.subarray(64));
    expect(parseGost512PublicKey(beyond)).toEqual({ ok: false, error: "coordinate-out-of-range" });
    expect(parseGost512PublicKey(new Uint8Array(128)).ok).toBe(false);
    expect(parseGost512PublicKey(point.subarray(1)).ok).toBe(false);
  });

  it("[ED21] counts a digest of zero as one", () => {
    const privateKey = 5n;
    const key = parseGost512PublicKey(gost512PublicKeyOf(privateKey) ?? new Uint8Array(0));
    if (!key.ok) throw new Error(key.error);
    const zero = new Uint8Array(64);
    const one = Uint8Array.from(zero);
    one[0] = 1;
    expect(verifyGost512(key.value, one, signGost512(privateKey, zero, seeded("zero"))).ok).toBe(true);
  });
});

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
    const theirs = new Uint8Array(await crypto.subtle.sign("RSASSA-PKCS1-v1_5", pair.privateKey, message));
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

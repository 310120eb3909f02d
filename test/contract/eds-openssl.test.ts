import { afterAll, describe, expect, it } from "vitest";
import { digest as digestOf } from "../../packages/eds/src/algorithms/digests.ts";
import { gost94 } from "../../packages/eds/src/algorithms/gost94.ts";
import { gostScheme } from "../../packages/eds/src/algorithms/gost-scheme.ts";
import { streebog256, streebog512 } from "../../packages/eds/src/algorithms/streebog.ts";
import { bytesToHex, bytesToNumber, reversed } from "../../packages/eds/src/bytes/bytes.ts";
import { hasGostEngine, openGostEngine } from "../support/eds/gost-engine.ts";
import { seeded } from "../unit/eds/world.ts";

// Hashes, keys and signatures against OpenSSL's gost engine, both ways.

describe("the independent oracle", () => {
  it("is at hand in CI", () => {
    expect(!hasGostEngine && process.env["CI"] !== undefined).toBe(false);
  });
});

describe.runIf(hasGostEngine)("against OpenSSL's gost engine", () => {
  const engine = openGostEngine();
  afterAll(engine.close);

  it("[ED20, ED80] agrees on the hashes", () => {
    const random = seeded("openssl/hash");
    const ours = {
      md_gost12_512: streebog512,
      md_gost12_256: streebog256,
      md_gost94: (message: Uint8Array) => gost94(message, "cryptopro"),
    } as const;
    for (const length of [0, 1, 31, 32, 33, 63, 64, 65, 1000, 16_383, 16_384, 16_385, 100_000]) {
      const message = length === 1000 ? new Uint8Array(length).fill(0xff) : random(length);
      for (const name of ["md_gost12_512", "md_gost12_256", "md_gost94"] as const) {
        // The engine hashes an empty message as a block of zeros, which RFC 5831 does not.
        if (name === "md_gost94" && length === 0) continue;
        expect(engine.hash(name, message)).toBe(bytesToHex(ours[name](message)));
      }
    }
  });

  describe.each(["gost2015-512", "gost2015-256", "gost2004"] as const)("%s", (name) => {
    const scheme = gostScheme(name);
    const half = scheme.keyBytes / 2;
    const random = seeded(`openssl/${name}`);
    const bend = (octets: Uint8Array): Uint8Array => octets.map((octet, i) => (i === 3 ? octet ^ 1 : octet));
    const littleEndian = (value: bigint): Uint8Array =>
      Uint8Array.from({ length: half }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
    const pair = () => {
      const privateKey = scheme.generate(random);
      const octets = scheme.publicKeyOf(privateKey);
      if (octets === undefined) throw new Error("no key");
      return { privateKey, octets };
    };

    it("[ED21, ED81] has its signatures accepted, and refused over another digest", () => {
      for (let round = 0; round < 6; round += 1) {
        const { privateKey, octets } = pair();
        // A digest of zero counts as one.
        const digest = round === 5 ? new Uint8Array(half) : random(half);
        const signature = scheme.sign(privateKey, digest, random);
        expect(engine.verifyDigest(name, octets, digest, signature)).toBe(true);
        expect(engine.verifyDigest(name, octets, bend(digest), signature)).toBe(false);
      }
    });

    it("[ED21, ED81] accepts the engine's signatures, of the engine's keys too, and refuses them over another digest", () => {
      for (let round = 0; round < 6; round += 1) {
        const privateKey = littleEndian(scheme.generate(random));
        const octets = engine.publicKeyOf(name, privateKey);
        expect(octets).toEqual(scheme.publicKeyOf(bytesToNumber(reversed(privateKey))));
        const key = scheme.parsePublicKey(octets);
        if (!key.ok) throw new Error(key.error);
        const digest = round === 5 ? new Uint8Array(half) : random(half);
        const signature = engine.signDigest(name, privateKey, digest);
        expect(scheme.verify(key.value, digest, signature).ok).toBe(true);
        expect(scheme.verify(key.value, bend(digest), signature)).toEqual({ ok: false, error: "signature-wrong" });
        expect(scheme.verify(key.value, digest, bend(signature)).ok).toBe(engine.verifyDigest(name, octets, digest, bend(signature)));
      }
    });
  });

  it.each(["gost2015-512", "gost2015-256"] as const)("[ED21, ED81] accepts our signatures of messages with %s", (name) => {
    const scheme = gostScheme(name);
    const random = seeded(`openssl/messages/${name}`);
    for (const length of [0, 1, 64, 1000]) {
      const privateKey = scheme.generate(random);
      const octets = scheme.publicKeyOf(privateKey);
      if (octets === undefined) throw new Error("no key");
      const message = random(length);
      const signature = scheme.sign(privateKey, digestOf(scheme.digest, message), random);
      expect(engine.verifyMessage(name, octets, message, signature)).toBe(true);
      expect(engine.verifyMessage(name, octets, random(20), signature)).toBe(false);
    }
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gost94 } from "../../packages/eds/src/algorithms/gost94.ts";
import { gostScheme } from "../../packages/eds/src/algorithms/gost-scheme.ts";
import { streebog256, streebog512 } from "../../packages/eds/src/algorithms/streebog.ts";
import { bytesToHex, bytesToNumber, reversed } from "../../packages/eds/src/bytes/bytes.ts";
import { nodeGostHashes, nodeGostScheme } from "../support/eds/node-gost.ts";
import { seeded } from "../unit/eds/world.ts";

// Hashes and signatures against node-gost-crypto, over random inputs.

const pairs = [
  ["[ED20] Streebog-512", streebog512, nodeGostHashes.streebog512],
  ["[ED20] Streebog-256", streebog256, nodeGostHashes.streebog256],
  ["[ED80] GOST 34.311-95", (message: Uint8Array) => gost94(message, "d-test"), nodeGostHashes.gost94DTest],
  ["[ED80] GOST R 34.11-94", (message: Uint8Array) => gost94(message, "cryptopro"), nodeGostHashes.gost94CryptoPro],
] as const;

describe.each(pairs)("%s", (_, ours, theirs) => {
  const check = (message: Uint8Array): void => {
    expect(bytesToHex(ours(message))).toBe(bytesToHex(theirs(message)));
  };

  it("[ED20, ED80] is the same for random messages", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), check), { numRuns: 150 });
  });

  it("[ED20, ED80] is the same around blocks, chunks and carries", () => {
    const random = seeded("node-gost/hash");
    for (const length of [0, 1, 31, 32, 33, 63, 64, 65, 95, 96, 127, 128, 129, 16_383, 16_384, 16_385, 32_768, 40_001]) {
      check(random(length));
      if (length < 200) check(new Uint8Array(length).fill(0xff));
    }
  });
});

describe.each(["gost2015-512", "gost2015-256", "gost2004"] as const)("%s", (name) => {
  const scheme = gostScheme(name);
  const half = scheme.keyBytes / 2;
  const random = seeded(`node-gost/${name}`);
  const order = (): Uint8Array => {
    const octets = random(half);
    // Below the order of every curve here.
    octets[half - 1] = (octets[half - 1] ?? 0) & 0x3f;
    return octets;
  };

  it("[ED21, ED81] makes the same keys and the same signatures from the same nonces", () => {
    for (let round = 0; round < 8; round += 1) {
      const [privateKey, nonce] = [order(), order()];
      const digest = round === 7 ? new Uint8Array(half) : random(half);
      const own = bytesToNumber(reversed(privateKey));
      expect(scheme.publicKeyOf(own)).toEqual(nodeGostScheme(name, privateKey).publicKeyOf());
      expect(scheme.sign(own, digest, () => reversed(nonce))).toEqual(nodeGostScheme(name, nonce).sign(privateKey, digest));
    }
  });

  it("[ED21, ED81] finds right and wrong what the other does", () => {
    const peer = nodeGostScheme(name);
    for (let round = 0; round < 8; round += 1) {
      const privateKey = scheme.generate(random);
      const octets = scheme.publicKeyOf(privateKey);
      const key = octets && scheme.parsePublicKey(octets);
      if (octets === undefined || !key?.ok) throw new Error("no key");
      const digest = random(half);
      const signature = scheme.sign(privateKey, digest, random);
      const bent = signature.map((octet, i) => (i === round * 7 ? octet ^ 1 : octet));
      for (const one of [signature, bent]) expect(peer.verify(octets, digest, one)).toBe(scheme.verify(key.value, digest, one).ok);
      expect(peer.verify(octets, digest, signature)).toBe(true);
    }
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { publicKeyInfoOf } from "@beket/eds/issue";
import { digest } from "../../../packages/eds/src/algorithms/digests.ts";
import { encodePssParameters, pssParametersOf } from "../../../packages/eds/src/algorithms/pss-parameters.ts";
import { closeSignature, signRsa } from "../../../packages/eds/src/algorithms/rsa.ts";
import { signRsaPss } from "../../../packages/eds/src/algorithms/rsa-pss.ts";
import { bytesToNumber, concatBytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { readDer } from "../../../packages/eds/src/der/reader.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { rsaTestKeys } from "./rsa-test-keys.ts";
import { ascii, bytes, hex, verify } from "./scheme-parts.ts";
import { seeded } from "./world.ts";

const [key, other] = rsaTestKeys;
if (key?.kind !== "rsa" || other?.kind !== "rsa") throw new Error("no RSA keys");
const message = ascii("a document");
const hash = digest("sha256", message);
const pssOid = "1.2.840.113549.1.1.10";
const oids = {
  sha1: "1.3.14.3.2.26",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
};
const mgf1 = "1.2.840.113549.1.1.8";

const hashAlgorithm = (name: keyof typeof oids): Uint8Array => write.sequence(write.objectIdentifier(oids[name]), write.nullValue);
const pss = (...fields: readonly Uint8Array[]): Uint8Array => write.sequence(write.objectIdentifier(pssOid), write.sequence(...fields));
const fields = (name: keyof typeof oids, mask: keyof typeof oids, salt: number): readonly Uint8Array[] => [
  write.explicit(0, hashAlgorithm(name)),
  write.explicit(1, write.sequence(write.objectIdentifier(mgf1), hashAlgorithm(mask))),
  write.explicit(2, write.integer(salt)),
];
const spki = publicKeyInfoOf(key);
const salt = seeded("salt")(32);
const signature = signRsaPss(key, "sha256", hash, salt);
const check = (algorithm: Uint8Array, parts: { readonly signature?: Uint8Array; readonly key?: Uint8Array } = {}): string =>
  verify({ algorithm, key: spki, message, signature, ...parts });

describe("RSASSA-PSS", () => {
  it("[ED86] is proved with its own hash, mask and salt length, and with none other", () => {
    expect(check(pss(...fields("sha256", "sha256", 32)))).toBe("rsa-pss sha256 2048");
    expect(check(pss(...fields("sha256", "sha256", 32), write.explicit(3, write.integer(1))))).toBe("rsa-pss sha256 2048");
    for (const length of [0, 20, 31, 33, 222])
      expect(check(pss(...fields("sha256", "sha256", length)))).toBe("signature-wrong: signature-wrong");
    // Longer than the modulus has room for.
    expect(check(pss(...fields("sha256", "sha256", 223)))).toBe("signature-wrong: signature-wrong");
    expect(check(pss(...fields("sha512", "sha512", 32)))).toBe("signature-wrong: signature-wrong");
    expect(check(pss())).toBe("signature-wrong: signature-wrong");
  });

  it("[ED86] is unsupported with a mask over another hash, another trailer, no parameters or strange ones", () => {
    const good = fields("sha256", "sha256", 32);
    const unsupported = [
      pss(...fields("sha256", "sha1", 32)),
      pss(...fields("sha1", "sha256", 32)),
      pss(...good.slice(0, 1), ...good.slice(2)),
      pss(...good, write.explicit(3, write.integer(2))),
      pss(...good, write.explicit(4, write.integer(1))),
      pss(...good.toReversed()),
      pss(...good.slice(0, 2), write.explicit(2, bytes("0201ff"))),
      pss(...fields("sha256", "sha256", 100_000)),
      pss(write.explicit(0, write.sequence(write.objectIdentifier(oids.sha256), write.integer(1))), ...good.slice(1)),
      pss(write.explicit(0, write.sequence(write.objectIdentifier("1.2.398.3.10.1.3.3"))), ...good.slice(1)),
      write.sequence(write.objectIdentifier(pssOid)),
      write.sequence(write.objectIdentifier(pssOid), write.nullValue),
    ];
    for (const algorithm of unsupported) expect(check(algorithm)).toBe("algorithm-unsupported: parameters of RSASSA-PSS");
  });

  it("[ED86] reads what is left out as SHA-1 with 20 octets of salt, so that a policy can refuse it by name", () => {
    const old = signRsaPss(key, "sha1", digest("sha1", message), salt.subarray(0, 20));
    expect(check(pss(), { signature: old })).toBe("rsa-pss sha1 2048");
  });

  it("[ED86] is bound by the parameters of a key that may sign so alone, whose salt may only be longer", () => {
    const numbers = write.bitString(write.sequence(write.integer(key.n), write.integer(key.e)));
    const own = (...parameters: readonly Uint8Array[]): Uint8Array =>
      write.sequence(write.sequence(write.objectIdentifier(pssOid), ...parameters), numbers);
    const bound = (hashName: "sha256" | "sha512", length: number): Uint8Array =>
      own(encodePssParameters({ hash: hashName, saltLength: length }));
    const algorithm = pss(...fields("sha256", "sha256", 32));
    for (const free of [own(), bound("sha256", 32), bound("sha256", 20)])
      expect(check(algorithm, { key: free })).toBe("rsa-pss sha256 2048");
    expect(check(algorithm, { key: bound("sha256", 33) })).toBe("algorithms-disagree: parameters of signature and key");
    expect(check(algorithm, { key: bound("sha512", 32) })).toBe("algorithms-disagree: parameters of signature and key");
    expect(check(algorithm, { key: own(write.nullValue) })).toBe(`algorithm-unsupported: key ${pssOid}`);
    // Such a key signs nothing in the older way.
    const v15 = write.sequence(write.objectIdentifier("1.2.840.113549.1.1.11"), write.nullValue);
    expect(check(v15, { key: own(), signature: signRsa(key, "sha256", hash) })).toBe("algorithms-disagree: signature and key");
  });

  it("[ED86] has its padding, its separator, its first bits and its trailer looked at", () => {
    const power = (encoded: Uint8Array): Uint8Array => closeSignature(key, encoded);
    const algorithm = pss(...fields("sha256", "sha256", 32));
    const opened = openedBy(signature);
    expect(check(algorithm, { signature: power(opened) })).toBe("rsa-pss sha256 2048");
    // The trailer, the hash, the separator with the padding before it, and the salt: under the mask one octet is one octet.
    for (const at of [255, 240, 190, 150, 1]) {
      const bent = Uint8Array.from(opened);
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(check(algorithm, { signature: power(bent) })).toBe("signature-wrong: signature-wrong");
    }
  });

  it("[ED86] is refused with a bit before its first, which the mask would cover", () => {
    const algorithm = pss(...fields("sha256", "sha256", 32));
    for (let attempt = 0; attempt < 64; attempt += 1) {
      const encoded = openedBy(signRsaPss(key, "sha256", hash, seeded(`salt ${attempt}`)(32)));
      encoded[0] = (encoded[0] ?? 0) | 0x80;
      if (bytesToNumber(encoded) >= key.n) continue;
      expect(check(algorithm, { signature: closeSignature(key, encoded) })).toBe("signature-wrong: signature-wrong");
      return;
    }
    throw new Error("no salt leaves room below the modulus");
  });

  it("[ED86] agrees with the platform's, both ways, for every hash and any salt", async () => {
    for (const [name, platformName, length] of [
      ["sha256", "SHA-256", 32],
      ["sha256", "SHA-256", 0],
      ["sha384", "SHA-384", 17],
      ["sha512", "SHA-512", 64],
    ] as const) {
      const parameters = { name: "RSA-PSS", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: platformName };
      const pair = await crypto.subtle.generateKey(parameters, true, ["sign", "verify"]);
      const theirs = new Uint8Array(
        await crypto.subtle.sign({ name: "RSA-PSS", saltLength: length }, pair.privateKey, Uint8Array.from(message)),
      );
      const theirKey = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
      expect(check(pss(...fields(name, name, length)), { signature: theirs, key: theirKey })).toBe(`rsa-pss ${name} 2048`);
      const imported = await crypto.subtle.importKey("spki", Uint8Array.from(spki), { name: "RSA-PSS", hash: platformName }, false, [
        "verify",
      ]);
      const ours = signRsaPss(key, name, digest(name, message), salt.subarray(0, Math.min(length, 32)));
      const options = { name: "RSA-PSS", saltLength: Math.min(length, 32) };
      expect(await crypto.subtle.verify(options, imported, Uint8Array.from(ours), Uint8Array.from(message))).toBe(true);
    }
  });

  it("[ED86] reads the parameters it writes", () => {
    fc.assert(
      fc.property(fc.constantFrom("sha1", "sha224", "sha256", "sha384", "sha512"), fc.nat(512), (name, saltLength) => {
        const node = readDer(encodePssParameters({ hash: name, saltLength }));
        expect(node.ok && pssParametersOf(node.value)).toEqual({ hash: name, saltLength });
      }),
      { numRuns: 30 },
    );
  });
});

const powMod = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let [result, factor] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
};

const octets = (value: bigint): Uint8Array => bytes(value.toString(16).padStart(512, "0"));

const openedBy = (signed: Uint8Array): Uint8Array => octets(powMod(bytesToNumber(signed), key.e, key.n));

describe("RSA PKCS#1 v1.5", () => {
  const v15 = write.sequence(write.objectIdentifier("1.2.840.113549.1.1.11"), write.nullValue);
  const info = bytes(`3031300d060960864801650304020105000420${hex(hash)}`);
  const verifyBlock = (block: Uint8Array): string => check(v15, { signature: closeSignature(key, block) });
  const filled = (length: number): Uint8Array => new Uint8Array(length).fill(0xff);

  it("[ED23] is proved for SHA-256, SHA-384 and SHA-512, and computed for SHA-1 so that a policy can refuse it by name", () => {
    for (const [name, oid] of [
      ["sha1", "1.2.840.113549.1.1.5"],
      ["sha224", "1.2.840.113549.1.1.14"],
      ["sha256", "1.2.840.113549.1.1.11"],
      ["sha384", "1.2.840.113549.1.1.12"],
      ["sha512", "1.2.840.113549.1.1.13"],
    ] as const) {
      const algorithm = write.sequence(write.objectIdentifier(oid), write.nullValue);
      expect(check(algorithm, { signature: signRsa(key, name, digest(name, message)) })).toBe(`rsa ${name} 2048`);
    }
  });

  it("[ED23] is refused with a bent padding, whatever a lax reader would make of it", () => {
    const good = concatBytes(bytes("0001"), filled(202), bytes("00"), info);
    expect(verifyBlock(good)).toBe("rsa sha256 2048");
    const bare = bytes(`302f300b06096086480165030402010420${hex(hash)}`);
    const blocks = [
      concatBytes(bytes("0002"), filled(202), bytes("00"), info),
      concatBytes(bytes("0000"), filled(202), bytes("00"), info),
      concatBytes(bytes("0001"), filled(100), bytes("fe"), filled(101), bytes("00"), info),
      concatBytes(bytes("0001"), filled(8), bytes("00"), info, new Uint8Array(194)),
      concatBytes(bytes("0001"), new Uint8Array(202), bytes("00"), info),
      // Without NULL, with rubbish as parameters, in BER lengths, and the bare digest.
      concatBytes(bytes("0001"), filled(253 - bare.length), bytes("00"), bare),
      concatBytes(bytes("0001"), filled(200), bytes("00"), bytes(`3033300f0609608648016503040201050200000420${hex(hash)}`)),
      concatBytes(bytes("0001"), filled(201), bytes("00"), bytes(`308131300d060960864801650304020105000420${hex(hash)}`)),
      concatBytes(bytes("0001"), filled(221), bytes("00"), hash),
    ];
    for (const block of blocks) {
      expect(block.length).toBe(256);
      expect(verifyBlock(block)).toBe("signature-wrong: signature-wrong");
    }
  });

  it("[ED23] is not forged by a cube root under the exponent 3", () => {
    const cubed = write.sequence(
      write.sequence(write.objectIdentifier("1.2.840.113549.1.1.1"), write.nullValue),
      write.bitString(write.sequence(write.integer(other.n), write.integer(3))),
    );
    // A number whose cube starts like a padded digest: Bleichenbacher's forgery of 2006.
    const target = bytesToNumber(concatBytes(bytes("0001"), filled(8), bytes("00"), info, new Uint8Array(194)));
    let [low, high] = [0n, 1n << 700n];
    while (low < high) {
      const middle = (low + high) >> 1n;
      if (middle ** 3n < target) low = middle + 1n;
      else high = middle;
    }
    const cube = octets(low ** 3n);
    expect(hex(cube.subarray(0, 60))).toBe(hex(octets(target).subarray(0, 60)));
    expect(check(v15, { key: cubed, signature: octets(low) })).toBe("signature-wrong: signature-wrong");
  });

  it("[ED23] is refused for keys with the exponent 1 or an even one, and for a modulus that is small, huge or even", () => {
    const info256 = (n: bigint, e: bigint): Uint8Array =>
      write.sequence(
        write.sequence(write.objectIdentifier("1.2.840.113549.1.1.1"), write.nullValue),
        write.bitString(write.sequence(write.integer(n), write.integer(e))),
      );
    const good = concatBytes(bytes("0001"), filled(202), bytes("00"), info);
    // Under the exponent 1 anyone signs: the block is its own signature.
    expect(check(v15, { key: info256(key.n, 1n), signature: good })).toBe("key-invalid: exponent");
    for (const e of [0n, 2n, 65536n, 2n ** 33n + 1n]) expect(check(v15, { key: info256(key.n, e) })).toBe("key-invalid: exponent");
    for (const n of [0n, 35n, 2n ** 1000n + 1n, 2n ** 4096n + 1n, key.n + 1n])
      expect(check(v15, { key: info256(n, 65537n) })).toBe("key-invalid: modulus");
  });

  it("[ED22, ED23] is refused for a signature that is not below the modulus, though its remainder would do", () => {
    const made = signRsa(key, "sha256", hash);
    const beyond = bytesToNumber(made) + key.n;
    if (beyond < 1n << 2048n) expect(check(v15, { signature: octets(beyond) })).toBe("signature-malformed: signature-out-of-range");
    expect(check(v15, { signature: octets(key.n) })).toBe("signature-malformed: signature-out-of-range");
    for (const value of [0n, 1n, key.n - 1n]) expect(check(v15, { signature: octets(value) })).toBe("signature-wrong: signature-wrong");
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateKey, publicKeyInfoOf, type SigningKey } from "@beket/eds/issue";
import { defaultPkcs12Limits, readPkcs12, type Pkcs12 } from "@beket/eds/pkcs12";
import { parseCertificate } from "@beket/eds";
import { concatBytes } from "../../../packages/eds/src/bytes/bytes.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { filePassword, legacyFile, mixedFile, modernFile } from "./pkcs12-files.ts";
import {
  bagOids,
  certificateBag,
  certificateOf,
  data,
  encrypted,
  keyBag,
  keyFile,
  password,
  privateKeyInfo,
  safeBag,
  type FileSpec,
} from "./pkcs12-parts.ts";
import { rsaTestKeys } from "./rsa-test-keys.ts";
import { hex } from "./scheme-parts.ts";
import { seeded } from "./world.ts";

const random = seeded("pkcs12");
const read = (file: Uint8Array, word = password): Pkcs12 => {
  const result = readPkcs12(file, word);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.why}`);
  return result.value;
};
const outcome = (file: Uint8Array, word = password, limits = {}): string => {
  const result = readPkcs12(file, word, limits);
  return result.ok ? "ok" : result.error.code;
};
const outcomeOf = (spec: FileSpec): string => outcome(keyFile(spec));
const [rsa] = rsaTestKeys;
if (rsa === undefined) throw new Error("no RSA key");
const key = generateKey("gost512", random);

describe("key files of OpenSSL", () => {
  it.each([
    ["triple DES and RC2", legacyFile, "Менің кілтім"],
    ["PBES2 with AES-256", modernFile, "Менің кілтім"],
    ["PBES2 with AES-128 and triple DES", mixedFile, undefined],
  ] as const)("[ED91, ED93] open with %s", (_, file, friendlyName) => {
    const { keys, certificates } = read(file, filePassword);
    expect(keys).toHaveLength(1);
    expect(keys[0]?.friendlyName).toBe(friendlyName);
    expect(keys[0]?.key.kind).toBe("ecdsa-p384");
    const certificate = parseCertificate(keys[0]?.certificate ?? new Uint8Array(0));
    const own = keys[0] && publicKeyInfoOf(keys[0].key);
    expect(hex(certificate?.publicKeyInfo ?? new Uint8Array(0))).toBe(hex(own ?? new Uint8Array(1)));
    expect(certificates).toHaveLength(1);
    const [legacy] = read(legacyFile, filePassword).keys;
    expect(keys[0]?.key).toEqual(legacy?.key);
  });

  it("[ED91] say of another password that it is wrong, and of a bit anywhere that something is", () => {
    for (const file of [legacyFile, modernFile, mixedFile])
      for (const word of ["", "кілт 2", "кілт 1 ", `${filePassword}\0`]) expect(outcome(file, word)).toBe("pkcs12.wrong-password");
    fc.assert(
      fc.property(fc.constantFrom(legacyFile, modernFile, mixedFile), fc.nat(), fc.nat(7), (file, at, bit) => {
        const bent = Uint8Array.from(file);
        const place = at % file.length;
        bent[place] = (bent[place] ?? 0) ^ (1 << bit);
        const found = readPkcs12(bent, filePassword, { iterationsMax: 100_000 });
        // What the MAC does not cover are names of algorithms and lengths: then the keys are still the right ones.
        if (found.ok) expect(found.value.keys.map((one) => one.key)).toEqual(read(legacyFile, filePassword).keys.map((one) => one.key));
      }),
      { numRuns: 60 },
    );
  });
});

describe("a key file", () => {
  const kinds: readonly SigningKey[] = [
    key,
    generateKey("gost256", random),
    generateKey("gost2004", random),
    rsa,
    generateKey("ecdsa-p256", random),
    generateKey("ecdsa-p384", random),
  ];

  it("[ED93] gives back keys of every kind, each with the certificate that has its public half", () => {
    const certificates = kinds.map((one) => certificateOf(one));
    const bags = [...kinds.map((one, i) => keyBag(one, `кілт ${i}`)), ...certificates.toReversed().map(certificateBag)];
    const { keys } = read(keyFile({ bags }));
    expect(keys.map((one) => one.key)).toEqual(kinds);
    expect(keys.map(({ friendlyName }) => friendlyName)).toEqual(kinds.map((_, i) => `кілт ${i}`));
    expect(keys.map(({ certificate }) => hex(certificate ?? new Uint8Array(0)))).toEqual(certificates.map(hex));
  });

  it("[ED93] gives a key no certificate of another, whatever the order", () => {
    const other = generateKey("gost512", random);
    const { keys, certificates } = read(keyFile({ bags: [certificateBag(certificateOf(other)), keyBag(key)] }));
    expect(keys).toEqual([{ key, chain: [] }]);
    expect(certificates).toHaveLength(1);
  });

  it("[ED93] takes a national key in its one layout: little-endian, as long as a coordinate, in an OCTET STRING of its own", () => {
    const info = privateKeyInfo(key);
    const number = info.slice(-64);
    const algorithm = info.subarray(5, 5 + 37);
    const withOctets = (octets: Uint8Array): Uint8Array =>
      safeBag(bagOids.key, write.sequence(write.integer(0), algorithm, write.octetString(octets)));
    expect(outcomeOf({ bags: [withOctets(write.octetString(number))] })).toBe("ok");
    const others = {
      bare: number,
      integer: write.integer(BigInt(`0x${hex(number)}`)),
      short: write.octetString(number.subarray(1)),
      long: write.octetString(concatBytes(number, new Uint8Array(1))),
      zero: write.octetString(new Uint8Array(64)),
      beyond: write.octetString(new Uint8Array(64).fill(0xff)),
    };
    for (const [name, octets] of Object.entries(others))
      expect([name, outcomeOf({ bags: [withOctets(octets)] })]).toEqual([name, "pkcs12.unsupported"]);
  });

  it("[ED91] is refused without a MAC, with a bent one, and with one over other octets", () => {
    const bags = [keyBag(key)];
    expect(outcomeOf({ bags })).toBe("ok");
    expect(outcomeOf({ bags, hash: "sha256" })).toBe("ok");
    expect(outcomeOf({ bags, mac: "absent" })).toBe("pkcs12.unprotected");
    expect(outcomeOf({ bags, mac: "bent" })).toBe("pkcs12.wrong-password");
    expect(outcomeOf({ bags, version: 2 })).toBe("pkcs12.malformed");
  });

  it("[ED91] is refused for what is not supported by name, after its MAC and before any of it is used", () => {
    const named = (oid: string, ...parameters: readonly Uint8Array[]): Uint8Array =>
      write.sequence(write.objectIdentifier(oid), ...parameters);
    const text = new Uint8Array(16);
    const pbe = write.sequence(write.octetString(new Uint8Array(8)), write.integer(1));
    const kdf = named("1.2.840.113549.1.5.12", pbe);
    const aes = named("2.16.840.1.101.3.4.1.42", write.octetString(new Uint8Array(16)));
    const pbes2 = (derivation: Uint8Array, cipher: Uint8Array): Uint8Array =>
      named("1.2.840.113549.1.5.13", write.sequence(derivation, cipher));
    const cases: readonly (readonly [string, Uint8Array, string])[] = [
      ["RC4", named("1.2.840.113549.1.12.1.1", pbe), "pkcs12.unsupported"],
      ["no parameters", named("1.2.840.113549.1.12.1.3"), "pkcs12.unsupported"],
      ["scrypt", pbes2(named("1.3.6.1.4.1.11591.4.11", pbe), aes), "pkcs12.unsupported"],
      ["AES-GCM", pbes2(kdf, named("2.16.840.1.101.3.4.1.46", write.octetString(new Uint8Array(12)))), "pkcs12.unsupported"],
      ["a long vector", pbes2(kdf, named("2.16.840.1.101.3.4.1.42", write.octetString(new Uint8Array(17)))), "pkcs12.malformed"],
      ["no vector", pbes2(kdf, named("2.16.840.1.101.3.4.1.42")), "pkcs12.malformed"],
      ["a wrong padding", pbes2(kdf, aes), "pkcs12.malformed"],
      ["no salt", named("1.2.840.113549.1.12.1.3", write.sequence(write.integer(1))), "pkcs12.malformed"],
    ];
    for (const [name, algorithm, code] of cases) {
      expect([name, outcomeOf({ contents: [encrypted(algorithm, text)] })]).toEqual([name, code]);
      const shrouded = safeBag(bagOids.shroudedKey, write.sequence(algorithm, write.octetString(text)));
      expect([name, outcomeOf({ bags: [shrouded] })]).toEqual([name, code]);
    }
    const enveloped = write.sequence(write.objectIdentifier("1.2.840.113549.1.7.3"), write.explicit(0, write.sequence()));
    expect(outcomeOf({ contents: [enveloped] })).toBe("pkcs12.unsupported");
    const dsa = write.sequence(write.integer(0), named("1.2.840.10040.4.1"), write.octetString(write.integer(5)));
    expect(outcomeOf({ bags: [safeBag(bagOids.key, dsa)] })).toBe("pkcs12.unsupported");
    expect(outcomeOf({ bags: [safeBag(bagOids.secret, write.sequence()), keyBag(key)] })).toBe("ok");
  });

  it("[ED92] costs no more iterations than allowed, in the MAC, in a cipher, and in all of them together", () => {
    const bags = [keyBag(key)];
    const { iterationsMax } = defaultPkcs12Limits;
    expect(outcomeOf({ bags, iterations: iterationsMax + 1 })).toBe("pkcs12.too-costly");
    expect(outcomeOf({ bags, iterations: 2 ** 31 - 1 })).toBe("pkcs12.too-costly");
    expect(outcomeOf({ bags, iterations: 0 })).toBe("pkcs12.too-costly");
    expect(outcome(keyFile({ bags, iterations: 1000 }), password, { iterationsMax: 1000 })).toBe("ok");
    expect(outcome(keyFile({ bags, iterations: 1000 }), password, { iterationsMax: 999 })).toBe("pkcs12.too-costly");
    // Two ciphers of 2048 iterations and a MAC: 2048 · (1 + 2 + 3).
    expect(outcome(legacyFile, filePassword, { iterationsMax: 2048 * 6 })).toBe("ok");
    expect(outcome(legacyFile, filePassword, { iterationsMax: 2048 * 6 - 1 })).toBe("pkcs12.too-costly");
    const costly = write.sequence(
      write.objectIdentifier("1.2.840.113549.1.12.1.3"),
      write.sequence(write.octetString(new Uint8Array(8)), write.integer(2 ** 31 - 1)),
    );
    expect(outcomeOf({ contents: [encrypted(costly, new Uint8Array(8))] })).toBe("pkcs12.too-costly");
  });

  it("[ED92] holds no more than a person's: octets, contents, bags, keys and certificates", () => {
    const bags = [keyBag(key)];
    expect(outcome(keyFile({ bags }), password, { bytesMax: 100 })).toBe("pkcs12.too-large");
    expect(outcome(new Uint8Array(defaultPkcs12Limits.bytesMax + 1), password)).toBe("pkcs12.too-large");
    const small = generateKey("ecdsa-p256", random);
    expect(outcomeOf({ bags: Array(16).fill(keyBag(small)) })).toBe("ok");
    expect(outcomeOf({ bags: Array(17).fill(keyBag(small)) })).toBe("pkcs12.too-large");
    expect(outcomeOf({ bags: Array(65).fill(certificateBag(new Uint8Array(1))) })).toBe("pkcs12.too-large");
    expect(outcomeOf({ contents: Array(17).fill(data(write.sequence())) })).toBe("pkcs12.too-large");
  });

  it("[ED6, ED92] of random octets is refused and nothing is thrown, under a right MAC too", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        expect(outcome(octets)).toMatch(/^pkcs12\./);
        expect(outcomeOf({ contents: [data(octets)] })).toMatch(/^pkcs12\.|^ok$/);
        expect(outcomeOf({ bags: [octets] })).toMatch(/^pkcs12\.|^ok$/);
        expect(outcomeOf({ bags: [safeBag(bagOids.key, octets)] })).toMatch(/^pkcs12\.(malformed|unsupported)$/);
        expect(outcomeOf({ bags: [safeBag(bagOids.certificate, octets)] })).toMatch(/^pkcs12\.|^ok$/);
      }),
      { numRuns: 100 },
    );
  });
});

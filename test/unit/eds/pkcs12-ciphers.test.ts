import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { isConstructed } from "../../../packages/eds/src/der/tags.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { aes } from "../../../packages/eds/src/pkcs12/aes.ts";
import { berToDefinite } from "../../../packages/eds/src/pkcs12/ber.ts";
import { cbcDecrypt } from "../../../packages/eds/src/pkcs12/cbc.ts";
import { bmpPassword, derivePkcs12 } from "../../../packages/eds/src/pkcs12/derive.ts";
import { tripleDes } from "../../../packages/eds/src/pkcs12/des.ts";
import { rc2 } from "../../../packages/eds/src/pkcs12/rc2.ts";
import { bytes, hex } from "./scheme-parts.ts";

describe("the ciphers of key files", () => {
  it("[ED91] decipher the examples of NIST SP 800-67 appendix B and of FIPS 81", () => {
    const cipher = tripleDes(bytes("0123456789abcdef23456789abcdef01456789abcdef0123"));
    const text = "a826fd8ce53b855fcce21c8112256fe668d5c05dd9b6b900";
    const blocks = [0, 16, 32].map((at) => hex(cipher.decipher(bytes(text.slice(at, at + 16)))));
    expect(blocks.join("")).toBe("5468652071756663 6b2062726f776e20 666f78206a756d70".replaceAll(" ", ""));
    // Three equal keys are single DES.
    const single = tripleDes(bytes("0123456789abcdef".repeat(3)));
    expect(hex(single.decipher(bytes("3fa40e8a984d4815")))).toBe("4e6f772069732074");
  });

  it("[ED91] decipher the examples of RFC 2268 section 5", () => {
    for (const [key, bits, plain, text] of [
      ["0000000000000000", 63, "0000000000000000", "ebb773f993278eff"],
      ["ffffffffffffffff", 64, "ffffffffffffffff", "278b27e42e2f0d49"],
      ["3000000000000000", 64, "1000000000000001", "30649edf9be7d2c2"],
      ["88", 64, "0000000000000000", "61a8a244adacccf0"],
      ["88bca90e90875a", 64, "0000000000000000", "6ccf4308974c267f"],
      ["88bca90e90875a7f0f79c384627bafb2", 64, "0000000000000000", "1a807d272bbe5db1"],
      ["88bca90e90875a7f0f79c384627bafb2", 128, "0000000000000000", "2269552ab0f85ca6"],
      ["88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e", 129, "0000000000000000", "5b78d3a43dfff1f1"],
    ] as const)
      expect(hex(rc2(bytes(key), bits).decipher(bytes(text)))).toBe(plain);
  });

  it("[ED91] decipher the examples of FIPS 197 appendix C", () => {
    const plain = "00112233445566778899aabbccddeeff";
    expect(hex(aes(bytes("000102030405060708090a0b0c0d0e0f")).decipher(bytes("69c4e0d86a7b0430d8cdb78070b4c55a")))).toBe(plain);
    const long = bytes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    expect(hex(aes(long).decipher(bytes("8ea2b7ca516745bfeafc49904b496089")))).toBe(plain);
  });

  it("[ED91] open what the platform's AES-CBC closes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(16, 32).chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.uint8Array({ maxLength: 100 }),
        async (key, iv, plain) => {
          const imported = await crypto.subtle.importKey("raw", Uint8Array.from(key), "AES-CBC", false, ["encrypt"]);
          const text = await crypto.subtle.encrypt({ name: "AES-CBC", iv: Uint8Array.from(iv) }, imported, Uint8Array.from(plain));
          expect(cbcDecrypt(aes(key), iv, new Uint8Array(text))).toEqual(plain);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("[ED91] give nothing for a length or a padding that is none", () => {
    const cipher = { blockBytes: 8, decipher: (block: Uint8Array) => Uint8Array.from(block) };
    const open = (text: string): string | undefined => {
      const plain = cbcDecrypt(cipher, new Uint8Array(8), bytes(text));
      return plain && hex(plain);
    };
    expect([open("0102030405060701"), open("0808080808080808"), open("0102030405030303")]).toEqual(["01020304050607", "", "0102030405"]);
    for (const text of [
      "",
      "01",
      "0102030405060700",
      "0102030405060709",
      "0102030405060302",
      "01020304050607ff",
      "00000000000000090909090909090900",
    ])
      expect(open(text)).toBeUndefined();
    expect(cbcDecrypt(cipher, new Uint8Array(7), bytes("0102030405060701"))).toBeUndefined();
  });

  it("[ED91] get keys and vectors as other implementations of RFC 7292 appendix B do", () => {
    for (const [password, salt, iterations, purpose, length, derived] of [
      ["smeg", "0a58cf64530d823f", 1, 1, 24, "8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3"],
      ["smeg", "0a58cf64530d823f", 1, 2, 8, "79993dfe048d3b76"],
      ["smeg", "3d83c0e4546ac140", 1, 3, 20, "8d967d88f6caa9d714800ab3d48051d63f73a312"],
      ["queeg", "05dec959acff72f7", 1000, 1, 24, "ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4"],
      ["queeg", "1682c0fc5b3f7ec5", 1000, 1, 24, "483dd6e919d7de2e8e648ba8f862f3fbfbdc2bcb2c02957f"],
      ["queeg", "05dec959acff72f7", 1000, 2, 8, "11dedad7758d4860"],
      ["queeg", "263216fcc2fab31c", 1000, 3, 20, "5ec4c7a80df652294c3925b6489a7ab857c83476"],
    ] as const) {
      const octets = derivePkcs12({ hash: "sha1", password: bmpPassword(password), salt: bytes(salt), iterations, purpose, length });
      expect(hex(octets)).toBe(derived);
    }
    expect(hex(bmpPassword("Ж🔑"))).toBe("0416d83ddd110000");
  });
});

/** A tree of values, and whether each is written with an indefinite length, a long length, or a string in pieces. */
type Tree = { readonly tag: number; readonly style: number; readonly octets: Uint8Array; readonly parts: readonly Tree[] };

const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.record({
      tag: fc.constantFrom(0x02, 0x04, 0x04, 0x0c, 0x80),
      style: fc.nat(3),
      octets: fc.uint8Array({ maxLength: 300 }),
      parts: fc.constant([]),
    }),
    fc.record({
      tag: fc.constantFrom(0x30, 0x31, 0xa0),
      style: fc.nat(3),
      octets: fc.constant(new Uint8Array(0)),
      parts: fc.array(tie("tree"), { maxLength: 4 }),
    }),
  ),
})).tree;

const definite = ({ tag, octets, parts }: Tree): Uint8Array => write.tagged(tag, octets, ...parts.map(definite));

const longLength = (tag: number, content: Uint8Array): Uint8Array =>
  concatBytes(Uint8Array.of(tag, 0x84, content.length >>> 24, content.length >>> 16, content.length >>> 8, content.length), content);
const endless = (tag: number, content: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(tag, 0x80), content, new Uint8Array(2));

const ber = (value: Tree): Uint8Array => {
  const { tag, style, octets } = value;
  if (tag === 0x04 && style > 1) {
    const cut = octets.length >> 1;
    const pieces = [write.octetString(octets.subarray(0, cut)), endless(0x24, longLength(0x04, octets.subarray(cut)))];
    return style === 2 ? endless(0x24, concatBytes(...pieces)) : longLength(0x24, concatBytes(...pieces));
  }
  const content = concatBytes(octets, ...value.parts.map(ber));
  if (style === 0) return write.tagged(tag, content);
  return style === 1 && isConstructed(tag) ? endless(tag, content) : longLength(tag, content);
};

describe("BER", () => {
  it("[ED92] becomes the definite encoding of the same value", () => {
    fc.assert(
      fc.property(tree, (value) => {
        const made = berToDefinite(ber(value));
        expect(made.ok && hex(made.value)).toBe(hex(definite(value)));
      }),
      { numRuns: 200 },
    );
  });

  it("[ED92] that is not whole, or followed by anything, is refused", () => {
    const texts = {
      empty: "",
      tagAlone: "30",
      noEnd: "3080",
      halfEnd: "308000",
      endInside: "30800000ff",
      twoValues: "02010102 0101",
      indefinitePrimitive: "048001020000",
      tooShort: "30050201",
      reservedLength: "30ff",
      fiveOctets: "3085000000000100",
      highTag: "1f810100",
      piecesOfAnotherType: "2403020101",
      endOfNothing: "00000000",
      childBeyond: "3003020401",
    };
    for (const [name, text] of Object.entries(texts))
      expect([name, berToDefinite(bytes(text.replaceAll(" ", ""))).ok]).toEqual([name, false]);
  });

  it("[ED92] ends at its limits of depth, number and size", () => {
    const nested = (depth: number): Uint8Array => {
      let value = write.integer(1);
      for (let i = 0; i < depth; i += 1) value = endless(0x30, value);
      return value;
    };
    expect(berToDefinite(nested(23)).ok).toBe(true);
    expect(berToDefinite(nested(24))).toEqual({ ok: false, error: "too-deep" });
    // Openings without end: each would be a call deeper.
    const open = new Uint8Array(200_000).map((_, i) => (i % 2 === 0 ? 0x30 : 0x80));
    expect(berToDefinite(open)).toEqual({ ok: false, error: "too-deep" });
    const many = concatBytes(
      Uint8Array.of(0x30, 0x80),
      new Uint8Array(0),
      ...Array.from({ length: 20_001 }, () => Uint8Array.of(5, 0)),
      new Uint8Array(2),
    );
    expect(berToDefinite(many)).toEqual({ ok: false, error: "too-many-nodes" });
    expect(berToDefinite(new Uint8Array(1024 * 1024 + 1))).toEqual({ ok: false, error: "too-large" });
  });

  it("[ED11, ED92] of random octets ends with a value or a fault", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        const made = berToDefinite(octets);
        if (made.ok) expect(berToDefinite(made.value)).toEqual(made);
      }),
      { numRuns: 500 },
    );
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digest } from "../../../packages/eds/src/algorithms/digests.ts";
import { gost94 } from "../../../packages/eds/src/algorithms/gost94.ts";
import { streebog256, streebog512, streebogState } from "../../../packages/eds/src/algorithms/streebog.ts";
import { createPlainStreebog } from "../../../packages/eds/src/algorithms/streebog-plain.ts";
import { createWasmStreebog } from "../../../packages/eds/src/algorithms/streebog-wasm.ts";
import { bytesToHex, hexToBytes, reversed } from "../../../packages/eds/src/bytes/bytes.ts";
import { withoutWebAssembly } from "./without-wasm.ts";
import { seeded } from "./world.ts";

const bytes = (hex: string): Uint8Array => {
  const out = hexToBytes(hex);
  if (out === undefined) throw new Error("not hexadecimal");
  return out;
};
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

const plain = createPlainStreebog();
const wasm = createWasmStreebog();
if (wasm === undefined) throw new Error("this platform has no WebAssembly");

describe.each([
  ["WebAssembly", wasm],
  ["plain numbers", plain],
])("Streebog with %s", (_, engine) => {
  const hash512 = (message: Uint8Array): Uint8Array => streebogState(engine, message, 0);
  const hash256 = (message: Uint8Array): Uint8Array => streebogState(engine, message, 1).slice(32);
  // RFC 6986 section 10 prints messages and hashes with the last octet first.
  const m1 = ascii("012345678901234567890123456789012345678901234567890123456789012");
  const m2 = reversed(
    bytes(
      "fbe2e5f0eee3c820fbeafaebef20fffbf0e1e0f0f520e0ed20e8ece0ebe5f0f2f120fff0eeec20f120faf2fee5e2202ce8f6f3ede220e8e6eee1e8f0f2d1202ce8f0f2e5e220e5d1",
    ),
  );

  it("[ED20] gives the hashes of RFC 6986 section 10", () => {
    expect(bytesToHex(reversed(hash512(m1)))).toBe(
      "486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b",
    );
    expect(bytesToHex(reversed(hash256(m1)))).toBe("00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d");
    expect(bytesToHex(reversed(hash512(m2)))).toBe(
      "28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f037613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e",
    );
    expect(bytesToHex(reversed(hash256(m2)))).toBe("508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d");
  });

  it("[ED20] carries through lengths around a block and counters beyond one word", () => {
    // The empty message, as the reference implementations give it.
    expect(bytesToHex(hash512(new Uint8Array(0)))).toBe(
      "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a",
    );
    // Octets of 255 make the sum of the blocks carry through all its words.
    const hashes = [63, 64, 65, 127, 128].map((length) => bytesToHex(hash512(new Uint8Array(length).fill(0xff))));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe("Streebog", () => {
  it("[ED83] is the same with WebAssembly and without, for every length and around every chunk", () => {
    const check = (message: Uint8Array, initialOctet: number): void => {
      expect(bytesToHex(streebogState(wasm, message, initialOctet))).toBe(bytesToHex(streebogState(plain, message, initialOctet)));
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), fc.constantFrom(0, 1), check), { numRuns: 300 });
    const long = seeded("streebog")(40_000);
    for (const length of [16_320, 16_383, 16_384, 16_385, 16_448, 32_768, 32_831, 40_000]) check(long.subarray(0, length), 0);
    check(new Uint8Array(20_000).fill(0xff), 1);
  });

  it("[ED83] needs no WebAssembly", () => {
    withoutWebAssembly(() => expect(createWasmStreebog()).toBeUndefined());
  });

  it("[ED20] leaves its message alone, and one hash does not show in the next", () => {
    const message = seeded("streebog/next")(200);
    const kept = Uint8Array.from(message);
    const first = bytesToHex(streebog512(message));
    streebog256(new Uint8Array(1000));
    expect(bytesToHex(streebog512(message))).toBe(first);
    expect(message).toEqual(kept);
    // A view into a longer array is only itself.
    expect(bytesToHex(streebog512(message.subarray(10, 110)))).toBe(bytesToHex(streebog512(message.slice(10, 110))));
  });
});

describe("GOST 34.311-95", () => {
  it("[ED80] gives the hashes of RFC 5831 section 7.3", () => {
    const hash = (text: string): string => bytesToHex(gost94(ascii(text), "d-test"));
    expect(hash("This is message, length=32 bytes")).toBe("b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa");
    expect(hash("Suppose the original message has length = 50 bytes")).toBe(
      "471aba57a60a770d3a76130635c1fbea4ef14de51f78b4ae57dd893b62f55208",
    );
  });

  it("[ED80] gives the known hashes of both substitutions for the empty message, and of CryptoPro's", () => {
    const empty = new Uint8Array(0);
    expect(bytesToHex(gost94(empty, "d-test"))).toBe("ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d");
    expect(bytesToHex(gost94(empty, "cryptopro"))).toBe("981e5f3ca30c841487830f84fb433e13ac1101569b9c13584ac483234cd656c0");
    expect(bytesToHex(gost94(ascii("This is message, length=32 bytes"), "cryptopro"))).toBe(
      "2cefc2f7b7bdc514e18ea57fa74ff357e7fa17d652c75f69cb1be7893ede48eb",
    );
  });

  it("[ED80] of the national schemes is the one with the D-Test substitution", () => {
    const message = seeded("gost94")(100);
    expect(digest("gost94", message)).toEqual(gost94(message, "d-test"));
    expect(digest("gost94", message)).not.toEqual(gost94(message, "cryptopro"));
  });

  it("[ED80] tells a message from the same with zeros after it, and carries through the sum of the blocks", () => {
    const hashes = [0, 1, 31, 32, 33, 64].flatMap((length) =>
      [0x00, 0xff].map((octet) => bytesToHex(gost94(new Uint8Array(length).fill(octet), "d-test"))),
    );
    // The two empty messages are one.
    expect(new Set(hashes).size).toBe(hashes.length - 1);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNodeCrypto } from "@beket/node-kit";
import { createNobleCrypto } from "@beket/replication/noble";

const fast = createNodeCrypto();
const portable = createNobleCrypto();
const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const nonce = fc.uint8Array({ minLength: 12, maxLength: 12 });
const text = fc.uint8Array({ maxLength: 300 });
const parts = fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 4 });
const flip = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, at) => (at === (bit >> 3) % bytes.length ? byte ^ (1 << (bit & 7)) : byte));

describe("crypto on Bun beside the portable implementation", () => {
  it("[AC1] hashes and MACs agree, in parts of any length, with keys of any length", () => {
    fc.assert(
      fc.property(parts, fc.uint8Array({ maxLength: 100 }), (given, anyKey) => {
        expect(fast.sha256(...given)).toEqual(portable.sha256(...given));
        const [mine, theirs] = [fast.hmacSha256(anyKey), portable.hmacSha256(anyKey)];
        expect(mine(...given)).toEqual(theirs(...given));
        expect(mine(...given)).toEqual(theirs(...given));
      }),
    );
  });

  it("[AC1] a prepared key is not changed by the caller's array afterwards", () => {
    const mutable = new Uint8Array(32).fill(7);
    const prepared = fast.hmacSha256(mutable);
    mutable.fill(0);
    expect(prepared(new Uint8Array([1]))).toEqual(portable.hmacSha256(new Uint8Array(32).fill(7))(new Uint8Array([1])));
  });

  it("[AC1] sealed bytes agree and open at the other", () => {
    fc.assert(
      fc.property(key, nonce, text, text, (k, n, plain, associated) => {
        const sealed = fast.seal(k, n, plain, associated);
        expect(sealed).toEqual(portable.seal(k, n, plain, associated));
        expect(fast.open(k, n, sealed, associated)).toEqual(plain);
        expect(portable.open(k, n, sealed, associated)).toEqual(plain);
      }),
    );
  });

  it("[AC2] whatever is changed does not open", () => {
    fc.assert(
      fc.property(key, nonce, text, text, fc.nat(100_000), (k, n, plain, associated, bit) => {
        const sealed = fast.seal(k, n, plain, associated);
        expect(fast.open(k, n, flip(sealed, bit), associated)).toBeNull();
        expect(fast.open(k, flip(n, bit), sealed, associated)).toBeNull();
        expect(fast.open(flip(k, bit), n, sealed, associated)).toBeNull();
        expect(fast.open(k, n, sealed, new Uint8Array([...associated, 0]))).toBeNull();
        expect(fast.open(k, n, sealed.subarray(1), associated)).toBeNull();
        expect(fast.open(k, n, sealed.subarray(0, bit % 16), associated)).toBeNull();
      }),
    );
  });

  it("[AC1, AC2] signatures agree and verify at the other; changed ones do not", () => {
    fc.assert(
      fc.property(key, text, fc.nat(511), (seed, message, bit) => {
        const [publicKey, signature] = [fast.ed25519.publicKey(seed), fast.ed25519.sign(seed, message)];
        expect(publicKey).toEqual(portable.ed25519.publicKey(seed));
        expect(signature).toEqual(portable.ed25519.sign(seed, message));
        expect(fast.ed25519.verify(publicKey, message, signature)).toBe(true);
        expect(portable.ed25519.verify(publicKey, message, signature)).toBe(true);
        expect(fast.ed25519.verify(publicKey, message, flip(signature, bit))).toBe(false);
        expect(fast.ed25519.verify(publicKey, new Uint8Array([...message, 1]), signature)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it("[AC1] shared secrets agree from both sides", () => {
    fc.assert(
      fc.property(key, key, (mine, yours) => {
        const [myPublic, yourPublic] = [fast.x25519.publicKey(mine), fast.x25519.publicKey(yours)];
        expect(myPublic).toEqual(portable.x25519.publicKey(mine));
        expect(fast.x25519.shared(mine, yourPublic)).toEqual(portable.x25519.shared(yours, myPublic));
      }),
      { numRuns: 40 },
    );
  });

  it("[AC3] neither believes a signature whose point is not written canonically, as a key of low order would let anybody write", () => {
    const identity = Uint8Array.fromHex(`01${"00".repeat(31)}`);
    const otherwise = Uint8Array.fromHex(`ee${"ff".repeat(30)}7f`);
    const signature = new Uint8Array(64);
    signature.set(otherwise);
    const message = new Uint8Array([1, 2, 3]);
    for (const crypto of [fast, portable]) expect(crypto.ed25519.verify(identity, message, signature)).toBe(false);
  });

  it("[AC3] refuses keys of a wrong length; a public key that is no point verifies nothing", () => {
    const short = new Uint8Array(31);
    expect(() => fast.ed25519.sign(short, short)).toThrow("32 bytes");
    expect(() => fast.x25519.publicKey(short)).toThrow("32 bytes");
    expect(() => fast.seal(short, new Uint8Array(12), short, short)).toThrow();
    const seed = new Uint8Array(32).fill(1);
    const signature = fast.ed25519.sign(seed, short);
    expect(fast.ed25519.verify(short, short, signature)).toBe(false);
    expect(fast.ed25519.verify(fast.ed25519.publicKey(seed), short, signature.subarray(1))).toBe(false);
    fc.assert(
      fc.property(key, (noKey) => {
        expect(fast.ed25519.verify(noKey, short, signature)).toBe(false);
      }),
    );
    // A low-order point would make the shared secret zero for every private key.
    expect(() => fast.x25519.shared(seed, new Uint8Array(32))).toThrow();
  });
});

import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

// RFC 8410: the fixed DER around a raw 32-byte key.
const derPrefixes = {
  ed25519: { private: "302e020100300506032b657004220420", public: "302a300506032b6570032100" },
  x25519: { private: "302e020100300506032b656e04220420", public: "302a300506032b656e032100" },
} as const;
export type Curve = keyof typeof derPrefixes;

/** A program uses a few dozen keys; the bound only keeps a flood of foreign public keys from growing the memory. */
const cachedKeysMax = 512;

/** Raw 32-byte keys to key objects, which are costly to make (20 µs) beside a signature (13 µs). Throws when the length is wrong. */
export function createKeyCache(curve: Curve, half: "private" | "public"): (raw: Uint8Array) => KeyObject {
  const prefix = Buffer.from(derPrefixes[curve][half], "hex");
  const cache = new Map<string, KeyObject>();
  return (raw) => {
    if (raw.length !== 32) throw new RangeError(`a raw ${curve} key has 32 bytes`);
    const name = Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString("latin1");
    const known = cache.get(name);
    if (known !== undefined) return known;
    const der = Buffer.concat([prefix, raw]);
    const key =
      half === "private"
        ? createPrivateKey({ key: der, format: "der", type: "pkcs8" })
        : createPublicKey({ key: der, format: "der", type: "spki" });
    if (cache.size >= cachedKeysMax) dropOldest(cache);
    cache.set(name, key);
    return key;
  };
}

function dropOldest(cache: Map<string, KeyObject>): void {
  const oldest = cache.keys().next();
  if (!oldest.done) cache.delete(oldest.value);
}

/** The raw public half of a private key object. */
export function rawPublicKey(secret: KeyObject): Uint8Array {
  const der = createPublicKey(secret).export({ format: "der", type: "spki" });
  return new Uint8Array(der.subarray(der.length - 32));
}

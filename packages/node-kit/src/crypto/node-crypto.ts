import { createCipheriv, createDecipheriv, diffieHellman, sign, verify } from "node:crypto";
import type { CryptoPort } from "@beket/replication";
import { createKeyCache, rawPublicKey } from "./raw-keys.ts";

const tagBytes = 16;

/**
 * Crypto on Bun's BoringSSL. Measured beside noble on one core: HMAC of a look-up 0.22 µs against 2.5, AES-GCM of 200 B 1.0 against 31.
 * Ed25519 verification is RFC 8032's strict one: non-canonical points are refused.
 */
export function createNodeCrypto(): CryptoPort {
  return { sha256, hmacSha256, seal, open, ed25519: createEd25519(), x25519: createX25519() };
}

/** Bun's digest is a Buffer; a plain view of it compares and serialises the same everywhere. */
const plain = (digest: Buffer): Uint8Array => new Uint8Array(digest.buffer, digest.byteOffset, digest.byteLength);

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hasher = new Bun.CryptoHasher("sha256");
  for (const part of parts) hasher.update(part);
  return plain(hasher.digest());
}

function hmacSha256(key: Uint8Array): (...parts: readonly Uint8Array[]) => Uint8Array {
  // A copy of a keyed hasher takes half the time of node's createHmac, which hashes the padded key every time.
  const keyed = new Bun.CryptoHasher("sha256", key);
  return (...parts) => {
    const hasher = keyed.copy();
    for (const part of parts) hasher.update(part);
    return plain(hasher.digest());
  };
}

function seal(key: Uint8Array, nonce: Uint8Array, message: Uint8Array, associated: Uint8Array): Uint8Array {
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associated);
  const sealed = new Uint8Array(message.length + tagBytes);
  sealed.set(cipher.update(message));
  cipher.final();
  sealed.set(cipher.getAuthTag(), message.length);
  return sealed;
}

function open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Uint8Array | null {
  const bodyBytes = sealed.length - tagBytes;
  if (bodyBytes < 0) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(bodyBytes));
  const message = new Uint8Array(decipher.update(sealed.subarray(0, bodyBytes)));
  try {
    decipher.final();
  } catch {
    return null; // The tag does not verify: node's only way to say so.
  }
  return message;
}

function createEd25519(): CryptoPort["ed25519"] {
  const secretOf = createKeyCache("ed25519", "private");
  const publicOf = createKeyCache("ed25519", "public");
  return {
    publicKey: (seed) => rawPublicKey(secretOf(seed)),
    sign: (seed, message) => plain(sign(null, message, secretOf(seed))),
    verify: (publicKey, message, signature) =>
      publicKey.length === 32 && signature.length === 64 && verify(null, message, publicOf(publicKey), signature),
  };
}

function createX25519(): CryptoPort["x25519"] {
  const secretOf = createKeyCache("x25519", "private");
  const publicOf = createKeyCache("x25519", "public");
  return {
    publicKey: (secret) => rawPublicKey(secretOf(secret)),
    shared: (secret, publicKey) => plain(diffieHellman({ privateKey: secretOf(secret), publicKey: publicOf(publicKey) })),
  };
}

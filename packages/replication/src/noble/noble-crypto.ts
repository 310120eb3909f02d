import { gcm } from "@noble/ciphers/aes.js";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { CryptoPort } from "../ports.ts";

/** The portable adapter, for tablets and tests; a program on Bun uses the faster one of node-kit. */
export function createNobleCrypto(): CryptoPort {
  return {
    sha256: (...parts) => {
      const hash = sha256.create();
      for (const part of parts) hash.update(part);
      return hash.digest();
    },
    hmacSha256: (key) => {
      // The key's two pads are hashed once; each call clones that state.
      const prepared = hmac.create(sha256, key);
      return (...parts) => {
        const mac = prepared.clone();
        for (const part of parts) mac.update(part);
        return mac.digest();
      };
    },
    seal: (key, nonce, plain, associated) => gcm(key, nonce, associated).encrypt(plain),
    open: (key, nonce, sealed, associated) => {
      if (sealed.length < 16) return null;
      try {
        return gcm(key, nonce, associated).decrypt(sealed);
      } catch (cause) {
        // noble reports a wrong tag by throwing; the port reports it as an outcome.
        if (cause instanceof Error) return null;
        throw cause;
      }
    },
    ed25519: {
      publicKey: (seed) => ed25519.getPublicKey(seed),
      sign: (seed, message) => ed25519.sign(message, seed),
      verify: (publicKey, message, signature) => {
        try {
          // Points as RFC 8032 writes them only, and no key of low order, which would verify what nobody signed.
          return ed25519.verify(signature, message, publicKey, { zip215: false });
        } catch (cause) {
          if (cause instanceof Error) return false;
          throw cause;
        }
      },
    },
    x25519: {
      publicKey: (secret) => x25519.getPublicKey(secret),
      shared: (secret, publicKey) => x25519.getSharedSecret(secret, publicKey),
    },
  };
}

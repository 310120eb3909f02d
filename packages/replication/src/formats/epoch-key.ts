import { concatBytes, hexBytes, utf8, zeroByte } from "../bytes/bytes.ts";
import { err, ok } from "../result.ts";
import type { Result } from "../result.ts";
import type { CryptoPort, RandomPort } from "../ports.ts";

export type EpochPlace = { readonly source: string; readonly epoch: string };
/** Ephemeral public key, epoch key, tag. */
export const sealedKeyBytes = 32 + 32 + 16;

const label = utf8("beket/1 epoch key");
const zeroNonce = new Uint8Array(12);

/**
 * The one-time key is HKDF-SHA-256 (RFC 5869) of the shared secret, written out for a single block of output: the two
 * public keys are the salt, label and place the info. They bind it, as in RFC 9180.
 */
function wrappingKey(crypto: CryptoPort, shared: Uint8Array, ephemeral: Uint8Array, recipient: Uint8Array, place: EpochPlace): Uint8Array {
  const extracted = crypto.hmacSha256(concatBytes(ephemeral, recipient))(shared);
  return crypto.hmacSha256(extracted)(label, zeroByte, context(place), Uint8Array.of(1));
}

function context(place: EpochPlace): Uint8Array {
  return concatBytes(utf8(place.source), zeroByte, hexBytes(place.epoch, 8));
}

/** Seals an epoch's key to central's X25519 event key. Without central's secret nobody opens it, this program included. */
export function sealEpochKey(
  deps: { readonly crypto: CryptoPort; readonly random: RandomPort },
  eventPublicKey: Uint8Array,
  place: EpochPlace,
  epochKey: Uint8Array,
): Uint8Array {
  const secret = deps.random(32);
  const ephemeral = deps.crypto.x25519.publicKey(secret);
  const shared = deps.crypto.x25519.shared(secret, eventPublicKey);
  const wrapping = wrappingKey(deps.crypto, shared, ephemeral, eventPublicKey, place);
  return concatBytes(ephemeral, deps.crypto.seal(wrapping, zeroNonce, epochKey, context(place)));
}

export function openEpochKey(
  crypto: CryptoPort,
  eventSecretKey: Uint8Array,
  place: EpochPlace,
  sealedKey: Uint8Array,
): Result<Uint8Array, { readonly code: "epoch-key-invalid" }> {
  if (sealedKey.length !== sealedKeyBytes) return err({ code: "epoch-key-invalid" });
  const ephemeral = sealedKey.slice(0, 32);
  const shared = sharedSecret(crypto, eventSecretKey, ephemeral);
  if (shared === null) return err({ code: "epoch-key-invalid" });
  const wrapping = wrappingKey(crypto, shared, ephemeral, crypto.x25519.publicKey(eventSecretKey), place);
  const epochKey = crypto.open(wrapping, zeroNonce, sealedKey.slice(32), context(place));
  return epochKey === null ? err({ code: "epoch-key-invalid" }) : ok(epochKey);
}

/** null for a public key of low order, which libraries report by throwing or by zeros (RFC 7748, 6.1). */
function sharedSecret(crypto: CryptoPort, secret: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  try {
    const shared = crypto.x25519.shared(secret, publicKey);
    return shared.some((byte) => byte !== 0) ? shared : null;
  } catch (cause) {
    if (cause instanceof Error) return null;
    throw cause;
  }
}

import type { PasskeyCreateOptions, PasskeyGetOptions } from "@beket/api";
import type { PasskeyPlace, StoredPasskey } from "./types.ts";

/** COSE (RFC 9053): ES256, EdDSA, RS256, in this order of preference. */
export const passkeyAlgorithms = [-7, -8, -257] as const;
/** How long a challenge of a passkey is good. */
export const passkeyChallengeMs = 5 * 60_000;

const knownTransports = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
const refs = (keys: readonly StoredPasskey[]): PasskeyGetOptions["allowCredentials"] =>
  keys.slice(0, 20).map(({ credential, transports }) => ({
    id: credential,
    type: "public-key",
    transports: knownTransports.filter((one) => transports.includes(one)),
  }));

/** For `navigator.credentials.get`. No key named: the browser offers those it has of this place, so that nobody learns who has one. */
export const getOptions = (challenge: string, { rpId }: PasskeyPlace, keys: readonly StoredPasskey[]): PasskeyGetOptions => ({
  challenge,
  rpId,
  timeout: passkeyChallengeMs,
  userVerification: "required",
  allowCredentials: refs(keys),
});

/** For `navigator.credentials.create`: a key that finds its owner by itself and asks who holds it. */
export const createOptions = (
  challenge: string,
  { rpId }: PasskeyPlace,
  user: { readonly handle: string; readonly staff: string },
  keys: readonly StoredPasskey[],
): PasskeyCreateOptions => ({
  challenge,
  rp: { id: rpId, name: "Beket" },
  user: { id: user.handle, name: user.staff, displayName: user.staff },
  pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ alg, type: "public-key" })),
  timeout: passkeyChallengeMs,
  excludeCredentials: refs(keys),
  authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
  attestation: "none",
});

const isAddress = (host: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.startsWith("[");
const isLoopback = (host: string): boolean => host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** Where passkeys work for pages served at `origin`: its own name; for a loopback address, which no key can belong to, `localhost`. Null: nowhere. */
export function passkeyPlace(origin: string): PasskeyPlace | null {
  const { protocol, hostname, port } = new URL(origin);
  if (!isAddress(hostname)) return protocol === "https:" || hostname === "localhost" ? { origin, rpId: hostname } : null;
  if (!isLoopback(hostname)) return null;
  return { origin: `${protocol}//localhost${port === "" ? "" : `:${port}`}`, rpId: "localhost" };
}

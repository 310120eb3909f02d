import { err, ok, type Result } from "@beket/domain";

export type SealedBody = { readonly iv: Uint8Array<ArrayBuffer>; readonly data: ArrayBuffer };
type Unreadable = { readonly code: "unreadable" };
export type Vault = {
  readonly seal: (text: string, boundTo: string) => Promise<SealedBody>;
  readonly open: (sealed: SealedBody, boundTo: string) => Promise<Result<string, Unreadable>>;
  readonly sealBytes: (bytes: Uint8Array<ArrayBuffer>, boundTo: string) => Promise<SealedBody>;
  readonly openBytes: (sealed: SealedBody, boundTo: string) => Promise<Result<Uint8Array<ArrayBuffer>, Unreadable>>;
};

/** A new key that can be used and stored but not exported by a script. */
export const createVaultKey = (crypto: Crypto): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/**
 * Encrypts bodies with AES-GCM (NIST SP 800-38D): a random 96-bit nonce for each, `boundTo` as additional data, so that bodies
 * cannot be swapped between records.
 *
 * Limits: "non-extractable" binds scripts, not the disk. The browser keeps the key in its profile, in clear, so whoever copies an
 * unencrypted profile opens the bodies. It protects against other origins, exported databases and casual reading; against a stolen
 * tablet only the device's own encryption helps until the key also needs a share that an edge releases.
 */
export function createVault(crypto: Crypto, key: CryptoKey): Vault {
  const encoder = new TextEncoder();
  const options = (iv: Uint8Array<ArrayBuffer>, boundTo: string) => ({ name: "AES-GCM", iv, additionalData: encoder.encode(boundTo) });
  const sealBytes: Vault["sealBytes"] = async (bytes, boundTo) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt(options(iv, boundTo), key, bytes) };
  };
  const openBytes: Vault["openBytes"] = async (sealed, boundTo) => {
    try {
      return ok(new Uint8Array(await crypto.subtle.decrypt(options(sealed.iv, boundTo), key, sealed.data)));
    } catch {
      return err({ code: "unreadable" });
    }
  };
  return {
    sealBytes,
    openBytes,
    seal: (text, boundTo) => sealBytes(encoder.encode(text), boundTo),
    async open(sealed, boundTo) {
      const opened = await openBytes(sealed, boundTo);
      return opened.ok ? ok(new TextDecoder().decode(opened.value)) : opened;
    },
  };
}

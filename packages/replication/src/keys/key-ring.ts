import { equalBytes } from "../bytes/bytes.ts";
import { expandPayload, keyIdOf, parseFrame, verifyFrame } from "../frames/frame.ts";
import type { Frame } from "../frames/frame.ts";
import type { CodecPort, CryptoPort } from "../ports.ts";
import { err, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { decodeKeySet } from "./key-set.ts";
import type { KeyError, KeyRing, KeySet, KeySetError, KeyUse, TrustedKey } from "./types.ts";

/**
 * The keys that a node believes, under one pinned root. A set replaces the one before it only with a higher version. The
 * time a key is judged by never lies before the set was issued: a dead clock shortens nothing and lengthens nothing.
 */
export function createKeyRing(deps: {
  readonly crypto: CryptoPort;
  readonly codec: CodecPort;
  readonly rootPublicKey: Uint8Array;
}): KeyRing {
  const rootId = keyIdOf(deps.crypto, deps.rootPublicKey);
  let current: {
    readonly set: KeySet;
    readonly signed: Uint8Array;
    readonly byId: ReadonlyMap<string, TrustedKey>;
    readonly revoked: ReadonlySet<string>;
  } | null = null;

  const accept = (bytes: Uint8Array): Result<KeySet, KeySetError> => {
    const frame = parseFrame(bytes);
    if (!frame.ok) return err({ code: "frame-invalid", detail: frame.error.code });
    if (frame.value.type !== "keyset") return err({ code: "frame-invalid", detail: frame.value.type });
    if (frame.value.keyId !== rootId) return err({ code: "not-the-root", detail: frame.value.keyId });
    if (!verifyFrame(deps.crypto, deps.rootPublicKey, frame.value)) return err({ code: "signature-invalid", detail: rootId });
    const payload = expandPayload(deps.codec, frame.value);
    const set = payload === null ? null : decodeKeySet(deps.crypto, payload);
    if (set === null) return err({ code: "key-set-invalid", detail: "shape" });
    if (current !== null && equalBytes(current.signed, frame.value.signed)) return ok(current.set);
    if (current !== null && set.version <= current.set.version) {
      return err({ code: "key-set-rolled-back", detail: `${set.version} after ${current.set.version}` });
    }
    current = { set, signed: frame.value.signed, byId: new Map(set.keys.map((key) => [key.id, key])), revoked: new Set(set.revoked) };
    return ok(set);
  };

  const find = (keyId: string, use: KeyUse): Result<TrustedKey, KeyError> => {
    if (current === null) return err({ code: "no-key-set" });
    const key = current.byId.get(keyId);
    if (key === undefined) return err({ code: "key-unknown" });
    if (current.revoked.has(keyId)) return err({ code: "key-revoked" });
    if (key.role !== use.role) return err({ code: "key-role" });
    const at = Math.max(use.at, current.set.issuedAt);
    if (at < key.notBefore) return err({ code: "key-not-yet-valid" });
    if (at > key.notAfter) return err({ code: "key-expired" });
    if (use.source !== undefined && key.source !== undefined && key.source !== use.source) return err({ code: "key-source" });
    if (use.scope !== undefined && key.scopes !== undefined && !key.scopes.includes(use.scope)) return err({ code: "key-scope" });
    return ok(key);
  };

  return { accept, find, current: () => current?.set ?? null };
}

export type TrustedFrameError = { readonly code: "signature-invalid" | KeyError["code"] };

/** A frame's payload in the clear, once the ring vouches for its signer in this role. */
export function openTrusted(
  deps: { readonly crypto: CryptoPort; readonly codec: CodecPort; readonly keys: KeyRing },
  frame: Frame,
  use: KeyUse,
): Result<{ readonly key: TrustedKey; readonly payload: Uint8Array }, TrustedFrameError | { readonly code: "payload-invalid" }> {
  const key = deps.keys.find(frame.keyId, use);
  if (!key.ok) return key;
  if (!verifyFrame(deps.crypto, key.value.publicKey, frame)) return err({ code: "signature-invalid" });
  const payload = expandPayload(deps.codec, frame);
  return payload === null ? err({ code: "payload-invalid" }) : ok({ key: key.value, payload });
}

import type { Result } from "../result.ts";

export const keyRoles = ["registry", "ack", "regime", "pass", "source"] as const;
export type KeyRole = (typeof keyRoles)[number];

/** One key of the set. `id` is the first 8 bytes of SHA-256 of the public key, in hex. Times are Unix ms, inclusive. */
export type TrustedKey = {
  readonly id: string;
  readonly role: KeyRole;
  readonly publicKey: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  /** Scopes it may sign for (registry) or ask for (source); absent means all. */
  readonly scopes?: readonly string[];
  /** The source whose frames it signs; required for the role "source". */
  readonly source?: string;
};
export type KeySet = {
  readonly version: number;
  readonly issuedAt: number;
  readonly keys: readonly TrustedKey[];
  readonly revoked: readonly string[];
};
export type KeySetError = {
  readonly code: "frame-invalid" | "not-the-root" | "signature-invalid" | "key-set-invalid" | "key-set-rolled-back";
  readonly detail: string;
};
export type KeyError = {
  readonly code:
    | "key-unknown"
    | "key-revoked"
    | "key-expired"
    | "key-not-yet-valid"
    | "key-role"
    | "key-scope"
    | "key-source"
    | "no-key-set";
};
export type KeyUse = {
  readonly role: KeyRole;
  /** The time to judge validity by, Unix ms. */
  readonly at: number;
  readonly scope?: string;
  readonly source?: string;
};
export type KeyRing = {
  /** Takes a frame of type `keyset` signed by the root. The same version with the same bytes is accepted again without effect. */
  readonly accept: (bytes: Uint8Array) => Result<KeySet, KeySetError>;
  readonly find: (keyId: string, use: KeyUse) => Result<TrustedKey, KeyError>;
  readonly current: () => KeySet | null;
};

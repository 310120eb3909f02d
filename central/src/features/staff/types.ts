import type { PasskeyAssertion, PasskeyRegistration } from "@beket/api";
import type { Result } from "@beket/domain";

export type StoredPasskey = {
  /** base64url, as the authenticator made it. */
  readonly credential: string;
  readonly staff: string;
  readonly name: string;
  /** COSE_Key (RFC 9052). */
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly synced: boolean;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
};
export type Suspension = { readonly staff: string; readonly by: string; readonly at: number; readonly reason: string };

/** What changes about the staff while central runs; durable. */
export type StaffStore = {
  readonly suspension: (staff: string) => Suspension | null;
  readonly suspend: (suspension: Suspension) => void;
  readonly activate: (staff: string) => void;
  readonly keysOf: (staff: string) => readonly StoredPasskey[];
  readonly key: (credential: string) => StoredPasskey | null;
  /** Key and code in one step: false, and nothing kept, where the code is not the one in force or the credential is known. */
  readonly enrol: (key: StoredPasskey, codeSha256: string, now: number) => boolean;
  /** Moves the counter from the one that was compared; false where another assertion came between. */
  readonly used: (credential: string, before: number, counter: number, at: number) => boolean;
  readonly removeKey: (staff: string, credential: string) => boolean;
  /** Ends the code before. */
  readonly putCode: (staff: string, codeSha256: string, expiresAt: number, by: string) => void;
  readonly code: (staff: string) => { readonly sha256: string; readonly expiresAt: number } | null;
  /** Forgets those that have ended by now. */
  readonly challenge: (challenge: string, purpose: string, expiresAt: number, now: number) => void;
  /** False when it was never given, answered already, or has ended. */
  readonly takeChallenge: (challenge: string, purpose: string, now: number) => boolean;
};

/** Where a page stands, as a passkey sees it. */
export type PasskeyPlace = { readonly origin: string; readonly rpId: string };
export type NewCredential = Pick<StoredPasskey, "credential" | "publicKey" | "counter" | "transports" | "synced">;
/** WebAuthn's own checks (Level 3, 7.1 and 7.2), user verification required. Never rejects. `counter`: it did not go up, so the key was copied. */
export type PasskeyPort = {
  readonly registered: (response: PasskeyRegistration, challenge: string, at: PasskeyPlace) => Promise<Result<NewCredential, "refused">>;
  readonly asserted: (
    response: PasskeyAssertion,
    challenge: string,
    at: PasskeyPlace,
    key: Pick<StoredPasskey, "credential" | "publicKey" | "counter">,
  ) => Promise<Result<{ readonly counter: number }, "refused" | "counter">>;
};

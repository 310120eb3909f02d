import type { StaffProof, StaffSession, StepUpChallenge } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { ClockPort } from "@beket/replication";
import { base64url, hex, utf8 } from "../bytes.ts";
import type { PassphraseDesk } from "./passphrases.ts";
import type { Passkeys } from "./passkeys.ts";
import type { PasskeyPlace } from "./types.ts";

export type AssertionFault =
  | { readonly code: "staff.assertion-refused" }
  | { readonly code: "staff.locked"; readonly retryAfterMs: number };
export type AssertionDeps = {
  readonly passkeys: Passkeys;
  readonly passphrases: PassphraseDesk;
  readonly clock: Pick<ClockPort, "now">;
  readonly isDemo: boolean;
};

/**
 * A fresh word of a signed-in person over 32 bytes, as bytes that are kept with the act (`beket/staff-assertion/1`, JSON): everything that
 * shows later, without central, that this key of this person said this digest. In demo mode a passphrase does, and the proof says so.
 */
export function createAssertions(deps: AssertionDeps) {
  const refused = err<AssertionFault>({ code: "staff.assertion-refused" });
  const byPassphrase = (session: StaffSession): boolean => deps.isDemo && session.method === "passphrase";
  return {
    /** What the page is to ask the person for. Null: this session can say nothing. */
    challenge: (session: StaffSession, digest: Uint8Array, place: PasskeyPlace | null): StepUpChallenge | null => {
      if (byPassphrase(session)) return { options: null };
      if (session.method !== "passkey" || place === null) return null;
      return { options: deps.passkeys.stepUp(session.staff, digest, place) };
    },
    assert: async (
      session: StaffSession,
      digest: Uint8Array,
      proof: StaffProof,
      place: PasskeyPlace | null,
      client: string,
    ): Promise<Result<Uint8Array, AssertionFault>> => {
      const { staff } = session;
      const common = { beket: "staff-assertion/1", staff, digest: hex(digest), at: deps.clock.now() };
      if (proof.kind === "passphrase") {
        if (!byPassphrase(session)) return refused;
        const checked = await deps.passphrases.check({ staff, passphrase: proof.passphrase }, { staff, client });
        if (checked.ok) return ok(utf8(JSON.stringify({ ...common, by: "demo-passphrase" })));
        return checked.error.code === "staff.locked" ? err({ code: "staff.locked", retryAfterMs: checked.error.retryAfterMs }) : refused;
      }
      if (session.method !== "passkey" || place === null) return refused;
      const key = await deps.passkeys.said(staff, digest, proof.response, place);
      if (key === null) return refused;
      const { clientDataJSON, authenticatorData, signature } = proof.response.response;
      const by = {
        by: "passkey",
        origin: place.origin,
        rpId: place.rpId,
        credential: key.credential,
        publicKey: base64url(key.publicKey),
        clientDataJSON,
        authenticatorData,
        signature,
      };
      return ok(utf8(JSON.stringify({ ...common, ...by })));
    },
  };
}
export type Assertions = ReturnType<typeof createAssertions>;

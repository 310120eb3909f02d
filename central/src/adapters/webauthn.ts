import { err, ok } from "@beket/domain";
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import type { PasskeyPort } from "../features/staff/types.ts";
import { passkeyAlgorithms } from "../features/staff/passkey-options.ts";

/** The library throws what does not hold; its words may quote what was sent, so none of them goes on. */
const isCounter = (fault: unknown): boolean => fault instanceof Error && fault.message.includes("counter value");

/** WebAuthn by @simplewebauthn/server. */
export const webauthn: PasskeyPort = {
  registered: async (response, challenge, at) => {
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: at.origin,
        expectedRPID: at.rpId,
        requireUserPresence: true,
        requireUserVerification: true,
        supportedAlgorithmIDs: [...passkeyAlgorithms],
      });
      if (!verified) return err("refused");
      const { id, publicKey, counter } = registrationInfo.credential;
      const { transports = [] } = response.response;
      return ok({ credential: id, publicKey, counter, transports, synced: registrationInfo.credentialDeviceType === "multiDevice" });
    } catch {
      // Whatever did not hold, the key is not taken; the reason is the sender's business alone.
      return err("refused");
    }
  },
  asserted: async (response, challenge, at, { credential, publicKey, counter }) => {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: at.origin,
        expectedRPID: at.rpId,
        credential: { id: credential, publicKey: new Uint8Array(publicKey), counter },
        requireUserVerification: true,
      });
      return verified ? ok({ counter: authenticationInfo.newCounter }) : err("refused");
    } catch (fault) {
      return err(isCounter(fault) ? "counter" : "refused");
    }
  },
};

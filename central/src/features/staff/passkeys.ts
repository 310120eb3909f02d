import type { EnrolmentFinish, PasskeyAssertion, PasskeyCreateOptions, PasskeyGetOptions } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { ClockPort, CryptoPort, RandomPort } from "@beket/replication";
import * as v from "valibot";
import { base64url, fromBase64url, fromHex, fromUtf8, hex, isEqual, utf8 } from "../bytes.ts";
import { createOptions, getOptions, passkeyChallengeMs } from "./passkey-options.ts";
import type { Roster } from "./roster.ts";
import type { TryLimit } from "./try-limit.ts";
import type { PasskeyPlace, PasskeyPort, StaffStore, StoredPasskey } from "./types.ts";

const keysMax = 10;
const handleBytes = 32;
export type PasskeyDeps = {
  readonly roster: Roster;
  readonly store: StaffStore;
  readonly webauthn: PasskeyPort;
  readonly clock: Pick<ClockPort, "now">;
  readonly random: RandomPort;
  readonly crypto: Pick<CryptoPort, "sha256" | "hmacSha256">;
  /** Makes user handles, which authenticators keep: nothing is to be read from them. */
  readonly secret: Uint8Array;
  readonly limit: TryLimit;
  /** A counter that did not go up: the key may have been copied. */
  readonly onCopied: (staff: string) => void;
};
export type PasskeyFault =
  | { readonly code: "staff.passkey-refused" }
  | { readonly code: "staff.enrolment-refused" }
  | { readonly code: "staff.keys-too-many" }
  | { readonly code: "staff.locked"; readonly retryAfterMs: number };

const ClientData = v.pipe(v.string(), v.parseJson(), v.looseObject({ challenge: v.pipe(v.string(), v.maxLength(64)) }));
/** What the authenticator says it answered; it is believed only after WebAuthn's checks. */
function challengeIn(clientDataJSON: string): string | null {
  const bytes = fromBase64url(clientDataJSON);
  const read = bytes === null ? null : v.safeParse(ClientData, fromUtf8(bytes));
  return read?.success === true ? read.output.challenge : null;
}

/** A code as it is compared: Crockford's base32 without blanks and dashes, look-alikes read as what they were. */
const normalCode = (text: string): string => text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");

/** Passkeys of the staff: enrolment by a one-time code, sign-in, and a fresh word over a digest. */
export function createPasskeys(deps: PasskeyDeps) {
  const { store, clock, roster } = deps;
  const mac = deps.crypto.hmacSha256(deps.secret);
  const handleOf = (staff: string): string => base64url(mac(utf8(`handle ${staff}`)).slice(0, handleBytes));
  const codeSha256 = (code: string): string => hex(deps.crypto.sha256(utf8(normalCode(code))));
  const newChallenge = (purpose: string): string => {
    const challenge = base64url(deps.random(32));
    store.challenge(challenge, purpose, clock.now() + passkeyChallengeMs, clock.now());
    return challenge;
  };
  const isCode = (staff: string, code: string): boolean => {
    const kept = store.code(staff);
    // An unknown person costs the same comparison, and is told alike.
    const isSame = isEqual(fromHex(kept?.sha256 ?? "0".repeat(64)), fromHex(codeSha256(code)));
    return isSame && kept !== null && kept.expiresAt > clock.now() && roster.active(staff) !== null;
  };
  /** Counts a try of a code before it is compared. */
  const tryCode = (staff: string, code: string, client: string): Result<true, PasskeyFault> => {
    const who = { staff: `enrol ${staff}`, client };
    const waitMs = deps.limit.waitMs(who);
    if (waitMs > 0) return err({ code: "staff.locked", retryAfterMs: waitMs });
    deps.limit.begin(who);
    if (!isCode(staff, code)) return err({ code: "staff.enrolment-refused" });
    deps.limit.succeeded(who);
    return ok(true);
  };
  /** The key of an assertion over a challenge that was given out for this purpose; its counter moved. Null: something does not hold. */
  const verified = async (response: PasskeyAssertion, purpose: string, place: PasskeyPlace): Promise<StoredPasskey | null> => {
    const challenge = challengeIn(response.response.clientDataJSON);
    const key = store.key(response.id);
    if (challenge === null || !store.takeChallenge(challenge, purpose, clock.now()) || key === null) return null;
    const { userHandle } = response.response;
    if (userHandle !== undefined && userHandle !== handleOf(key.staff)) return null;
    const asserted = await deps.webauthn.asserted(response, challenge, place, key);
    if (!asserted.ok) {
      if (asserted.error === "counter") deps.onCopied(key.staff);
      return null;
    }
    if (roster.active(key.staff) === null) return null;
    return store.used(key.credential, key.counter, asserted.value.counter, clock.now()) ? key : null;
  };

  return {
    /** Names nobody: the browser offers the keys it has of this place. */
    challenge: (place: PasskeyPlace): PasskeyGetOptions => getOptions(newChallenge("sign-in"), place, []),
    signIn: async (response: PasskeyAssertion, place: PasskeyPlace, client: string): Promise<Result<StoredPasskey, PasskeyFault>> => {
      const who = { staff: `key ${response.id}`, client };
      const waitMs = deps.limit.waitMs(who);
      if (waitMs > 0) return err({ code: "staff.locked", retryAfterMs: waitMs });
      deps.limit.begin(who);
      const key = await verified(response, "sign-in", place);
      if (key === null) return err({ code: "staff.passkey-refused" });
      deps.limit.succeeded(who);
      return ok(key);
    },
    enrolStart: (staff: string, code: string, place: PasskeyPlace, client: string): Result<PasskeyCreateOptions, PasskeyFault> => {
      const good = tryCode(staff, code, client);
      if (!good.ok) return good;
      const keys = store.keysOf(staff);
      if (keys.length >= keysMax) return err({ code: "staff.keys-too-many" });
      return ok(createOptions(newChallenge(`enrol ${staff}`), place, { handle: handleOf(staff), staff }, keys));
    },
    /** The code is used up with the key it was good for, in one step. */
    enrol: async (request: EnrolmentFinish, place: PasskeyPlace, client: string): Promise<Result<StoredPasskey, PasskeyFault>> => {
      const { staff, code, name, response } = request;
      const good = tryCode(staff, code, client);
      if (!good.ok) return good;
      const challenge = challengeIn(response.response.clientDataJSON);
      if (challenge === null || !store.takeChallenge(challenge, `enrol ${staff}`, clock.now()))
        return err({ code: "staff.passkey-refused" });
      const made = await deps.webauthn.registered(response, challenge, place);
      if (!made.ok) return err({ code: "staff.passkey-refused" });
      const key: StoredPasskey = { ...made.value, staff, name, createdAt: clock.now(), lastUsedAt: null };
      const isKept = roster.active(staff) !== null && store.enrol(key, codeSha256(code), clock.now());
      return isKept ? ok(key) : err({ code: "staff.enrolment-refused" });
    },
    /** Options for a fresh word of this person over 32 bytes: the challenge is the digest itself. */
    stepUp: (staff: string, digest: Uint8Array, place: PasskeyPlace): PasskeyGetOptions => {
      const challenge = base64url(digest);
      store.challenge(challenge, `step-up ${staff}`, clock.now() + passkeyChallengeMs, clock.now());
      return getOptions(challenge, place, store.keysOf(staff));
    },
    /** The key with which this person said exactly this digest; null otherwise. Each `stepUp` is answered once. */
    said: async (staff: string, digest: Uint8Array, response: PasskeyAssertion, place: PasskeyPlace): Promise<StoredPasskey | null> => {
      if (challengeIn(response.response.clientDataJSON) !== base64url(digest) || store.key(response.id)?.staff !== staff) return null;
      return verified(response, `step-up ${staff}`, place);
    },
  };
}
export type Passkeys = ReturnType<typeof createPasskeys>;

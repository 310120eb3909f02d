import { TimeMs } from "@beket/domain";
import * as v from "valibot";
import { Code, Count, Hex32 } from "./common.ts";

/** People who work at central: the situation centre, the health service, the planners, the registry's authority. Not officers of posts. */
export const staffRoutes = {
  /** POST `StaffSignIn` (passphrase) → `StaffSession`; GET → `StaffSession`; DELETE. */
  session: "/api/v1/staff/session",
  /** GET → `StaffSignInWays`: what a sign-in page may offer. */
  ways: "/api/v1/staff/session/ways",
  /** POST → `PasskeyChallenge`: options for `navigator.credentials.get`. */
  passkeyChallenge: "/api/v1/staff/session/passkey/challenge",
  /** POST `PasskeySignIn` → `StaffSession`. */
  passkey: "/api/v1/staff/session/passkey",
  /** POST `EnrolmentStart` → `PasskeyChallenge`: options for `navigator.credentials.create`. */
  enrolmentStart: "/api/v1/staff/session/enrolment/start",
  /** POST `EnrolmentFinish` → `StaffSession`: the key is kept and its owner signed in. */
  enrolment: "/api/v1/staff/session/enrolment",
  /** POST `{ digest }` → `StepUpChallenge`: a fresh assertion of the signed-in person over these 32 bytes. */
  stepUp: "/api/v1/staff/step-up",
  /** GET → `StaffKeys`: the passkeys of whoever is signed in. DELETE with `{ key }`: removes one, and ends the sessions made with it. */
  keys: "/api/v1/staff/keys",
  /** GET → `StaffMembers`; administrators. */
  members: "/api/v1/staff/members",
  /** POST `StaffStatusChange` → `StaffMember`; administrators. At once, in every session. */
  memberStatus: "/api/v1/staff/members/status",
  /** POST `EnrolmentCodeRequest` → `EnrolmentCode`; administrators, and the operator for the first one. */
  enrolmentCodes: "/api/v1/staff/enrolment-codes",
  /** DELETE `{ staff, key }`; administrators: a key that was lost. */
  memberKeys: "/api/v1/staff/members/keys",
} as const;
export const staffRoles = ["watch", "health-officer", "laboratory", "planner", "auditor", "registrar", "administrator"] as const;
export type StaffRole = (typeof staffRoles)[number];
/** Roles of the registry's authority: a session of these needs a passkey, but in demo mode. */
export const passkeyRoles = ["auditor", "registrar", "administrator"] as const satisfies readonly StaffRole[];
const Roles = v.pipe(v.array(v.picklist(staffRoles)), v.minLength(1), v.maxLength(7));

/** One line (JSON) of the staff file. `verifier` is the PHC string of node-kit's `createPinVerifier` over the passphrase. */
export const StaffRow = v.strictObject({
  staff: Code,
  roles: Roles,
  /** The laboratory of a laboratory assistant; null: all. */
  laboratory: v.optional(v.nullable(Code)),
  /** Null: nobody signs in by passphrase under this code. */
  verifier: v.nullable(v.pipe(v.string(), v.maxLength(300))),
  status: v.picklist(["active", "suspended"]),
});
export type StaffRow = v.InferOutput<typeof StaffRow>;
const Passphrase = v.pipe(v.string(), v.minLength(8), v.maxLength(200));
export const StaffSignIn = v.strictObject({ staff: Code, passphrase: Passphrase });
export type StaffSignIn = v.InferOutput<typeof StaffSignIn>;
export const signInMethods = ["passphrase", "passkey"] as const;
export type SignInMethod = (typeof signInMethods)[number];
export const StaffSession = v.strictObject({
  staff: Code,
  /** Those this session has: one by passphrase lacks what needs a passkey. */
  roles: Roles,
  laboratory: v.nullable(Code),
  method: v.picklist(signInMethods),
  expiresAt: TimeMs,
  /** Every request of a session that changes something carries it as `x-beket-csrf`. */
  csrf: Hex32,
});
export type StaffSession = v.InferOutput<typeof StaffSession>;
/** `passkeyOrigin`: where passkeys work, when that is not the address asked (a passkey belongs to a name, never to an IP address); null: nowhere. */
export const StaffSignInWays = v.strictObject({
  passkey: v.boolean(),
  passkeyOrigin: v.nullable(v.pipe(v.string(), v.maxLength(300))),
  /** In demo mode a passphrase opens every role. */
  passphraseForAll: v.boolean(),
});
export type StaffSignInWays = v.InferOutput<typeof StaffSignInWays>;

const Base64url = (max: number) => v.pipe(v.string(), v.maxLength(max), v.regex(/^[A-Za-z0-9_-]*$/));
/** Credential ids may have 1023 bytes (WebAuthn Level 3, 4). */
const CredentialId = v.pipe(Base64url(1_400), v.minLength(1));
const Transports = v.pipe(v.array(v.picklist(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"])), v.maxLength(8));
/** `AuthenticationResponseJSON` of WebAuthn Level 3, 5.1.8. */
export const PasskeyAssertion = v.object({
  id: CredentialId,
  rawId: CredentialId,
  type: v.literal("public-key"),
  response: v.object({
    clientDataJSON: Base64url(4_096),
    authenticatorData: Base64url(4_096),
    signature: Base64url(2_048),
    userHandle: v.exactOptional(Base64url(128)),
  }),
  clientExtensionResults: v.object({}),
});
export type PasskeyAssertion = v.InferOutput<typeof PasskeyAssertion>;
/** `RegistrationResponseJSON`. */
export const PasskeyRegistration = v.object({
  id: CredentialId,
  rawId: CredentialId,
  type: v.literal("public-key"),
  response: v.object({ clientDataJSON: Base64url(4_096), attestationObject: Base64url(32_768), transports: v.exactOptional(Transports) }),
  clientExtensionResults: v.object({}),
});
export type PasskeyRegistration = v.InferOutput<typeof PasskeyRegistration>;

const CredentialRef = v.object({ id: CredentialId, type: v.literal("public-key"), transports: v.exactOptional(Transports) });
const UserVerification = v.literal("required");
/** `PublicKeyCredentialRequestOptionsJSON` as central writes it. */
export const PasskeyGetOptions = v.object({
  challenge: Base64url(64),
  rpId: v.pipe(v.string(), v.maxLength(253)),
  timeout: Count,
  userVerification: UserVerification,
  allowCredentials: v.pipe(v.array(CredentialRef), v.maxLength(20)),
});
export type PasskeyGetOptions = v.InferOutput<typeof PasskeyGetOptions>;
export const PasskeyCreateOptions = v.object({
  challenge: Base64url(64),
  rp: v.object({ id: v.pipe(v.string(), v.maxLength(253)), name: v.pipe(v.string(), v.maxLength(60)) }),
  user: v.object({ id: Base64url(64), name: Code, displayName: Code }),
  pubKeyCredParams: v.pipe(v.array(v.object({ alg: v.number(), type: v.literal("public-key") })), v.maxLength(8)),
  timeout: Count,
  excludeCredentials: v.pipe(v.array(CredentialRef), v.maxLength(20)),
  authenticatorSelection: v.object({
    residentKey: v.literal("required"),
    requireResidentKey: v.literal(true),
    userVerification: UserVerification,
  }),
  attestation: v.literal("none"),
});
export type PasskeyCreateOptions = v.InferOutput<typeof PasskeyCreateOptions>;

export const PasskeySignIn = v.strictObject({ response: PasskeyAssertion });
export type PasskeySignIn = v.InferOutput<typeof PasskeySignIn>;
/** 16 signs of Crockford's base32 in fours; read without regard to case, blanks and dashes. */
const EnrolmentCodeText = v.pipe(v.string(), v.minLength(16), v.maxLength(40));
export const EnrolmentStart = v.strictObject({ staff: Code, code: EnrolmentCodeText });
export type EnrolmentStart = v.InferOutput<typeof EnrolmentStart>;
const KeyName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
export const EnrolmentFinish = v.strictObject({ staff: Code, code: EnrolmentCodeText, name: KeyName, response: PasskeyRegistration });
export type EnrolmentFinish = v.InferOutput<typeof EnrolmentFinish>;

/**
 * Who is signed in says a digest again with their key: what the second person of a mass act, and its first, does. In demo mode a
 * passphrase does too. Another part's body carries this; central turns it into the bytes of a proof that are kept with the act.
 */
export const StaffProof = v.variant("kind", [
  v.strictObject({ kind: v.literal("passkey"), response: PasskeyAssertion }),
  v.strictObject({ kind: v.literal("passphrase"), passphrase: Passphrase }),
]);
export type StaffProof = v.InferOutput<typeof StaffProof>;
export const StepUpRequest = v.strictObject({ digest: Hex32 });
/** `options` null: demo mode, this session was opened by passphrase, so a passphrase is asked for. */
export const StepUpChallenge = v.strictObject({ options: v.nullable(PasskeyGetOptions) });
export type StepUpChallenge = v.InferOutput<typeof StepUpChallenge>;

export const StaffKey = v.strictObject({
  /** Opaque; not the credential's id. */
  key: Hex32,
  name: KeyName,
  createdAt: TimeMs,
  lastUsedAt: v.nullable(TimeMs),
  /** Kept by a provider on several devices of its owner. */
  synced: v.boolean(),
});
export type StaffKey = v.InferOutput<typeof StaffKey>;
export const StaffKeys = v.strictObject({ keys: v.pipe(v.array(StaffKey), v.maxLength(20)) });
export type StaffKeys = v.InferOutput<typeof StaffKeys>;
export const KeyRemoval = v.strictObject({ key: Hex32 });
export const MemberKeyRemoval = v.strictObject({ staff: Code, key: Hex32 });

export const StaffMember = v.strictObject({
  staff: Code,
  roles: Roles,
  status: v.picklist(["active", "suspended"]),
  /** Who suspended, when and why; null: the operator's file says so, or nobody did. */
  suspension: v.nullable(v.strictObject({ by: Code, at: TimeMs, reason: v.pipe(v.string(), v.maxLength(300)) })),
  passphrase: v.boolean(),
  keys: v.pipe(v.array(StaffKey), v.maxLength(20)),
  /** An enrolment code that is still good ends then. */
  codeUntil: v.nullable(TimeMs),
  sessions: Count,
});
export type StaffMember = v.InferOutput<typeof StaffMember>;
export const StaffMembers = v.strictObject({ members: v.pipe(v.array(StaffMember), v.maxLength(5_000)) });
export type StaffMembers = v.InferOutput<typeof StaffMembers>;
const StaffReason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(300));
export const StaffStatusChange = v.strictObject({ staff: Code, status: v.picklist(["active", "suspended"]), reason: StaffReason });
export type StaffStatusChange = v.InferOutput<typeof StaffStatusChange>;
export const EnrolmentCodeRequest = v.strictObject({ staff: Code });
/** Shown once. */
export const EnrolmentCode = v.strictObject({ staff: Code, code: EnrolmentCodeText, expiresAt: TimeMs });
export type EnrolmentCode = v.InferOutput<typeof EnrolmentCode>;

import type { EnrolmentFinish, PasskeyAssertion, StaffRole, StaffRow, StaffSession, StaffSignIn, StaffSignInWays } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { ClockPort, CryptoPort, RandomPort } from "@beket/replication";
import type { AuditPort } from "../audit/types.ts";
import { createAdministration } from "./administration.ts";
import { createAssertions } from "./assertions.ts";
import { createKnownScreens } from "./known-screen.ts";
import { createLiveSessions, type SignedInStaff } from "./live-sessions.ts";
import { passkeyPlace } from "./passkey-options.ts";
import { createPasskeys, type PasskeyFault } from "./passkeys.ts";
import { createPassphraseDesk, type PassphraseFault, type PassphrasePort } from "./passphrases.ts";
import { createRoster, needsPasskey } from "./roster.ts";
import { createTryLimit } from "./try-limit.ts";
import type { PasskeyPlace, PasskeyPort, StaffStore, StoredPasskey } from "./types.ts";

export type StaffDeps = {
  readonly rows: readonly StaffRow[];
  readonly store: StaffStore;
  readonly webauthn: PasskeyPort;
  readonly audit: AuditPort;
  readonly passphrases: PassphrasePort;
  readonly clock: Pick<ClockPort, "now">;
  readonly random: RandomPort;
  readonly crypto: Pick<CryptoPort, "sha256" | "hmacSha256">;
  /** Signs the marks of known screens; the same after a restart. */
  readonly screenSecret: Uint8Array;
  /** In a demonstration a passphrase opens every role. */
  readonly isDemo: boolean;
  /** Something to write down. `staff` is null where the code is nobody's: what was typed may be anything, a passphrase too. */
  readonly onStep: (
    step: "staff-signed-in" | "staff-signed-out" | "staff-refused" | "staff-locked" | "staff-enrolled" | "staff-key-copied",
    staff: string | null,
  ) => void;
  /** Where the pages are served: its port is in the cookie's name, as cookies know none. */
  readonly origin: () => string;
};
export type StaffFault = PassphraseFault | PasskeyFault | { readonly code: "staff.passkey-needed" } | { readonly code: "staff.no-place" };

/** People at central: sign-in by passkey, or by code and passphrase; eight hours at most. Nobody's name is known here. */
export function createStaff(deps: StaffDeps) {
  const { onStep } = deps;
  const roster = createRoster(deps.rows, deps.store);
  const limit = createTryLimit(deps.clock.now);
  const screens = createKnownScreens(deps.crypto, deps.screenSecret);
  const sessions = createLiveSessions({ ...deps, roster, secret: deps.screenSecret });
  const desk = createPassphraseDesk(roster, deps.passphrases, limit);
  const passkeys = createPasskeys({
    ...deps,
    roster,
    limit,
    secret: deps.screenSecret,
    onCopied: (staff) => onStep("staff-key-copied", staff),
  });
  const isSecure = (): boolean => new URL(deps.origin()).protocol === "https:";
  const cookie = (what: string): string => `beket-${what}-${new URL(deps.origin()).port || "web"}`;
  const tell = <T>(done: Result<T, StaffFault>, staff: string | null): Result<T, StaffFault> => {
    if (!done.ok) onStep(done.error.code === "staff.locked" ? "staff-locked" : "staff-refused", staff);
    return done;
  };
  const opened = (key: StoredPasskey): Result<SignedInStaff, StaffFault> => {
    const row = roster.active(key.staff);
    const signed = row === null ? null : sessions.start(row, "passkey", key.credential);
    return signed === null ? err({ code: "staff.passkey-refused" }) : ok(signed);
  };
  /** The place of a page that asks; null: no passkey works there. */
  const placeAt = (asked: string | null): PasskeyPlace | null => {
    const place = passkeyPlace(deps.origin());
    return place !== null && (asked === null || asked === place.origin) ? place : null;
  };

  return {
    administration: createAdministration({ ...deps, roster, sessions }),
    assertions: createAssertions({ passkeys, passphrases: desk, clock: deps.clock, isDemo: deps.isDemo }),
    placeAt,
    ways: (asked: string): StaffSignInWays => {
      const place = passkeyPlace(deps.origin());
      const isHere = place !== null && place.origin === asked;
      return { passkey: isHere, passkeyOrigin: isHere ? null : (place?.origin ?? null), passphraseForAll: deps.isDemo };
    },
    /** What a screen is given at a sign-in, and shows at the next. */
    screenMark: screens.mark,
    screenCookieName: (): string => cookie("staff-screen"),
    /** `__Host-`: nobody else under the same domain can plant a session of their own. */
    cookieName: (): string => `${isSecure() ? "__Host-" : ""}${cookie("staff")}`,
    isSecure,
    /** By code and passphrase. `client` is the address that asks, as far as it is known; `mark` what the screen shows. */
    signIn: async (request: StaffSignIn, client: string, mark?: string): Promise<Result<SignedInStaff, StaffFault>> => {
      const known = screens.find(mark);
      const isKnown = known !== null && roster.active(known) !== null;
      const who = { staff: isKnown ? `${request.staff} at ${known}` : request.staff, client };
      const checked = await desk.check(request, who);
      const row = roster.active(request.staff);
      if (!checked.ok || row === null) {
        if (!checked.ok && checked.error.code === "too-many-requests") return checked;
        const fault: StaffFault = checked.ok ? { code: "staff.sign-in-refused" } : checked.error;
        return tell(err(fault), roster.row(request.staff)?.staff ?? null);
      }
      const signed = sessions.start(row, "passphrase", null);
      if (signed === null) return tell(err({ code: "staff.passkey-needed" }), row.staff);
      onStep("staff-signed-in", row.staff);
      return ok(signed);
    },
    passkeyChallenge: passkeys.challenge,
    passkeySignIn: async (response: PasskeyAssertion, place: PasskeyPlace, client: string): Promise<Result<SignedInStaff, StaffFault>> => {
      const key = await passkeys.signIn(response, place, client);
      if (!key.ok) return tell(key, null);
      onStep("staff-signed-in", key.value.staff);
      return opened(key.value);
    },
    enrolStart: passkeys.enrolStart,
    enrol: async (request: EnrolmentFinish, place: PasskeyPlace, client: string): Promise<Result<SignedInStaff, StaffFault>> => {
      const key = await passkeys.enrol(request, place, client);
      if (!key.ok) return tell(key, roster.row(request.staff)?.staff ?? null);
      onStep("staff-enrolled", key.value.staff);
      return opened(key.value);
    },
    /** The session behind a cookie; null when there is none, its time is over, or its owner was suspended meanwhile. */
    find: sessions.find,
    isCsrf: sessions.isCsrf,
    /**
     * Whether a session may what needs one of these roles; none named: whoever is signed in. Roles of the authority count only in a session
     * by passkey, but in demo mode. `centre`: where an auditor's passphrase is enough.
     */
    has: (session: StaffSession, roles: readonly StaffRole[], centre: boolean): boolean =>
      roles.length === 0 ||
      session.roles.some((role) => roles.includes(role) && (centre || deps.isDemo || session.method === "passkey" || !needsPasskey(role))),
    signOut: (token: string): void => {
      const staff = sessions.end(token);
      if (staff !== null) onStep("staff-signed-out", staff);
    },
  };
}
export type Staff = ReturnType<typeof createStaff>;

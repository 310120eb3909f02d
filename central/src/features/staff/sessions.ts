import type { StaffRow, StaffSession, StaffSignIn } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { ClockPort, CryptoPort, RandomPort } from "@beket/replication";
import { hex, utf8 } from "../bytes.ts";
import { createKnownScreens } from "./known-screen.ts";
import { createTryLimit, type Tried } from "./try-limit.ts";

export const staffSessionMs = 8 * 3_600_000;
/** Passphrases compared at once; more is an attack on the processor. A whole watch may sign in at once: each waits its turn. */
const comparingMax = 2;
const waitingMax = 32;
/** Screens of one person; the oldest session ends for the next. */
const sessionsPerStaffMax = 8;

/** scrypt, at the host. `decoy` is a verifier that nobody's passphrase matches. */
export type PassphrasePort = {
  readonly verify: (passphrase: string, verifier: string) => Promise<boolean>;
  readonly decoy: Promise<string>;
};
export type StaffDeps = {
  readonly rows: readonly StaffRow[];
  readonly passphrases: PassphrasePort;
  readonly clock: Pick<ClockPort, "now">;
  readonly random: RandomPort;
  readonly crypto: Pick<CryptoPort, "sha256" | "hmacSha256">;
  /** Signs the marks of known screens; the same after a restart. */
  readonly screenSecret: Uint8Array;
  /** Something to write down. `staff` is null where the code is nobody's: what was typed may be anything, a passphrase too. */
  readonly onStep: (step: "staff-signed-in" | "staff-signed-out" | "staff-refused" | "staff-locked", staff: string | null) => void;
  /** Where the pages are served: its port is in the cookie's name, as cookies know none. */
  readonly origin: () => string;
};
export type StaffFault =
  | { readonly code: "staff.sign-in-refused" }
  | { readonly code: "staff.locked"; readonly retryAfterMs: number }
  | { readonly code: "too-many-requests" };
export type SignedInStaff = { readonly token: string; readonly session: StaffSession };
type Held = { readonly session: StaffSession; readonly key: string };

/** People at central: sign-in by code and passphrase, eight hours at most, in memory. Nobody's name is known here. */
export function createStaff(deps: StaffDeps) {
  const { clock, onStep } = deps;
  const byCode = new Map(deps.rows.map((row) => [row.staff, row]));
  const limit = createTryLimit(clock.now);
  const screens = createKnownScreens(deps.crypto, deps.screenSecret);
  const live = new Map<string, Held>();
  let comparing = 0;
  const waiting: (() => void)[] = [];

  const keyOf = (token: string): string => hex(deps.crypto.sha256(utf8(token)));
  /** True when it is this one's turn to compare; false when too many wait already. `done` hands the turn on. */
  const turn = (): Promise<boolean> => {
    if (comparing < comparingMax) {
      comparing += 1;
      return Promise.resolve(true);
    }
    if (waiting.length >= waitingMax) return Promise.resolve(false);
    return new Promise((resolve) => waiting.push(() => resolve(true)));
  };
  const done = (): void => {
    const next = waiting.shift();
    if (next === undefined) comparing -= 1;
    else next();
  };
  const start = ({ staff, roles, laboratory }: StaffRow): SignedInStaff => {
    const at = clock.now();
    for (const [key, held] of live) if (held.session.expiresAt <= at) live.delete(key);
    const own = [...live.values()].filter((held) => held.session.staff === staff);
    for (const { key } of own.slice(0, Math.max(0, own.length - sessionsPerStaffMax + 1))) live.delete(key);
    const token = hex(deps.random(32));
    const key = keyOf(token);
    const session: StaffSession = { staff, roles, laboratory: laboratory ?? null, expiresAt: at + staffSessionMs };
    live.set(key, { session, key });
    return { token, session };
  };
  const compare = async (request: StaffSignIn, who: Tried): Promise<Result<SignedInStaff, StaffFault>> => {
    const row = byCode.get(request.staff);
    const waitMs = limit.waitMs(who);
    if (waitMs > 0) {
      onStep("staff-locked", row?.staff ?? null);
      return err({ code: "staff.locked", retryAfterMs: waitMs });
    }
    limit.begin(who);
    // An unknown code costs the same time as a known one, and is told alike.
    const matches = await deps.passphrases.verify(request.passphrase, row?.verifier ?? (await deps.passphrases.decoy));
    if (row === undefined || !matches || row.status !== "active") {
      onStep("staff-refused", row?.staff ?? null);
      return err({ code: "staff.sign-in-refused" });
    }
    limit.succeeded(who);
    onStep("staff-signed-in", row.staff);
    return ok(start(row));
  };

  return {
    /** What a screen is given at a sign-in, and shows at the next. */
    screenMark: screens.mark,
    screenCookieName: (): string => `beket-staff-screen-${new URL(deps.origin()).port || "web"}`,
    cookieName: (): string => `beket-staff-${new URL(deps.origin()).port || "web"}`,
    isSecure: (): boolean => new URL(deps.origin()).protocol === "https:",
    /** `client` is the address that asks, as far as it is known; `mark` what the screen shows. */
    signIn: async (request: StaffSignIn, client: string, mark?: string): Promise<Result<SignedInStaff, StaffFault>> => {
      if (!(await turn())) return err({ code: "too-many-requests" });
      const known = screens.find(mark);
      const isKnown = known !== null && byCode.get(known)?.status === "active";
      return compare(request, { staff: isKnown ? `${request.staff} at ${known}` : request.staff, client }).finally(done);
    },
    /** The session behind a cookie; null when there is none or its time is over. */
    find: (token: string): StaffSession | null => {
      const session = live.get(keyOf(token))?.session;
      return session !== undefined && session.expiresAt > clock.now() ? session : null;
    },
    signOut: (token: string): void => {
      const key = keyOf(token);
      const held = live.get(key);
      if (held === undefined || !live.delete(key)) return;
      onStep("staff-signed-out", held.session.staff);
    },
  };
}
export type Staff = ReturnType<typeof createStaff>;

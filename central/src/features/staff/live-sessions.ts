import type { SignInMethod, StaffRow, StaffSession } from "@beket/api";
import type { ClockPort, CryptoPort, RandomPort } from "@beket/replication";
import { fromHex, hex, isEqual, utf8 } from "../bytes.ts";
import { needsPasskey, type Roster } from "./roster.ts";

export const staffSessionMs = 8 * 3_600_000;
/** A session by passkey, which may decide and suspend, ends when nobody used it for so long. */
const passkeyIdleMs = 30 * 60_000;
/** Screens of one person; the oldest session ends for the next. */
const sessionsPerStaffMax = 8;

export type SignedInStaff = { readonly token: string; readonly session: StaffSession };
type Held = { readonly session: StaffSession; readonly key: string; readonly credential: string | null; usedAt: number };
export type LiveSessionDeps = {
  readonly roster: Roster;
  readonly clock: Pick<ClockPort, "now">;
  readonly random: RandomPort;
  readonly crypto: Pick<CryptoPort, "sha256" | "hmacSha256">;
  readonly secret: Uint8Array;
  readonly isDemo: boolean;
};

/** Sessions of the staff, in memory: a restart signs everybody out. Tokens are kept as their hash. */
export function createLiveSessions(deps: LiveSessionDeps) {
  const { clock, roster } = deps;
  const live = new Map<string, Held>();
  const mac = deps.crypto.hmacSha256(deps.secret);
  const keyOf = (token: string): string => hex(deps.crypto.sha256(utf8(token)));
  const isOver = ({ session, usedAt }: Held): boolean =>
    session.expiresAt <= clock.now() || (session.method === "passkey" && usedAt + passkeyIdleMs <= clock.now());
  const endWhere = (isMeant: (held: Held) => boolean): void => {
    for (const [key, held] of live) if (isMeant(held)) live.delete(key);
  };

  return {
    /** Null: by this method the person has no role here. The roles of the authority need a passkey, but in demo mode; an auditor reads the centre's screens without. */
    start: (row: StaffRow, method: SignInMethod, credential: string | null): SignedInStaff | null => {
      const roles = method === "passkey" || deps.isDemo ? row.roles : row.roles.filter((role) => role === "auditor" || !needsPasskey(role));
      if (roles.length === 0) return null;
      const at = clock.now();
      endWhere(isOver);
      const own = [...live.values()].filter((held) => held.session.staff === row.staff);
      for (const { key } of own.slice(0, Math.max(0, own.length - sessionsPerStaffMax + 1))) live.delete(key);
      const token = hex(deps.random(32));
      const key = keyOf(token);
      const session: StaffSession = {
        staff: row.staff,
        roles: [...roles],
        laboratory: row.laboratory ?? null,
        method,
        expiresAt: at + staffSessionMs,
        csrf: hex(mac(utf8(`csrf ${token}`))),
      };
      live.set(key, { session, key, credential, usedAt: at });
      return { token, session };
    },
    /** The session behind a cookie; null when there is none, its time is over, or its owner was suspended meanwhile. */
    find: (token: string): StaffSession | null => {
      const held = live.get(keyOf(token));
      if (held === undefined) return null;
      if (isOver(held) || roster.active(held.session.staff) === null) {
        live.delete(held.key);
        return null;
      }
      held.usedAt = clock.now();
      return held.session;
    },
    isCsrf: (session: StaffSession, given: string): boolean =>
      /^[0-9a-f]{64}$/.test(given) && isEqual(fromHex(given), fromHex(session.csrf)),
    /** Whose session ended; null when there was none. */
    end: (token: string): string | null => {
      const held = live.get(keyOf(token));
      return held !== undefined && live.delete(held.key) ? held.session.staff : null;
    },
    endOf: (staff: string): void => endWhere(({ session }) => session.staff === staff),
    endWith: (credential: string): void => endWhere((held) => held.credential === credential),
    countOf: (staff: string): number => [...live.values()].filter((held) => held.session.staff === staff && !isOver(held)).length,
  };
}
export type LiveSessions = ReturnType<typeof createLiveSessions>;

import type { EnrolmentCode, StaffKey, StaffMember, StaffRow, StaffStatusChange } from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import type { ClockPort, CryptoPort, RandomPort } from "@beket/replication";
import type { AuditPort } from "../audit/types.ts";
import { hex, utf8 } from "../bytes.ts";
import type { LiveSessions } from "./live-sessions.ts";
import type { Roster } from "./roster.ts";
import type { StaffStore, StoredPasskey } from "./types.ts";

const enrolmentMs = 24 * 3_600_000;
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeSigns = 16;

export type AdministrationDeps = {
  readonly roster: Roster;
  readonly store: StaffStore;
  readonly sessions: LiveSessions;
  readonly audit: AuditPort;
  readonly clock: Pick<ClockPort, "now">;
  readonly random: RandomPort;
  readonly crypto: Pick<CryptoPort, "sha256">;
};
export type AdministrationFault = "staff.unknown" | "staff.suspended-by-file" | "staff.yourself" | "staff.key-unknown" | "staff.not-active";

/** What administrators do with the staff while central runs. Each act is on record. */
export function createAdministration(deps: AdministrationDeps) {
  const { roster, store, sessions, clock } = deps;
  const keyId = (credential: string): string => hex(deps.crypto.sha256(utf8(`key ${credential}`)));
  const keyView = ({ credential, name, createdAt, lastUsedAt, synced }: StoredPasskey): StaffKey => ({
    key: keyId(credential),
    name,
    createdAt,
    lastUsedAt,
    synced,
  });
  const keys = (staff: string): readonly StaffKey[] => store.keysOf(staff).map(keyView);
  const view = (row: StaffRow): StaffMember => {
    const suspension = store.suspension(row.staff);
    const code = store.code(row.staff);
    return {
      staff: row.staff,
      roles: row.roles,
      status: roster.isActive(row) ? "active" : "suspended",
      suspension: suspension === null ? null : { by: suspension.by, at: suspension.at, reason: suspension.reason },
      passphrase: row.verifier !== null,
      keys: [...keys(row.staff)],
      codeUntil: code !== null && code.expiresAt > clock.now() ? code.expiresAt : null,
      sessions: sessions.countOf(row.staff),
    };
  };
  const note = (by: string, what: string, about: string, reason: string | null): void =>
    deps.audit.viewed({ by: { kind: "staff", code: by }, what, subjects: [], about, reason });
  const newCode = (): string => {
    const signs = [...deps.random(codeSigns)].map((byte) => alphabet[byte & 31] ?? "0");
    return [0, 4, 8, 12].map((from) => signs.slice(from, from + 4).join("")).join("-");
  };
  const removeKey = (staff: string, key: string, by: string): Result<true, AdministrationFault> => {
    const found = store.keysOf(staff).find(({ credential }) => keyId(credential) === key);
    if (found === undefined) return err("staff.key-unknown");
    note(by, "staff-key-removed", staff, found.name);
    store.removeKey(staff, found.credential);
    sessions.endWith(found.credential);
    return ok(true);
  };

  return {
    members: (): readonly StaffMember[] => roster.all.map(view),
    keys,
    removeKey,
    /** At once, in every open session. Nobody suspends themself: the last administrator would lock everybody out. */
    setStatus: ({ staff, status, reason }: StaffStatusChange, by: string): Result<StaffMember, AdministrationFault> => {
      const row = roster.row(staff);
      if (row === null) return err("staff.unknown");
      if (staff === by) return err("staff.yourself");
      if (row.status === "suspended") return err("staff.suspended-by-file");
      note(by, status === "suspended" ? "staff-suspended" : "staff-activated", staff, reason);
      if (status === "suspended") {
        store.suspend({ staff, by, at: clock.now(), reason });
        sessions.endOf(staff);
      } else store.activate(staff);
      return ok(view(row));
    },
    /** Shown once; the one before ends. */
    enrolmentCode: (staff: string, by: string): Result<EnrolmentCode, AdministrationFault> => {
      const row = roster.row(staff);
      if (row === null) return err("staff.unknown");
      if (!roster.isActive(row)) return err("staff.not-active");
      note(by, "enrolment-code", staff, null);
      const code = newCode();
      const expiresAt = clock.now() + enrolmentMs;
      store.putCode(staff, hex(deps.crypto.sha256(utf8(code.replaceAll("-", "")))), expiresAt, by);
      return ok({ staff, code, expiresAt });
    },
  };
}

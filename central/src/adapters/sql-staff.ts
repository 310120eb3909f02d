import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { StaffStore, StoredPasskey, Suspension } from "../features/staff/types.ts";

const Transports = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
type Row = Omit<StoredPasskey, "transports" | "synced"> & { readonly transports: string; readonly synced: number };
const columns = `credential, staff, name, public_key as "publicKey", counter, transports, synced, created_at as "createdAt",
  last_used_at as "lastUsedAt"`;
const keyOf = (row: Row): StoredPasskey => ({ ...row, transports: v.parse(Transports, row.transports), synced: row.synced === 1 });

/** Suspensions, passkeys, enrolment codes and open challenges of the staff. */
export function createStaffStore(database: SqlDatabase): StaffStore {
  const suspension = database.prepare<Suspension>(
    `select staff, suspended_by as "by", suspended_at as "at", reason from staff_suspension where staff = ?1`,
  );
  const suspend = database.prepare<unknown>(
    "insert into staff_suspension (staff, suspended_by, suspended_at, reason) values (?1, ?2, ?3, ?4) on conflict (staff) do nothing",
  );
  const activate = database.prepare<unknown>("delete from staff_suspension where staff = ?1");
  const keysOf = database.prepare<Row>(`select ${columns} from passkey where staff = ?1 order by created_at, credential`);
  const key = database.prepare<Row>(`select ${columns} from passkey where credential = ?1`);
  const insertKey = database.prepare<unknown>(
    `insert into passkey (credential, staff, name, public_key, counter, transports, synced, created_at)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict (credential) do nothing`,
  );
  const used = database.prepare<unknown>("update passkey set counter = ?3, last_used_at = ?4 where credential = ?1 and counter = ?2");
  const removeKey = database.prepare<unknown>("delete from passkey where staff = ?1 and credential = ?2");
  const putCode = database.prepare<unknown>(
    `insert into enrolment_code (staff, code_sha256, expires_at, made_by) values (?1, ?2, ?3, ?4)
     on conflict (staff) do update set code_sha256 = excluded.code_sha256, expires_at = excluded.expires_at, made_by = excluded.made_by`,
  );
  const code = database.prepare<{ readonly sha256: string; readonly expiresAt: number }>(
    `select code_sha256 as sha256, expires_at as "expiresAt" from enrolment_code where staff = ?1`,
  );
  const takeCode = database.prepare<unknown>("delete from enrolment_code where staff = ?1 and code_sha256 = ?2 and expires_at > ?3");
  const challenge = database.prepare<unknown>(
    `insert into passkey_challenge (challenge, purpose, expires_at) values (?1, ?2, ?3)
     on conflict (challenge, purpose) do update set expires_at = excluded.expires_at`,
  );
  const take = database.prepare<unknown>("delete from passkey_challenge where challenge = ?1 and purpose = ?2 and expires_at > ?3");
  const forget = database.prepare<unknown>("delete from passkey_challenge where expires_at <= ?1");
  return {
    suspension: (staff) => suspension.get(staff),
    suspend: ({ staff, by, at, reason }) => {
      suspend.run(staff, by, at, reason);
    },
    activate: (staff) => {
      activate.run(staff);
    },
    keysOf: (staff) => keysOf.all(staff).map(keyOf),
    key: (credential) => {
      const row = key.get(credential);
      return row === null ? null : keyOf(row);
    },
    enrol: (made, codeSha256, now) =>
      database.transaction(() => {
        if (key.get(made.credential) !== null || takeCode.run(made.staff, codeSha256, now) !== 1) return false;
        const { credential, staff, name, publicKey, counter, transports, synced, createdAt } = made;
        insertKey.run(credential, staff, name, publicKey, counter, JSON.stringify(transports), synced ? 1 : 0, createdAt);
        return true;
      }),
    used: (credential, before, counter, at) => used.run(credential, before, counter, at) === 1,
    removeKey: (staff, credential) => removeKey.run(staff, credential) === 1,
    putCode: (staff, codeSha256, expiresAt, by) => {
      putCode.run(staff, codeSha256, expiresAt, by);
    },
    code: (staff) => code.get(staff),
    challenge: (text, purpose, expiresAt, now) => {
      forget.run(now);
      challenge.run(text, purpose, expiresAt);
    },
    takeChallenge: (text, purpose, now) => take.run(text, purpose, now) === 1,
  };
}

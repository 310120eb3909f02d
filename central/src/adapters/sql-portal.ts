import type { SqlDatabase } from "@beket/node-kit";
import type { PortalStore, PortalUser, StoredPortalSession } from "../features/access/types.ts";

type Row = PortalUser & Omit<StoredPortalSession, "user">;

/** Sessions and challenges of the portal. */
export function createPortalStore(database: SqlDatabase): PortalStore {
  const challenge = database.prepare<unknown>("insert into portal_challenge (nonce_sha256, binding, expires_at) values (?1, ?2, ?3)");
  const take = database.prepare<unknown>("delete from portal_challenge where nonce_sha256 = ?1 and binding = ?2 and expires_at > ?3");
  const forgetChallenges = database.prepare<unknown>("delete from portal_challenge where expires_at <= ?1");
  const open = database.prepare<unknown>(
    `insert into portal_session (token_sha256, code, iin, bin, capacity, person, created_at, seen_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
  );
  const find = database.prepare<Row>(
    `select token_sha256 as "tokenSha256", code, iin, bin, capacity, person, created_at as "createdAt", seen_at as "seenAt"
     from portal_session where token_sha256 = ?1`,
  );
  const own = database.prepare<{ readonly token: string }>(
    "select token_sha256 as token from portal_session where code = ?1 order by created_at desc, token_sha256",
  );
  const seen = database.prepare<unknown>("update portal_session set seen_at = ?2 where token_sha256 = ?1");
  const end = database.prepare<unknown>("delete from portal_session where token_sha256 = ?1");
  const endAll = database.prepare<unknown>("delete from portal_session where code = ?1");
  const forget = database.prepare<unknown>("delete from portal_session where created_at <= ?1 or seen_at <= ?2");
  return {
    challenge: (nonceSha256, binding, expiresAt) => {
      challenge.run(nonceSha256, binding, expiresAt);
    },
    takeChallenge: (nonceSha256, binding, now) => take.run(nonceSha256, binding, now) === 1,
    open: ({ tokenSha256, user, createdAt, seenAt }, keepMax) =>
      database.transaction(() => {
        // Before the new one is there: with a clock that stands or was set back it would not be the newest.
        for (const { token } of own.all(user.code).slice(keepMax - 1)) end.run(token);
        open.run(tokenSha256, user.code, user.iin, user.bin, user.capacity, user.person, createdAt, seenAt);
      }),
    find: (tokenSha256) => {
      const row = find.get(tokenSha256);
      if (row === null) return null;
      const { code, iin, bin, capacity, person, createdAt, seenAt } = row;
      return { tokenSha256, user: { code, iin, bin, capacity, person }, createdAt, seenAt };
    },
    seen: (tokenSha256, at) => {
      seen.run(tokenSha256, at);
    },
    end: (tokenSha256) => {
      end.run(tokenSha256);
    },
    endAll: (code) => endAll.run(code),
    forget: (now, createdBefore, seenBefore) =>
      database.transaction(() => {
        forgetChallenges.run(now);
        forget.run(createdBefore, seenBefore);
      }),
  };
}

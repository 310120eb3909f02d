import type { Database } from "bun:sqlite";
import type { AnswerCache, AnswerFacts, CachedAnswer } from "../features/evidence/types.ts";

const columns = `key, kind, url, nonce, fetched_at as fetchedAt, this_update as thisUpdate, next_update as nextUpdate,
  refresh_at as refreshAt, usable_until as usableUntil, etag, last_modified as lastModified, issuer, is_indirect as isIndirect`;
type StoredFacts = Omit<AnswerFacts, "isIndirect"> & { readonly isIndirect: number };
type Stored = Omit<CachedAnswer, "isIndirect"> & { readonly isIndirect: number };
const whole = <T extends { readonly isIndirect: number }>(row: T) => ({ ...row, isIndirect: row.isIndirect === 1 });

/** Fetched answers in a file of their own: large, and of no loss. */
export function createAnswerCache(database: Database): AnswerCache {
  const find = database.prepare<Stored, [string]>(`select ${columns}, bytes from answer where key = ?1`);
  const facts = database.prepare<StoredFacts, [string]>(`select ${columns}, length(bytes) as sizeBytes from answer where key = ?1`);
  const lists = database.prepare<StoredFacts, []>(
    `select ${columns}, length(bytes) as sizeBytes from answer where kind <> 'ocsp' order by kind, url`,
  );
  const confirm = database.prepare<null, [string, number, number]>("update answer set fetched_at = ?2, refresh_at = ?3 where key = ?1");
  const drop = database.prepare<null, [string]>("delete from answer where key = ?1");
  const forget = database.prepare<null, [number]>("delete from answer where usable_until < ?1");
  return {
    get: (key) => {
      const row = find.get(key);
      return row === null ? null : whole(row);
    },
    facts: (key) => {
      const row = facts.get(key);
      return row === null ? null : whole(row);
    },
    put: writing(database),
    confirm: (key, fetchedAt, refreshAt) => {
      confirm.run(key, fetchedAt, refreshAt);
    },
    drop: (key) => {
      drop.run(key);
    },
    forget: (before) => {
      forget.run(before);
    },
    lists: () => lists.all().map(whole),
  };
}

type Blob = Uint8Array | null;
type Text = string | null;
function writing(database: Database): AnswerCache["put"] {
  const put = database.prepare<
    null,
    [string, string, string, Uint8Array, Blob, number, number, number | null, number, number, Text, Text, Text, number]
  >(
    `insert or replace into answer (key, kind, url, bytes, nonce, fetched_at, this_update, next_update, refresh_at, usable_until, etag,
       last_modified, issuer, is_indirect) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)`,
  );
  return (row) => {
    const { key, kind, url, bytes, nonce, fetchedAt, thisUpdate, nextUpdate, refreshAt, usableUntil, etag, lastModified } = row;
    const about = [row.issuer, row.isIndirect ? 1 : 0] as const;
    put.run(key, kind, url, bytes, nonce, fetchedAt, thisUpdate, nextUpdate, refreshAt, usableUntil, etag, lastModified, ...about);
  };
}

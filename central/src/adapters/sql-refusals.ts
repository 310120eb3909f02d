import { Reason } from "@beket/domain";
import { sqliteSql, type SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import refusals001 from "../../migrations/refusals/001-first.sql" with { type: "text" };
import type { ReferralEnd, RefusalStore, StopRecord } from "../features/public/refusal-ports.ts";
import { openFollowing } from "./following-file.ts";

/** Raised whenever the same events would be kept otherwise: files of another version are read anew. */
const refusalsVersion = 1;
export const openRefusals = (path: string, newestEvent: number): SqlDatabase =>
  sqliteSql(openFollowing({ path, part: "refusals", migrations: [refusals001], version: refusalsVersion, newestEvent }));

type Stored = Omit<StopRecord, "reasons"> & { readonly reasons: string };
const Reasons = v.pipe(v.array(Reason), v.maxLength(32));
const columns = `stop.id, stop.kind, stop.number, stop.occurred_at as "occurredAt", stop.post, stop.lane, stop.officer, stop.lookup,
  stop.reasons, referral_end.outcome`;
const from = "stop left join referral_end on referral_end.referral = stop.id";

/** Numbers of refusals and referrals; made from the events again when the file is lost. */
export function createRefusalStore(database: SqlDatabase): RefusalStore {
  const cursor = database.prepare<{ position: number }>("select position from cursor");
  const move = database.prepare<unknown>("update cursor set position = ?1");
  const add = database.prepare<unknown>(
    `insert into stop (id, kind, number, occurred_at, post, lane, officer, lookup, reasons) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
     on conflict (id) do nothing`,
  );
  const end = database.prepare<unknown>(
    `insert into referral_end (referral, outcome, at) values (?1, ?2, ?3)
     on conflict (referral) do update set outcome = excluded.outcome, at = excluded.at where excluded.at >= referral_end.at`,
  );
  const addLookup = database.prepare<unknown>("insert into stop_lookup (lookup, position) values (?1, ?2) on conflict (lookup) do nothing");
  const byNumber = database.prepare<Stored>(
    `select ${columns} from ${from} where stop.number = ?1 order by stop.occurred_at desc limit 20`,
  );
  const byId = database.prepare<Stored>(`select ${columns} from ${from} where stop.id = ?1`);
  const byLookup = database.prepare<Stored>(`select ${columns} from ${from} where stop.lookup = ?1 and stop.kind = 'refusal'`);
  const position = database.prepare<{ position: number }>("select position from stop_lookup where lookup = ?1");
  const any = database.prepare<{ position: number }>("select position from stop_lookup order by lookup desc limit 1");
  return {
    cursor: () => cursor.get()?.position ?? 0,
    write: (work, at) => {
      database.transaction(() => {
        work();
        move.run(at);
      });
    },
    add: ({ id, kind, number, occurredAt, post, lane, officer, lookup, reasons }) => {
      add.run(id, kind, number, occurredAt, post, lane, officer, lookup, JSON.stringify(reasons));
    },
    end: (referral: string, outcome: ReferralEnd, at: number) => {
      end.run(referral, outcome, at);
    },
    addLookup: (lookup, at) => {
      addLookup.run(lookup, at);
    },
    byNumber: (number) => byNumber.all(number).map(recordFrom),
    byId: (id) => {
      const row = byId.get(id);
      return row === null ? null : recordFrom(row);
    },
    byLookup: (lookup) => {
      const row = byLookup.get(lookup);
      return row === null ? null : recordFrom(row);
    },
    lookupPosition: (lookup) => position.get(lookup)?.position ?? null,
    anyPosition: () => any.get()?.position ?? null,
  };
}

const recordFrom = (row: Stored): StopRecord => ({ ...row, reasons: v.parse(Reasons, JSON.parse(row.reasons)) });

import type { Database } from "bun:sqlite";
import type { PlacesReply } from "@beket/api";
import type { Figures, LaneCount, OpenReferral } from "../features/centre/ports.ts";
import { hourMs, type Range } from "../features/centre/range.ts";
import type { Measure } from "../features/centre/tally.ts";

type SumRow = { readonly post: string; readonly detail: string; readonly amount: number };
type HourRow = { readonly hour: number; readonly ledger: string | null; readonly amount: number };
type ReferralRow = Omit<OpenReferral, "taken"> & { readonly taken: number };

/** Reads the counters of projection.db. Which ledger a post serves is the places file's word, so it is not in the counters. */
export function createFigures(database: Database, posts: PlacesReply["posts"]): Figures {
  database.run("create temp table ledger_of (post text primary key, ledger text not null) strict, without rowid");
  const place = database.prepare<null, [string, string]>("insert or replace into ledger_of (post, ledger) values (?1, ?2)");
  for (const { post, ledger } of posts) place.run(post, ledger);
  const sums = database.prepare<SumRow, [Measure, number, number]>(
    `select post, detail, sum(amount) as amount from counter where measure = ?1 and hour >= ?2 and hour < ?3
     group by post, detail having sum(amount) <> 0`,
  );
  const hours = database.prepare<HourRow, [Measure, number, number]>(
    `select hour, ledger, sum(amount) as amount from counter left join ledger_of using (post) where measure = ?1 and hour >= ?2 and hour < ?3
     group by hour, ledger having sum(amount) <> 0`,
  );
  const open = database.prepare<ReferralRow, [number]>(
    `select number, post, lane, reason, taken, opened_at as openedAt from referral where resolved = 0
     order by opened_at is null, opened_at, opened_event, id limit ?1`,
  );
  const openByPost = database.prepare<{ post: string; open: number }, []>(
    "select post, count(*) as open from referral where resolved = 0 group by post",
  );
  // Of each lane the row of its newest hour: SQLite takes the other columns from the row of the max.
  const lanes = database.prepare<LaneCount & { readonly hour: number }, [number, number]>(
    `select post, lane, max(hour) as hour, at, vehicles_waiting as vehiclesWaiting from queue_count where hour >= ?1 and hour < ?2
     group by post, lane order by post, lane`,
  );
  const bounds = ({ from, to }: Range): [number, number] => [from / hourMs, to / hourMs];
  return {
    sums: (measures, range) => measures.flatMap((measure) => sums.all(measure, ...bounds(range)).map((row) => ({ measure, ...row }))),
    hours: (measures, range) =>
      measures.flatMap((measure) => hours.all(measure, ...bounds(range)).map((row) => ({ measure, ...row, hour: row.hour * hourMs }))),
    openReferrals: (rowsMax) => open.all(rowsMax).map((row) => ({ ...row, taken: row.taken === 1 })),
    openReferralsByPost: () => openByPost.all(),
    laneCounts: (range) => lanes.all(...bounds(range)),
  };
}

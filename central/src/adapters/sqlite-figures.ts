import type { Database } from "bun:sqlite";
import type { PlacesReply } from "@beket/api";
import type { Figures, LaneCount, OpenReferral } from "../features/centre/ports.ts";
import { hourMs, type Range } from "../features/centre/range.ts";
import type { Measure } from "../features/centre/tally.ts";
import { hoursPerDay } from "./sqlite-sums.ts";

type SumRow = { readonly post: string; readonly detail: string; readonly amount: number };
type HourRow = { readonly hour: number; readonly ledger: string | null; readonly amount: number };
type ReferralRow = Omit<OpenReferral, "taken"> & { readonly taken: number };

/** Reads the counters of projection.db. Which ledger a post serves is the places file's word, so it is not in the counters. */
export function createFigures(database: Database, posts: PlacesReply["posts"]): Figures {
  database.run("drop table if exists temp.ledger_of");
  database.run("create temp table ledger_of (post text primary key, ledger text not null) strict, without rowid");
  const place = database.prepare<null, [string, string]>("insert or replace into ledger_of (post, ledger) values (?1, ?2)");
  for (const { post, ledger } of posts) place.run(post, ledger);
  const within = "from counter where measure = ?1 and hour >=";
  const sums = database.prepare<SumRow, [Measure, number, number, number, number]>(
    `select post, detail, sum(amount) as amount from (
       select post, detail, amount ${within} ?2 and hour < min(?3, ?4 * ${hoursPerDay})
       union all select post, detail, amount from counter_of_day where measure = ?1 and day >= ?4 and day < ?5
       union all select post, detail, amount ${within} ?5 * ${hoursPerDay} and hour < ?3
     ) group by post, detail having sum(amount) <> 0`,
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
  const lanes = database.prepare<LaneCount, [number, number]>(
    `select lane.post as post, lane.lane as lane, at, vehicles_waiting as vehiclesWaiting from lane
     join queue_count on queue_count.post = lane.post and queue_count.lane = lane.lane and hour =
       (select max(hour) from queue_count as own where own.post = lane.post and own.lane = lane.lane and hour >= ?1 and hour < ?2)
     order by lane.post, lane.lane`,
  );
  const bounds = ({ from, to }: Range): [number, number] => [from / hourMs, to / hourMs];
  /** The whole days of UTC in the range, none where the first would be the last: what is before and after them is read by hours. */
  const daysIn = ({ from, to }: Range): [number, number] => {
    const dayMs = hourMs * hoursPerDay;
    const first = Math.ceil(from / dayMs);
    return [first, Math.max(first, Math.floor(to / dayMs))];
  };
  return {
    sums: (measures, range) =>
      measures.flatMap((measure) => sums.all(measure, ...bounds(range), ...daysIn(range)).map((row) => ({ measure, ...row }))),
    hours: (measures, range) =>
      measures.flatMap((measure) => hours.all(measure, ...bounds(range)).map((row) => ({ measure, ...row, hour: row.hour * hourMs }))),
    openReferrals: (rowsMax) => open.all(rowsMax).map((row) => ({ ...row, taken: row.taken === 1 })),
    openReferralsByPost: () => openByPost.all(),
    laneCounts: (range) => lanes.all(...bounds(range)),
  };
}

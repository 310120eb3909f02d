import type { Database, SQLQueryBindings } from "bun:sqlite";
import { hourMs } from "../features/centre/range.ts";
import type { Kept, PassageKept, PersonKept, ReferralKept, SelectionKept, Tally, TestKept } from "../features/centre/tally.ts";
import { createSums } from "./sqlite-sums.ts";

/** Where events are counted. Nothing is in the counters before `flush`. */
export function createTally(database: Database): { readonly tally: Tally; readonly flush: () => void; readonly forget: () => void } {
  const { add, flush, forget } = createSums(database);
  const take = database.prepare<null, [Uint8Array]>("insert into seen (event) values (?1) on conflict (event) do nothing");
  const lane = database.prepare<null, [string, string]>(
    "insert into lane (post, lane) values (?1, ?2) on conflict (post, lane) do nothing",
  );
  const queue = database.prepare<null, [string, string, number, number, Uint8Array, number]>(
    `insert into queue_count (post, lane, hour, at, event, vehicles_waiting) values (?1, ?2, ?3, ?4, ?5, ?6)
     on conflict (post, lane, hour) do update set at = excluded.at, event = excluded.event, vehicles_waiting = excluded.vehicles_waiting
     where (excluded.at, excluded.event) > (at, event)`,
  );
  const tally: Tally = {
    take: (event) => take.run(event).changes === 1,
    add,
    passages: passages(database),
    referrals: referrals(database),
    persons: persons(database),
    selections: selections(database),
    tests: tests(database),
    completions: completions(database),
    queue: ({ post, lane: name, at, event }, waiting) => {
      lane.run(post, name);
      queue.run(post, name, Math.floor(at / hourMs), at, event, waiting);
    },
  };
  return { tally, flush, forget };
}

/** One table whose rows are read and replaced by their id. */
function table<Row, T>(
  database: Database,
  name: string,
  columns: readonly (keyof Row & string)[],
  read: (row: Row) => T,
  bind: (one: T) => readonly SQLQueryBindings[],
): Kept<T> {
  const get = database.prepare<Row, [Uint8Array]>(`select ${columns.join(", ")} from ${name} where id = ?1`);
  const places = columns.map((_, at) => `?${at + 2}`);
  const put = database.prepare<null, SQLQueryBindings[]>(
    `insert into ${name} (id, ${columns.join(", ")}) values (?1, ${places.join(", ")})
     on conflict (id) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`,
  );
  return {
    get: (id) => {
      const row = get.get(id);
      return row === null ? null : read(row);
    },
    put: (id, one) => void put.run(id, ...bind(one)),
  };
}

type PassageRow = Omit<PassageKept, "vehicle" | "paced"> & { readonly vehicle: number; readonly paced: number };
const passages = (database: Database): Kept<PassageKept> =>
  table<PassageRow, PassageKept>(
    database,
    "passage",
    ["at", "event", "post", "lane", "direction", "vehicle", "paced"],
    (row) => ({ ...row, vehicle: row.vehicle === 1, paced: row.paced === 1 }),
    ({ at, event, post, lane, direction, vehicle, paced }) => [at, event, post, lane, direction, Number(vehicle), Number(paced)],
  );

type ReferralRow = {
  readonly number: string;
  readonly post: string;
  readonly lane: string;
  readonly opened_at: number | null;
  readonly opened_event: Uint8Array | null;
  readonly reason: string | null;
  readonly paced: number;
  readonly taken: number;
  readonly resolved: number;
};
const referrals = (database: Database): Kept<ReferralKept> =>
  table<ReferralRow, ReferralKept>(
    database,
    "referral",
    ["number", "post", "lane", "opened_at", "opened_event", "reason", "paced", "taken", "resolved"],
    ({ number, post, lane, opened_at: at, opened_event: event, reason, paced, taken, resolved }) => ({
      number,
      post,
      lane,
      opened: at === null || event === null || reason === null ? null : { at, event, reason, paced: paced === 1 },
      taken: taken === 1,
      resolved: resolved === 1,
    }),
    ({ number, post, lane, opened, taken, resolved }) => [
      number,
      post,
      lane,
      opened?.at ?? null,
      opened?.event ?? null,
      opened?.reason ?? null,
      Number(opened?.paced ?? false),
      Number(taken),
      Number(resolved),
    ],
  );

type PersonRow = Omit<PersonKept, "told"> & { readonly told_at: number; readonly told_event: Uint8Array };
const persons = (database: Database): Kept<PersonKept> =>
  table<PersonRow, PersonKept>(
    database,
    "person",
    ["at", "event", "post", "told_at", "told_event", "country"],
    ({ at, event, post, told_at, told_event, country }) => ({ at, event, post, told: { at: told_at, event: told_event }, country }),
    ({ at, event, post, told, country }) => [at, event, post, told.at, told.event, country],
  );

const selections = (database: Database): Kept<SelectionKept> =>
  table<SelectionKept, SelectionKept>(
    database,
    "selection",
    ["at", "event", "post", "country", "outcome"],
    (row) => row,
    ({ at, event, post, country, outcome }) => [at, event, post, country, outcome],
  );

type TestRow = {
  readonly registered_at: number | null;
  readonly registered_event: Uint8Array | null;
  readonly country: string;
  readonly begun_at: number | null;
  readonly begun_event: Uint8Array | null;
  readonly post: string;
  readonly read_at: number | null;
  readonly read_event: Uint8Array | null;
  readonly result: NonNullable<TestKept["read"]>["result"] | null;
  readonly cancelled: number;
};
const markOf = (at: number | null, event: Uint8Array | null) => (at === null || event === null ? null : { at, event });
function testOf(row: TestRow): TestKept {
  const read = markOf(row.read_at, row.read_event);
  return {
    registered: markOf(row.registered_at, row.registered_event),
    country: row.country,
    begun: markOf(row.begun_at, row.begun_event),
    post: row.post,
    read: read === null || row.result === null ? null : { ...read, result: row.result },
    cancelled: row.cancelled === 1,
  };
}
const tests = (database: Database): Kept<TestKept> =>
  table<TestRow, TestKept>(
    database,
    "test",
    ["registered_at", "registered_event", "country", "begun_at", "begun_event", "post", "read_at", "read_event", "result", "cancelled"],
    testOf,
    ({ registered, country, begun, post, read, cancelled }) => [
      registered?.at ?? null,
      registered?.event ?? null,
      country,
      begun?.at ?? null,
      begun?.event ?? null,
      post,
      read?.at ?? null,
      read?.event ?? null,
      read?.result ?? null,
      Number(cancelled),
    ],
  );

function completions(database: Database): Tally["completions"] {
  type At = { readonly at: number };
  type Place = [string, string, number, Uint8Array];
  const ofLane = "select at from completion where post = ?1 and lane = ?2 and";
  const before = database.prepare<At, Place>(`${ofLane} (at, event) < (?3, ?4) order by at desc, event desc limit 1`);
  const after = database.prepare<At, Place>(`${ofLane} (at, event) > (?3, ?4) order by at, event limit 1`);
  const put = database.prepare<null, Place>(
    "insert into completion (post, lane, at, event) values (?1, ?2, ?3, ?4) on conflict (post, lane, at, event) do nothing",
  );
  const remove = database.prepare<null, Place>("delete from completion where post = ?1 and lane = ?2 and at = ?3 and event = ?4");
  return {
    around: ({ post, lane, at, event }) => ({
      before: before.get(post, lane, at, event)?.at ?? null,
      after: after.get(post, lane, at, event)?.at ?? null,
    }),
    put: ({ post, lane, at, event }) => void put.run(post, lane, at, event),
    remove: ({ post, lane, at, event }) => void remove.run(post, lane, at, event),
  };
}

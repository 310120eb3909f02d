import type { Database } from "bun:sqlite";
import sightings001 from "../../migrations/sightings/001-first.sql" with { type: "text" };
import type { Contradiction, SightingRow, SightingStore, WaitingRefusal } from "../features/sightings/ports.ts";
import { openFollowing } from "./following-file.ts";
import { transactionOf } from "./sqlite-transaction.ts";

/** Raised whenever the same events would be kept otherwise: files of another version are read anew. */
const sightingsVersion = 1;
const hourMs = 3_600_000;
const columns = `subject, at as occurredAt, event, kind, position, source, post, lane, officer, direction, outcome, purpose, weight`;

export const openSightings = (path: string, newestEvent: number): Database =>
  openFollowing({ path, part: "sightings", migrations: [sightings001], version: sightingsVersion, newestEvent });

/** Rebuildable from events.db: deleting the file reads everything again. */
export function createSightingStore(database: Database): SightingStore {
  const cursor = database.prepare<{ position: number }, []>("select position from cursor");
  const move = database.prepare<null, [number]>("update cursor set position = ?1");
  const transaction = transactionOf(database);
  return {
    cursor: () => cursor.get()?.position ?? 0,
    write: (work, position) =>
      transaction(() => {
        work();
        move.run(position);
      }),
    ...sightings(database),
    ...refusals(database),
    ...doubts(database),
    ...contradictions(database),
  };
}

type Row = SightingRow;
function sightings(database: Database): Pick<SightingStore, "add" | "byEvent" | "of" | "between" | "forget"> {
  const add = database.prepare<null, [Uint8Array, number, string, string, number, string, string, ...(string | number | null)[]]>(
    `insert into sighting (subject, at, event, kind, position, source, post, lane, officer, direction, outcome, purpose, weight)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) on conflict do nothing`,
  );
  const byEvent = database.prepare<Row, [string]>(`select ${columns} from sighting where event = ?1 and kind = 'lookup'`);
  const of = database.prepare<Row, [Uint8Array, number, number]>(
    `select ${columns} from sighting where subject = ?1 and at >= ?2 order by at desc, event limit ?3`,
  );
  const between = database.prepare<Row, [Uint8Array, number, number]>(
    `select ${columns} from sighting where subject = ?1 and at between ?2 and ?3 order by at, event limit 500`,
  );
  const old = database.prepare<{ subject: Uint8Array }, [string, number]>(
    "select distinct subject from sighting where kind = ?1 and at < ?2",
  );
  const drop = database.prepare<null, [Uint8Array, string, number]>("delete from sighting where subject = ?1 and kind = ?2 and at < ?3");
  const transaction = transactionOf(database);
  return {
    add: (row) =>
      add.run(
        row.subject,
        row.occurredAt,
        row.event,
        row.kind,
        row.position,
        row.source,
        row.post,
        row.lane,
        row.officer,
        row.direction,
        row.outcome,
        row.purpose,
        row.weight,
      ).changes > 0,
    byEvent: (event) => byEvent.all(event),
    of: (subject, since, limit) => of.all(subject, since, limit),
    between: (subject, from, to) => between.all(subject, from, to),
    forget: (kind, before, keep) =>
      transaction(() => {
        let gone = 0;
        for (const { subject } of old.all(kind, before)) if (!keep(subject)) gone += drop.run(subject, kind, before).changes;
        return gone;
      }),
  };
}

function refusals(database: Database): Pick<SightingStore, "wait" | "waitedFor"> {
  const wait = database.prepare<null, [string, string, number, string, number, string, string | null, string | null]>(
    `insert into refusal_waiting (event, lookup, position, source, at, post, lane, officer) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
     on conflict do nothing`,
  );
  const take = database.prepare<WaitingRefusal, [string]>(
    `delete from refusal_waiting where lookup = ?1
     returning event, lookup, position, source, at as occurredAt, post, lane, officer`,
  );
  return {
    wait: ({ event, lookup, position, source, occurredAt, post, lane, officer }) => {
      wait.run(event, lookup, position, source, occurredAt, post, lane, officer);
    },
    waitedFor: (lookup) => take.all(lookup),
  };
}

function doubts(database: Database): Pick<SightingStore, "addDoubt" | "isDoubted" | "addExit" | "exits"> {
  const doubt = database.prepare<null, [string, number]>("insert into clock_doubt (source, at) values (?1, ?2) on conflict do nothing");
  const doubted = database.prepare<{ found: number }, [string, number, number]>(
    "select 1 as found from clock_doubt where source = ?1 and at between ?2 and ?3 limit 1",
  );
  const exit = database.prepare<null, [string, number]>(
    "insert into post_exit (post, hour, exits) values (?1, ?2, 1) on conflict (post, hour) do update set exits = exits + 1",
  );
  const exits = database.prepare<{ exits: number | null }, [string, number]>(
    "select sum(exits) as exits from post_exit where post = ?1 and hour >= ?2",
  );
  return {
    addDoubt: (source, at) => {
      doubt.run(source, at);
    },
    isDoubted: (source, from, to) => doubted.get(source, from, to) !== null,
    addExit: (post, at) => {
      exit.run(post, Math.floor(at / hourMs));
    },
    exits: (post, since) => exits.get(post, Math.floor(since / hourMs))?.exits ?? 0,
  };
}

type StoredContradiction = {
  readonly id: string;
  readonly reason: Contradiction["reason"];
  readonly subject: Uint8Array;
  readonly firstEvent: string;
  readonly firstPosition: number;
  readonly firstPost: string;
  readonly firstAt: number;
  readonly secondEvent: string;
  readonly secondPosition: number;
  readonly secondPost: string;
  readonly secondAt: number;
  readonly distanceM: number | null;
};

function contradictions(database: Database): Pick<SightingStore, "contradict" | "untaken" | "take"> {
  const insert = database.prepare<null, [string, string, Uint8Array, ...(string | number | null)[]]>(
    `insert into contradiction (id, reason, subject, first_event, first_position, first_post, first_at, second_event, second_position,
       second_post, second_at, distance_m) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) on conflict do nothing`,
  );
  const untaken = database.prepare<StoredContradiction, [number]>(
    `select id, reason, subject, first_event as firstEvent, first_position as firstPosition, first_post as firstPost,
       first_at as firstAt, second_event as secondEvent, second_position as secondPosition, second_post as secondPost,
       second_at as secondAt, distance_m as distanceM
     from contradiction where taken = 0 order by second_position limit ?1`,
  );
  const take = database.prepare<null, [string]>("update contradiction set taken = 1 where id = ?1");
  const transaction = transactionOf(database);
  return {
    contradict: ({ id, reason, subject, first, second, distanceM }) => {
      const [one, two] = [first, second].map((end) => [end.event, end.position, end.post, end.at]);
      insert.run(id, reason, subject, ...(one ?? []), ...(two ?? []), distanceM);
    },
    untaken: (limit) =>
      untaken.all(limit).map(({ id, reason, subject, distanceM, ...row }) => ({
        id,
        reason,
        subject,
        distanceM,
        first: { event: row.firstEvent, position: row.firstPosition, post: row.firstPost, at: row.firstAt },
        second: { event: row.secondEvent, position: row.secondPosition, post: row.secondPost, at: row.secondAt },
      })),
    take: (ids) => {
      transaction(() => {
        for (const id of ids) take.run(id);
      });
    },
  };
}

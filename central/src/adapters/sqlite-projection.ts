import type { Database } from "bun:sqlite";
import projection001 from "../../migrations/projection/001-first.sql" with { type: "text" };
import projection002 from "../../migrations/projection/002-centre.sql" with { type: "text" };
import type { CountedSource, ProjectionStore, ProjectionWrite } from "../features/projection/projection.ts";
import { openFollowing } from "./following-file.ts";
import { transactionOf } from "./sqlite-transaction.ts";
import { createTally } from "./sqlite-tally.ts";

/** Raised whenever the same events would be counted otherwise: files of another version are counted anew. */
const countingVersion = 3;

/**
 * Opens what is counted from events.db, whose newest position is handed in. A file of another version, a damaged one, and one that is
 * ahead of the events (they were restored) are deleted, and everything is counted again from the start.
 */
export function openProjection(path: string, newestEvent: number): Database {
  return tuned(
    openFollowing({ path, part: "projection", migrations: [projection001, projection002], version: countingVersion, newestEvent }),
  );
}

/** Counting touches many small rows far apart: more of the file stays in memory (32 MiB), and the WAL is written back less often (16 MiB). */
function tuned(database: Database): Database {
  database.run("pragma cache_size = -32768");
  database.run("pragma wal_autocheckpoint = 4096");
  return database;
}

/** Rebuildable from events.db: deleting the file counts everything again. */
export function createProjectionStore(database: Database): ProjectionStore {
  const cursor = database.prepare<{ position: number }, []>("select position from cursor");
  const move = database.prepare<null, [number]>("update cursor set position = ?1");
  const lookups = database.prepare<{ position: number; event: string }, [number, number]>(
    "select position, event from lookup where position > ?1 order by position limit ?2",
  );
  const counts = database.prepare<{ event: string; post: string; events: number }, []>(
    "select kind as event, post, events from count_by_post order by kind, post",
  );
  const sources = database.prepare<CountedSource, []>(
    `select source, events, last_received_at as lastReceivedAt, newest_at as newestAt, newest_received_at as newestReceivedAt
     from source_state`,
  );
  const transaction = transactionOf(database);
  const { write, flush, forget } = createWrite(database);
  return {
    cursor: () => cursor.get()?.position ?? 0,
    write: (work, position) => {
      try {
        transaction(() => {
          work(write);
          flush();
          move.run(position);
        });
      } finally {
        forget();
      }
    },
    lookupsAfter: (position, rowsMax) => lookups.all(position, rowsMax),
    counts: () => counts.all(),
    sources: () => sources.all(),
  };
}

type Heard = { events: number; lastReceivedAt: number; newestAt: number | null; newestReceivedAt: number | null };

/** Sources and kinds are few: what a batch says of them is written once, at its end. */
function createWrite(database: Database): { readonly write: ProjectionWrite; readonly flush: () => void; readonly forget: () => void } {
  const kinds = new Map<string, { readonly name: string; readonly post: string; events: number }>();
  const sources = new Map<string, Heard>();
  const kind = database.prepare<null, [string, string, number]>(
    "insert into count_by_post (kind, post, events) values (?1, ?2, ?3) on conflict (kind, post) do update set events = events + excluded.events",
  );
  const lookup = database.prepare<null, [number, string, string, number, string]>(
    "insert into lookup (position, event, post, occurred_at, outcome) values (?1, ?2, ?3, ?4, ?5)",
  );
  const aside = database.prepare<null, [number, string, string, number, string]>(
    "insert into set_aside (position, source, epoch, seq, code) values (?1, ?2, ?3, ?4, ?5)",
  );
  const heard = database.prepare<null, [string, number, number]>(
    `insert into source_state (source, events, last_received_at) values (?1, ?2, ?3)
     on conflict (source) do update
     set events = events + excluded.events, last_received_at = max(last_received_at, excluded.last_received_at)`,
  );
  const newest = database.prepare<null, [string, number, number]>(
    "update source_state set newest_at = ?2, newest_received_at = ?3 where source = ?1 and (newest_at is null or newest_at < ?2)",
  );
  const counters = createTally(database);
  const write: ProjectionWrite = {
    heard: (source, receivedAt, occurredAt) => {
      const known = sources.get(source) ?? { events: 0, lastReceivedAt: receivedAt, newestAt: null, newestReceivedAt: null };
      sources.set(source, known);
      known.events += 1;
      known.lastReceivedAt = Math.max(known.lastReceivedAt, receivedAt);
      if (occurredAt === null || (known.newestAt !== null && known.newestAt >= occurredAt)) return;
      known.newestAt = occurredAt;
      known.newestReceivedAt = receivedAt;
    },
    kind: (name, post) => {
      const key = `${name} ${post}`;
      const known = kinds.get(key);
      if (known === undefined) kinds.set(key, { name, post, events: 1 });
      else known.events += 1;
    },
    lookup: (...row) => void lookup.run(...row),
    setAside: ({ position, source, epoch, seq }, code) => void aside.run(position, source, epoch, seq, code),
    tally: counters.tally,
  };
  const forget = (): void => {
    kinds.clear();
    sources.clear();
    counters.forget();
  };
  const flush = (): void => {
    for (const { name, post, events } of kinds.values()) kind.run(name, post, events);
    for (const [source, { events, lastReceivedAt, newestAt, newestReceivedAt }] of sources) {
      heard.run(source, events, lastReceivedAt);
      if (newestAt !== null && newestReceivedAt !== null) newest.run(source, newestAt, newestReceivedAt);
    }
    counters.flush();
    forget();
  };
  return { write, flush, forget };
}

import type { Database } from "bun:sqlite";
import type { ProjectionStore } from "../features/projection/projection.ts";
import { transactionOf } from "./sqlite-ledger.ts";

/** Rebuildable from events.db: deleting the file counts everything again. */
export function createProjectionStore(database: Database): ProjectionStore {
  const cursor = database.prepare<{ position: number }, []>("select position from cursor");
  const move = database.prepare<null, [number]>("update cursor set position = ?1");
  const count = database.prepare<null, [string, string]>(
    "insert into count_by_post (kind, post, events) values (?1, ?2, 1) on conflict (kind, post) do update set events = events + 1",
  );
  const lookup = database.prepare<null, [number, string, string, number, string]>(
    "insert into lookup (position, event, post, occurred_at, outcome) values (?1, ?2, ?3, ?4, ?5)",
  );
  const aside = database.prepare<null, [number, string, string, number, string]>(
    "insert into set_aside (position, source, epoch, seq, code) values (?1, ?2, ?3, ?4, ?5)",
  );
  const heard = database.prepare<null, [string, number, number]>(
    `insert into source_state (source, events, last_received_at) values (?1, ?2, ?3)
     on conflict (source) do update set events = events + excluded.events, last_received_at = max(last_received_at, excluded.last_received_at)`,
  );
  const sources = database.prepare<{ source: string; events: number; lastReceivedAt: number }, []>(
    "select source, events, last_received_at as lastReceivedAt from source_state",
  );
  const lookups = database.prepare<{ position: number; event: string }, [number, number]>(
    "select position, event from lookup where position > ?1 order by position limit ?2",
  );
  const counts = database.prepare<{ event: string; post: string; events: number }, []>(
    "select kind as event, post, events from count_by_post order by kind, post",
  );
  const transaction = transactionOf(database);
  return {
    cursor: () => cursor.get()?.position ?? 0,
    apply: (changes, position) =>
      transaction(() => {
        for (const change of changes) {
          if (change.kind === "count") count.run(change.event, change.post);
          else if (change.kind === "lookup") lookup.run(change.position, change.event, change.post, change.occurredAt, change.outcome);
          else if (change.kind === "source") heard.run(change.source, change.events, change.receivedAt);
          else aside.run(change.position, change.source, change.epoch, change.seq, change.code);
        }
        move.run(position);
      }),
    lookupsAfter: (position, rowsMax) => lookups.all(position, rowsMax),
    counts: () => counts.all(),
    sources: () => sources.all(),
  };
}

import type { SqlDatabase } from "@beket/node-kit";
import type { ActChange, ChangeLog } from "../features/acts/ports.ts";

/** What acts changed in one database, beside the rows they changed. */
export function createChangeLog(database: SqlDatabase): ChangeLog {
  const progress = database.prepare<{ nextRow: number; done: number; changed: number; leftAlone: number }>(
    `select next_row as "nextRow", done, changed, left_alone as "leftAlone" from act_progress where act = ?1`,
  );
  const setProgress = database.prepare<unknown>(
    `insert into act_progress (act, next_row, done, changed, left_alone) values (?1, ?2, ?3, ?4, ?5)
     on conflict (act) do update set next_row = excluded.next_row, done = excluded.done, changed = excluded.changed,
       left_alone = excluded.left_alone`,
  );
  const add = database.prepare<unknown>(
    `insert into act_change (act, scope_row, before_record, after_record) values (?1, ?2, ?3, ?4)
     on conflict (act, scope_row) do update set before_record = excluded.before_record, after_record = excluded.after_record`,
  );
  const page = database.prepare<ActChange>(
    `select scope_row as "row", before_record as "before", after_record as "after" from act_change
     where act = ?1 and scope_row > ?2 order by scope_row limit ?3`,
  );
  const count = database.prepare<{ rows: number }>(`select count(*) as "rows" from act_change where act = ?1`);
  return {
    progress: (act) => {
      const found = progress.get(act);
      return found === null ? null : { ...found, done: found.done === 1 };
    },
    setProgress: (act, { nextRow, done, changed, leftAlone }) => {
      setProgress.run(act, nextRow, done ? 1 : 0, changed, leftAlone);
    },
    add: (act, changes) => {
      add.runMany(changes.map(({ row, before, after }) => [act, row, before, after]));
    },
    changes: (act, afterRow, limit) => page.all(act, afterRow, limit),
    count: (act) => count.get(act)?.rows ?? 0,
  };
}

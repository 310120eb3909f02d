import { assert } from "@beket/domain";
import type { SqlDatabase } from "@beket/node-kit";
import type { Appeal, AppealStore } from "../features/appeals/ports.ts";

type Stored = Omit<Appeal, "number"> & { readonly number: string };
const columns = `id, kind, target, number, post, about_at as "aboutAt", received_at as "receivedAt", text, phone, state,
  decided_at as "decidedAt", decided_by as "decidedBy", answer, correction, note`;
const appealFrom = (row: Stored): Appeal => ({ ...row, number: row.number === "" ? null : row.number });

/** Appeals, in the registry's database. */
export function createAppealStore(database: SqlDatabase): AppealStore {
  const add = database.prepare<unknown>(
    `insert into appeal (id, kind, target, number, post, about_at, received_at, text, phone, state)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'open') on conflict (kind, target, number) do nothing`,
  );
  const same = database.prepare<Stored>(`select ${columns} from appeal where kind = ?1 and target = ?2 and number = ?3`);
  const byId = database.prepare<Stored>(`select ${columns} from appeal where id = ?1`);
  const byTarget = database.prepare<Stored>(
    `select ${columns} from appeal where kind = ?1 and target = ?2 order by received_at desc limit 100`,
  );
  const open = database.prepare<Stored>(`select ${columns} from appeal where state = 'open' order by received_at, id limit ?1`);
  const decided = database.prepare<Stored>(`select ${columns} from appeal where state <> 'open' order by decided_at desc, id limit ?1`);
  const count = database.prepare<{ open: number }>(`select count(*) as "open" from appeal where state = 'open'`);
  const decide = database.prepare<unknown>(
    `update appeal set state = ?2, answer = ?3, correction = ?4, note = ?5, decided_by = ?6, decided_at = ?7
     where id = ?1 and state = 'open'`,
  );
  return {
    add: (appeal) =>
      database.transaction(() => {
        const { id, kind, target, number, post, aboutAt, receivedAt, text, phone } = appeal;
        add.run(id, kind, target, number ?? "", post, aboutAt, receivedAt, text, phone);
        const stands = same.get(kind, target, number ?? "");
        assert(stands !== null, "an appeal that was added is there");
        return appealFrom(stands);
      }),
    byId: (id) => {
      const row = byId.get(id);
      return row === null ? null : appealFrom(row);
    },
    byTarget: (kind, target) => byTarget.all(kind, target).map(appealFrom),
    list: (which, limit) => (which === "open" ? open : decided).all(limit).map(appealFrom),
    decide: (id, { outcome, answer, correction, note }, by, at) =>
      database.transaction(() => decide.run(id, outcome, answer, correction, note, by, at) === 1),
    openCount: () => count.get()?.open ?? 0,
  };
}

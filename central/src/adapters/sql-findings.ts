import { findingKinds, findingStates, type FindingKind } from "@beket/api";
import { assert, ledgers } from "@beket/domain";
import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import abuse001 from "../../migrations/abuse/001-first.sql" with { type: "text" };
import type { FindingRow, FindingStore, HistoryRow } from "../features/abuse/ports.ts";

const Texts = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
const Stored = v.object({
  id: v.string(),
  kind: v.picklist(findingKinds),
  about: v.string(),
  severity: v.picklist([1, 2, 3]),
  state: v.picklist(findingStates),
  foundAt: v.number(),
  lastAt: v.number(),
  endsAt: v.nullable(v.number()),
  scheme: v.nullable(v.picklist(["iin", "doc", "plate"])),
  applicants: Texts,
  posts: Texts,
  measured: v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.number())),
  evidence: v.pipe(
    v.string(),
    v.parseJson(),
    v.strictObject({
      permits: v.array(v.strictObject({ ledger: v.picklist(ledgers), number: v.string() })),
      applications: v.array(v.string()),
      events: v.array(v.strictObject({ event: v.string(), position: v.number() })),
    }),
  ),
});
const columns = `id, kind, about, severity, state, found_at as "foundAt", last_at as "lastAt", ends_at as "endsAt", scheme, applicants, posts,
  measured, evidence`;
const slots = (from: number, count: number): string => Array.from({ length: count }, (_, at) => `?${from + at}`).join(", ");
/** Always as many values, so that there is one statement: the first fills what is over. */
const filled = (given: readonly string[], all: readonly string[]): readonly string[] => {
  const wanted = given.length === 0 ? all : given;
  return all.map((_, at) => wanted[at] ?? wanted[0] ?? "");
};

/** Findings of abuse, on SQLite and PostgreSQL. */
export function createFindingStore(database: SqlDatabase): FindingStore {
  database.migrate("abuse", [abuse001]);
  const read = (row: unknown): FindingRow => v.parse(Stored, row);
  const one = (row: unknown): FindingRow | null => (row === null ? null : read(row));
  const byId = database.prepare<unknown>(`select ${columns} from finding where id = ?1`);
  const byAbout = database.prepare<unknown>(`select ${columns} from finding where kind = ?1 and about = ?2`);
  const put = database.prepare<unknown>(
    `insert into finding (id, kind, about, severity, state, found_at, last_at, ends_at, checked_at, scheme, applicants, posts, measured, evidence)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
     on conflict (id) do update set severity = excluded.severity, state = excluded.state, last_at = excluded.last_at,
       ends_at = excluded.ends_at, checked_at = excluded.checked_at, applicants = excluded.applicants, posts = excluded.posts,
       measured = excluded.measured, evidence = excluded.evidence`,
  );
  const unchecked = database.prepare<unknown>(
    `select ${columns} from finding where kind = ?1 and state = 'open' and checked_at < ?2 order by checked_at limit ?3`,
  );
  return {
    transaction: database.transaction,
    byId: (id) => one(byId.get(id)),
    byAbout: (kind, about) => one(byAbout.get(kind, about)),
    put: (row, checkedAt) => {
      const lists = [row.applicants, row.posts, row.measured, row.evidence].map((list) => JSON.stringify(list));
      const head = [row.id, row.kind, row.about, row.severity, row.state, row.foundAt, row.lastAt, row.endsAt, checkedAt, row.scheme];
      put.run(...head, ...lists);
    },
    page: createPage(database, read),
    unchecked: (kind, before, limit) => unchecked.all(kind, before, limit).map(read),
    ...histories(database),
    ...cursors(database),
  };
}

function createPage(database: SqlDatabase, read: (row: unknown) => FindingRow): FindingStore["page"] {
  const place = "severity >= ?1 and (severity, last_at, id) < (?2, ?3, ?4)";
  const order = "order by severity desc, last_at desc, id desc limit ?5";
  const states = `state in (${slots(6, findingStates.length)})`;
  const afterStates = 6 + findingStates.length;
  // One kind has its own index; several are sifted out of the order of all.
  const ofKind = database.prepare<unknown>(
    `select ${columns} from finding where ${place} and ${states} and kind = ?${afterStates} ${order}`,
  );
  const ofKinds = database.prepare<unknown>(
    `select ${columns} from finding where ${place} and ${states} and kind in (${slots(afterStates, findingKinds.length)}) ${order}`,
  );
  return ({ kinds, states: wanted, severity }, after, limit) => {
    const { severity: rank, lastAt, id } = after ?? { severity: 9, lastAt: 0, id: "" };
    const common = [severity, rank, lastAt, id, limit, ...filled(wanted, findingStates)];
    const only: FindingKind | undefined = kinds.length === 1 ? kinds[0] : undefined;
    const rows = only === undefined ? ofKinds.all(...common, ...filled(kinds, findingKinds)) : ofKind.all(...common, only);
    return rows.map(read);
  };
}

function histories(database: SqlDatabase): Pick<FindingStore, "history" | "isDone" | "addHistory"> {
  const list = database.prepare<HistoryRow>(
    'select act, at, by_staff as "by", state, note from finding_history where finding = ?1 order by entry',
  );
  const done = database.prepare<unknown>("select 1 from finding_history where act = ?1");
  const add = database.prepare<unknown>(
    `insert into finding_history (finding, entry, act, at, by_staff, state, note)
     values (?1, (select count(*) + 1 from finding_history where finding = ?1), ?2, ?3, ?4, ?5, ?6)`,
  );
  return {
    history: (finding) => list.all(finding),
    isDone: (act) => done.get(act) !== null,
    addHistory: (finding, { act, at, by, state, note }) => {
      add.run(finding, act, at, by, state, note);
    },
  };
}

function cursors(database: SqlDatabase): Pick<FindingStore, "cursor" | "move" | "dayBegan"> {
  const cursor = database.prepare<{ position: number }>("select position from abuse_cursor where part = ?1");
  const move = database.prepare<unknown>(
    "insert into abuse_cursor (part, position) values (?1, ?2) on conflict (part) do update set position = excluded.position",
  );
  const began = database.prepare<{ people: number }>("select people from roster_size where ledger = ?1 and applicant = ?2 and day = ?3");
  const begin = database.prepare<unknown>(
    "insert into roster_size (ledger, applicant, day, people) values (?1, ?2, ?3, ?4) on conflict do nothing",
  );
  return {
    cursor: (part) => cursor.get(part)?.position ?? 0,
    move: (part, position) => {
      move.run(part, position);
    },
    dayBegan: (ledger, applicant, day, people) => {
      begin.run(ledger, applicant, day, people);
      const found = began.get(ledger, applicant, day);
      assert(found !== null, "the day's beginning was just kept");
      return found.people;
    },
  };
}

import type { Database } from "bun:sqlite";
import { assert, decodeRecord, encodeRecord, type SubjectScheme } from "@beket/domain";
import type { CaseCount, CaseRow, HealthStore, HistoryRow, HoldRow } from "../features/health/ports.ts";

type Stored = Omit<CaseRow, "contest"> & {
  readonly contestAt: number | null;
  readonly contestReason: string | null;
  readonly contestBy: string | null;
};
const columns = `case_id as "case", file, person, test, post, place, state, standing, opened_at as openedAt, expires_at as expiresAt,
  published_at as publishedAt, contest_at as contestAt, contest_reason as contestReason, contest_by as contestBy`;
const isOpen = "state in ('provisional', 'confirmed', 'contested')";

function caseFrom({ contestAt, contestReason, contestBy, ...row }: Stored): CaseRow {
  const isContested = contestAt !== null && contestReason !== null && contestBy !== null;
  return { ...row, contest: isContested ? { at: contestAt, reason: contestReason, by: contestBy } : null };
}

type CaseTables = Pick<HealthStore, "case" | "newestCase" | "putCase" | "cases" | "overdue" | "casesByState" | "history" | "addHistory"> &
  ReturnType<typeof holdTables>;

/** Cases, what became of them, and the rows of the common scope that they hold. */
export function createCaseTables(database: Database): CaseTables {
  const one = database.prepare<Stored, [string]>(`select ${columns} from health_case where case_id = ?1`);
  // The order of their making, which a clock that stands or goes back does not change.
  const newest = database.prepare<Stored, [string]>(`select ${columns} from health_case where file = ?1 order by rowid desc limit 1`);
  const list = database.prepare<Stored, [number]>(
    `select ${columns} from health_case order by ${isOpen} desc, opened_at desc, rowid desc limit ?1`,
  );
  const overdue = database.prepare<Stored, [number]>(
    `select ${columns} from health_case where ${isOpen} and expires_at <= ?1 order by expires_at`,
  );
  const isOverdue = `exists (select 1 from health_event test join health_order on health_order.test = test.test
    where test.person = health_case.person and test.kind = 'test' and due_at <= ?1 and health_order.result is null)`;
  const byState = database.prepare<CaseCount, [number]>(
    `select case when ${isOpen} and expires_at <= ?1 then 'expired' else state end as state, count(*) as holds,
       min(opened_at) as oldestAt, sum(${isOpen} and expires_at > ?1 and ${isOverdue}) as pcrOverdue
     from health_case group by 1 order by 1`,
  );
  const put = database.prepare<null, (string | number | null)[]>(
    `insert into health_case (case_id, file, person, test, post, place, state, standing, opened_at, expires_at, published_at, contest_at,
       contest_reason, contest_by) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
     on conflict (case_id) do update set state = excluded.state, standing = excluded.standing, opened_at = excluded.opened_at,
       expires_at = excluded.expires_at, contest_at = excluded.contest_at, contest_reason = excluded.contest_reason,
       contest_by = excluded.contest_by`,
  );
  const history = database.prepare<HistoryRow, [string]>(
    "select at, state, cause, by, reason from health_history where case_id = ?1 order by entry",
  );
  const addHistory = database.prepare<null, [string, number, string, string, string | null, string | null]>(
    `insert into health_history (case_id, entry, at, state, cause, by, reason)
     values (?1, (select count(*) + 1 from health_history where case_id = ?1), ?2, ?3, ?4, ?5, ?6)`,
  );
  const orNull = (row: Stored | null): CaseRow | null => (row === null ? null : caseFrom(row));
  return {
    case: (id) => orNull(one.get(id)),
    newestCase: (file) => orNull(newest.get(file)),
    putCase: (row) => {
      const { file, person, test, post, place, state, standing, openedAt, expiresAt, publishedAt, contest } = row;
      const about = [row.case, file, person, test, post, place, state, standing, openedAt, expiresAt, publishedAt];
      put.run(...about, contest?.at ?? null, contest?.reason ?? null, contest?.by ?? null);
    },
    cases: (rowsMax) => list.all(rowsMax).map(caseFrom),
    overdue: (now) => overdue.all(now).map(caseFrom),
    casesByState: (now) => byState.all(now),
    history: (id) => history.all(id),
    addHistory: (id, { at, state, cause, by, reason }) => {
      addHistory.run(id, at, state, cause, by, reason);
    },
    ...holdTables(database),
  };
}

type StoredHold = Omit<HoldRow, "key" | "record"> & {
  readonly scheme: SubjectScheme;
  readonly country: string;
  readonly value: string;
  readonly record: Uint8Array;
};
function holdTables(database: Database): Pick<HealthStore, "holds" | "putHold" | "addUrgent" | "urgent" | "clearUrgent"> {
  const holds = database.prepare<StoredHold, [string]>(
    `select number, case_id as "case", scheme, country, value, scope_row as scopeRow, record from health_hold
     where case_id = ?1 order by scope_row`,
  );
  const put = database.prepare<null, [string, string, string, string, string, number, Uint8Array]>(
    `insert into health_hold (number, case_id, scheme, country, value, scope_row, record) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
     on conflict (number) do update set record = excluded.record`,
  );
  const addUrgent = database.prepare<null, [number]>("insert into health_urgent (scope_row) values (?1) on conflict do nothing");
  const urgent = database.prepare<{ scopeRow: number }, []>("select scope_row as scopeRow from health_urgent order by scope_row");
  const clearUrgent = database.prepare<null, [number]>("delete from health_urgent where scope_row = ?1");
  return {
    holds: (id) =>
      holds.all(id).map(({ scheme, country, value, record, ...row }): HoldRow => {
        const decoded = decodeRecord(record);
        assert(decoded.ok && decoded.value.kind === "hold", "a stored hold decodes");
        return { ...row, key: { scheme, country, value }, record: decoded.value };
      }),
    putHold: ({ number, case: id, key, scopeRow, record }) => {
      put.run(number, id, key.scheme, key.country, key.value, scopeRow, encodeRecord(record));
    },
    addUrgent: (rows) => {
      for (const row of rows) addUrgent.run(row);
    },
    urgent: () => urgent.all().map((row) => row.scopeRow),
    clearUrgent: database.transaction((rows: readonly number[]) => {
      for (const row of rows) clearUrgent.run(row);
    }),
  };
}

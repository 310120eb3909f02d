import type { Ledger, SubjectKey, SubjectScheme } from "@beket/domain";
import type { SqlDatabase } from "@beket/node-kit";
import abuseLedger001 from "../../migrations/abuse-ledger/001-first.sql" with { type: "text" };
import type { PermitScan, ScannedPermit } from "../features/abuse/ports.ts";

type Stored = Omit<ScannedPermit, "key"> & { readonly scheme: SubjectScheme; readonly country: string; readonly value: string };
const columns = `scope_row as "scopeRow", number, submission, applicant, list, scheme, country, value, valid_to as "validTo"`;
const rowFrom = ({ scheme, country, value, ...row }: Stored): ScannedPermit => ({ ...row, key: { scheme, country, value } });
/** Values of one statement's list. */
const chunk = 100;
const slots = Array.from({ length: chunk }, (_, at) => `?${at + 2}`).join(", ");
/** `?1` is now; revoked from a later time on is in force until then. */
const inForce = "valid_to > ?1 and (state = 'active' or revoked_from > ?1)";

/** Statements over a list of values, in pieces that are always as long: what is over repeats the last. */
function inChunks<Row>(
  all: (...values: readonly (string | number)[]) => readonly Row[],
  now: number,
  values: readonly string[],
): readonly Row[] {
  const rows: Row[] = [];
  const distinct = [...new Set(values)];
  for (let at = 0; at < distinct.length; at += chunk) {
    const piece = distinct.slice(at, at + chunk);
    const last = piece.at(-1) ?? "";
    rows.push(...all(now, ...piece, ...Array.from({ length: chunk - piece.length }, () => last)));
  }
  return rows;
}

/** A ledger as who looks for patterns reads it, on SQLite and PostgreSQL: everything by an index. */
export function createPermitScan(database: SqlDatabase, ledger: Ledger): PermitScan {
  database.migrate("abuse-ledger", [abuseLedger001]);
  const after = database.prepare<Stored>(`select ${columns} from permit where scope_row > ?1 order by scope_row limit ?2`);
  const behind = database.prepare<{ rows: number }>(
    "select count(*) as rows from (select 1 as one from permit where scope_row > ?1 limit 100000) as rest",
  );
  const byNumber = database.prepare<Stored>(`select ${columns} from permit where number = ?1 order by scope_row`);
  const holders = database.prepare<Stored>(
    `select ${columns} from permit where ${inForce} and value in (${slots}) order by value, scope_row`,
  );
  const people = database.prepare<{ applicant: string; people: number }>(
    `select applicant, count(distinct value) as people from permit
     where list = 'persons' and ${inForce} and applicant in (${slots}) group by applicant`,
  );
  const added = database.prepare<{ submission: string; persons: number; vehicles: number }>(
    `select submission, count(distinct case when list = 'persons' then value end) as persons,
       count(distinct case when list = 'vehicles' then value end) as vehicles
     from permit where ${inForce} and submission in (${slots}) group by submission`,
  );
  const vehicles = database.prepare<{ scheme: SubjectScheme; country: string; value: string }>(
    "select distinct scheme, country, value from permit where submission = ?1 and list = 'vehicles'",
  );
  return {
    ledger,
    after: (scopeRow, limit) => after.all(scopeRow, limit).map(rowFrom),
    behind: (scopeRow) => behind.get(scopeRow)?.rows ?? 0,
    byNumber: (number) => byNumber.all(number).map(rowFrom),
    holders: (keys, now) => {
      const wanted = new Set(keys.map(keyText));
      const found = inChunks(
        holders.all,
        now,
        keys.map(({ value }) => value),
      );
      return found.map(rowFrom).filter(({ key }) => wanted.has(keyText(key)));
    },
    people: (applicants, now) => new Map(inChunks(people.all, now, applicants).map((row) => [row.applicant, row.people])),
    added: (submissions, now) => new Map(inChunks(added.all, now, submissions).map(({ submission, ...counts }) => [submission, counts])),
    vehiclesOf: (submission) => vehicles.all(submission),
    overlap: createOverlap(database),
    churn: createChurn(database),
  };
}
const keyText = ({ scheme, country, value }: SubjectKey): string => `${scheme} ${country} ${value}`;

function createOverlap(database: SqlDatabase): PermitScan["overlap"] {
  const roster = (applicant: string): string =>
    `select distinct scheme, country, value from permit where ${inForce} and applicant = ${applicant}`;
  const shared = database.prepare<{ shared: number }>(
    `select count(*) as shared from (${roster("?2")}) as a
     join (${roster("?3")}) as b on a.value = b.value and a.scheme = b.scheme and a.country = b.country`,
  );
  const size = database.prepare<{ rows: number }>(`select count(*) as rows from (${roster("?2")}) as roster`);
  return (left, right, now) => ({
    shared: shared.get(now, left, right)?.shared ?? 0,
    left: size.get(now, left)?.rows ?? 0,
    right: size.get(now, right)?.rows ?? 0,
  });
}

function createChurn(database: SqlDatabase): PermitScan["churn"] {
  // Issued when the outcome of its submission was committed.
  const revoked = database.prepare<{ applicant: string; value: string; revokedFrom: number; submission: string }>(
    `select permit.applicant as applicant, permit.value as value, permit.revoked_from as "revokedFrom", permit.submission as submission
     from permit join outcome on outcome.submission = permit.submission
     where permit.revoked_from > ?1 and permit.revoked_from - outcome.decided_at < ?2 and permit.list = 'persons'
     order by permit.revoked_from limit 20000`,
  );
  return (since, withinMs, from) => {
    const found = new Map<string, { readonly people: Set<string>; readonly submissions: Set<string>; lastAt: number }>();
    for (const { applicant, value, revokedFrom, submission } of revoked.all(since, withinMs)) {
      const one = found.get(applicant) ?? { people: new Set(), submissions: new Set(), lastAt: 0 };
      found.set(applicant, one);
      one.people.add(value);
      one.submissions.add(submission);
      one.lastAt = Math.max(one.lastAt, revokedFrom);
    }
    return [...found].flatMap(([applicant, { people, submissions, lastAt }]) =>
      people.size < from ? [] : [{ applicant, people: people.size, lastAt, submissions: [...submissions].slice(0, 20) }],
    );
  };
}

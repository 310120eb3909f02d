import { assert, ChangedTerms, decodeRecord, encodeRecord, type Ledger, type PermitRecord, type SubjectScheme } from "@beket/domain";
import type { SqlDatabase, SqlStatement } from "@beket/node-kit";
import * as v from "valibot";
import { subjectText } from "../features/applications/decide-application.ts";
import type { GrantedApplication, LedgerStore, PermitAct, PermitRow, PermitStanding } from "../features/records/ledger.ts";
import type { Answer } from "../features/submissions/ports.ts";
import { answerFromJson } from "./sql-submissions.ts";

type Stored = Omit<PermitRow, "key" | "record" | "index"> & {
  readonly listIndex: number;
  readonly scheme: SubjectScheme;
  readonly country: string;
  readonly value: string;
  readonly record: Uint8Array;
};
const columns = `number, submission, application, applicant, list, list_index as listIndex, scheme, country, value, consent,
  scope_row as scopeRow, record`;
/** So many numbers are looked up at once. */
const numbersAtOnce = 200;

const permitFrom = (bytes: Uint8Array): PermitRecord => {
  const record = decodeRecord(bytes);
  assert(record.ok && record.value.kind === "permit", "a stored permit decodes");
  return record.value;
};
const rowFrom = ({ listIndex, scheme, country, value, record, ...row }: Stored): PermitRow => ({
  ...row,
  index: listIndex,
  key: { scheme, country, value },
  record: permitFrom(record),
});

/** The permits of one ledger, in the database that also holds its scope. */
export function createLedgerStore(database: SqlDatabase, ledger: Ledger): LedgerStore {
  const marks = Array.from({ length: numbersAtOnce }, (_, at) => `?${at + 1}`).join(", ");
  const taken = database.prepare<{ number: string }>(`select distinct number from permit where number in (${marks})`);
  const numberOf = database.prepare<{ number: number }>("select number from organisation_number where applicant = ?1");
  const addNumber = database.prepare<{ number: number }>("insert into organisation_number (applicant) values (?1) returning number");
  const rows = (where: string) => database.prepare<Stored>(`select ${columns} from permit where ${where} order by list, list_index`);
  const byNumber = rows("number = ?1");
  const byNumbers = rows(`number in (${marks})`);
  const bySubmission = rows("submission = ?1");
  const standings = database.prepare<PermitStanding>(
    `select list, list_index as "index", state as status, revoked_from as "revokedFrom", valid_to as "validTo" from permit where submission = ?1`,
  );
  const byApplication = rows("application = ?1");
  const byConsent = rows(`consent = ?1 and valid_to > ?2 and (state = 'active' or revoked_from > ?2)`);
  const active = database.prepare<{ list: string; rows: number }>(
    "select list, count(*) as rows from permit where application = ?1 and state = 'active' and valid_to > ?2 group by list",
  );
  const count = database.prepare<{ rows: number }>("select count(*) as rows from permit");

  return {
    ledger,
    facts: createFacts(database),
    taken: (numbers) => new Set(inParts(numbers, taken).map(({ number }) => number)),
    byNumbers: (numbers) => Map.groupBy(inParts(numbers, byNumbers).map(rowFrom), ({ number }) => number),
    organisationNumber: (applicant) => {
      const number = (numberOf.get(applicant) ?? addNumber.get(applicant))?.number;
      assert(number !== undefined, "an applicant gets a number");
      return number;
    },
    byNumber: (number) => byNumber.all(number).map(rowFrom),
    bySubmission: (submission) => bySubmission.all(submission).map(rowFrom),
    standings: (submission) => standings.all(submission),
    byApplication: (application) => byApplication.all(application).map(rowFrom),
    byConsent: (consent, now) => byConsent.all(consent, now).map(rowFrom),
    activeCount: (application, now) => {
      const byList = new Map(active.all(application, now).map((row) => [row.list, row.rows]));
      return { persons: byList.get("persons") ?? 0, vehicles: byList.get("vehicles") ?? 0 };
    },
    ...createApplications(database),
    ...writing(database),
    count: () => count.get()?.rows ?? 0,
    transaction: database.transaction,
  };
}

/** So many at once as the statement has parameters; the last ones padded with what no number is. */
function inParts<Row>(numbers: readonly string[], statement: SqlStatement<Row>): readonly Row[] {
  const found: Row[] = [];
  for (let at = 0; at < numbers.length; at += numbersAtOnce) {
    const part = numbers.slice(at, at + numbersAtOnce);
    const padded = [...part, ...Array.from({ length: numbersAtOnce - part.length }, () => "")];
    found.push(...statement.all(...padded));
  }
  return found;
}

type Held = {
  readonly scopeRow: number;
  readonly list: string;
  readonly scheme: SubjectScheme;
  readonly country: string;
  readonly value: string;
  readonly state: string;
  readonly record: Uint8Array;
};

/** One question for all permits of the applicant: ten thousand rows are decided against what it answers. */
function createFacts(database: SqlDatabase): LedgerStore["facts"] {
  // Revoked from a later time on is in force until then.
  const held = database.prepare<Held>(
    `select scope_row as scopeRow, list, scheme, country, value, state, record from permit
     where applicant = ?1 and valid_to > ?2 and (state = 'active' or revoked_from > ?2)`,
  );
  return (applicant, now, without = new Set()) => {
    const people = new Set<string>();
    const seats = new Map<string, number>();
    const active = new Map<string, Uint8Array[]>();
    for (const row of held.all(applicant, now)) {
      if (without.has(row.scopeRow)) continue;
      const text = subjectText(row);
      if (row.list === "persons") people.add(text);
      else {
        const { groupHeadcount } = permitFrom(row.record);
        if (groupHeadcount !== null) seats.set(text, Math.max(seats.get(text) ?? 0, groupHeadcount));
      }
      if (row.state !== "active") continue;
      const others = active.get(text);
      if (others === undefined) active.set(text, [row.record]);
      else others.push(row.record);
    }
    return {
      activePeople: people,
      activeSeats: seats,
      permitsOf: (key) => active.get(subjectText(key))?.map(permitFrom) ?? [],
    };
  };
}

type StoredApplication = Omit<GrantedApplication, "terms"> & { readonly terms: string };
const TermsJson = v.pipe(v.string(), v.parseJson(), ChangedTerms);

function createApplications(database: SqlDatabase): Pick<LedgerStore, "application" | "applications" | "putApplication"> {
  const select = "select application, submission, applicant, revision, terms, received_at as receivedAt from application";
  const one = database.prepare<StoredApplication>(`${select} where application = ?1`);
  const own = database.prepare<StoredApplication>(`${select} where applicant = ?1 order by received_at desc limit ?2`);
  const put = database.prepare<unknown>(
    `insert into application (application, submission, applicant, revision, terms, received_at) values (?1, ?2, ?3, ?4, ?5, ?6)
     on conflict (application) do update set revision = excluded.revision, terms = excluded.terms`,
  );
  const read = (row: StoredApplication): GrantedApplication => ({ ...row, terms: v.parse(TermsJson, row.terms) });
  return {
    application: (application) => {
      const found = one.get(application);
      return found === null ? null : read(found);
    },
    applications: (applicant, limit) => own.all(applicant, limit).map(read),
    putApplication: ({ application, submission, applicant, revision, terms, receivedAt }) => {
      put.run(application, submission, applicant, revision, JSON.stringify(terms), receivedAt);
    },
  };
}

function writing(database: SqlDatabase): Pick<LedgerStore, "insert" | "update" | "acts" | "outcome" | "recordOutcome"> {
  const insert = database.prepare<unknown>(
    `insert into permit (scope_row, number, submission, applicant, list, list_index, scheme, country, value, state, revoked_from,
       valid_from, valid_to, purpose, record, application, consent)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)`,
  );
  const update = database.prepare<unknown>(
    "update permit set state = ?2, revoked_from = ?3, valid_from = ?4, valid_to = ?5, purpose = ?6, record = ?7 where scope_row = ?1",
  );
  const note = database.prepare<unknown>("insert into permit_act (number, act, at, submission, source) values (?1, ?2, ?3, ?4, ?5)");
  const acts = database.prepare<PermitAct>("select number, act, at, submission, source from permit_act where number = ?1 order by id");
  return {
    insert: (rows) => {
      insert.runMany(
        rows.map(({ scopeRow, number, submission, applicant, list, index, key, record, application, consent }) => {
          const { status, revokedFrom, validFrom, validTo, purpose } = record;
          const about = [scopeRow, number, submission, applicant, list, index, key.scheme, key.country, key.value];
          return [...about, status, revokedFrom, validFrom, validTo, purpose, encodeRecord(record), application, consent];
        }),
      );
    },
    update: (rows, source) => {
      update.runMany(
        rows.map(({ scopeRow, record }) => {
          const { status, revokedFrom, validFrom, validTo, purpose } = record;
          return [scopeRow, status, revokedFrom, validFrom, validTo, purpose, encodeRecord(record)];
        }),
      );
      if (source === undefined) return;
      // A group's rows share their number, and what happened to it.
      const numbers = [...new Set(rows.map(({ number }) => number))];
      note.runMany(numbers.map((number) => [number, source.act, source.at, source.submission, source.source]));
    },
    acts: (number) => acts.all(number),
    ...createOutcomes(database),
  };
}

/** The table of answers that ledgers and the common file both have. */
export function createOutcomes(database: SqlDatabase, table: "outcome" | "consent_outcome" = "outcome") {
  const find = database.prepare<{ answer: string }>(`select answer from ${table} where submission = ?1`);
  const put = database.prepare<unknown>(`insert into ${table} (submission, decided_at, answer) values (?1, ?2, ?3)`);
  return {
    outcome: (submission: string): Answer | null => {
      const found = find.get(submission);
      return found === null ? null : answerFromJson(found.answer);
    },
    recordOutcome: (submission: string, decidedAt: number, answer: Answer): void => {
      put.run(submission, decidedAt, JSON.stringify(answer));
    },
  };
}

export { columns as permitColumns, rowFrom as permitRowFrom };
export type { Stored as StoredPermit };

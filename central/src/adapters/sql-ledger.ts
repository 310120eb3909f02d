import { assert, decodeRecord, encodeRecord, type Ledger, type PermitRecord, type SubjectScheme } from "@beket/domain";
import type { SqlDatabase } from "@beket/node-kit";
import { subjectText } from "../features/applications/decide-application.ts";
import type { LedgerStore, PermitRow } from "../features/records/ledger.ts";
import type { Answer } from "../features/submissions/ports.ts";
import { answerFromJson } from "./sql-submissions.ts";

type Stored = Omit<PermitRow, "key" | "record" | "index"> & {
  readonly listIndex: number;
  readonly scheme: SubjectScheme;
  readonly country: string;
  readonly value: string;
  readonly record: Uint8Array;
};
const columns = "number, submission, applicant, list, list_index as listIndex, scheme, country, value, scope_row as scopeRow, record";

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
  // Revoked from a later time on is in force until then.
  const holding = "applicant = ?1 and valid_to > ?2 and (state = 'active' or revoked_from > ?2)";
  const people = database.prepare<{ scheme: SubjectScheme; country: string; value: string }>(
    `select distinct scheme, country, value from permit where list = 'persons' and ${holding}`,
  );
  const vehicles = database.prepare<{ scheme: SubjectScheme; country: string; value: string; record: Uint8Array }>(
    `select scheme, country, value, record from permit where list = 'vehicles' and ${holding}`,
  );
  const seatsOf = (applicant: string, now: number): ReadonlyMap<string, number> => {
    const seats = new Map<string, number>();
    for (const { record, ...key } of vehicles.all(applicant, now)) {
      const { groupHeadcount } = permitFrom(record);
      const text = subjectText(key);
      if (groupHeadcount !== null) seats.set(text, Math.max(seats.get(text) ?? 0, groupHeadcount));
    }
    return seats;
  };
  const permitsOf = database.prepare<{ record: Uint8Array }>(
    "select record from permit where value = ?1 and applicant = ?2 and scheme = ?3 and country = ?4 and state = 'active'",
  );
  const taken = database.prepare<{ found: number }>("select 1 as found from permit where number = ?1 limit 1");
  const numberOf = database.prepare<{ number: number }>("select number from organisation_number where applicant = ?1");
  const addNumber = database.prepare<{ number: number }>("insert into organisation_number (applicant) values (?1) returning number");
  const byNumber = database.prepare<Stored>(`select ${columns} from permit where number = ?1 order by list, list_index`);
  const bySubmission = database.prepare<Stored>(`select ${columns} from permit where submission = ?1 order by list, list_index`);
  const count = database.prepare<{ rows: number }>("select count(*) as rows from permit");
  const statements = writing(database);

  return {
    ledger,
    facts: (applicant, now) => ({
      activePeople: new Set(people.all(applicant, now).map(subjectText)),
      activeSeats: seatsOf(applicant, now),
      permitsOf: (key) => permitsOf.all(key.value, applicant, key.scheme, key.country).map((row) => permitFrom(row.record)),
    }),
    isTaken: (number) => taken.get(number) !== null,
    organisationNumber: (applicant) => {
      const number = (numberOf.get(applicant) ?? addNumber.get(applicant))?.number;
      assert(number !== undefined, "an applicant gets a number");
      return number;
    },
    byNumber: (number) => byNumber.all(number).map(rowFrom),
    bySubmission: (submission) => bySubmission.all(submission).map(rowFrom),
    insert: statements.insert,
    update: statements.update,
    outcome: statements.outcome,
    recordOutcome: statements.recordOutcome,
    count: () => count.get()?.rows ?? 0,
    transaction: database.transaction,
  };
}

function writing(database: SqlDatabase) {
  const insert = database.prepare<unknown>(
    `insert into permit (scope_row, number, submission, applicant, list, list_index, scheme, country, value, state, revoked_from,
       valid_from, valid_to, purpose, record) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)`,
  );
  const update = database.prepare<unknown>("update permit set state = ?2, revoked_from = ?3, record = ?4 where scope_row = ?1");
  const outcome = createOutcomes(database);
  return {
    insert: (rows: readonly PermitRow[]): void => {
      insert.runMany(
        rows.map(({ scopeRow, number, submission, applicant, list, index, key, record }) => {
          const { status, revokedFrom, validFrom, validTo, purpose } = record;
          const subject = [key.scheme, key.country, key.value];
          const bytes = encodeRecord(record);
          return [
            scopeRow,
            number,
            submission,
            applicant,
            list,
            index,
            ...subject,
            status,
            revokedFrom,
            validFrom,
            validTo,
            purpose,
            bytes,
          ];
        }),
      );
    },
    update: (rows: readonly PermitRow[]): void => {
      update.runMany(rows.map(({ scopeRow, record }) => [scopeRow, record.status, record.revokedFrom, encodeRecord(record)]));
    },
    ...outcome,
  };
}

/** The table of answers that ledgers and the common file both have. */
export function createOutcomes(database: SqlDatabase) {
  const find = database.prepare<{ answer: string }>("select answer from outcome where submission = ?1");
  const put = database.prepare<unknown>("insert into outcome (submission, decided_at, answer) values (?1, ?2, ?3)");
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

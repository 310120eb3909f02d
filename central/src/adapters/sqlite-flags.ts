import { assert, decodeRecord, encodeRecord, type FlagRecord, type SubjectScheme } from "@beket/domain";
import type { SqlDatabase } from "@beket/node-kit";
import flags001 from "../../migrations/flags/001-first.sql" with { type: "text" };
import type { FlagRow, FlagStore } from "../features/abuse/ports.ts";

type Stored = Omit<FlagRow, "key" | "record"> & {
  readonly scheme: SubjectScheme;
  readonly country: string;
  readonly value: string;
  readonly record: Uint8Array;
};
const columns = "number, contradiction, finding, subject, scheme, country, value, scope_row as scopeRow, record";

const flagFrom = (bytes: Uint8Array): FlagRecord => {
  const record = decodeRecord(bytes);
  assert(record.ok && record.value.kind === "flag", "a stored flag decodes");
  return record.value;
};
const rowFrom = ({ scheme, country, value, record, ...row }: Stored): FlagRow => ({
  ...row,
  key: { scheme, country, value },
  record: flagFrom(record),
});

/** Flags, in the file that also holds the common scope. */
export function createFlagStore(database: SqlDatabase): FlagStore {
  database.migrate("flags", [flags001]);
  const taken = database.prepare<unknown>("select 1 from flag where number = ?1");
  const contradicted = database.prepare<unknown>("select 1 from flag where contradiction = ?1");
  const inForce = database.prepare<Stored>(
    `select ${columns} from flag where subject = ?1 and valid_to > ?2 and state = 'active' order by valid_to desc limit 1`,
  );
  const ofFinding = database.prepare<Stored>(`select ${columns} from flag where finding = ?1 order by valid_to desc limit 1`);
  const put = database.prepare<unknown>(
    `insert into flag (number, contradiction, finding, subject, scheme, country, value, scope_row, state, valid_to, record)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
     on conflict (number) do update set state = excluded.state, record = excluded.record`,
  );
  const addUrgent = database.prepare<unknown>("insert into flag_urgent (scope_row) values (?1) on conflict do nothing");
  const urgent = database.prepare<{ scopeRow: number }>("select scope_row as scopeRow from flag_urgent order by scope_row");
  const clear = database.prepare<unknown>("delete from flag_urgent where scope_row = ?1");
  const first = (row: Stored | null): FlagRow | null => (row === null ? null : rowFrom(row));
  return {
    transaction: database.transaction,
    isTaken: (number) => taken.get(number) !== null,
    hasContradiction: (id) => contradicted.get(id) !== null,
    inForce: (subject, at) => first(inForce.get(subject, at)),
    ofFinding: (finding) => first(ofFinding.get(finding)),
    put: ({ number, contradiction, finding, subject, key, scopeRow, record }) => {
      const { scheme, country, value } = key;
      const { status, validTo } = record;
      put.run(number, contradiction, finding, subject, scheme, country, value, scopeRow, status, validTo, encodeRecord(record));
      addUrgent.run(scopeRow);
    },
    urgent: () => urgent.all().map(({ scopeRow }) => scopeRow),
    clearUrgent: (rows) => {
      clear.runMany(rows.map((row) => [row]));
    },
  };
}

import type { Database } from "bun:sqlite";
import { assert, decodeRecord, encodeRecord, parseRegime, type Regime, type SubjectScheme } from "@beket/domain";
import { sqliteSql } from "@beket/node-kit";
import type { ActRow, CommonStore } from "../features/authority/decide-act.ts";
import type { NamedRowStore } from "../features/regime/common-rows.ts";
import type { RegimeStore } from "../features/regime/regimes.ts";
import { createOutcomes } from "./sql-ledger.ts";
import { transactionOf } from "./sqlite-transaction.ts";

type Stored = Omit<ActRow, "key" | "record"> & {
  readonly scheme: SubjectScheme;
  readonly country: string;
  readonly value: string;
  readonly record: Uint8Array;
};

/** Exemptions and holds, in the file that also holds the common scope. */
export function createCommonStore(database: Database): CommonStore {
  const taken = database.prepare<{ found: number }, [string]>(
    "select 1 as found from act_record where number = ?1 union all select 1 from health_hold where number = ?1 limit 1",
  );
  const find = database.prepare<Stored, [string]>(
    "select number, submission, authority, scheme, country, value, scope_row as scopeRow, cause, record from act_record where number = ?1",
  );
  const findByRow = database.prepare<Stored, [number]>(
    "select number, submission, authority, scheme, country, value, scope_row as scopeRow, cause, record from act_record where scope_row = ?1",
  );
  const rowFrom = ({ scheme, country, value, record, ...row }: Stored): ActRow => {
    const decoded = decodeRecord(record);
    assert(decoded.ok && (decoded.value.kind === "exemption" || decoded.value.kind === "hold"), "a stored act decodes");
    return { ...row, key: { scheme, country, value }, record: decoded.value };
  };
  const insert = database.prepare<
    null,
    [string, string, string, string, string, string, string, number, string, string | null, Uint8Array]
  >(
    `insert into act_record (number, submission, authority, kind, scheme, country, value, scope_row, state, cause, record)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`,
  );
  const update = database.prepare<null, [string, string, Uint8Array]>("update act_record set state = ?2, record = ?3 where number = ?1");
  return {
    isTaken: (number) => taken.get(number) !== null,
    byNumber: (number) => {
      const found = find.get(number);
      return found === null ? null : rowFrom(found);
    },
    byRow: (scopeRow) => {
      const found = findByRow.get(scopeRow);
      return found === null ? null : rowFrom(found);
    },
    insert: (rows) => {
      for (const { number, submission, authority, key, scopeRow, cause, record } of rows) {
        const bytes = encodeRecord(record);
        insert.run(number, submission, authority, record.kind, key.scheme, key.country, key.value, scopeRow, record.status, cause, bytes);
      }
    },
    update: (rows) => {
      for (const row of rows) update.run(row.number, row.record.status, encodeRecord(row.record));
    },
    ...createOutcomes(sqliteSql(database)),
    transaction: transactionOf(database),
  };
}

export function createNamedRowStore(database: Database): NamedRowStore {
  const find = database.prepare<{ scopeRow: number; body: string }, [string, string]>(
    "select scope_row as scopeRow, body from named_row where kind = ?1 and value = ?2",
  );
  const put = database.prepare<null, [string, string, number, string]>(
    `insert into named_row (kind, value, scope_row, body) values (?1, ?2, ?3, ?4)
     on conflict (kind, value) do update set body = excluded.body`,
  );
  return {
    find: (kind, value) => find.get(kind, value),
    put: (row) => {
      put.run(row.kind, row.value, row.scopeRow, row.body);
    },
    transaction: transactionOf(database),
  };
}

export function createRegimeStore(database: Database): RegimeStore {
  const all = database.prepare<{ body: string }, []>("select body from regime order by version");
  const insert = database.prepare<null, [number, number, string]>("insert into regime (version, valid_from, body) values (?1, ?2, ?3)");
  const transaction = transactionOf(database);
  return {
    all: () =>
      all.all().map(({ body }): Regime => {
        const parsed = parseRegime(JSON.parse(body));
        assert(parsed.ok, "a stored regime still parses");
        return parsed.value;
      }),
    add: (regimes) =>
      transaction(() => {
        for (const regime of regimes) insert.run(regime.version, regime.validFrom, JSON.stringify(regime));
      }),
  };
}

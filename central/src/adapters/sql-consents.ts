import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { Consent, ConsentStore } from "../features/consents/types.ts";
import { createOutcomes } from "./sql-ledger.ts";

type Head = Omit<Consent, "subjects">;
type Stored = Head & { readonly subjects: string };
const SubjectsJson = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
const columns = `consent, submission, lender, borrower as "to", persons, vehicles, valid_from as "validFrom", valid_to as "validTo",
  withdrawn_from as "withdrawnFrom"`;

/** Consents in the registry's database. */
export function createConsentStore(database: SqlDatabase): ConsentStore {
  const find = database.prepare<Stored>(`select ${columns}, subjects from consent where consent = ?1`);
  const active = database.prepare<Stored>(
    `select ${columns}, subjects from consent where borrower = ?1 and valid_to > ?2 and (withdrawn_from is null or withdrawn_from > ?2)
     order by valid_to desc`,
  );
  const given = database.prepare<Head>(`select ${columns} from consent where lender = ?1 order by valid_to desc limit ?2`);
  const received = database.prepare<Head>(`select ${columns} from consent where borrower = ?1 order by valid_to desc limit ?2`);
  const put = database.prepare<unknown>(
    `insert into consent (consent, submission, lender, borrower, persons, vehicles, valid_from, valid_to, withdrawn_from, subjects)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`,
  );
  const withdraw = database.prepare<unknown>("update consent set withdrawn_from = ?2 where consent = ?1");
  const read = ({ subjects, ...head }: Stored): Consent => ({ ...head, subjects: new Set(v.parse(SubjectsJson, subjects)) });
  return {
    find: (consent) => {
      const found = find.get(consent);
      return found === null ? null : read(found);
    },
    activeFor: (to, now) => active.all(to, now).map(read),
    givenBy: (lender, limit) => given.all(lender, limit),
    givenTo: (to, limit) => received.all(to, limit),
    put: ({ consent, submission, lender, to, persons, vehicles, validFrom, validTo, withdrawnFrom, subjects }) => {
      const head = [consent, submission, lender, to, persons, vehicles, validFrom, validTo, withdrawnFrom];
      put.run(...head, JSON.stringify([...subjects]));
    },
    withdraw: (consent, from) => {
      withdraw.run(consent, from);
    },
    ...createOutcomes(database, "consent_outcome"),
    transaction: database.transaction,
  };
}

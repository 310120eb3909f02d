import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { FoundSmall, SmallStore } from "../features/small-organisations/types.ts";

const Names = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
type Stored = Omit<FoundSmall, "persons" | "vehicles"> & { readonly persons: string; readonly vehicles: string };
const from = `select exemption, organisation, small_exemption.ledger as ledger, small_exemption.nonce as nonce, issued_at as "issuedAt",
    small_exemption.valid_to as "validTo", persons, vehicles, review, reviewed_by as "reviewedBy", reason, submission_about.submission as submission
  from small_exemption left join submission_about on submission_about.nonce = small_exemption.nonce`;

/** Exemptions of small organisations in the registry's database. */
export function createSmallStore(database: SqlDatabase): SmallStore {
  const insert = database.prepare<unknown>(
    `insert into small_exemption (exemption, organisation, ledger, nonce, issued_at, valid_to, persons, vehicles, review, reviewed_by, reason)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`,
  );
  const find = database.prepare<Stored>(`${from} where exemption = ?1`);
  const live = database.prepare<Stored>(
    `${from} where organisation = ?1 and small_exemption.valid_to > ?2 and (review is null or review <> 'revoked')
       and submission_about.submission is not null`,
  );
  const reviews = database.prepare<Stored>(
    `${from} where review is not null and submission_about.submission is not null
     order by case when review = 'open' then 0 else 1 end, issued_at desc limit ?1`,
  );
  const review = database.prepare<unknown>(
    "update small_exemption set review = ?2, reviewed_by = ?3, reason = ?4 where exemption = ?1 and review = 'open'",
  );
  const tries = database.prepare<{ tries: number }>("select tries from small_try where organisation = ?1 and day = ?2");
  const addTry = database.prepare<unknown>(
    "insert into small_try (organisation, day, tries) values (?1, ?2, 1) on conflict (organisation, day) do update set tries = small_try.tries + 1",
  );
  const forget = database.prepare<unknown>("delete from small_try where day < ?1");
  const read = (row: Stored): FoundSmall => ({ ...row, persons: v.parse(Names, row.persons), vehicles: v.parse(Names, row.vehicles) });
  return {
    insert: (one) => {
      const { exemption, organisation, ledger, nonce, issuedAt, validTo, persons, vehicles } = one;
      const names = [JSON.stringify(persons), JSON.stringify(vehicles)];
      insert.run(exemption, organisation, ledger, nonce, issuedAt, validTo, ...names, one.review, one.reviewedBy, one.reason);
    },
    find: (exemption) => {
      const found = find.get(exemption);
      return found === null ? null : read(found);
    },
    live: (organisation, now) => live.all(organisation, now).map(read),
    reviews: (limit) => reviews.all(limit).map(read),
    review: (exemption, state, by, reason) => review.run(exemption, state, by, reason) === 1,
    tries: (organisation, day) => tries.get(organisation, day)?.tries ?? 0,
    addTry: (organisation, day) => {
      addTry.run(organisation, day);
    },
    forgetTries: (before) => {
      forget.run(before);
    },
  };
}

import { OrganisationRow } from "@beket/api";
import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import type { BesideStore, LivePermits, RefusedOrganisation } from "../features/organisations/ports.ts";

const Row = v.pipe(v.string(), v.parseJson(), OrganisationRow);
const OkedList = v.pipe(v.string(), v.parseJson(), OrganisationRow.entries.okedSecondary);
type Added = {
  readonly bin: string;
  readonly name: string;
  readonly oked: string;
  readonly okedSecondary: string;
  readonly headcount: number;
  readonly ground: string;
  readonly by: string;
  readonly at: number;
};

/** What the live source and registrars said of single organisations. */
export function createBesideStore(database: SqlDatabase): BesideStore {
  const live = database.prepare<{ answer: string | null; askedAt: number }>(
    `select answer, asked_at as "askedAt" from organisation_live where bin = ?1`,
  );
  const keepLive = database.prepare<unknown>(
    `insert into organisation_live (bin, answer, asked_at) values (?1, ?2, ?3)
     on conflict (bin) do update set answer = excluded.answer, asked_at = excluded.asked_at`,
  );
  const added = database.prepare<Added>(
    `select bin, name, oked, oked_secondary as "okedSecondary", headcount, ground, decided_by as "by", decided_at as "at"
     from organisation_added where bin = ?1`,
  );
  const addedCount = database.prepare<{ rows: number }>("select count(*) as rows from organisation_added");
  const refused = database.prepare<RefusedOrganisation>(
    `select bin, reason, decided_by as "by", decided_at as "at" from organisation_refused where bin = ?1`,
  );
  const add = database.prepare<unknown>(
    `insert into organisation_added (bin, name, oked, oked_secondary, headcount, ground, decided_by, decided_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
     on conflict (bin) do update set name = excluded.name, oked = excluded.oked, oked_secondary = excluded.oked_secondary,
       headcount = excluded.headcount, ground = excluded.ground, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
  );
  const refuse = database.prepare<unknown>(
    `insert into organisation_refused (bin, reason, decided_by, decided_at) values (?1, ?2, ?3, ?4)
     on conflict (bin) do update set reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
  );
  const dropAdded = database.prepare<unknown>("delete from organisation_added where bin = ?1");
  const dropRefused = database.prepare<unknown>("delete from organisation_refused where bin = ?1");
  return {
    live: (bin) => {
      const found = live.get(bin);
      return found === null ? null : { row: found.answer === null ? null : v.parse(Row, found.answer), askedAt: found.askedAt };
    },
    keepLive: (bin, { row, askedAt }) => {
      keepLive.run(bin, row === null ? null : JSON.stringify(row), askedAt);
    },
    added: (bin) => {
      const found = added.get(bin);
      if (found === null) return null;
      const { ground, by, at, okedSecondary, ...row } = found;
      return { row: { ...row, okedSecondary: v.parse(OkedList, okedSecondary), status: "active" }, ground, by, at };
    },
    addedCount: () => addedCount.get()?.rows ?? 0,
    refused: (bin) => refused.get(bin),
    add: ({ row, ground, by, at }) => {
      database.transaction(() => {
        add.run(row.bin, row.name, row.oked, JSON.stringify(row.okedSecondary), row.headcount, ground, by, at);
        dropRefused.run(row.bin);
      });
    },
    refuse: ({ bin, reason, by, at }) => {
      database.transaction(() => {
        refuse.run(bin, reason, by, at);
        dropAdded.run(bin);
      });
    },
  };
}

/** One ledger's applicants with permits in force. */
export function createLivePermits(ledger: SqlDatabase): LivePermits {
  const slice = ledger.prepare<{ applicant: string; permits: number }>(
    `select applicant, count(*) as permits from permit where applicant > ?1 and state = 'active' and valid_to > ?2
     group by applicant order by applicant limit ?3`,
  );
  return { of: (after, limit, now) => slice.all(after, now, limit) };
}

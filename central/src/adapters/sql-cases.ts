import { legalHoldStates } from "@beket/api";
import type { Ledger } from "@beket/domain";
import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import cases001 from "../../migrations/cases/001-first.sql" with { type: "text" };
import type { ArchivedVerdict, CaseStore, HoldRow, LedgerPast, PurgeCandidate, PurgeStore } from "../features/cases/ports.ts";

const Stored = v.object({
  hold: v.string(),
  target: v.picklist(["submission", "number", "lookup", "refusal", "subject"]),
  about: v.nullable(v.string()),
  subject: v.nullable(v.instance(Uint8Array)),
  submissions: v.pipe(v.string(), v.parseJson(), v.array(v.string())),
  state: v.picklist(legalHoldStates),
  ground: v.string(),
  by: v.string(),
  at: v.number(),
  endAskedBy: v.nullable(v.string()),
  endedBy: v.nullable(v.string()),
  endGround: v.nullable(v.string()),
});
const columns = `id as hold, target, about, subject, submissions, state, ground, by_staff as "by", at, end_asked_by as "endAskedBy",
  ended_by as "endedBy", end_ground as "endGround"`;

/** Verdicts as they were archived, legal holds and purges, on SQLite and PostgreSQL. */
export function createCaseStore(database: SqlDatabase): CaseStore & PurgeStore {
  database.migrate("cases", [cases001]);
  const verdicts = database.prepare<ArchivedVerdict>(
    `select validated_at as "validatedAt", indication, reason, report from evidence where submission = ?1 order by validated_at desc`,
  );
  const purgedAt = database.prepare<{ at: number }>("select at from purged_submission where id = ?1");
  const all = database.prepare<unknown>(
    `select ${columns} from legal_hold order by case when state = 'ended' then 1 else 0 end, at desc, id desc limit 1000`,
  );
  const standing = database.prepare<unknown>(`select ${columns} from legal_hold where state <> 'ended' order by id`);
  const one = database.prepare<unknown>(`select ${columns} from legal_hold where id = ?1`);
  const put = database.prepare<unknown>(
    `insert into legal_hold (id, target, about, subject, submissions, state, ground, by_staff, at, end_asked_by, ended_by, end_ground)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
     on conflict (id) do update set state = excluded.state, end_asked_by = excluded.end_asked_by, ended_by = excluded.ended_by,
       end_ground = excluded.end_ground`,
  );
  const act = database.prepare<{ hold: string }>("select hold from legal_hold_act where act = ?1");
  const addAct = database.prepare<unknown>("insert into legal_hold_act (act, hold) values (?1, ?2)");
  const read = (row: unknown): HoldRow => v.parse(Stored, row);
  return {
    transaction: database.transaction,
    verdicts: (submission) => verdicts.all(submission),
    purgedAt: (submission) => purgedAt.get(submission)?.at ?? null,
    holds: () => all.all().map(read),
    standing: () => standing.all().map(read),
    hold: (id) => {
      const row = one.get(id);
      return row === null ? null : read(row);
    },
    putHold: (row) => {
      const { hold, target, about, subject, submissions, state, ground, by, at } = row;
      const head = [hold, target, about, subject, JSON.stringify(submissions), state, ground, by, at];
      put.run(...head, row.endAskedBy, row.endedBy, row.endGround);
    },
    act: (id) => act.get(id)?.hold ?? null,
    addAct: (id, hold) => {
      addAct.run(id, hold);
    },
    ...purging(database),
  };
}

const Hash = /"([0-9a-f]{64})"/g;

function purging(database: SqlDatabase): Omit<PurgeStore, "transaction"> {
  const settled = database.prepare<PurgeCandidate>(
    `select id, kind, received_at as "receivedAt", document from submission
     where state in ('done', 'rejected') and received_at < ?1 and (received_at, id) > (?2, ?3)
       and not exists (select 1 from purged_submission where purged_submission.id = submission.id)
     order by received_at, id limit ?4`,
  );
  const unused = database.prepare<{ submission: string; validatedAt: number; report: string; bundle: string | null }>(
    `select submission, validated_at as "validatedAt", report, bundle from evidence
     where not exists (select 1 from evidence_used
       where evidence_used.submission = evidence.submission and evidence_used.validated_at = evidence.validated_at) limit ?1`,
  );
  const use = database.prepare<unknown>("insert into evidence_use (sha256, submission) values (?1, ?2) on conflict do nothing");
  const used = database.prepare<unknown>("insert into evidence_used (submission, validated_at) values (?1, ?2)");
  const certificate = database.prepare<unknown>("insert into purge (id, at, signed, signature) values (?1, ?2, ?3, ?4)");
  const certificates = database.prepare<{ signed: string; signature: string }>(
    "select signed, signature from purge order by at desc, id desc limit ?1",
  );
  const last = database.prepare<{ at: number | null }>("select max(at) as at from purge");
  const purgeOne = createPurge(database);
  return {
    settled: (before, after, limit) => settled.all(before, after?.receivedAt ?? -1, after?.id ?? "", limit),
    noteUses: (limit) => {
      const rows = unused.all(limit);
      for (const { submission, validatedAt, report, bundle } of rows) {
        const hashes = new Set([...`${report} ${bundle ?? ""}`.matchAll(Hash)].map(([, hash]) => hash ?? ""));
        use.runMany([...hashes].map((hash) => [hash, submission]));
        used.run(submission, validatedAt);
      }
      return rows.length;
    },
    purge: (ids, purge, at) => {
      const done = ids.map((id) => purgeOne(id, purge, at));
      return {
        evidence: done.reduce((sum, one) => sum + one.evidence, 0),
        blobs: done.reduce((sum, one) => sum + one.blobs, 0),
      };
    },
    addCertificate: (id, at, signed, signature) => {
      certificate.run(id, at, signed, signature);
    },
    certificates: (limit) => certificates.all(limit),
    lastAt: () => last.get()?.at ?? null,
  };
}

/** One submission after another, in the caller's transaction. */
function createPurge(
  database: SqlDatabase,
): (id: string, purge: string, at: number) => { readonly evidence: number; readonly blobs: number } {
  const empty = new Uint8Array(0);
  const blank = database.prepare<unknown>("update submission set document = ?2, cms = ?2 where id = ?1");
  const evidence = database.prepare<unknown>("delete from evidence where submission = ?1");
  const stamp = database.prepare<unknown>("delete from signature_timestamp where submission = ?1");
  const hashes = database.prepare<{ sha256: string }>("select sha256 from evidence_use where submission = ?1");
  const unuse = database.prepare<unknown>("delete from evidence_use where submission = ?1");
  const forget = database.prepare<unknown>("delete from evidence_used where submission = ?1");
  const blob = database.prepare<unknown>(
    "delete from evidence_blob where sha256 = ?1 and not exists (select 1 from evidence_use where evidence_use.sha256 = ?1)",
  );
  const gone = database.prepare<unknown>("insert into purged_submission (id, purge, at) values (?1, ?2, ?3)");
  return (id, purge, at) => {
    const rested = hashes.all(id);
    unuse.run(id);
    forget.run(id);
    stamp.run(id);
    const verdicts = evidence.run(id);
    const blobs = rested.reduce((sum, { sha256 }) => sum + blob.run(sha256), 0);
    blank.run(id, empty);
    gone.run(id, purge, at);
    return { evidence: verdicts, blobs };
  };
}

/** What a ledger held when a submission was decided. */
export function createLedgerPast(database: SqlDatabase, ledger: Ledger): LedgerPast {
  const decided = database.prepare<{ at: number }>("select decided_at as at from outcome where submission = ?1");
  const people = database.prepare<{ people: number }>(
    `select count(distinct permit.value) as people from permit join outcome on outcome.submission = permit.submission
     where permit.applicant = ?1 and permit.list = 'persons' and permit.submission <> ?2 and outcome.decided_at <= ?3
       and permit.valid_to > ?3 and (permit.state = 'active' or permit.revoked_from > ?3)`,
  );
  return {
    ledger,
    decidedAt: (submission) => decided.get(submission)?.at ?? null,
    peopleBefore: (applicant, submission, at) => people.get(applicant, submission, at)?.people ?? 0,
  };
}

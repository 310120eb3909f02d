import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import { fetchFaults } from "../features/evidence/types.ts";
import type { About, Answer, EvidenceRecord, ListedSubmission, Submission, SubmissionStore } from "../features/submissions/ports.ts";

const AnswerJson = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    reasons: v.array(v.string()),
    rows: v.array(
      v.strictObject({
        list: v.picklist(["persons", "vehicles"]),
        index: v.number(),
        number: v.nullable(v.string()),
        code: v.nullable(v.string()),
      }),
    ),
    change: v.optional(v.strictObject({ revision: v.number(), revoked: v.number(), amended: v.number() })),
  }),
);
export const answerFromJson = (text: string): Answer => {
  const { change, ...answer } = v.parse(AnswerJson, text);
  return change === undefined ? answer : { ...answer, change };
};

const UnreachedJson = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.strictObject({ kind: v.picklist(["ocsp", "crl", "delta-crl", "tsp"]), host: v.string(), fault: v.picklist(fetchFaults) })),
);

type Stored = Omit<Submission, "answer" | "wait"> & {
  readonly answer: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly unreached: string | null;
};
const columns = `id, kind, document_sha256 as documentSha256, cms_sha256 as cmsSha256, document, cms, received_at as receivedAt, state,
  retry_until as retryUntil, answer, attempts, next_attempt_at as nextAttemptAt, unreached`;

/** Submissions, what they were prepared from, and the evidence of their signatures. */
export function createSubmissionStore(database: SqlDatabase): SubmissionStore {
  const one = (where: string) => database.prepare<Stored>(`select ${columns} from submission where ${where}`);
  const byDocument = one("document_sha256 = ?1 and state <> 'rejected'");
  const byCms = one("cms_sha256 = ?1");
  // A document is never empty but when it was purged: then it is there for the auditor alone.
  const byId = one("id = ?1 and length(document) > 0");
  const keptById = one("id = ?1");
  const prepare = database.prepare<unknown>("insert into prepared (nonce, kind, document_sha256, prepared_at) values (?1, ?2, ?3, ?4)");
  const prepared = database.prepare<{ kind: string; documentSha256: string; preparedAt: number }>(
    "select kind, document_sha256 as documentSha256, prepared_at as preparedAt from prepared where nonce = ?1",
  );
  const forget = database.prepare<unknown>("delete from prepared where prepared_at < ?1");
  const insert = database.prepare<unknown>(
    `insert into submission (id, kind, document_sha256, cms_sha256, document, cms, received_at, state)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
  );
  const change = database.prepare<unknown>(
    `update submission set state = ?2, retry_until = ?3, answer = ?4, attempts = ?5, next_attempt_at = ?6, unreached = ?7 where id = ?1`,
  );
  const archive = createArchiving(database);
  const wantStamp = database.prepare<unknown>(
    `insert into signature_timestamp (submission, state, give_up_at, next_attempt_at) values (?1, 'wanted', ?2, ?3)
     on conflict (submission) do nothing`,
  );
  const about = createAbout(database);
  const open = database.prepare<{ id: string }>("select id from submission where state in ('received', 'waiting') order by received_at");
  const due = database.prepare<{ id: string }>(
    `select id from submission where state in ('received', 'waiting') and (state = 'received' or next_attempt_at is null
       or next_attempt_at <= ?1 or next_attempt_at > ?2 or retry_until <= ?1) order by received_at`,
  );

  type Next = Parameters<SubmissionStore["settle"]>[1];
  const settle = (id: string, next: Next, found: EvidenceRecord | null, stampUntil: number | null): void => {
    const { attempts, nextAttemptAt, unreached } = next.wait ?? { attempts: 0, nextAttemptAt: null, unreached: null };
    const answer = next.answer === null ? null : JSON.stringify(next.answer);
    change.run(id, next.state, next.retryUntil, answer, attempts, nextAttemptAt, unreached === null ? null : JSON.stringify(unreached));
    if (found === null) return;
    archive(id, found);
    if (stampUntil !== null) wantStamp.run(id, stampUntil, found.validatedAt);
  };
  const read = (row: Stored | null): Submission | null => {
    if (row === null) return null;
    const { answer, attempts, nextAttemptAt, unreached, ...rest } = row;
    const wait = nextAttemptAt === null ? null : { attempts, nextAttemptAt, unreached: v.parse(UnreachedJson, unreached ?? "[]") };
    return { ...rest, answer: answer === null ? null : answerFromJson(answer), wait };
  };

  return {
    prepare: (row) => {
      prepare.run(row.nonce, row.kind, row.documentSha256, row.preparedAt);
    },
    prepared: (nonce) => prepared.get(nonce),
    forgetPrepared: (before) => {
      forget.run(before);
    },
    byDocument: (sha256) => read(byDocument.get(sha256)),
    byCms: (sha256) => read(byCms.get(sha256)),
    byId: (id) => read(byId.get(id)),
    keptById: (id) => read(keptById.get(id)),
    receive: (row, what) => {
      database.transaction(() => {
        insert.run(row.id, row.kind, row.documentSha256, row.cmsSha256, row.document, row.cms, row.receivedAt, row.state);
        about.put(row, what);
      });
    },
    settle: (id, next, found, stampUntil = null) => {
      database.transaction(() => settle(id, next, found, stampUntil));
    },
    open: () => open.all().map((row) => row.id),
    due: (now, latest) => due.all(now, latest).map((row) => row.id),
    pending: about.pending,
    applications: about.applications,
    transaction: database.transaction,
  };
}

/** What lists and the base ask of submissions without reading their documents. */
function createAbout(database: SqlDatabase) {
  const put = database.prepare<unknown>(
    `insert into submission_about (submission, kind, nonce, applicant, about, received_at, ledger, purpose, activity, name, valid_from, valid_to)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`,
  );
  const select = `select submission.id as id, submission_about.applicant as applicant, submission.retry_until as "retryUntil"
    from submission join submission_about on submission_about.submission = submission.id where submission.state = 'pending'`;
  type PendingRow = { readonly id: string; readonly applicant: string; readonly retryUntil: number };
  const everybody = database.prepare<PendingRow>(`${select} order by submission.received_at`);
  const oneApplicants = database.prepare<PendingRow>(`${select} and submission_about.applicant = ?1 order by submission.received_at`);
  const applications = database.prepare<ListedSubmission>(
    `select submission.id as id, submission.state as state, submission.received_at as "receivedAt", about, ledger, purpose, activity, name,
       valid_from as "validFrom", valid_to as "validTo"
     from submission_about join submission on submission.id = submission_about.submission
     where submission_about.applicant = ?1 and submission_about.kind = 'application' and submission.state <> 'rejected'
     order by submission_about.received_at desc limit ?2`,
  );
  return {
    put: (row: Submission, { nonce, applicant, about, facts }: About): void => {
      const { ledger, purpose, activity, name, validFrom, validTo } = facts ?? noFacts;
      put.run(row.id, row.kind, nonce, applicant, about, row.receivedAt, ledger, purpose, activity, name, validFrom, validTo);
    },
    pending: (applicant: string | null) => (applicant === null ? everybody.all() : oneApplicants.all(applicant)),
    applications: (applicant: string, limit: number) => applications.all(applicant, limit),
  };
}
const noFacts = { ledger: null, purpose: null, activity: null, name: null, validFrom: null, validTo: null };

/** Writes a verdict and its blobs; the caller holds the transaction. */
export function createArchiving(database: SqlDatabase): (submission: string, found: EvidenceRecord) => void {
  const evidence = database.prepare<unknown>(
    `insert into evidence (submission, validated_at, indication, reason, report, bundle) values (?1, ?2, ?3, ?4, ?5, ?6)
     on conflict (submission, validated_at) do update set indication = excluded.indication, reason = excluded.reason,
       report = excluded.report, bundle = excluded.bundle`,
  );
  const blob = database.prepare<unknown>(
    "insert into evidence_blob (sha256, kind, bytes) values (?1, ?2, ?3) on conflict (sha256) do nothing",
  );
  return (submission, found) => {
    for (const item of found.blobs) blob.run(item.sha256, item.kind, item.bytes);
    const bundle = found.bundle === null ? null : JSON.stringify(found.bundle);
    evidence.run(submission, found.validatedAt, found.indication, found.reason, found.report, bundle);
  };
}

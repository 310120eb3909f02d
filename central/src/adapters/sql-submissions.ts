import type { SqlDatabase } from "@beket/node-kit";
import * as v from "valibot";
import { fetchFaults } from "../features/evidence/types.ts";
import type { Answer, EvidenceRecord, Submission, SubmissionStore } from "../features/submissions/ports.ts";

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
  }),
);
export const answerFromJson = (text: string): Answer => v.parse(AnswerJson, text);

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
  const byId = one("id = ?1");
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
    receive: (row) => {
      insert.run(row.id, row.kind, row.documentSha256, row.cmsSha256, row.document, row.cms, row.receivedAt, row.state);
    },
    settle: (id, next, found, stampUntil = null) => {
      database.transaction(() => settle(id, next, found, stampUntil));
    },
    open: () => open.all().map((row) => row.id),
    due: (now, latest) => due.all(now, latest).map((row) => row.id),
  };
}

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

import type { Database } from "bun:sqlite";
import * as v from "valibot";
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

type Stored = Omit<Submission, "answer"> & { readonly answer: string | null };
const columns = `id, kind, document_sha256 as documentSha256, cms_sha256 as cmsSha256, document, cms, received_at as receivedAt, state,
  retry_until as retryUntil, answer`;

/** Submissions, what they were prepared from, and the evidence of their signatures. */
export function createSubmissionStore(database: Database): SubmissionStore {
  const one = (where: string) => database.prepare<Stored, [string]>(`select ${columns} from submission where ${where}`);
  const byDocument = one("document_sha256 = ?1 and state <> 'rejected'");
  const byCms = one("cms_sha256 = ?1");
  const byId = one("id = ?1");
  const prepare = database.prepare<null, [string, string, string, number]>(
    "insert into prepared (nonce, kind, document_sha256, prepared_at) values (?1, ?2, ?3, ?4)",
  );
  const prepared = database.prepare<{ kind: string; documentSha256: string; preparedAt: number }, [string]>(
    "select kind, document_sha256 as documentSha256, prepared_at as preparedAt from prepared where nonce = ?1",
  );
  const forget = database.prepare<null, [number]>("delete from prepared where prepared_at < ?1");
  const insert = database.prepare<null, [string, string, string, string, Uint8Array, Uint8Array, number, string]>(
    `insert into submission (id, kind, document_sha256, cms_sha256, document, cms, received_at, state)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
  );
  const change = database.prepare<null, [string, string, number | null, string | null]>(
    "update submission set state = ?2, retry_until = ?3, answer = ?4 where id = ?1",
  );
  const evidence = database.prepare<null, [string, number, string, string | null, string]>(
    `insert into evidence (submission, validated_at, indication, reason, report) values (?1, ?2, ?3, ?4, ?5)
     on conflict (submission, validated_at) do update set indication = excluded.indication, reason = excluded.reason, report = excluded.report`,
  );
  const blob = database.prepare<null, [string, string, Uint8Array]>(
    "insert into evidence_blob (sha256, kind, bytes) values (?1, ?2, ?3) on conflict (sha256) do nothing",
  );
  const open = database.prepare<{ id: string }, []>(
    "select id from submission where state in ('received', 'waiting') order by received_at",
  );

  const settle = database.transaction((id: string, next: Parameters<SubmissionStore["settle"]>[1], found: EvidenceRecord | null) => {
    change.run(id, next.state, next.retryUntil, next.answer === null ? null : JSON.stringify(next.answer));
    if (found === null) return;
    for (const item of found.blobs) blob.run(item.sha256, item.kind, item.bytes);
    evidence.run(id, found.validatedAt, found.indication, found.reason, found.report);
  });
  const read = (row: Stored | null): Submission | null =>
    row === null ? null : { ...row, answer: row.answer === null ? null : answerFromJson(row.answer) };

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
    settle: (id, next, found) => {
      settle.immediate(id, next, found);
    },
    open: () => open.all().map((row) => row.id),
  };
}

import { assert, encodeRecord, err, ok, parseRevocationDocument, type RevocationDocument } from "@beket/domain";
import { applicantOf } from "../applications/issue.ts";
import { fromUtf8 } from "../bytes.ts";
import { applicantNumber } from "../organisations/standing.ts";
import type { LedgerDesk, Ledgers, PermitRow } from "../records/ledger.ts";
import type { Handler } from "../submissions/desk.ts";
import type { Answer, Submission } from "../submissions/ports.ts";

function revocationOf(submission: Submission): RevocationDocument {
  const parsed = parseRevocationDocument(JSON.parse(fromUtf8(submission.document)));
  assert(parsed.ok, "a stored revocation still parses");
  return parsed.value;
}

/** An organisation takes its own permits back: all numbers or none, and the posts are told ahead of everything else. */
export function createRevocationHandler(deps: { readonly ledgers: Ledgers }): Handler {
  return {
    kind: "revocation",
    read: (json) => {
      const parsed = parseRevocationDocument(json);
      if (!parsed.ok) return err("application.document-invalid");
      const { nonce, origin, createdAt } = parsed.value;
      const applicant = applicantOf(parsed.value);
      const expected = applicant.kind === "organisation" ? { bin: applicant.bin } : { iin: applicant.iin };
      return ok({ nonce, origin, createdAt, prepared: true, expected });
    },
    outcome: (submission) => deps.ledgers[revocationOf(submission).ledger].store.outcome(submission.id),
    decide: (submission, now) => {
      const document = revocationOf(submission);
      const desk = deps.ledgers[document.ledger];
      let urgent: readonly number[] = [];
      const answer = desk.store.transaction((): Answer => {
        const done = revokeAll(desk, document, now);
        urgent = done.urgent;
        desk.store.recordOutcome(submission.id, now, done.answer);
        return done.answer;
      });
      if (urgent.length > 0) desk.scope.urgent(urgent);
      return answer;
    },
  };
}

function revokeAll(
  desk: LedgerDesk,
  document: RevocationDocument,
  now: number,
): { readonly answer: Answer; readonly urgent: readonly number[] } {
  const applicant = applicantNumber(applicantOf(document));
  const permits = [...new Set(document.permits)].flatMap((number) => {
    const rows = desk.store.byNumber(number).filter((permit) => permit.applicant === applicant);
    return rows.length > 0 ? rows : [null];
  });
  // A number of somebody else's is answered like one that does not exist.
  if (permits.includes(null)) return { answer: { reasons: ["revocation.number-unknown"], rows: [] }, urgent: [] };
  const from = Math.max(document.effectiveFrom, now);
  const changed = permits
    .filter((permit) => permit !== null)
    .filter((permit) => permit.record.status === "active" || (permit.record.revokedFrom ?? 0) > from)
    .map((permit): PermitRow => ({ ...permit, record: { ...permit.record, status: "revoked", revokedFrom: from } }));
  if (changed.length > 0) {
    desk.scope.commit(
      changed.map((permit) => ({
        kind: permit.key.scheme,
        value: permit.key.value,
        row: permit.scopeRow,
        record: encodeRecord(permit.record),
      })),
    );
    desk.store.update(changed);
  }
  const rows = changed.map((permit) => ({ list: permit.list, index: permit.index, number: permit.number, code: null }));
  return { answer: { reasons: [], rows }, urgent: changed.map((permit) => permit.scopeRow) };
}

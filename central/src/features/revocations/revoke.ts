import { assert, err, ok, parseRevocationDocument, type RevocationDocument } from "@beket/domain";
import { applicantOf, expectedOf } from "../applications/applicant.ts";
import { fromUtf8 } from "../bytes.ts";
import { applicantNumber } from "../organisations/standing.ts";
import { ownRows, revokeRows } from "../records/change-rows.ts";
import type { LedgerDesk, Ledgers } from "../records/ledger.ts";
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
      const { nonce, origin, createdAt, revocation } = parsed.value;
      const id = applicantOf(parsed.value);
      const about = { applicant: applicantNumber(id), about: revocation, facts: null };
      return ok({ nonce, origin, createdAt, prepared: true, expected: expectedOf(id), about });
    },
    outcome: (submission) => deps.ledgers[revocationOf(submission).ledger].store.outcome(submission.id),
    decide: (submission, now) => {
      const document = revocationOf(submission);
      const desk = deps.ledgers[document.ledger];
      let urgent: readonly number[] = [];
      const answer = desk.store.transaction((): Answer => {
        const done = revokeAll(desk, submission, document, now);
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
  submission: Submission,
  document: RevocationDocument,
  now: number,
): { readonly answer: Answer; readonly urgent: readonly number[] } {
  const permits = ownRows(desk, applicantNumber(applicantOf(document)), document.permits);
  // A number of somebody else's is answered like one that does not exist.
  if (permits === null) return { answer: { reasons: ["revocation.number-unknown"], rows: [] }, urgent: [] };
  const source = { at: now, submission: submission.id, source: submission.kind };
  const changed = revokeRows(desk, permits, Math.max(document.effectiveFrom, now), source);
  const rows = changed.map((permit) => ({ list: permit.list, index: permit.index, number: permit.number, code: null }));
  return { answer: { reasons: [], rows }, urgent: changed.map((permit) => permit.scopeRow) };
}

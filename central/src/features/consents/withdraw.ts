import { assert, err, ledgers as ledgerNames, ok, parseWithdrawalDocument, type WithdrawalDocument } from "@beket/domain";
import { applicantOf, expectedOf } from "../applications/applicant.ts";
import { fromUtf8 } from "../bytes.ts";
import { applicantNumber } from "../organisations/standing.ts";
import { revokeRows } from "../records/change-rows.ts";
import type { LedgerDesk, Ledgers } from "../records/ledger.ts";
import type { Handler } from "../submissions/desk.ts";
import type { Answer, AnswerRow, Submission } from "../submissions/ports.ts";
import type { ConsentStore } from "./types.ts";

export function withdrawalOf(submission: Pick<Submission, "document">): WithdrawalDocument {
  const parsed = parseWithdrawalDocument(JSON.parse(fromUtf8(submission.document)));
  assert(parsed.ok, "a stored withdrawal still parses");
  return parsed.value;
}

/**
 * A consent is taken back, and every permit that rests on it ends at that moment. The consent, and each ledger, is a file of its own, so the
 * order matters: first nobody can use it any more, then each ledger in one transaction with its own outcome, then the answer. Whatever
 * stops in between is done again, and what was done stays as it was.
 */
export function createWithdrawalHandler(deps: { readonly store: ConsentStore; readonly ledgers: Ledgers }): Handler {
  const { store } = deps;
  return {
    kind: "withdrawal",
    read: (json) => {
      const parsed = parseWithdrawalDocument(json);
      if (!parsed.ok) return err("application.document-invalid");
      const { nonce, origin, createdAt, consent } = parsed.value;
      const id = applicantOf(parsed.value);
      const about = { applicant: applicantNumber(id), about: consent, facts: null };
      return ok({ nonce, origin, createdAt, prepared: true, expected: expectedOf(id), about });
    },
    outcome: (submission) => store.outcome(submission.id),
    decide: (submission, now) => {
      const document = withdrawalOf(submission);
      const consent = store.find(document.consent);
      const isOwn = consent !== null && consent.lender === applicantNumber(applicantOf(document));
      let answer: Answer = { reasons: ["consent.unknown"], rows: [] };
      if (isOwn) {
        const from = Math.max(document.effectiveFrom, now);
        const earlier = Math.min(from, consent.withdrawnFrom ?? from);
        store.withdraw(consent.consent, earlier);
        const rows = ledgerNames.flatMap((ledger) => revokeLent(deps.ledgers[ledger], submission, consent.consent, earlier, now));
        answer = { reasons: [], rows };
      }
      store.transaction(() => store.recordOutcome(submission.id, now, answer));
      return answer;
    },
  };
}

function revokeLent(desk: LedgerDesk, submission: Submission, consent: string, from: number, now: number): readonly AnswerRow[] {
  let urgent: readonly number[] = [];
  const rows = desk.store.transaction((): readonly AnswerRow[] => {
    const done = desk.store.outcome(submission.id);
    if (done !== null) return done.rows;
    const source = { at: now, submission: submission.id, source: submission.kind };
    const changed = revokeRows(desk, withGroups(desk, consent, now), from, source);
    urgent = changed.map((row) => row.scopeRow);
    const answered = changed.map(({ list, index, number }) => ({ list, index, number, code: null }));
    desk.store.recordOutcome(submission.id, now, { reasons: [], rows: answered });
    return answered;
  });
  if (urgent.length > 0) desk.scope.urgent(urgent);
  return rows;
}

/** What admits only together ends together. */
function withGroups(desk: LedgerDesk, consent: string, now: number) {
  const rows = desk.store.byConsent(consent, now);
  const alone = rows.filter(({ record }) => record.binding === "any");
  const groups = new Set(rows.filter(({ record }) => record.binding === "all").map(({ number }) => number));
  return [...alone, ...[...groups].flatMap((number) => desk.store.byNumber(number))];
}

import type { CaseView, LookupCase, SubmissionCase } from "@beket/api";
import { reasonSentence, type Decision } from "@beket/domain";
import { formatUuid } from "@beket/replication";
import { reasonOf } from "../words.ts";
import { readableLines, signedDocumentOf } from "./documents.ts";
import type { LookupFacts } from "./lookup-files.ts";
import type { SubmissionFacts } from "./submission-files.ts";

type Words = SubmissionCase["reasons"][number]["words"];
const wordsOf = (code: string): Words => {
  const { kk, ru, en } = reasonOf(code);
  return { kk, ru, en };
};

/** A signed document as an auditor sees it: terms and roster as they were signed, the answer of each row, the verdict on the signature. */
export function submissionView(facts: SubmissionFacts, { purgedAt, held }: Pick<SubmissionCase, "purgedAt" | "held">): CaseView {
  const { submission, regime, bundle, verdicts, organisation } = facts;
  const { id, kind, state, receivedAt, documentSha256, answer } = submission;
  const document = signedDocumentOf(submission);
  const applicant = document?.applicant ?? null;
  const lines = (language: "kk" | "ru" | "en"): string[] => [...readableLines(submission, regime, language)];
  return {
    kind: "submission",
    id,
    what: kind,
    receivedAt,
    state,
    bin: applicant?.kind === "organisation" ? applicant.bin : null,
    name: applicant?.name ?? organisation?.name ?? null,
    ledger: document !== null && "ledger" in document ? document.ledger : null,
    purpose: document !== null && "purpose" in document ? document.purpose : null,
    documentSha256,
    readable: { kk: lines("kk"), ru: lines("ru"), en: lines("en") },
    reasons: (answer?.reasons ?? []).map((code) => ({ code, words: wordsOf(code) })),
    rows: (answer?.rows ?? []).map(({ list, index, number, code }) => ({
      list,
      index,
      number,
      code,
      words: code === null ? null : wordsOf(code),
    })),
    validates: bundle !== null,
    indication: verdicts[0]?.indication ?? null,
    purgedAt,
    held,
  };
}

/** A look-up as an auditor sees it: no identifier, those are in the bundle. */
export function lookupView(event: string, facts: LookupFacts, held: boolean): LookupCase {
  const { row, event: looked, refusal, again } = facts;
  const { trace, occurredAt, post, lane, officer, purpose } = looked;
  const { decision, stop } = trace;
  const outcome = decision.kind === "verdict" ? decision.outcome : null;
  return {
    kind: "lookup",
    event,
    source: row.source,
    epoch: row.epoch,
    seq: row.seq,
    receivedAt: row.receivedAt,
    sighting: { event: formatUuid(row.id), kind: "lookup", at: occurredAt, post, lane, officer, direction: stop.direction, outcome },
    purpose,
    regimeVersion: trace.regimeVersion,
    outcome,
    reasons: decidedReasons(decision),
    again,
    refusal: refusal === null ? null : { event: refusal.id, number: refusal.number, at: refusal.occurredAt },
    held,
  };
}

function decidedReasons(decision: Decision): LookupCase["reasons"] {
  if (decision.kind !== "verdict") return [];
  return decision.reasons.map((reason) => {
    const [kk, ru, en] = (["kk", "ru", "en"] as const).map((language) => reasonSentence(reason, language).cause);
    return { code: reason.code, words: { kk: kk ?? "", ru: ru ?? "", en: en ?? "" } };
  });
}

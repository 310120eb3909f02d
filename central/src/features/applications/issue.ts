import { assert, encodeRecord, err, ok, parseApplicationDocument, type ApplicationDocument } from "@beket/domain";
import type { RandomPort } from "@beket/replication";
import { fromUtf8 } from "../bytes.ts";
import type { ApplicantId } from "../organisations/standing.ts";
import { applicantNumber } from "../organisations/standing.ts";
import type { LedgerDesk, Ledgers, PermitRow } from "../records/ledger.ts";
import { createNumber } from "../records/number.ts";
import type { Regimes } from "../regime/regimes.ts";
import type { Handler } from "../submissions/desk.ts";
import type { Answer, AnswerRow, OrganisationBase, Submission } from "../submissions/ports.ts";
import { applicationFaults, decideRows, permitRecord, type RowDecision } from "./decide-application.ts";

export type IssueDeps = {
  readonly base: OrganisationBase;
  readonly regimes: Regimes;
  readonly ledgers: Ledgers;
  readonly random: RandomPort;
};

export const applicantOf = (document: Pick<ApplicationDocument, "applicant">): ApplicantId =>
  document.applicant.kind === "organisation"
    ? { kind: "organisation", bin: document.applicant.bin }
    : { kind: "sole-proprietor", iin: document.applicant.iin };

const expectedOf = (id: ApplicantId) => (id.kind === "organisation" ? { bin: id.bin } : { iin: id.iin });

/** The document of a submission that was parsed before it was stored. */
export function applicationOf(submission: Submission): ApplicationDocument {
  const parsed = parseApplicationDocument(JSON.parse(fromUtf8(submission.document)));
  assert(parsed.ok, "a stored application still parses");
  return parsed.value;
}

/** Turns signed applications into permits: decision, permits, registry rows and answer are one transaction of the ledger's file. */
export function createApplicationHandler(deps: IssueDeps): Handler {
  return {
    kind: "application",
    read: (json) => {
      const parsed = parseApplicationDocument(json);
      if (!parsed.ok) return err("application.document-invalid");
      const { nonce, origin, createdAt } = parsed.value;
      return ok({ nonce, origin, createdAt, prepared: true, expected: expectedOf(applicantOf(parsed.value)) });
    },
    outcome: (submission) => deps.ledgers[applicationOf(submission).ledger].store.outcome(submission.id),
    decide: (submission, now) => decideAndIssue(deps, submission, now),
  };
}

function decideAndIssue(deps: IssueDeps, submission: Submission, now: number): Answer {
  const document = applicationOf(submission);
  const desk = deps.ledgers[document.ledger];
  const applicant = applicantOf(document);
  const organisation = deps.base.organisation(applicantNumber(applicant));
  const regime = deps.regimes.at(now);
  const faults = regime === null ? ["application.no-regime"] : applicationFaults(document, applicant, organisation, regime, now);
  const answer = desk.store.transaction(() => {
    let decided: Answer = { reasons: faults, rows: [] };
    if (faults.length === 0 && organisation !== null && regime !== null) {
      const facts = desk.store.facts(applicantNumber(applicant), now);
      const rows = decideRows(document, applicant, organisation, regime, facts);
      decided = { reasons: [], rows: issueRows(deps, desk, submission, document, rows) };
    }
    desk.store.recordOutcome(submission.id, now, decided);
    return decided;
  });
  if (answer.rows.some((row) => row.number !== null)) desk.scope.changed();
  return answer;
}

function issueRows(
  deps: IssueDeps,
  desk: LedgerDesk,
  submission: Submission,
  document: ApplicationDocument,
  decisions: readonly RowDecision[],
): readonly AnswerRow[] {
  const { store, scope } = desk;
  const applicant = applicantNumber(applicantOf(document));
  const issued = decisions.filter((decision) => decision.outcome === "issued");
  const organisationNumber = issued.length > 0 ? store.organisationNumber(applicant) : 0;
  const numberOf = createNumbering(desk, deps.random);
  const records = issued.map((decision) => permitRecord(document, decision, organisationNumber, numberOf));
  const committed =
    issued.length > 0
      ? scope.commit(
          issued.map((decision, at) => {
            const record = records[at];
            assert(record !== undefined, "a record for each issued row");
            return { kind: decision.key.scheme, value: decision.key.value, row: "new", record: encodeRecord(record) };
          }),
        ).rows
      : [];
  const permits = issued.map((decision, at): PermitRow => {
    const record = records[at];
    const row = committed[at];
    assert(record !== undefined && row !== undefined, "a committed row for each record");
    const { list, index, key } = decision;
    return { number: record.number, submission: submission.id, applicant, list, index, key, scopeRow: row.row, record };
  });
  store.insert(permits);
  const numberAt = new Map(permits.map((permit) => [`${permit.list} ${permit.index}`, permit.number]));
  return decisions.map((decision) => ({
    list: decision.list,
    index: decision.index,
    number: numberAt.get(`${decision.list} ${decision.index}`) ?? null,
    code: decision.outcome === "refused" ? decision.code : null,
  }));
}

/** Numbers that no permit of the ledger has; the rows of one group get the same. */
function createNumbering({ store }: LedgerDesk, random: RandomPort): (group: string | null) => string {
  const given = new Set<string>();
  const byGroup = new Map<string, string>();
  const fresh = (): string => {
    let number = createNumber(store.ledger, random);
    while (given.has(number) || store.isTaken(number)) number = createNumber(store.ledger, random);
    given.add(number);
    return number;
  };
  return (group) => {
    if (group === null) return fresh();
    const number = byGroup.get(group) ?? fresh();
    byGroup.set(group, number);
    return number;
  };
}

import { assert, err, ok, parseApplicationDocument, type ApplicationDocument } from "@beket/domain";
import type { RandomPort } from "@beket/replication";
import { fromUtf8 } from "../bytes.ts";
import type { ConsentPort } from "../consents/types.ts";
import { applicantNumber } from "../organisations/standing.ts";
import type { Ledgers } from "../records/ledger.ts";
import type { Regimes } from "../regime/regimes.ts";
import type { Handler, Pending } from "../submissions/desk.ts";
import type { Answer, OrganisationBase, Submission } from "../submissions/ports.ts";
import { parsedOnce } from "../submissions/parsed-once.ts";
import { applicantOf, expectedOf } from "./applicant.ts";
import { applicationFaults, capOf, decideRows, rosterOf } from "./decide-application.ts";
import { issueRows } from "./issue-rows.ts";

export type IssueDeps = {
  readonly base: Pick<OrganisationBase, "organisation" | "refusal">;
  readonly regimes: Regimes;
  readonly ledgers: Ledgers;
  readonly consents: ConsentPort;
  readonly random: RandomPort;
};

const read = parsedOnce((document) => parseApplicationDocument(JSON.parse(fromUtf8(document))));

/** The document of a submission that was parsed before it was stored. */
export function applicationOf(submission: Pick<Submission, "document">): ApplicationDocument {
  const parsed = read(submission.document);
  assert(parsed.ok, "a stored application still parses");
  return parsed.value;
}

/** Turns signed applications into permits: decision, permits, registry rows and answer are one transaction of the ledger's file. */
export function createApplicationHandler(deps: IssueDeps): Handler {
  return {
    kind: "application",
    read: (_, document) => {
      const parsed = read(document);
      if (!parsed.ok) return err("application.document-invalid");
      const { nonce, origin, createdAt, application, ledger, purpose, activity, validFrom, validTo } = parsed.value;
      const id = applicantOf(parsed.value);
      const facts = { ledger, purpose, activity, name: parsed.value.applicant.name, validFrom, validTo };
      const about = { applicant: applicantNumber(id), about: application, facts };
      return ok({ nonce, origin, createdAt, prepared: true, expected: expectedOf(id), about });
    },
    outcome: (submission) => deps.ledgers[applicationOf(submission).ledger].store.outcome(submission.id),
    decide: (submission, now) => {
      const document = applicationOf(submission);
      const number = applicantNumber(applicantOf(document));
      const isUnknown = deps.base.organisation(number) === null && deps.base.refusal(number) === null;
      // A validity that is over is refused, whoever asks.
      if (isUnknown && document.validTo > now && deps.regimes.at(now) !== null) return { pendingUntil: document.validTo } satisfies Pending;
      return decideAndIssue(deps, submission, document, now);
    },
  };
}

function decideAndIssue(deps: IssueDeps, submission: Submission, document: ApplicationDocument, now: number): Answer {
  const desk = deps.ledgers[document.ledger];
  const answer = desk.store.transaction(() => {
    const decided = decide(deps, submission, document, now);
    desk.store.recordOutcome(submission.id, now, decided);
    return decided;
  });
  if (answer.rows.some((row) => row.number !== null)) desk.scope.changed();
  return answer;
}

function decide(deps: IssueDeps, submission: Submission, document: ApplicationDocument, now: number): Answer {
  const id = applicantOf(document);
  const applicant = applicantNumber(id);
  const regime = deps.regimes.at(now);
  if (regime === null) return refusal(["application.no-regime"]);
  const organisation = deps.base.organisation(applicant);
  if (organisation === null) {
    const code = deps.base.refusal(applicant) === null ? "organisation.not-in-base" : "organisation.refused";
    return refusal(document.validTo <= now ? [code, "application.validity-past"] : [code]);
  }
  const faults = applicationFaults(document, id, organisation, regime, now);
  if (faults.length > 0) return refusal(faults);
  const desk = deps.ledgers[document.ledger];
  const roster = rosterOf(document);
  const decisions = decideRows(roster, {
    cap: capOf(id, organisation, regime, document.ledger),
    ledger: desk.store.facts(applicant, now),
    lending: deps.consents.lending(applicant, Math.max(now, document.validFrom), document.validTo),
  });
  const { application } = document;
  const grant = { submission: submission.id, application, applicant, terms: roster.terms };
  const rows = issueRows(desk, deps.random, grant, decisions);
  if (rows.some((row) => row.number !== null)) desk.store.putApplication({ ...grant, revision: 0, receivedAt: submission.receivedAt });
  return { reasons: [], rows };
}

const refusal = (reasons: readonly string[]): Answer => ({ reasons, rows: [] });

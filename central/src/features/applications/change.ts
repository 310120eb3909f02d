import { assert, err, ok, parseChangeDocument, type ChangeDocument, type Regime, type RosterCount } from "@beket/domain";
import { fromUtf8 } from "../bytes.ts";
import { applicantNumber } from "../organisations/standing.ts";
import { changeRows, ownRows, revokeRows } from "../records/change-rows.ts";
import type { GrantedApplication, LedgerDesk, PermitRow } from "../records/ledger.ts";
import type { Handler } from "../submissions/desk.ts";
import type { Answer, Submission } from "../submissions/ports.ts";
import { parsedOnce } from "../submissions/parsed-once.ts";
import { applicantOf, expectedOf } from "./applicant.ts";
import { capOf, createHeadcount, decideRows, subjectText, termsFaults, type Roster } from "./decide-application.ts";
import { issueRows } from "./issue-rows.ts";
import type { IssueDeps } from "./issue.ts";

const read = parsedOnce((document) => parseChangeDocument(JSON.parse(fromUtf8(document))));

/** The document of a submission that was parsed before it was stored. */
export function changeOf(submission: Pick<Submission, "document">): ChangeDocument {
  const parsed = read(submission.document);
  assert(parsed.ok, "a stored change still parses");
  return parsed.value;
}

/**
 * A signed difference to a granted application: what goes, what comes and what gets new terms is one transaction of the ledger's file,
 * and costs the rows it names, however long the roster is. Against another state than the head saw nothing happens at all.
 */
export function createChangeHandler(deps: IssueDeps): Handler {
  return {
    kind: "change",
    read: (_, document) => {
      const parsed = read(document);
      if (!parsed.ok) return err("application.document-invalid");
      const { nonce, origin, createdAt, application } = parsed.value;
      const id = applicantOf(parsed.value);
      const about = { applicant: applicantNumber(id), about: application, facts: null };
      return ok({ nonce, origin, createdAt, prepared: true, expected: expectedOf(id), about });
    },
    outcome: (submission) => deps.ledgers[changeOf(submission).ledger].store.outcome(submission.id),
    decide: (submission, now) => {
      const document = changeOf(submission);
      const desk = deps.ledgers[document.ledger];
      let urgent: readonly number[] = [];
      const answer = desk.store.transaction((): Answer => {
        const done = apply(deps, desk, submission, document, now);
        urgent = done.urgent;
        desk.store.recordOutcome(submission.id, now, done.answer);
        return done.answer;
      });
      if (urgent.length > 0) desk.scope.urgent(urgent);
      if (answer.change !== undefined) desk.scope.changed();
      return answer;
    },
  };
}

type Applied = { readonly answer: Answer; readonly urgent: readonly number[] };
const refused = (...reasons: readonly string[]): Applied => ({ answer: { reasons, rows: [] }, urgent: [] });

function apply(deps: IssueDeps, desk: LedgerDesk, submission: Submission, document: ChangeDocument, now: number): Applied {
  const applicant = applicantNumber(applicantOf(document));
  const granted = desk.store.application(document.application);
  // Somebody else's application is answered like one that does not exist.
  if (granted === null || granted.applicant !== applicant) return refused("application.unknown");
  const isSeen = granted.revision === document.revision && isSame(desk.store.activeCount(granted.application, now), document.before);
  if (!isSeen) return refused("application.revision-stale");
  if (granted.terms.validTo <= now) return refused("application.validity-past");
  const going = ownRows(desk, applicant, document.remove);
  if (going === null || going.some((row) => row.application !== granted.application)) return refused("revocation.number-unknown");
  // What goes at once frees its places first, also for new terms.
  const freed = new Set(document.effectiveFrom > now ? [] : going.map(({ scopeRow }) => scopeRow));
  const faults = coming(deps, desk, granted, document, now, freed);
  if (faults.length > 0) return refused(...faults);

  const source = { at: now, submission: submission.id, source: submission.kind };
  const removed = revokeRows(desk, going, Math.max(document.effectiveFrom, now), source);
  const amended = document.terms === null ? [] : amend(desk, granted, document.terms, now);
  changeRows(desk, amended, { ...source, act: "amended" });
  const rows = document.add.length === 0 ? [] : add(deps, desk, submission, granted, document, now);
  const revision = granted.revision + 1;
  desk.store.putApplication({ ...granted, revision, terms: document.terms ?? granted.terms });
  const change = { revision, revoked: removed.length, amended: amended.length };
  // New terms may be narrower than the old ones: a post must not admit by those.
  return { answer: { reasons: [], rows, change }, urgent: [...removed, ...amended].map((row) => row.scopeRow) };
}

const isSame = (a: RosterCount, b: RosterCount): boolean => a.persons === b.persons && a.vehicles === b.vehicles;

const rosterOfChange = (granted: GrantedApplication, { ledger, terms, groups, add }: ChangeDocument): Roster => ({
  ledger,
  terms: terms ?? granted.terms,
  groups,
  rows: add,
});

/** Why nothing may come or be amended. Taking back is always possible: it needs no base and no rules. */
function coming(
  deps: IssueDeps,
  desk: LedgerDesk,
  granted: GrantedApplication,
  document: ChangeDocument,
  now: number,
  freed: ReadonlySet<number>,
): readonly string[] {
  if (document.add.length === 0 && document.terms === null) return [];
  const regime = deps.regimes.at(now);
  if (regime === null) return ["application.no-regime"];
  const id = applicantOf(document);
  const organisation = deps.base.organisation(applicantNumber(id));
  if (organisation === null) return ["organisation.not-in-base"];
  const faults = termsFaults(rosterOfChange(granted, document), id, organisation, regime, now);
  if (faults.length > 0 || document.terms === null) return faults;
  return amendFaults(deps, desk, granted, document, regime, now, freed);
}

/** New terms are issued under the rules of today: within their headcount, and within the consents of who lends. */
function amendFaults(
  deps: IssueDeps,
  desk: LedgerDesk,
  granted: GrantedApplication,
  document: ChangeDocument,
  regime: Regime,
  now: number,
  freed: ReadonlySet<number>,
): readonly string[] {
  const id = applicantOf(document);
  const applicant = applicantNumber(id);
  const organisation = deps.base.organisation(applicant);
  const terms = document.terms ?? granted.terms;
  if (organisation === null) return ["organisation.not-in-base"];
  const faults: string[] = [];
  const staying = stayingRows(desk, granted, document, now);
  const isOver = createHeadcount(desk.store.facts(applicant, now, freed)).taken() > capOf(id, organisation, regime, document.ledger);
  if (isOver && terms.validTo > granted.terms.validTo) faults.push("application.over-headcount");
  const isLent = deps.consents.covers(applicant, Math.max(now, terms.validFrom), terms.validTo);
  if (staying.some((row) => row.consent !== null && !isLent(row.consent, subjectText(row.key)))) faults.push("row.consent-missing");
  return faults;
}

function stayingRows(desk: LedgerDesk, granted: GrantedApplication, document: ChangeDocument, now: number): readonly PermitRow[] {
  const going = new Set(document.remove);
  return activeRows(desk, granted, now).filter((row) => !going.has(row.number));
}

const activeRows = (desk: LedgerDesk, granted: GrantedApplication, now: number): readonly PermitRow[] =>
  desk.store.byApplication(granted.application).filter(({ record }) => record.status === "active" && record.validTo > now);

/** The same numbers under the new terms; those that are being taken back keep the old ones until they end. */
function amend(desk: LedgerDesk, granted: GrantedApplication, terms: GrantedApplication["terms"], now: number): readonly PermitRow[] {
  return activeRows(desk, granted, now).map((row): PermitRow => ({ ...row, record: { ...row.record, ...terms } }));
}

function add(
  deps: IssueDeps,
  desk: LedgerDesk,
  submission: Submission,
  granted: GrantedApplication,
  document: ChangeDocument,
  now: number,
) {
  const id = applicantOf(document);
  const { applicant, application } = granted;
  const regime = deps.regimes.at(now);
  const organisation = deps.base.organisation(applicant);
  assert(regime !== null && organisation !== null, "rows come under rules and by the base");
  const roster = rosterOfChange(granted, document);
  const { terms } = roster;
  const decisions = decideRows(roster, {
    cap: capOf(id, organisation, regime, document.ledger),
    ledger: desk.store.facts(applicant, now),
    lending: deps.consents.lending(applicant, Math.max(now, terms.validFrom), terms.validTo),
  });
  return issueRows(desk, deps.random, { submission: submission.id, application, applicant, terms }, decisions);
}

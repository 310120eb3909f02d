import { parseChangeDocument, revocationReasons, rosterCount, type ChangedTerms, type ChangeDocument } from "@beket/domain";
import { applicantNumber, type ApplicantId } from "../organisations/standing.ts";
import { normaliseNumber } from "../records/number.ts";
import { ownRows } from "../records/change-rows.ts";
import type { GrantedApplication, LedgerDesk, Ledgers, PermitRow } from "../records/ledger.ts";
import { termsFaults } from "./decide-application.ts";
import { consentFaults, draftFaults, draftRows, type DraftRoster } from "./draft.ts";
import { applicantFor, handOut, newUuid, refusal, submissionFields, type PrepareDeps, type Prepared } from "./prepare.ts";

export type ChangeDraft = DraftRoster & {
  readonly application: string;
  readonly remove: readonly string[];
  readonly removeReason: string | null;
  readonly terms: ChangedTerms | null;
  /** When the permits go; null: at once. */
  readonly effectiveFrom: number | null;
};
export type PreparedChange = Prepared & { readonly document: ChangeDocument | null };
const refuse = (...given: Parameters<typeof refusal>): PreparedChange => ({ ...refusal(...given), document: null });

/** The granted application with its ledger; somebody else's is like one that does not exist. */
export function grantedOf(ledgers: Ledgers, applicant: string, application: string) {
  for (const desk of Object.values(ledgers)) {
    const granted = desk.store.application(application);
    if (granted !== null && granted.applicant === applicant) return { desk, granted };
  }
  return null;
}

/** The signed difference to an application as it stands now, or what is wrong with the form. */
export function prepareChange(deps: PrepareDeps & { readonly ledgers: Ledgers }, id: ApplicantId, draft: ChangeDraft): PreparedChange {
  const now = deps.clock.now();
  const applicant = applicantNumber(id);
  const regime = deps.regimes.at(now);
  if (regime === null) return refuse(["application.no-regime"]);
  const found = grantedOf(deps.ledgers, applicant, draft.application);
  if (found === null) return refuse(["application.unknown"]);
  const { desk, granted } = found;
  if (granted.terms.validTo <= now) return refuse(["application.validity-past"]);
  const going = goingRows(desk, granted, draft.remove);
  if (going === null) return refuse(["revocation.number-unknown"]);
  const faults = draftFaults(draft);
  if (faults.length > 0) return refuse([], faults);
  const add = draftRows(draft, applicant);
  if (add === null) return refuse(["application.document-invalid"]);
  const terms = draft.terms ?? granted.terms;
  const missing = consentFaults(add, deps.consents.lending(applicant, Math.max(now, terms.validFrom), terms.validTo));
  if (missing.length > 0) return refuse([], missing);
  const organisation = deps.base.organisation(applicant);
  if (add.length > 0 || draft.terms !== null) {
    if (organisation === null) return refuse(["organisation.not-in-base"]);
    const roster = { ledger: desk.store.ledger, terms, groups: draft.groups ?? [], rows: add };
    const codes = termsFaults(roster, id, organisation, regime, now);
    if (codes.length > 0) return refuse(codes);
  }
  const before = desk.store.activeCount(granted.application, now);
  const parsed = parseChangeDocument({
    type: "beket/change/1",
    change: newUuid(deps),
    application: granted.application,
    revision: granted.revision,
    applicant: applicantFor(id, organisation?.name ?? applicant),
    ledger: desk.store.ledger,
    groups: draft.groups ?? [],
    add,
    remove: [...new Set(going.map((row) => row.number))],
    reason: going.length === 0 ? null : reasonIn(draft.removeReason),
    effectiveFrom: Math.max(now, draft.effectiveFrom ?? now),
    terms: draft.terms,
    before,
    after: afterwards(before, add, going),
    ...submissionFields(deps, now),
  });
  if (!parsed.ok) return refuse([parsed.error.code === "empty" ? "draft.incomplete" : "application.document-invalid"]);
  return { ...handOut(deps, "change", parsed.value, regime, now), document: parsed.value };
}

const reasonIn = (text: string | null) => revocationReasons.find((reason) => reason === text) ?? "other";

/** The active rows of the application that have these numbers; null where one is not such a row's. */
function goingRows(desk: LedgerDesk, granted: GrantedApplication, numbers: readonly string[]): readonly PermitRow[] | null {
  const normal = numbers.map(normaliseNumber).filter((number) => number !== null);
  if (normal.length < numbers.length) return null;
  const rows = ownRows(desk, granted.applicant, normal);
  const isWrong =
    rows === null || rows.some(({ application, record }) => application !== granted.application || record.status !== "active");
  return isWrong ? null : rows;
}

function afterwards(
  before: { readonly persons: number; readonly vehicles: number },
  add: Parameters<typeof rosterCount>[0],
  going: readonly PermitRow[],
) {
  const coming = rosterCount(add);
  const persons = going.filter((row) => row.list === "persons").length;
  return { persons: before.persons + coming.persons - persons, vehicles: before.vehicles + coming.vehicles - (going.length - persons) };
}

import type { OwnApplications, OwnRoster } from "@beket/api";
import { ledgers as ledgerNames, type ApplicationRow, type RosterCount } from "@beket/domain";
import type { AuditPort, View } from "../audit/types.ts";
import type { GrantedApplication, Ledgers, PermitRow } from "../records/ledger.ts";
import type { ListedSubmission, SubmissionStore } from "../submissions/ports.ts";
import { changeOf } from "./change.ts";
import { applicationOf } from "./issue.ts";
import { grantedOf } from "./prepare-change.ts";

export type OwnDeps = {
  readonly submissions: Pick<SubmissionStore, "applications" | "byId">;
  readonly ledgers: Ledgers;
  readonly audit: AuditPort;
  readonly now: () => number;
};
type Listed = OwnApplications["applications"][number];
const listMax = 2_000;
const nobody: RosterCount = { persons: 0, vehicles: 0 };

/** The applications of an organisation as they stand, newest first: those that were granted with the terms that they have by now. */
export function ownApplications({ submissions, ledgers, now }: OwnDeps, organisation: string): OwnApplications {
  const granted = new Map<string, { readonly one: GrantedApplication; readonly active: RosterCount }>();
  for (const ledger of ledgerNames) {
    const { store } = ledgers[ledger];
    for (const one of store.applications(organisation, listMax))
      granted.set(one.application, { one, active: store.activeCount(one.application, now()) });
  }
  const applications = submissions.applications(organisation, listMax).map((submission): Listed => {
    const { about: application, ledger, purpose, validFrom, validTo, receivedAt } = submission;
    const found = granted.get(application);
    const head = { application, ledger, receivedAt };
    if (found === undefined) return { ...head, purpose, validFrom, validTo, state: openState(submission), revision: 0, active: nobody };
    const { terms, revision } = found.one;
    const state = terms.validTo <= now() ? "expired" : found.active.persons + found.active.vehicles === 0 ? "revoked" : "issued";
    return { ...head, purpose: terms.purpose, validFrom: terms.validFrom, validTo: terms.validTo, state, revision, active: found.active };
  });
  return { applications };
}

const openState = ({ state }: ListedSubmission): Listed["state"] =>
  state === "pending" ? "pending" : state === "done" ? "refused" : "waiting";

/**
 * Who holds permits of an application, with the names as they were signed: they are nowhere but in the documents. Noted before it is
 * answered.
 */
export function ownRoster(deps: OwnDeps, organisation: string, application: string, by: View["by"]): OwnRoster | null {
  const found = grantedOf(deps.ledgers, organisation, application);
  if (found === null) return null;
  const { desk, granted } = found;
  const permits = desk.store.byApplication(application);
  const names = signedRows(deps, permits);
  deps.audit.viewed({ by, what: "roster", subjects: permits.map((permit) => permit.key), about: application, reason: null });
  const rows = permits.map((permit) => rosterRow(permit, names(permit), deps.now()));
  return { application, revision: granted.revision, terms: granted.terms, rows };
}

/** The row of the signed document that a permit was issued for; each document is read once. */
function signedRows({ submissions }: OwnDeps, permits: readonly PermitRow[]): (permit: PermitRow) => ApplicationRow | null {
  const documents = new Map<string, ReadonlyMap<string, ApplicationRow>>();
  for (const id of new Set(permits.map((permit) => permit.submission))) {
    const submission = submissions.byId(id);
    if (submission === null) continue;
    const signed = submission.kind === "change" ? changeOf(submission).add : applicationOf(submission).rows;
    const byPlace = new Map<string, ApplicationRow>();
    let persons = 0;
    let vehicles = 0;
    for (const row of signed) byPlace.set(row.kind === "person" ? `persons ${persons++}` : `vehicles ${vehicles++}`, row);
    documents.set(id, byPlace);
  }
  return ({ submission, list, index }) => documents.get(submission)?.get(`${list} ${index}`) ?? null;
}

function rosterRow(permit: PermitRow, signed: ApplicationRow | null, now: number): OwnRoster["rows"][number] {
  const { list, number, record, key } = permit;
  const isRevoked = record.status === "revoked" && (record.revokedFrom === null || record.revokedFrom <= now);
  const name = signed === null ? "" : signed.kind === "person" ? `${signed.surname} ${signed.given}` : signed.description;
  return {
    list,
    number,
    state: isRevoked ? "revoked" : record.validTo <= now ? "expired" : "active",
    name,
    scheme: key.scheme === "plate" || key.scheme === "iin" ? key.scheme : "doc",
    country: key.country,
    value: key.value,
    group: signed?.group ?? null,
  };
}

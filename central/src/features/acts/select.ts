import type { OrganisationRow } from "@beket/api";
import { type Ledger, type PermitFate, type PermitRecord, type Regime, type RevocationFilter } from "@beket/domain";
import { ledgerRule } from "../organisations/standing.ts";
import type { PermitRow } from "../records/ledger.ts";

/** Whether an act takes this permit. */
export type PermitTest = (row: Pick<PermitRow, "applicant" | "application" | "submission" | "record">) => boolean;
/** Organisations by number; asked once each in one run. */
export type OrganisationLookup = (applicant: string) => OrganisationRow | null;

export function rememberOrganisations(lookup: OrganisationLookup): OrganisationLookup {
  const known = new Map<string, OrganisationRow | null>();
  return (applicant) => {
    const found = known.get(applicant);
    if (found !== undefined) return found;
    const asked = lookup(applicant);
    known.set(applicant, asked);
    return asked;
  };
}

/** True where the permit would still admit somebody at or after `from`. */
export const isStandingFrom = (record: PermitRecord, from: number): boolean =>
  record.validTo > from && (record.status === "active" || (record.revokedFrom !== null && record.revokedFrom > from));

export const revokedFrom = (record: PermitRecord, from: number): PermitRecord => ({ ...record, status: "revoked", revokedFrom: from });

export function revocationTest(filter: RevocationFilter, organisationOf: OrganisationLookup): PermitTest {
  const { organisation, activity, purpose, application, area } = filter;
  return (row) => {
    const { applicant, record } = row;
    if (organisation !== null && applicant !== organisation) return false;
    if (purpose !== null && record.purpose !== purpose) return false;
    if (application !== null && row.application !== application && row.submission !== application) return false;
    if (area !== null && (record.places.kind !== "areas" || !record.places.areas.includes(area))) return false;
    return activity === null || hasActivity(organisationOf(applicant), activity);
  };
}

const hasActivity = (organisation: OrganisationRow | null, prefix: string): boolean =>
  organisation !== null && [organisation.oked, ...organisation.okedSecondary].some((oked) => oked.startsWith(prefix));

/** Permits that new rules end: all, or those whose organisation, activity or purpose they would not authorise in this ledger. */
export function cutOverTest(regime: Regime, fate: PermitFate, ledger: Ledger, organisationOf: OrganisationLookup): PermitTest {
  if (fate !== "void-not-authorised") return () => fate === "void-all";
  return ({ applicant, record }) => !isAuthorised(regime, ledger, organisationOf(applicant), record.purpose);
}

export function isAuthorised(regime: Regime, ledger: Ledger, organisation: OrganisationRow | null, purpose: string): boolean {
  if (organisation === null || organisation.status !== "active") return false;
  return ledgerRule(organisation, regime, ledger)?.rule.purposes.includes(purpose) ?? false;
}

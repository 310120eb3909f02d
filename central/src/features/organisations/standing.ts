import type { OrganisationCheckReply, OrganisationRow } from "@beket/api";
import {
  activityRuleFor,
  isTestIdentity,
  isTestOrganisation,
  ledgers,
  parseBin,
  parseIin,
  type ActivityRule,
  type Ledger,
  type Regime,
} from "@beket/domain";
import type { KnownOrganisation, OrganisationBase } from "../submissions/ports.ts";

/** Who applies, as the number says: an organisation by BIN, a sole proprietor by IIN. */
export type ApplicantId =
  | { readonly kind: "organisation"; readonly bin: string }
  | { readonly kind: "sole-proprietor"; readonly iin: string };

/** What was typed into the field for a BIN; null when it is neither a BIN nor an IIN. */
export function readApplicantId(text: string): ApplicantId | null {
  const digits = text.replaceAll(/[\s-]/g, "");
  if (isTestIdentity(digits))
    return isTestOrganisation(digits) ? { kind: "organisation", bin: digits } : { kind: "sole-proprietor", iin: digits };
  const bin = parseBin(digits);
  if (bin.ok) return { kind: "organisation", bin: bin.value.value };
  const iin = parseIin(digits);
  return iin.ok ? { kind: "sole-proprietor", iin: iin.value.value } : null;
}

export const applicantNumber = (id: ApplicantId): string => (id.kind === "organisation" ? id.bin : id.iin);

export type LedgerRule = { readonly ledger: Ledger; readonly rule: ActivityRule; readonly oked: string };

/** The main activity first: where it is authorised it is the one the document names. */
export function ledgerRule(organisation: OrganisationRow, regime: Regime, ledger: Ledger): LedgerRule | null {
  for (const oked of [organisation.oked, ...organisation.okedSecondary]) {
    const rule = activityRuleFor(regime, [oked], ledger);
    if (rule !== null) return { ledger, rule, oked };
  }
  return null;
}

export const ledgerRules = (organisation: OrganisationRow, regime: Regime): readonly LedgerRule[] =>
  ledgers.map((ledger) => ledgerRule(organisation, regime, ledger)).filter((found) => found !== null);

/** What whoever is not known may claim to do: every activity of the regime. */
const claimsOf = (regime: Regime): NonNullable<OrganisationCheckReply["claims"]> =>
  regime.activities
    .slice(0, claimsMax)
    .map(({ rule, okedPrefix, ledgers, purposes }) => ({ rule, okedPrefix, ledgers: [...ledgers], purposes: [...purposes] }));
const claimsMax = 1_000;

/**
 * Whether this applicant may apply, under which rule, or why not. Never tells the headcount. About an IIN it tells nothing, whoever's it
 * is: nothing is looked up, so that neither the answer nor its time says whether the person is known. `self`: the portal session of this
 * very person, who is told everything.
 */
export function answerOf(
  id: ApplicantId,
  base: Pick<OrganisationBase, "organisation" | "refusal">,
  regime: Regime,
  self: string | null,
): OrganisationCheckReply {
  const unknown = { name: null, ledgers: [], claims: claimsOf(regime) };
  if (id.kind === "sole-proprietor" && id.iin !== self) return { standing: "sole-proprietor", ...unknown };
  const number = applicantNumber(id);
  const organisation = base.organisation(number);
  if (organisation !== null) return standingOf(id, organisation, regime);
  return base.refusal(number) === null ? { standing: "pending", ...unknown } : { standing: "not-in-base", name: null, ledgers: [] };
}

function standingOf(id: ApplicantId, organisation: KnownOrganisation, regime: Regime): OrganisationCheckReply {
  const { name, headOffice } = organisation;
  const told = { name, ...(headOffice === null ? {} : { headOffice: { bin: headOffice.bin, name: headOffice.name } }) };
  if (organisation.status !== "active") return { standing: "not-active", ...told, ledgers: [] };
  const rules = ledgerRules(organisation, regime);
  if (rules.length === 0) return { standing: "activity-not-authorised", ...told, ledgers: [] };
  return {
    standing: id.kind === "organisation" ? "may-apply" : "sole-proprietor",
    ...told,
    ledgers: rules.map(({ ledger, rule, oked }) => ({ ledger, rule: rule.rule, oked, purposes: [...rule.purposes] })),
  };
}

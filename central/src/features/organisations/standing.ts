import type { OrganisationCheckReply, OrganisationRow } from "@beket/api";
import { activityRuleFor, ledgers, parseBin, parseIin, type ActivityRule, type Ledger, type Regime } from "@beket/domain";

/** Who applies, as the number says: an organisation by BIN, a sole proprietor by IIN. */
export type ApplicantId =
  | { readonly kind: "organisation"; readonly bin: string }
  | { readonly kind: "sole-proprietor"; readonly iin: string };

/** What was typed into the field for a BIN; null when it is neither a BIN nor an IIN. */
export function readApplicantId(text: string): ApplicantId | null {
  const digits = text.replaceAll(/[\s-]/g, "");
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

/** Whether this applicant may apply, under which rule, or why not. Never tells the headcount. */
export function standingOf(id: ApplicantId, organisation: OrganisationRow | null, regime: Regime): OrganisationCheckReply {
  if (organisation === null) return { standing: "not-in-base", name: null, ledgers: [] };
  const { name } = organisation;
  if (organisation.status !== "active") return { standing: "not-active", name, ledgers: [] };
  const rules = ledgers.map((ledger) => ledgerRule(organisation, regime, ledger)).filter((found) => found !== null);
  if (rules.length === 0) return { standing: "activity-not-authorised", name, ledgers: [] };
  return {
    standing: id.kind === "organisation" ? "may-apply" : "sole-proprietor",
    name,
    ledgers: rules.map(({ ledger, rule, oked }) => ({ ledger, rule: rule.rule, oked, purposes: [...rule.purposes] })),
  };
}

import type { OrganisationRow, RegimePreview, RuleEffect } from "@beket/api";
import { ledgers, permitCap, type Ledger, type Regime } from "@beket/domain";
import type { PermitPages } from "../acts/count.ts";
import { isAuthorised, isStandingFrom, rememberOrganisations, type OrganisationLookup } from "../acts/select.ts";
import { ledgerRule } from "../organisations/standing.ts";

export type OrganisationPages = {
  readonly organisation: OrganisationLookup;
  /** In the order of their numbers. */
  readonly page: (after: string, limit: number) => readonly OrganisationRow[];
  readonly count: () => number;
};
export type PreviewDeps = {
  readonly organisations: OrganisationPages;
  readonly pages: Readonly<Record<Ledger, PermitPages>>;
  readonly now: () => number;
  readonly pause: () => Promise<void>;
};
type Totals = NonNullable<RegimePreview["totals"]>;
export type Preview = Pick<RegimePreview, "ledgers" | "rules"> & { readonly totals: Totals; readonly asOf: number };
const sliceRows = 500;
const dayMs = 86_400_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * What would change if these rules were in force: whom they would serve, whose permits could not be issued today and whose people would be
 * too many. Read in slices with pauses; nothing is kept of anybody.
 */
export async function previewRegime(
  deps: PreviewDeps,
  inForce: Regime,
  next: Regime,
  progress: (done: number, of: number) => void,
): Promise<Preview> {
  const now = deps.now();
  const of = deps.organisations.count() + ledgers.reduce((sum, ledger) => sum + deps.pages[ledger].count(), 0);
  const rules = createRules(inForce, next);
  let done = 0;
  const advance = async (rows: number): Promise<void> => {
    done += rows;
    progress(done, Math.max(done, of));
    await deps.pause();
  };
  const base = { organisations: 0, organisationsLose: 0, organisationsGain: 0 };
  let after = "";
  for (let page = deps.organisations.page(after, sliceRows); page.length > 0; page = deps.organisations.page(after, sliceRows)) {
    for (const organisation of page) countOrganisation(organisation, inForce, next, rules, base);
    after = page.at(-1)?.bin ?? after;
    await advance(page.length);
  }
  const organisation = rememberOrganisations(deps.organisations.organisation);
  const totals: Mutable<Totals> = {
    ...base,
    permits: 0,
    permitsNotIssuable: 0,
    permitsNotAuthorised: 0,
    permitsTooLong: 0,
    organisationsOverCap: 0,
    peopleOverCap: 0,
  };
  const perLedger: Preview["ledgers"] = [];
  for (const ledger of ledgers) {
    const found = await countLedger(deps, ledger, next, now, organisation, rules, advance);
    perLedger.push({ ledger, permits: found.permits, permitsNotAuthorised: found.permitsNotAuthorised, organisationsLose: found.losers });
    for (const key of [
      "permits",
      "permitsNotIssuable",
      "permitsNotAuthorised",
      "permitsTooLong",
      "organisationsOverCap",
      "peopleOverCap",
    ] as const)
      totals[key] += found[key];
  }
  return { totals, ledgers: perLedger, rules: rules.all(), asOf: now };
}

/** One line a rule, of the old and the new rules, by code. */
function createRules(inForce: Regime, next: Regime) {
  const byRule = new Map<string, Mutable<RuleEffect>>();
  for (const { rule, okedPrefix } of [...inForce.activities, ...next.activities]) {
    const zero = {
      organisationsNow: 0,
      organisationsThen: 0,
      organisationsLose: 0,
      permitsLose: 0,
      organisationsOverCap: 0,
      peopleOverCap: 0,
    };
    byRule.set(rule, { rule, okedPrefix, ...zero });
  }
  return {
    of: (rule: string): Mutable<RuleEffect> | undefined => byRule.get(rule),
    all: (): RuleEffect[] => [...byRule.values()],
    nameNow: (organisation: OrganisationRow | null, ledger: Ledger): string | undefined =>
      organisation === null ? undefined : ledgerRule(organisation, inForce, ledger)?.rule.rule,
  };
}
type Rules = ReturnType<typeof createRules>;

function countOrganisation(
  organisation: OrganisationRow,
  inForce: Regime,
  next: Regime,
  rules: Rules,
  base: { organisations: number; organisationsLose: number; organisationsGain: number },
): void {
  base.organisations += 1;
  if (organisation.status !== "active") return;
  const served = (regime: Regime) => new Set(ledgers.flatMap((ledger) => ledgerRule(organisation, regime, ledger)?.rule.rule ?? []));
  const [now, then] = [served(inForce), served(next)];
  for (const rule of now) {
    const line = rules.of(rule);
    if (line !== undefined) line.organisationsNow += 1;
  }
  for (const rule of then) {
    const line = rules.of(rule);
    if (line !== undefined) line.organisationsThen += 1;
  }
  if (now.size > 0 && then.size === 0) base.organisationsLose += 1;
  if (now.size === 0 && then.size > 0) base.organisationsGain += 1;
}

type Holder = { people: number; seats: number; lose: number };

async function countLedger(
  deps: PreviewDeps,
  ledger: Ledger,
  next: Regime,
  now: number,
  organisation: OrganisationLookup,
  rules: Rules,
  advance: (rows: number) => Promise<void>,
) {
  const total = {
    permits: 0,
    permitsNotIssuable: 0,
    permitsNotAuthorised: 0,
    permitsTooLong: 0,
    organisationsOverCap: 0,
    peopleOverCap: 0,
  };
  const holders = new Map<string, Holder>();
  const people = new Set<string>();
  let after = 0;
  for (let page = deps.pages[ledger].page(after, sliceRows); page.length > 0; page = deps.pages[ledger].page(after, sliceRows)) {
    for (const { applicant, list, key, record } of page) {
      if (!isStandingFrom(record, now)) continue;
      const holder = holders.get(applicant) ?? { people: 0, seats: 0, lose: 0 };
      holders.set(applicant, holder);
      const isAllowed = isAuthorised(next, ledger, organisation(applicant), record.purpose);
      const isTooLong = record.validTo - Math.max(record.validFrom, now) > next.permitMaxDays * dayMs;
      total.permits += 1;
      if (!isAllowed) total.permitsNotAuthorised += 1;
      if (isTooLong) total.permitsTooLong += 1;
      if (!isAllowed || isTooLong) total.permitsNotIssuable += 1;
      if (!isAllowed) holder.lose += 1;
      holder.seats += record.groupHeadcount ?? 0;
      const person = `${applicant} ${key.scheme} ${key.country} ${key.value}`;
      if (list !== "persons" || people.has(person)) continue;
      people.add(person);
      holder.people += 1;
    }
    after = page.at(-1)?.scopeRow ?? after;
    await advance(page.length);
  }
  let losers = 0;
  for (const [applicant, holder] of holders) {
    const row = organisation(applicant);
    const line = rules.of(rules.nameNow(row, ledger) ?? "");
    if (holder.lose > 0) {
      losers += 1;
      if (line !== undefined) {
        line.organisationsLose += 1;
        line.permitsLose += holder.lose;
      }
    }
    const found = row === null ? null : ledgerRule(row, next, ledger);
    if (row === null || found === null) continue;
    const over = holder.people + holder.seats - permitCap(found.rule, row.headcount);
    if (over <= 0) continue;
    total.organisationsOverCap += 1;
    total.peopleOverCap += over;
    const then = rules.of(found.rule.rule);
    if (then === undefined) continue;
    then.organisationsOverCap += 1;
    then.peopleOverCap += over;
  }
  return { ...total, losers };
}

import type { Ledger } from "../records/types.ts";
import { assert } from "../result.ts";
import type { ActivityRule, Regime } from "./types.ts";

/** The regime in force at `ms`: the latest `validFrom` not after it, then the highest version; null before the first. */
export function regimeAt(regimes: readonly Regime[], ms: number): Regime | null {
  let best: Regime | null = null;
  for (const regime of regimes) {
    if (regime.validFrom > ms) continue;
    const later =
      best === null || regime.validFrom > best.validFrom || (regime.validFrom === best.validFrom && regime.version > best.version);
    if (later) best = regime;
  }
  return best;
}

/**
 * The rule that lets an organisation apply in a ledger: the longest OKED prefix over its main and secondary codes, earlier codes first
 * among equals. null: the activity is not authorised there.
 */
export function activityRuleFor(regime: Regime, okeds: readonly string[], ledger: Ledger): ActivityRule | null {
  let best: ActivityRule | null = null;
  for (const oked of okeds) {
    for (const rule of regime.activities) {
      if (!oked.startsWith(rule.okedPrefix) || !rule.ledgers.includes(ledger)) continue;
      if (best === null || rule.okedPrefix.length > best.okedPrefix.length) best = rule;
    }
  }
  return best;
}

/** How many people of an organisation may hold permits at once in a ledger: the rule's share of the headcount, rounded up. */
export function permitCap(rule: ActivityRule, headcount: number): number {
  assert(Number.isInteger(headcount) && headcount >= 0, "a headcount is a whole number");
  return Math.ceil((headcount * rule.headcountSharePercent) / 100);
}

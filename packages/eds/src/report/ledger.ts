import type { ValidationPolicy } from "../policy/policy.ts";
import { checkCatalogue, type CheckCode, type Reaction } from "./codes.ts";
import { compareVerdicts, type Indication, type SubIndication } from "./indication.ts";
import type { Check } from "./types.ts";

export type Verdict = {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  readonly reason?: CheckCode;
};

type Detail = Readonly<Record<string, string>>;

/** Collects checks in their order and gives the verdict they add up to. */
export type Ledger = {
  /** Notes whether the fault named by `code` is absent; gives back `absent`. */
  readonly note: (code: CheckCode, absent: boolean, detail?: Detail) => boolean;
  readonly checks: () => readonly Check[];
  readonly verdict: () => Verdict;
};

const reactionTo = (code: CheckCode, policy: ValidationPolicy): Reaction => {
  // A stored policy is data and may say anything: only relaxable codes listen to it.
  const entry: { readonly relaxable: boolean; readonly byDefault?: Reaction } = checkCatalogue[code];
  if (!entry.relaxable) return "FAIL";
  const reactions: Readonly<Partial<Record<CheckCode, Reaction>>> = policy.reactions;
  return reactions[code] ?? entry.byDefault ?? "FAIL";
};

const statusOf = (code: CheckCode, policy: ValidationPolicy): Check["status"] | undefined => {
  const reaction = reactionTo(code, policy);
  if (reaction === "IGNORE") return undefined;
  if (reaction === "INFORM") return "informed";
  if (reaction === "WARN") return "warned";
  // FAIL, and whatever a policy says that nobody has read with `parsePolicy`.
  return checkCatalogue[code].indication === "TOTAL_FAILED" ? "failed" : "indeterminate";
};

export const createLedger = (policy: ValidationPolicy): Ledger => {
  const checks: Check[] = [];
  return {
    note: (code, absent, detail) => {
      const status = absent ? "ok" : statusOf(code, policy);
      const { clause } = checkCatalogue[code];
      if (status !== undefined) checks.push({ code, clause, status, ...(!absent && detail && { detail }) });
      return absent;
    },
    checks: () => checks,
    verdict: () => verdictOf(checks),
  };
};

/** The worst of the checks that count; among equals the first, so that a later check never hides an earlier one. */
export const verdictOf = (checks: readonly Check[]): Verdict => {
  let worst: Verdict = { indication: "TOTAL_PASSED" };
  for (const check of checks) {
    if (check.status !== "failed" && check.status !== "indeterminate") continue;
    const { indication, subIndication } = checkCatalogue[check.code];
    if (compareVerdicts({ indication, subIndication }, worst) > 0) worst = { indication, subIndication, reason: check.code };
  }
  return worst;
};

import { claimMsMost, type SiteState, type StatedSiteFact } from "@beket/domain";

/** Whether central's state has the fact in it: what central resolved with it need not be laid over it again. */
export function isShown(state: SiteState, { occurredAt, fact }: Pick<StatedSiteFact, "occurredAt" | "fact">): boolean {
  switch (fact.kind) {
    case "site-claim": {
      const claim = state.claims.find((one) => one.claim === fact.claim);
      if (claim === undefined) return false;
      if (fact.state === "claimed") return true;
      if (fact.state === "released") return claim.standing !== "holds" || claim.expiresAt <= occurredAt;
      return claim.standing !== "holds" || claim.expiresAt >= Math.min(fact.expiresAt ?? 0, occurredAt + claimMsMost);
    }
    case "site-completion":
      return state.completions.some(({ completion }) => completion === fact.completion);
    case "site-validation":
      return state.completions.some(({ completion, validatedBy }) => completion === fact.completion && validatedBy !== null);
    case "site-refusal":
      return state.refusals.some(({ refusal }) => refusal === fact.refusal);
  }
}

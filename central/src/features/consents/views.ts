import type { ConsentList, ConsentReply } from "@beket/api";
import type { Service } from "../evidence/types.ts";
import type { Ledgers } from "../records/ledger.ts";
import { reasonCodes, waitOf } from "../applications/view.ts";
import type { OrganisationBase, Submission } from "../submissions/ports.ts";
import { reasonOf } from "../words.ts";
import { consentOf } from "./consent.ts";
import type { Consent, ConsentStore } from "./types.ts";
import { withdrawalOf } from "./withdraw.ts";

/** How a consent or its withdrawal went. */
export function consentReply(submission: Submission, services: readonly Service[]): ConsentReply {
  const isConsent = submission.kind === "consent";
  const consent = isConsent ? consentOf(submission).consent : withdrawalOf(submission).consent;
  const { state, answer } = submission;
  const isRefused = state === "rejected" || (answer?.reasons.length ?? 0) > 0;
  const settled = isRefused ? "refused" : isConsent ? "active" : "withdrawn";
  return {
    id: submission.id,
    consent,
    state: state === "waiting" || state === "received" ? "waiting" : settled,
    reasons: reasonCodes(submission).map(reasonOf),
    revoked: answer?.rows.length ?? 0,
    ...waitOf(submission, services),
  };
}

type ListDeps = {
  readonly store: Pick<ConsentStore, "givenBy" | "givenTo">;
  readonly base: Pick<OrganisationBase, "organisation">;
  readonly ledgers: Ledgers;
  readonly now: () => number;
};
const listMax = 2_000;

/** Consents that an organisation gave and was given. */
export function consentList(deps: ListDeps, organisation: string): ConsentList {
  const now = deps.now();
  const view = (consent: Omit<Consent, "subjects">, firm: string): ConsentList["given"][number] => {
    const { validFrom, validTo, withdrawnFrom, persons, vehicles } = consent;
    const isWithdrawn = withdrawnFrom !== null && withdrawnFrom <= now;
    const permits = Object.values(deps.ledgers).reduce((sum, { store }) => sum + store.byConsent(consent.consent, now).length, 0);
    return {
      consent: consent.consent,
      firm,
      name: deps.base.organisation(firm)?.name ?? null,
      count: { persons, vehicles },
      validFrom,
      validTo,
      state: isWithdrawn ? "withdrawn" : validTo <= now ? "expired" : "active",
      permits,
    };
  };
  return {
    given: deps.store.givenBy(organisation, listMax).map((consent) => view(consent, consent.to)),
    received: deps.store.givenTo(organisation, listMax).map((consent) => view(consent, consent.lender)),
  };
}

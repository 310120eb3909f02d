import type { ConsentDraft, WithdrawalDraft } from "@beket/api";
import { parseConsentDocument, parsePlate, parseWithdrawalDocument, type PersonIdentity } from "@beket/domain";
import { draftFaults, personIdentity } from "../applications/draft.ts";
import { applicantFor, handOut, newUuid, refusal, submissionFields, type PrepareDeps, type Prepared } from "../applications/prepare.ts";
import { applicantNumber, readApplicantId } from "../organisations/standing.ts";
import type { ConsentStore } from "./types.ts";

/** The document by which a firm lends vehicles and people, or what is wrong with the form. */
export function prepareConsent(deps: PrepareDeps, draft: ConsentDraft): Prepared {
  const now = deps.clock.now();
  const regime = deps.regimes.at(now);
  if (regime === null) return refusal(["application.no-regime"]);
  const id = readApplicantId(draft.bin);
  const organisation = id === null ? null : deps.base.organisation(applicantNumber(id));
  if (id === null || organisation === null) return refusal(["organisation.not-in-base"]);
  const to = readApplicantId(draft.to);
  if (to === null || applicantNumber(to) === applicantNumber(id)) return refusal(["consent.to-invalid"]);
  if (draft.validTo <= now) return refusal(["application.validity-past"]);
  const faults = draftFaults(draft);
  if (faults.length > 0) return refusal([], faults);
  const persons = draft.persons.map(personIdentity);
  const vehicles = draft.vehicles.map(({ plate, country }) => parsePlate(plate, country));
  const parsed = parseConsentDocument({
    type: "beket/consent/1",
    consent: newUuid(deps),
    applicant: applicantFor(id, organisation.name),
    to: applicantNumber(to),
    vehicles: vehicles.flatMap((plate) => (plate.ok ? [{ plate: plate.value.normalised, country: plate.value.country }] : [])),
    persons: persons.filter((person): person is PersonIdentity => person !== null),
    validFrom: draft.validFrom,
    validTo: draft.validTo,
    ...submissionFields(deps, now),
  });
  return parsed.ok ? handOut(deps, "consent", parsed.value, regime, now) : refusal(["application.document-invalid"]);
}

/** The document that takes a consent back. Somebody else's is answered like one that does not exist. */
export function prepareWithdrawal(deps: PrepareDeps, store: Pick<ConsentStore, "find">, draft: WithdrawalDraft): Prepared {
  const now = deps.clock.now();
  const regime = deps.regimes.at(now);
  if (regime === null) return refusal(["application.no-regime"]);
  const id = readApplicantId(draft.bin);
  const consent = store.find(draft.consent);
  if (id === null || consent === null || consent.lender !== applicantNumber(id)) return refusal(["consent.unknown"]);
  const number = applicantNumber(id);
  const parsed = parseWithdrawalDocument({
    type: "beket/withdrawal/1",
    withdrawal: newUuid(deps),
    // A firm that has left the base still takes its own back.
    applicant: applicantFor(id, deps.base.organisation(number)?.name ?? number),
    consent: consent.consent,
    effectiveFrom: draft.effectiveAt,
    ...submissionFields(deps, now),
  });
  return parsed.ok ? handOut(deps, "withdrawal", parsed.value, regime, now) : refusal(["application.document-invalid"]);
}

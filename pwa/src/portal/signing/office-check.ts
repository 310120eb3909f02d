import type { ConsentDraft, Draft, OwnRoster, PrepareReply, WithdrawalDraft } from "@beket/api";
import {
  parseApplicationDocument,
  parseChangeDocument,
  parseConsentDocument,
  parseWithdrawalDocument,
  type ApplicationDocument,
  type ChangeDocument,
  type ChangedTerms,
  type ConsentDocument,
  type RosterCount,
} from "@beket/domain";
import { numberOf, placesText, proved, sameRows, type Digest, type DocumentCheck, type Reading } from "./document-check.ts";

// What is signed in the office of an organisation. The draft and the roster were read from central; the document must say the same.

const sameTerms = (a: ChangedTerms, b: ChangedTerms): boolean =>
  a.purpose === b.purpose &&
  a.validFrom === b.validFrom &&
  a.validTo === b.validTo &&
  a.window.days === b.window.days &&
  a.window.fromMinute === b.window.fromMinute &&
  a.window.toMinute === b.window.toMinute &&
  a.places.kind === b.places.kind &&
  placesText(a.places) === placesText(b.places);

const sameSet = (a: readonly string[], b: readonly string[]): boolean => {
  const wanted = new Set(b);
  return a.length === wanted.size && a.every((one) => wanted.has(one));
};

function sameApplication(document: ApplicationDocument, draft: Draft, bin: string): boolean {
  const { purpose, validFrom, validTo, window, places } = draft;
  if (purpose === null || validFrom === null || validTo === null) return false;
  return (
    numberOf(document.applicant) === bin &&
    document.ledger === draft.ledger &&
    sameTerms(document, { purpose, validFrom, validTo, window, places }) &&
    sameRows(document.rows, draft)
  );
}

/** Permits in force, by what the organisation is shown of them. */
const activeCount = ({ rows }: OwnRoster): RosterCount => {
  const active = rows.filter(({ state }) => state === "active");
  const persons = active.filter(({ list }) => list === "persons").length;
  return { persons, vehicles: active.length - persons };
};

function sameChange(document: ChangeDocument, draft: Draft, bin: string, roster: OwnRoster): boolean {
  const before = activeCount(roster);
  const { terms, reason } = document;
  return (
    numberOf(document.applicant) === bin &&
    document.application === draft.application &&
    document.revision === roster.revision &&
    sameSet(document.remove, draft.remove) &&
    reason === (draft.remove.length === 0 ? null : draft.removeReason) &&
    (terms === null || draft.terms === null ? terms === draft.terms : sameTerms(terms, draft.terms)) &&
    document.before.persons === before.persons &&
    document.before.vehicles === before.vehicles &&
    sameRows(document.add, draft)
  );
}

/** Of a draft: the document has the digest central named, and says what the draft says. Of a change: against the roster that is shown. */
export function checkDraft(
  reply: PrepareReply,
  draft: Draft,
  bin: string,
  roster: OwnRoster | null,
  digest: Digest,
): Promise<DocumentCheck> {
  const read = (json: unknown): Reading | null => {
    if (draft.kind === "application") {
      const parsed = parseApplicationDocument(json);
      return parsed.ok ? { content: parsed.value, same: sameApplication(parsed.value, draft, bin) } : null;
    }
    const parsed = parseChangeDocument(json);
    return parsed.ok ? { content: parsed.value, same: roster !== null && sameChange(parsed.value, draft, bin, roster) } : null;
  };
  return proved(reply, read, digest);
}

const sameConsent = (document: ConsentDocument, asked: ConsentDraft): boolean =>
  numberOf(document.applicant) === asked.bin &&
  document.to === asked.to &&
  document.validFrom === asked.validFrom &&
  document.validTo === asked.validTo &&
  document.persons.length === asked.persons.length &&
  document.vehicles.length === asked.vehicles.length;

export function checkConsent(reply: PrepareReply, asked: ConsentDraft, digest: Digest): Promise<DocumentCheck> {
  const read = (json: unknown): Reading | null => {
    const parsed = parseConsentDocument(json);
    return parsed.ok ? { content: parsed.value, same: sameConsent(parsed.value, asked) } : null;
  };
  return proved(reply, read, digest);
}

export function checkWithdrawal(reply: PrepareReply, asked: WithdrawalDraft, digest: Digest): Promise<DocumentCheck> {
  const read = (json: unknown): Reading | null => {
    const parsed = parseWithdrawalDocument(json);
    if (!parsed.ok) return null;
    const { applicant, consent, effectiveFrom } = parsed.value;
    return {
      content: parsed.value,
      same: numberOf(applicant) === asked.bin && consent === asked.consent && effectiveFrom === asked.effectiveAt,
    };
  };
  return proved(reply, read, digest);
}

import type { ApplicationDraft, PrepareReply, RevocationDraft, RowFault } from "@beket/api";
import {
  applicationDocumentBytes,
  describeApplication,
  languages,
  parseApplicationDocument,
  parseRevocationDocument,
  Uuid,
  type Applicant,
  type ApplicationDocument,
  type Language,
  type Regime,
  type SignedDocument,
} from "@beket/domain";
import { formatUuid, uuidv7, type ClockPort, type CryptoPort, type RandomPort } from "@beket/replication";
import * as v from "valibot";
import { fromUtf8, hex } from "../bytes.ts";
import type { ConsentPort } from "../consents/types.ts";
import { applicantNumber, ledgerRule, readApplicantId, type ApplicantId } from "../organisations/standing.ts";
import { normaliseNumber } from "../records/number.ts";
import type { Regimes } from "../regime/regimes.ts";
import type { OrganisationBase, SubmissionKind, SubmissionStore } from "../submissions/ports.ts";
import { applicationFaults, isForOneself } from "./decide-application.ts";
import { consentFaults, draftFaults, draftRows, draftToDocument } from "./draft.ts";

export type PrepareDeps = {
  readonly base: Pick<OrganisationBase, "organisation" | "refusal">;
  readonly regimes: Regimes;
  readonly consents: ConsentPort;
  readonly store: Pick<SubmissionStore, "prepare">;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly random: RandomPort;
  readonly origin: () => string;
};
/** Faults of the whole draft, as stable codes; `reply` carries those of rows. */
export type Prepared = { readonly codes: readonly string[]; readonly reply: PrepareReply };

/** As many as the answer holds; whoever has mended these asks again. */
const faultsMax = 20_000;
export const refusal = (codes: readonly string[], faults: readonly RowFault[] = []): Prepared => ({
  codes,
  reply: { document: null, sha256: null, readable: null, faults: faults.slice(0, faultsMax) },
});

/** Who asks for a document: anybody, or somebody who signed in for this very applicant. */
export type Asker = "anybody" | "applicant";

/**
 * Turns the form into the one canonical text that may be signed, or names what is wrong with it. Whose vehicle is lent to whom, and what
 * the base knows of a sole proprietor, is told to the applicant alone; everybody else learns it from the decision, under a signature.
 */
export function prepareApplication(deps: PrepareDeps, draft: ApplicationDraft, asker: Asker): Prepared {
  const now = deps.clock.now();
  const regime = deps.regimes.at(now);
  if (regime === null) return refusal(["application.no-regime"]);
  const who = whoApplies(deps, draft, asker);
  if (!who.ok) return refusal([who.code]);
  if (draft.persons.length + draft.vehicles.length === 0) return refusal(["application.document-invalid"]);
  const faults = draftFaults(draft);
  if (faults.length > 0) return refusal([], faults);
  const { id, organisation } = who;
  const rows = draftRows(draft, applicantNumber(id));
  if (rows === null) return refusal(["application.document-invalid"]);
  const lending = deps.consents.lending(applicantNumber(id), Math.max(now, draft.validFrom), draft.validTo);
  const missing = asker === "anybody" ? [] : consentFaults(rows, lending);
  if (missing.length > 0) return refusal([], missing);
  const claimed = organisation === null ? draft.activity : (ledgerRule(organisation, regime, draft.ledger)?.oked ?? organisation.oked);
  if (claimed === undefined) return refusal(["application.activity-missing"]);
  const context = { applicant: who.applicant, activity: claimed, ...submissionFields(deps, now), application: newUuid(deps), now };
  const parsed = parseApplicationDocument(draftToDocument(draft, rows, context));
  if (!parsed.ok) return refusal(["application.document-invalid"]);
  const codes =
    organisation === null ? unknownFaults(parsed.value, id, now) : applicationFaults(parsed.value, id, organisation, regime, now);
  return codes.length > 0 ? refusal(codes) : handOut(deps, "application", parsed.value, regime, now);
}

/** Of an applicant whom the base does not know, or does not tell of: everything else is judged under the signature. */
const unknownFaults = (document: ApplicationDocument, id: ApplicantId, now: number): readonly string[] => [
  ...(document.validTo <= now ? ["application.validity-past"] : []),
  ...(id.kind === "sole-proprietor" && !isForOneself(document.rows, id.iin) ? ["application.not-for-oneself"] : []),
];

type Who =
  | {
      readonly ok: true;
      readonly id: ApplicantId;
      readonly organisation: ReturnType<OrganisationBase["organisation"]>;
      readonly applicant: Applicant;
    }
  | { readonly ok: false; readonly code: string };

/** The applicant as the base knows them, or as they name themselves where it does not (an activity of theirs is needed then). */
function whoApplies(deps: PrepareDeps, draft: Pick<ApplicationDraft, "bin" | "activity" | "name">, asker: Asker): Who {
  const id = readApplicantId(draft.bin);
  if (id === null) return { ok: false, code: "organisation.not-in-base" };
  const number = applicantNumber(id);
  const claimed: Who = { ok: true, id, organisation: null, applicant: applicantFor(id, draft.name?.trim() || number) };
  // Nothing is looked up: whether a person is in business, and under which name, is nobody else's to know.
  if (id.kind === "sole-proprietor" && asker === "anybody") return claimed;
  const organisation = deps.base.organisation(number);
  if (organisation !== null) return { ok: true, id, organisation, applicant: applicantFor(id, organisation.name) };
  if (deps.base.refusal(number) !== null) return { ok: false, code: "organisation.refused" };
  // A sole proprietor is in the base or is none; and a firm must say what it does.
  if (id.kind === "sole-proprietor" || draft.activity === undefined) return { ok: false, code: "organisation.not-in-base" };
  return claimed;
}

/** Anybody may ask for it: of a person it tells no more than the number that was typed. */
export function prepareRevocation(deps: PrepareDeps, draft: RevocationDraft): Prepared {
  const now = deps.clock.now();
  const regime = deps.regimes.at(now);
  if (regime === null) return refusal(["application.no-regime"]);
  const id = readApplicantId(draft.bin);
  const name = id === null ? undefined : id.kind === "sole-proprietor" ? id.iin : deps.base.organisation(id.bin)?.name;
  if (id === null || name === undefined) return refusal(["organisation.not-in-base"]);
  const permits = [...new Set(draft.numbers.map(normaliseNumber))];
  const ledgers = new Set(permits.map((number) => number?.slice(0, 1)));
  const prefix = permits[0]?.slice(0, 1);
  if (permits.includes(null) || ledgers.size !== 1 || (prefix !== "C" && prefix !== "R")) return refusal(["revocation.number-unknown"]);
  const parsed = parseRevocationDocument({
    type: "beket/revocation/1",
    revocation: newUuid(deps),
    applicant: applicantFor(id, name),
    ledger: prefix === "C" ? "city" : "roadblock",
    permits,
    reason: draft.reason,
    note: null,
    effectiveFrom: draft.effectiveAt,
    ...submissionFields(deps, now),
    createdAt: now,
  });
  return parsed.ok ? handOut(deps, "revocation", parsed.value, regime, now) : refusal(["application.document-invalid"]);
}

export const newUuid = (deps: Pick<PrepareDeps, "clock" | "random">): Uuid => v.parse(Uuid, formatUuid(uuidv7(deps.clock, deps.random)));
export const submissionFields = (deps: PrepareDeps, createdAt: number) => ({
  nonce: hex(deps.random(16)),
  origin: deps.origin(),
  createdAt,
});
export const applicantFor = (id: ApplicantId, name: string): Applicant => {
  const short = name.slice(0, 200);
  return id.kind === "organisation"
    ? { kind: "organisation", bin: id.bin, name: short }
    : { kind: "sole-proprietor", iin: id.iin, name: short };
};

/** The document's text with its digest, and the same for people. From here on these bytes, and no others, can be submitted. */
export function handOut(deps: PrepareDeps, kind: SubmissionKind, document: SignedDocument, regime: Regime, now: number): Prepared {
  const bytes = applicationDocumentBytes(document);
  const sha256 = hex(deps.crypto.sha256(bytes));
  deps.store.prepare({ nonce: document.nonce, kind, documentSha256: sha256, preparedAt: now });
  const lines = (language: Language) => describeApplication(document, language, regime).map((line) => `${line.label}: ${line.value}`);
  const [kk, ru, en] = languages.map(lines);
  return {
    codes: [],
    reply: { document: fromUtf8(bytes), sha256, readable: { kk: kk ?? [], ru: ru ?? [], en: en ?? [] }, faults: [] },
  };
}

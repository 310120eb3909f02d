import type { ApplicationDraft, OrganisationRow, PrepareReply, RevocationDraft, RowFault } from "@beket/api";
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
  type RevocationDocument,
} from "@beket/domain";
import { formatUuid, uuidv7, type ClockPort, type CryptoPort, type RandomPort } from "@beket/replication";
import * as v from "valibot";
import { fromUtf8, hex } from "../bytes.ts";
import { applicantNumber, ledgerRule, readApplicantId, type ApplicantId } from "../organisations/standing.ts";
import { normaliseNumber } from "../records/number.ts";
import type { Regimes } from "../regime/regimes.ts";
import type { OrganisationBase, SubmissionKind, SubmissionStore } from "../submissions/ports.ts";
import { applicationFaults } from "./decide-application.ts";
import { draftFaults, draftToDocument } from "./draft.ts";

export type PrepareDeps = {
  readonly base: OrganisationBase;
  readonly regimes: Regimes;
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
const refusal = (codes: readonly string[], faults: readonly RowFault[] = []): Prepared => ({
  codes,
  reply: { document: null, sha256: null, readable: null, faults: faults.slice(0, faultsMax) },
});

/** Turns the form into the one canonical text that may be signed, or names what is wrong with it. */
export function prepareApplication(deps: PrepareDeps, draft: ApplicationDraft): Prepared {
  const now = deps.clock.now();
  const regime = deps.regimes.at(now);
  if (regime === null) return refusal(["application.no-regime"]);
  const id = readApplicantId(draft.bin);
  const organisation = id === null ? null : deps.base.organisation(applicantNumber(id));
  if (id === null || organisation === null) return refusal(["organisation.not-in-base"]);
  if (draft.persons.length + draft.vehicles.length === 0) return refusal(["application.document-invalid"]);
  const faults = draftFaults(draft);
  if (faults.length > 0) return refusal([], faults);
  const document = draftToDocument(draft, {
    applicant: applicantFor(id, organisation),
    activity: ledgerRule(organisation, regime, draft.ledger)?.oked ?? organisation.oked,
    ...submissionFields(deps, now),
    application: newUuid(deps),
    now,
  });
  const parsed = document === null ? null : parseApplicationDocument(document);
  if (parsed === null || !parsed.ok) return refusal(["application.document-invalid"]);
  const codes = applicationFaults(parsed.value, id, organisation, regime, now);
  return codes.length > 0 ? refusal(codes) : handOut(deps, "application", parsed.value, regime, now);
}

export function prepareRevocation(deps: PrepareDeps, draft: RevocationDraft): Prepared {
  const now = deps.clock.now();
  const regime = deps.regimes.at(now);
  if (regime === null) return refusal(["application.no-regime"]);
  const id = readApplicantId(draft.bin);
  const organisation = id === null ? null : deps.base.organisation(applicantNumber(id));
  if (id === null || organisation === null) return refusal(["organisation.not-in-base"]);
  const permits = [...new Set(draft.numbers.map(normaliseNumber))];
  const ledgers = new Set(permits.map((number) => number?.slice(0, 1)));
  const prefix = permits[0]?.slice(0, 1);
  if (permits.includes(null) || ledgers.size !== 1 || (prefix !== "C" && prefix !== "R")) return refusal(["revocation.number-unknown"]);
  const parsed = parseRevocationDocument({
    type: "beket/revocation/1",
    revocation: newUuid(deps),
    applicant: applicantFor(id, organisation),
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

const newUuid = (deps: PrepareDeps): Uuid => v.parse(Uuid, formatUuid(uuidv7(deps.clock, deps.random)));
const submissionFields = (deps: PrepareDeps, createdAt: number) => ({ nonce: hex(deps.random(16)), origin: deps.origin(), createdAt });
const applicantFor = (id: ApplicantId, { name }: OrganisationRow): Applicant => {
  const short = name.slice(0, 200);
  return id.kind === "organisation"
    ? { kind: "organisation", bin: id.bin, name: short }
    : { kind: "sole-proprietor", iin: id.iin, name: short };
};

function handOut(
  deps: PrepareDeps,
  kind: SubmissionKind,
  document: ApplicationDocument | RevocationDocument,
  regime: Regime,
  now: number,
): Prepared {
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

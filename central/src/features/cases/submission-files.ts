import type { OrganisationRow } from "@beket/api";
import { schemeOfDigits, type Regime } from "@beket/domain";
import { derToPem, encodeBundle, plainProofs, type EvidenceBundle, type PlainProof } from "@beket/eds";
import { fromBase64, utf8 } from "../bytes.ts";
import type { PermitRow } from "../records/ledger.ts";
import type { Submission } from "../submissions/ports.ts";
import { readableLines, signedDocumentOf } from "./documents.ts";
import type { ArchivedVerdict, LedgerPast } from "./ports.ts";
import { jsonFile, type CaseFile } from "./seal.ts";

export type SubmissionFacts = {
  readonly submission: Submission;
  readonly verdicts: readonly ArchivedVerdict[];
  readonly bundle: EvidenceBundle | null;
  readonly permits: readonly PermitRow[];
  /** The base's row, as it is now, and since which import. */
  readonly organisation: OrganisationRow | null;
  readonly organisationVersion: string | null;
  /** In force at the decision, or at the receipt where there was none. */
  readonly regime: Regime | null;
  readonly past: LedgerPast | null;
  readonly madeAt: number;
};

/** Everything of one signed document: the verdict, what went into it, and the evidence of its signature. */
export function submissionFiles(facts: SubmissionFacts): readonly CaseFile[] {
  const { submission, regime, bundle } = facts;
  const input = (path: string, bytes: Uint8Array): CaseFile => ({ path: `inputs/${path}`, role: "input", bytes });
  return [
    jsonFile("verdict.json", "verdict", verdictOf(facts)),
    input("document.json", submission.document),
    input("signature.cms", submission.cms),
    ...(["kk", "ru", "en"] as const).map((language) =>
      input(`readable.${language}.txt`, utf8(`${readableLines(submission, regime, language).join("\n")}\n`)),
    ),
    jsonFile("inputs/organisation.json", "input", {
      version: facts.organisationVersion,
      asOf: facts.madeAt,
      organisation: facts.organisation,
    }),
    ...(regime === null ? [] : [jsonFile("inputs/regime.json", "input", regime)]),
    jsonFile("inputs/ledger.json", "input", ledgerOf(facts)),
    ...facts.verdicts.map(({ report }, at): CaseFile => ({
      path: `evidence/report-${at + 1}.json`,
      role: "evidence",
      bytes: utf8(report),
    })),
    ...(bundle === null ? [] : evidenceFiles(submission, bundle)),
  ];
}

function verdictOf({ submission, verdicts, permits }: SubmissionFacts): unknown {
  const { id, kind, state, receivedAt, documentSha256, cmsSha256, answer } = submission;
  return {
    submission: id,
    kind,
    state,
    receivedAt,
    documentSha256,
    cmsSha256,
    answer: answer === null ? null : { reasons: answer.reasons, rows: answer.rows },
    signature: verdicts.map(({ validatedAt, indication, reason }) => ({ validatedAt, indication, reason })),
    permits: permits.map(({ number, list, index, record }) => ({ number, list, index, record })),
  };
}

function ledgerOf({ submission, past }: SubmissionFacts): unknown {
  const document = signedDocumentOf(submission);
  const at = past?.decidedAt(submission.id) ?? null;
  if (past === null || at === null || document === null) return { decidedAt: null };
  const { applicant } = document;
  const number = applicant.kind === "organisation" ? applicant.bin : applicant.iin;
  return { ledger: past.ledger, decidedAt: at, peopleBefore: past.peopleBefore(number, submission.id, at), kind: schemeOfDigits(number) };
}

const octets = (base64: string): Uint8Array => fromBase64(base64) ?? new Uint8Array(0);

function evidenceFiles({ cms }: Submission, bundle: EvidenceBundle): readonly CaseFile[] {
  const file = (path: string, bytes: Uint8Array): CaseFile => ({ path: `evidence/${path}`, role: "evidence", bytes });
  const each = (name: string, ending: string, list: readonly string[]): readonly CaseFile[] =>
    list.map((base64, at) => file(`${name}-${at + 1}.${ending}`, octets(base64)));
  const anchors = bundle.trustAnchors.map(({ certificate }) => certificate);
  const certificates = [...bundle.certificates, ...anchors].map(octets);
  return [
    file("bundle.json", encodeBundle(bundle)),
    ...each("certificate", "cer", bundle.certificates),
    ...each("anchor", "cer", anchors),
    ...each("list", "crl", bundle.crls),
    ...each(
      "answer",
      "ocsp",
      bundle.ocsp.map(({ der }) => der),
    ),
    ...each("timestamp", "tst", bundle.timestamps),
    ...plainProofs(cms, certificates).flatMap((proof, at) => proofFiles(proof, at + 1)),
  ];
}

function proofFiles({ of, digest, key, message, signature }: PlainProof, at: number): readonly CaseFile[] {
  const file = (ending: string, bytes: Uint8Array): CaseFile => ({ path: `evidence/plain/${at}-${of}.${ending}`, role: "evidence", bytes });
  return [
    file("pem", utf8(derToPem("PUBLIC KEY", key))),
    file("message", message),
    file("signature", signature),
    file("digest", utf8(`${digest}\n`)),
  ];
}

import { missingEvidenceOf, type MissingEvidence } from "../evidence/missing.ts";
import type { Path } from "../path/build.ts";
import type { JudgeCertificate, JudgeRequest, Trust, UsedEvidence } from "../path/judge-types.ts";
import type { CheckCode } from "../report/codes.ts";
import type { Ledger } from "../report/ledger.ts";
import type { CertificateStatus } from "../report/types.ts";
import { codeOfCauses } from "./causes.ts";
import type { Decision } from "./decide.ts";
import { joinUsed, nothingUsed } from "./question.ts";
import { statusOf, type Status } from "./status.ts";
import { statusTold } from "./told.ts";
import type { EvidencePool, JudgementTimes } from "./types.ts";

export type RevocationQuestion = {
  readonly path: Path;
  readonly ledger: Ledger;
  readonly pool: EvidencePool;
  readonly times: JudgementTimes;
  readonly judge: JudgeCertificate;
  readonly purpose: JudgeRequest["purpose"];
  readonly settled: readonly string[];
  readonly depth: number;
};

/**
 * Notes the status of every certificate of a path below its anchor, EN 319 102-1 5.2.5 and 5.2.6: by lists or responses,
 * whichever suffice. Gives the evidence it rests on, and what would have to be fetched where a status is not known.
 */
export const noteRevocation = (question: RevocationQuestion): Pick<Trust, "used" | "statuses" | "missing"> => {
  const { path, ledger, purpose } = question;
  const used: UsedEvidence[] = [];
  const statuses: CertificateStatus[] = [];
  const missing: MissingEvidence[] = [];
  path.certificates.forEach((certificate, index) => {
    // RFC 6960 4.2.2.2.1: its authority vouches for such a responder until it ends, so that the question has an end.
    if (index === 0 && purpose === "ocsp-responder" && certificate.ocspNoCheck) {
      ledger.note("eds.revocation.revoked", true);
      return;
    }
    if (index > 0 && question.settled.includes(certificate.sha256)) return;
    const issuer = path.certificates[index + 1] ?? path.anchor.certificate;
    const status = statusOf({ ...question, certificate, issuer, index });
    noteStatus(status, codesFor(question, index), ledger);
    used.push(status.used);
    statuses.push(statusTold(certificate, status));
    if (status.decision.kind === "unknown") missing.push(missingEvidenceOf(certificate, issuer), ...status.missing);
  });
  return { used: joinUsed(nothingUsed, ...used), statuses, missing: distinct(missing) };
};

/** One entry per certificate: several signers' paths share their authorities. */
const distinct = (all: readonly MissingEvidence[]): readonly MissingEvidence[] => [
  ...new Map(all.map((one) => [one.certificate, one])).values(),
];

type Codes = { readonly revoked: CheckCode; readonly stale: CheckCode; readonly unknown: (status: Status) => CheckCode };

const codesFor = ({ pool, times, purpose }: RevocationQuestion, index: number): Codes => {
  if (index > 0)
    return {
      revoked: "eds.revocation.authority-revoked",
      stale: "eds.revocation.authority-stale",
      unknown: () => "eds.revocation.authority-no-evidence",
    };
  // A signature that may be older than the revocation, and that nothing proves to be younger, is not refused for good.
  const mayBeOlder = purpose === "signer" && pool.policy.existence === "unproved" && times.atMs >= times.validationTimeMs;
  return {
    revoked: mayBeOlder ? "eds.revocation.revoked-no-poe" : "eds.revocation.revoked",
    stale: "eds.revocation.stale",
    unknown: ({ decision, causes }) =>
      decision.kind === "unknown" && decision.why === "status-unknown" ? "eds.revocation.status-unknown" : codeOfCauses(causes),
  };
};

const isoTime = (ms: number): string => new Date(ms).toISOString();

const noteStatus = (status: Status, codes: Codes, ledger: Ledger): void => {
  const { decision, causes } = status;
  const detail = causes.length === 0 ? {} : { causes: causes.join(", ") };
  noteWeakness(decision, ledger);
  switch (decision.kind) {
    case "good":
      ledger.note(codes.revoked, true);
      ledger.note(codes.stale, true);
      return;
    case "revoked": {
      const { reason, revocationMs, invalidityMs } = decision.said;
      const invalid = invalidityMs === undefined ? {} : { invalidSince: isoTime(invalidityMs) };
      ledger.note(codes.revoked, false, { reason, revokedAt: isoTime(revocationMs), ...invalid });
      return;
    }
    case "unknown":
      if (decision.why === "stale")
        ledger.note(codes.stale, false, { ...(decision.untilMs !== undefined && { nextUpdate: isoTime(decision.untilMs) }), ...detail });
      else ledger.note(codes.unknown(status), false, detail);
  }
};

/** Evidence that stands on an algorithm no longer trusted decides only where nothing stronger does, and is told. */
const noteWeakness = (decision: Decision, ledger: Ledger): void => {
  const statements = decision.kind === "good" ? decision.by : decision.kind === "revoked" ? [decision.by] : [];
  const [weak] = statements.flatMap((statement) => statement.weak ?? []);
  if (weak !== undefined) ledger.note("eds.chain.algorithm-expired", false, { algorithm: weak.algorithm, of: "revocation evidence" });
};

import type { SignatureLevel } from "../policy/policy.ts";
import { checkCatalogue, type CheckCode } from "./codes.ts";
import type { Indication, SubIndication } from "./indication.ts";
import { certificateStatusWords, evidenceKindWords, revocationReasonWords } from "./evidence-words.ts";
import { factsOf, type Fact } from "./facts.ts";
import type { CertificateStatus, Check, SignatureReport, SignerIdentity, TimestampReport, ValidationReport } from "./types.ts";
import { levelWords, roleWords, subIndicationWords, timeSourceWords } from "./vocabulary.ts";
import { indicationWords, reasonWords, type Language } from "./words.ts";

/** A code and its sentence. */
export type SimpleReason = { readonly code: CheckCode; readonly clause: string; readonly words: string };

/** A check that does not hold, with what was found. */
export type SimpleFault = SimpleReason & { readonly status: Exclude<Check["status"], "ok">; readonly facts: readonly Fact[] };

/** A list or a response that told a status. */
export type SimpleEvidence = Pick<CertificateStatus["evidence"][number], "kind" | "signedBy" | "crlNumber"> & {
  readonly words: string;
  readonly thisUpdate: SimpleTime;
  readonly nextUpdate?: SimpleTime;
  readonly producedAt?: SimpleTime;
};

/** The status of one certificate of the path, and what says so. */
export type SimpleStatus = Pick<CertificateStatus, "certificateSha256" | "status" | "revocationReason"> & {
  readonly words: string;
  readonly revokedAt?: SimpleTime;
  readonly reasonWords?: string;
  readonly evidence: readonly SimpleEvidence[];
};

type SimpleVerdict = {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  /** The indication in words. */
  readonly words: string;
  readonly subIndicationWords?: string;
  /** The one check that decided; absent only with TOTAL_PASSED. */
  readonly reason?: SimpleReason;
};

/** A moment: a number for programs and ISO 8601 in UTC for people. */
export type SimpleTime = { readonly ms: number; readonly iso: string };

/** Whom the certificate names. */
export type SimpleSigner = SignerIdentity & {
  /** True below TOTAL_PASSED alone; otherwise this is what an unproved certificate claims. */
  readonly proved: boolean;
  readonly roleWords: readonly string[];
};

/** One signature time-stamp. */
export type SimpleTimestamp = SimpleVerdict & {
  readonly embedded: boolean;
  readonly at?: SimpleTime;
  readonly authorityName?: string;
  readonly statuses: readonly SimpleStatus[];
  /** Checks that do not hold, in their order. */
  readonly faults: readonly SimpleFault[];
};

/** One signature. */
export type SimpleSignature = SimpleVerdict & {
  /** Position among the SignerInfos, from 0. */
  readonly index: number;
  readonly signer?: SimpleSigner;
  /** The signer's own claim. */
  readonly claimedSigningTime?: SimpleTime;
  /** The moment that the signature was judged by, and where it is from. */
  readonly bestSignatureTime: SimpleTime & { readonly from: SignatureReport["bestSignatureTimeFrom"]; readonly words: string };
  readonly level: SignatureLevel;
  readonly levelWords: string;
  readonly timestamps: readonly SimpleTimestamp[];
  /** The status of each certificate of the path below the anchor, the signer's first. */
  readonly statuses: readonly SimpleStatus[];
  /** Checks that do not hold, in their order; those of `warnings` among them. */
  readonly faults: readonly SimpleFault[];
  /** Checks that do not hold and that the policy lets pass, in their order. */
  readonly warnings: readonly (SimpleReason & { readonly status: "warned" | "informed" })[];
};

/** The verdict on one page, in one language; plain JSON. */
export type SimpleReport = SimpleVerdict & {
  readonly format: "beket/eds-simple-report/1";
  readonly language: Language;
  /** True when fresh evidence may still make it a pass. */
  readonly waits: boolean;
  readonly validationTime: SimpleTime;
  readonly policy: { readonly id: string; readonly version: number; readonly production: boolean };
  readonly signatures: readonly SimpleSignature[];
  /** Checks of the message as a whole that do not hold. */
  readonly faults: readonly SimpleFault[];
  readonly warnings: readonly (SimpleReason & { readonly status: "warned" | "informed" })[];
};

/**
 * The report as the person who asked reads it: whether it is valid, whose it is, since when, and if not the one reason.
 * A pure function of the report. Modelled on the simple report of EU DSS.
 */
export const simpleReport = (report: ValidationReport, language: Language): SimpleReport => {
  const { policyId, policyVersion, production } = report.evidence;
  return {
    format: "beket/eds-simple-report/1",
    language,
    ...verdictIn(report, language),
    waits: report.waits,
    validationTime: momentOf(report.validationTime),
    policy: { id: policyId, version: policyVersion, production },
    signatures: report.signatures.map((signature) => signatureIn(signature, language)),
    faults: faultsIn(report.checks, language),
    warnings: warningsIn(report.checks, language),
  };
};

const momentOf = (ms: number): SimpleTime => ({ ms, iso: new Date(ms).toISOString() });

type Verdict = { readonly indication: Indication; readonly subIndication?: SubIndication; readonly reason?: CheckCode };

const verdictIn = ({ indication, subIndication, reason }: Verdict, language: Language): SimpleVerdict => {
  return {
    indication,
    words: indicationWords[indication][language],
    ...(subIndication && { subIndication, subIndicationWords: subIndicationWords[subIndication][language] }),
    ...(reason && { reason: { code: reason, clause: checkCatalogue[reason].clause, words: reasonWords[reason][language] } }),
  };
};

const signatureIn = (signature: SignatureReport, language: Language): SimpleSignature => {
  const { index, signer, claimedSigningTimeMs, bestSignatureTimeMs, bestSignatureTimeFrom, level, timestamps, checks } = signature;
  return {
    index,
    ...verdictIn(signature, language),
    ...(signer && {
      signer: {
        ...signer,
        proved: signature.indication === "TOTAL_PASSED",
        roleWords: signer.roles.map((role) => roleWords[role][language]),
      },
    }),
    ...(claimedSigningTimeMs !== undefined && { claimedSigningTime: momentOf(claimedSigningTimeMs) }),
    bestSignatureTime: {
      ...momentOf(bestSignatureTimeMs),
      from: bestSignatureTimeFrom,
      words: timeSourceWords[bestSignatureTimeFrom][language],
    },
    level,
    levelWords: levelWords[level][language],
    timestamps: timestamps.map((timestamp) => timestampIn(timestamp, language)),
    statuses: statusesIn(signature.statuses, language),
    faults: faultsIn(checks, language),
    warnings: warningsIn(checks, language),
  };
};

const timestampIn = (timestamp: TimestampReport, language: Language): SimpleTimestamp => {
  const { embedded, genTimeMs, authorityName } = timestamp;
  return {
    ...verdictIn(timestamp, language),
    embedded,
    ...(genTimeMs !== undefined && { at: momentOf(genTimeMs) }),
    ...(authorityName !== undefined && { authorityName }),
    statuses: statusesIn(timestamp.statuses, language),
    faults: faultsIn(timestamp.checks, language),
  };
};

const statusWord = ({
  status,
  revokedAtMs,
  revocationReason,
}: {
  readonly [Key in "status" | "revokedAtMs" | "revocationReason"]: CertificateStatus[Key] | undefined;
}): keyof typeof certificateStatusWords => {
  if (status === "good" && revokedAtMs !== undefined) return "later";
  return status === "revoked" && revocationReason === "certificateHold" ? "on-hold" : (status ?? "unknown");
};

/** Statuses of certificates with their words, as the simple report has them. */
export const statusesIn = (statuses: readonly CertificateStatus[], language: Language): readonly SimpleStatus[] =>
  statuses.map(({ certificateSha256, status, revokedAtMs, revocationReason, evidence }) => ({
    certificateSha256,
    status,
    words: certificateStatusWords[statusWord({ status, revokedAtMs, revocationReason })][language],
    ...(revokedAtMs !== undefined && { revokedAt: momentOf(revokedAtMs) }),
    ...(revocationReason && { revocationReason, reasonWords: revocationReasonWords[revocationReason][language] }),
    evidence: evidence.map(({ thisUpdateMs, nextUpdateMs, producedAtMs, ...facts }) => ({
      ...facts,
      words: evidenceKindWords[facts.kind][language],
      thisUpdate: momentOf(thisUpdateMs),
      ...(nextUpdateMs !== undefined && { nextUpdate: momentOf(nextUpdateMs) }),
      ...(producedAtMs !== undefined && { producedAt: momentOf(producedAtMs) }),
    })),
  }));

/** Checks that do not hold, with their words, as the simple report has them. */
export const faultsIn = (checks: readonly Check[], language: Language): readonly SimpleFault[] =>
  checks.flatMap((check) => {
    const { code, clause, status } = check;
    return status === "ok" ? [] : [{ code, clause, status, words: reasonWords[code][language], facts: factsOf(check, language) }];
  });

const warningsIn = (checks: readonly Check[], language: Language): SimpleSignature["warnings"] =>
  checks.flatMap(({ code, clause, status }) =>
    status === "warned" || status === "informed" ? [{ code, clause, status, words: reasonWords[code][language] }] : [],
  );

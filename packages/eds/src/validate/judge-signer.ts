import { bytesEqual } from "../bytes/bytes.ts";
import { allowsPath, signingCertificateOf } from "../cms/ess.ts";
import { claimedSigningTime, noteNotJudged, noteStructure } from "../cms/note-structure.ts";
import { cmsOids } from "../cms/oids.ts";
import { evidenceAttributesOf } from "../cms/revocation-info.ts";
import type { SignerInfo } from "../cms/signer-info.ts";
import { certificatesOf, noteAlgorithms, noteCryptography, noteSigningCertificate } from "../cms/verify-signer.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import type { Trust } from "../path/judge-types.ts";
import { noteLevel } from "../policy/note-level.ts";
import { noteSigner } from "../policy/note-signer.ts";
import type { SignatureLevel, ValidationPolicy } from "../policy/policy.ts";
import { compareVerdicts, isWaiting } from "../report/indication.ts";
import { createLedger, verdictOf, type Ledger } from "../report/ledger.ts";
import type { Check, SignatureReport } from "../report/types.ts";
import type { Certificate } from "../x509/certificate.ts";
import { identityOf } from "../x509/subject.ts";
import { bestSignatureTime, type ProvedTime } from "./best-signature-time.ts";
import type { Context } from "./context.ts";
import {
  besideSigner,
  isWaitingTimestamp,
  judgeTimestamps,
  noteTimestamps,
  timestampReportOf,
  type JudgedTimestamp,
} from "./judge-timestamps.ts";
import { levelOf } from "./level.ts";

/** A signature's report, and what its judgement rests on. */
export type JudgedSigner = {
  readonly report: SignatureReport;
  readonly certificates: readonly Certificate[];
  readonly trusts: readonly Trust[];
  /** What would have to be fetched for another verdict. */
  readonly missing: readonly MissingEvidence[];
};

/** Certificates tried for one signer identifier: an honest message has one. */
const candidatesMax = 4;

/** Judges one signer, EN 319 102-1 5.3 to 5.5: with each certificate that its identifier may mean; the best verdict is kept. */
export const judgeSigner = (context: Context, signer: SignerInfo, index: number): JudgedSigner => {
  const { input, pool } = context;
  const ledger = createLedger(input.policy);
  const isStructured = noteMessage(context, signer, ledger);
  const candidates = certificatesOf(signer, pool.certificates);
  const unreadable = candidates.length === 0 && context.unreadableCertificates;
  ledger.note(unreadable ? "eds.certificate.malformed" : "eds.cms.certificate-missing", candidates.length > 0);
  const timestamps = judgeTimestamps(context, signer, context.timestamps.bySigner[index] ?? []);
  const common = { context, signer, index, checks: ledger.checks(), isStructured };
  const judged = candidates.slice(0, candidatesMax).map((certificate) => judgeAs({ ...common, certificate, timestamps }));
  return best(judged) ?? withoutCertificate({ ...common, timestamps });
};

/** The least bad, the first among equals. */
const best = (judged: readonly JudgedSigner[]): JudgedSigner | undefined =>
  judged.reduce<JudgedSigner | undefined>(
    (least, next) => (least === undefined || compareVerdicts(next.report, least.report) < 0 ? next : least),
    undefined,
  );

/** What can be said of a SignerInfo before its certificate is known. */
const noteMessage = ({ data, input }: Context, signer: SignerInfo, ledger: Ledger): boolean => {
  const isStructured = noteStructure(signer, data, cmsOids.data, ledger);
  if (evidenceAttributesOf(signer) === undefined) ledger.note("eds.cms.attribute-values", false, { why: "evidence" });
  noteNotJudged(signer, data, ledger);
  ledger.note("eds.cms.document-missing", data.content !== undefined || input.document !== undefined);
  if (data.content !== undefined && input.document !== undefined)
    ledger.note("eds.cms.document-differs", bytesEqual(data.content, input.document));
  return isStructured;
};

type SignerParts = {
  readonly context: Context;
  readonly signer: SignerInfo;
  readonly index: number;
  /** Noted so far. */
  readonly checks: readonly Check[];
  readonly isStructured: boolean;
  readonly timestamps: readonly JudgedTimestamp[];
};

const withoutCertificate = (parts: SignerParts): JudgedSigner => {
  const ledger = createLedger(parts.context.input.policy);
  noteTimestamps(parts.timestamps, ledger);
  const proved = bestSignatureTime(parts.context.input, parts.timestamps.filter(provesTime));
  const checks = [...parts.checks, ...ledger.checks()];
  return judgedOf(parts, { checks, proved, level: "CMS", trusts: [], missing: [] });
};

const provesTime = ({ code }: JudgedTimestamp): boolean => code === undefined;

type CandidateParts = SignerParts & { readonly certificate: Certificate };

const judgeAs = (parts: CandidateParts): JudgedSigner => {
  const { context, signer, certificate } = parts;
  const { input } = context;
  const ledger = createLedger(input.policy);
  const isSigned = parts.isStructured && noteSignature(parts, ledger);
  const isNamed = parts.isStructured && noteSigningCertificate(signer, certificate, ledger);
  const timestamps = parts.timestamps.map((timestamp) => besideSigner(context, timestamp, certificate));
  const told = {
    ...parts,
    checks: [...parts.checks, ...ledger.checks()],
    timestamps,
    holds: isSigned && isNamed,
  };
  const usable = timestamps.filter(provesTime);
  const now = judgeAt(told, bestSignatureTime(input, usable), input.policy);
  const waiting = timestamps.filter(isWaitingTimestamp);
  if (now.report.indication === "TOTAL_PASSED" || waiting.length === 0) return now;
  // A time-stamp whose evidence is not at hand may prove that the signature is older than what refuses it now: then
  // it waits for that evidence instead of being refused for good, whatever the policy says of such time-stamps.
  const strict: ValidationPolicy = { ...input.policy, reactions: { ...input.policy.reactions, "eds.timestamp.no-evidence": "FAIL" } };
  const hoped = judgeAt(told, bestSignatureTime(input, [...usable, ...waiting]), strict);
  if (!isWaiting(hoped.report.subIndication) || isWaiting(now.report.subIndication)) return now;
  const { bestSignatureTimeMs, bestSignatureTimeFrom } = now.report;
  return {
    ...hoped,
    report: { ...hoped.report, bestSignatureTimeMs, bestSignatureTimeFrom },
    trusts: [...now.trusts, ...hoped.trusts],
  };
};

const noteSignature = ({ context, signer, index, certificate }: CandidateParts, ledger: Ledger): boolean =>
  noteCryptography({
    signer,
    data: context.data,
    certificate,
    contentDigest: context.contentDigest,
    prove: (proof) => context.pool.proofs.prove(`signer ${index}<${certificate.sha256}`, proof),
    ledger,
  });

/** The judgement of the certificate and of what the policy asks, as if the signature had been made at the proved time. */
const judgeAt = (parts: CandidateParts & { readonly holds: boolean }, proved: ProvedTime, policy: ValidationPolicy): JudgedSigner => {
  const { context, signer, certificate, timestamps } = parts;
  const { input, judge } = context;
  const before = createLedger(policy);
  noteTimestamps(timestamps, before);
  noteAlgorithms({ signer, certificate, rules: policy.algorithms, atMs: proved.atMs, part: "signature", ledger: before });
  const times = { atMs: proved.atMs, validationTimeMs: input.validationTimeMs };
  const trust = judge({ certificate, times, purpose: "signer", depth: 0 });
  const after = createLedger(policy);
  if (trust.path !== undefined) {
    const isAllowed = allowsPath(signingCertificateOf(signer), trust.path.certificates);
    if (!isAllowed) after.note("eds.cms.signing-certificate-differs", false, { why: "a path of other certificates" });
    const belowTestAnchor = trust.path.anchor.purpose === "test";
    noteSigner({ certificate, policy, expected: input.expected, belowTestAnchor, ledger: after });
  }
  const usable = timestamps.filter(provesTime);
  const level = levelOf({ context, signer, certificate, holds: parts.holds, timestamps: usable, trust });
  noteLevel(level, policy, after);
  const checks = [...parts.checks, ...before.checks(), ...trust.checks, ...after.checks()];
  const isMissed = checks.some(({ code, status }) => code === "eds.timestamp.no-evidence" && status === "indeterminate");
  const missing = isMissed ? timestamps.filter(isWaitingTimestamp).flatMap((timestamp) => timestamp.trust?.missing ?? []) : [];
  return judgedOf(parts, { checks, proved, level, trusts: [trust], missing: [...trust.missing, ...missing], certificate });
};

const judgedOf = (
  { signer, index, timestamps }: SignerParts,
  found: {
    readonly checks: readonly Check[];
    readonly proved: ProvedTime;
    readonly level: SignatureLevel;
    readonly trusts: readonly Trust[];
    readonly missing: readonly MissingEvidence[];
    readonly certificate?: Certificate;
  },
): JudgedSigner => {
  const { checks, proved, level, certificate } = found;
  const claimedSigningTimeMs = claimedSigningTime(signer);
  const path = found.trusts[0]?.path;
  const onPath = path ? [...path.certificates, path.anchor.certificate] : certificate ? [certificate] : [];
  const report: SignatureReport = {
    index,
    ...verdictOf(checks),
    ...(certificate && { signer: identityOf(certificate) }),
    ...(claimedSigningTimeMs !== undefined && { claimedSigningTimeMs }),
    signatureAlgorithm: signer.signatureAlgorithm.oid,
    level,
    bestSignatureTimeMs: proved.atMs,
    bestSignatureTimeFrom: proved.from,
    timestamps: timestamps.map(timestampReportOf),
    pathSha256: onPath.map(({ sha256 }) => sha256),
    statuses: found.trusts[0]?.statuses ?? [],
    checks,
  };
  return {
    report,
    certificates: [...(certificate ? [certificate] : []), ...timestamps.flatMap(({ authority }) => authority ?? [])],
    trusts: [...found.trusts, ...timestamps.flatMap(({ trust }) => trust ?? [])],
    missing: found.missing,
  };
};

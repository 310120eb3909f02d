import type { MissingEvidence } from "../evidence/missing.ts";
import { defaultLimits, type EvidenceInput, type Limits } from "../input.ts";
import type { ValidationPolicy } from "../policy/policy.ts";
import type { CheckCode } from "../report/codes.ts";
import { isWaiting, type Indication, type SubIndication } from "../report/indication.ts";
import { createLedger, type Verdict } from "../report/ledger.ts";
import type { CertificateStatus, Check, Evidence } from "../report/types.ts";
import { createPool, distinctCertificates } from "../validate/context.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { createJudge } from "./judge.ts";
import type { Trust } from "./judge-types.ts";
import type { PathRules } from "./rules.ts";

/** What a certificate is judged by. Nothing in it is trusted but the anchors. */
export type CertificateInput = EvidenceInput & {
  /** DER of the certificate that is judged. */
  readonly certificate: Uint8Array;
  /** The moment of judgement; nothing made after it is believed. Milliseconds since 1970 UTC. */
  readonly validationTimeMs: number;
  /** What is asked of the certificate policies. Takes the place of `policy.path`. */
  readonly rules: PathRules;
  /** Its algorithms, revocation rules, reactions and `production` count; what it asks of signers does not. */
  readonly policy: ValidationPolicy;
  readonly limits?: Partial<Limits>;
};

/** What a certificate came to, RFC 5280 6.1.6 in the words of EN 319 102-1. Plain data. */
export type CertificateReport = {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  /** The one code that decided; absent only with TOTAL_PASSED. */
  readonly reason?: CheckCode;
  /** True when fresh evidence may still make it a pass. */
  readonly waits: boolean;
  readonly checks: readonly Check[];
  /** The path that was judged, the certificate first, the anchor last. SHA-256, lower-case hex. Empty without a path. */
  readonly pathSha256: readonly string[];
  /** The status of each certificate of the path below the anchor. */
  readonly statuses: readonly CertificateStatus[];
  /** user-constrained-policy-set, RFC 5280 6.1.5 (g): the policies that hold, in the words of the anchor's domain. */
  readonly policies: "any" | readonly string[];
  readonly evidence: Evidence;
  /** What would have to be fetched; empty unless the verdict waits. */
  readonly missing: readonly MissingEvidence[];
};

/**
 * Validates a certificate by RFC 5280 6.1 and 6.3: paths to the anchors, their constraints and policies, and the revocation
 * of all on them. A pure function of its input, which never throws on what comes from outside, and fails closed. What the
 * certificate is for (key usage, role, identity) is not asked: that is `validateSignature`.
 */
export const validateCertificate = (input: CertificateInput): CertificateReport => {
  const limits: Limits = { ...defaultLimits, ...input.limits };
  const certificate = parseCertificate(input.certificate, limits.certificateBytesMax);
  const ledger = createLedger(input.policy);
  if (!ledger.note("eds.certificate.malformed", certificate !== undefined) || certificate === undefined)
    return reportOf(input, ledger.verdict(), ledger.checks());
  const times = { atMs: input.validationTimeMs, validationTimeMs: input.validationTimeMs };
  const pool = createPool(input, { certificates: [], crls: [], ocsp: [] }, limits, { ...input.policy, path: input.rules });
  const trust = createJudge(pool)({ certificate, times, purpose: "signer", depth: 0 });
  return reportOf(input, trust.verdict, [...ledger.checks(), ...trust.checks], trust);
};

const reportOf = (input: CertificateInput, verdict: Verdict, checks: readonly Check[], trust?: Trust): CertificateReport => {
  const { policy, validationTimeMs } = input;
  const path = trust?.path;
  const used = trust?.used;
  const waits = isWaiting(verdict.subIndication);
  return {
    ...verdict,
    waits,
    checks,
    pathSha256: path === undefined ? [] : [...path.certificates, path.anchor.certificate].map(({ sha256 }) => sha256),
    statuses: trust?.statuses ?? [],
    policies: trust?.policies ?? [],
    evidence: {
      policyId: policy.id,
      policyVersion: policy.version,
      production: policy.production,
      validationTimeMs,
      certificates: distinctCertificates([...(path?.certificates ?? []), ...(used?.certificates ?? [])]).map(({ raw }) => raw),
      crls: [...new Set(used?.crls)].map(({ raw }) => raw),
      ocsp: [...new Set(used?.ocsp)].map(({ raw, askedNonce }) => ({ der: raw, ...(askedNonce && { nonce: askedNonce }) })),
      timestamps: [],
      trustAnchorsSha256: path === undefined ? [] : [path.anchor.certificate.sha256],
    },
    missing: waits ? (trust?.missing ?? []) : [],
  };
};

import { digest, type DigestName } from "./algorithms/digests.ts";
import {
  certificatesOf,
  claimedSigningTime,
  noteCryptography,
  noteSigningCertificate,
  noteStructure,
  type ContentDigest,
} from "./cms/verify-signer.ts";
import { parseSignedData, type SignedData, type SignerInfo } from "./cms/signed-data.ts";
import { bytesEqual } from "./bytes/bytes.ts";
import { defaultLimits, type Limits, type ValidationInput } from "./input.ts";
import type { JudgeCertificate, Trust } from "./path/judge-types.ts";
import { createJudge } from "./path/judge.ts";
import { createProofs } from "./path/proofs.ts";
import { noteSigner } from "./policy/note-signer.ts";
import { compareVerdicts, isWaiting } from "./report/indication.ts";
import { createLedger, verdictOf, type Verdict } from "./report/ledger.ts";
import type { Check, SignatureReport, ValidationReport } from "./report/types.ts";
import { parseCertificate, type Certificate } from "./x509/certificate.ts";
import { parseCrl } from "./x509/crl.ts";
import { identityOf } from "./x509/subject.ts";

/** What is the same for every signer of a message. */
type Context = {
  readonly input: ValidationInput;
  readonly limits: Limits;
  readonly data: SignedData;
  readonly pool: readonly Certificate[];
  /** True when the message carries a certificate that is not one. */
  readonly unreadableCertificates: boolean;
  readonly judge: JudgeCertificate;
  /** The digest of what must have been signed; nothing where that is not at hand. */
  readonly contentDigest: ContentDigest;
};

/** What one signer's judgement rests on. */
type Judged = { readonly report: SignatureReport; readonly trust?: Trust };

/**
 * Validates a national signature in the sense of ETSI EN 319 102-1: a pure function of its input. It never throws on
 * what comes from outside, and fails closed: TOTAL_PASSED is said only when every check of every signer held.
 */
export const validateSignature = (input: ValidationInput): ValidationReport => {
  const limits: Limits = { ...defaultLimits, ...input.limits };
  const ledger = createLedger(input.policy);
  const parsed = parseSignedData(input.cms, {
    bytesMax: limits.cmsBytesMax,
    depthMax: limits.derDepthMax,
    nodesMax: limits.derNodesMax,
  });
  if (!parsed.ok) {
    ledger.note(parsed.error.code, false, { why: parsed.error.why });
    return reportOf(input, [], ledger.checks());
  }
  const data = parsed.value;
  ledger.note("eds.cms.malformed", true);
  ledger.note("eds.cms.no-signer", data.signerInfos.length > 0);
  const fits =
    data.signerInfos.length <= limits.signersMax &&
    data.certificates.length <= limits.certificatesMax &&
    data.crls.length <= limits.crlsMax;
  ledger.note("eds.cms.too-large", fits);
  if (!fits) return reportOf(input, [], ledger.checks());

  const readable = <T>(all: readonly Uint8Array[], parse: (bytes: Uint8Array) => T | undefined): readonly T[] =>
    all.flatMap((bytes) => parse(bytes) ?? []);
  const parseOne = (bytes: Uint8Array): Certificate | undefined => parseCertificate(bytes, limits.certificateBytesMax);
  const sent = readable(data.certificates, parseOne);
  const pool = distinct([...sent, ...readable(input.intermediates, parseOne)]);
  const judge = createJudge({
    anchors: input.trustAnchors.flatMap(({ certificate, purpose }) => {
      const anchor = parseOne(certificate);
      return anchor === undefined ? [] : [{ certificate: anchor, purpose }];
    }),
    certificates: pool,
    crls: readable([...input.crls, ...data.crls], (bytes) => parseCrl(bytes, limits.crlBytesMax)),
    ocsp: [],
    proofs: createProofs(limits.proofsMax),
    limits,
    policy: input.policy,
  });
  const context: Context = {
    input,
    limits,
    data,
    pool,
    judge,
    unreadableCertificates: sent.length < data.certificates.length,
    contentDigest: digestOnce(data.content ?? input.document),
  };
  const judged = data.signerInfos.map((signer, index) => judgeSigner(context, signer, index));
  return reportOf(input, judged, ledger.checks());
};

/** The signature of `validateSignature`, for those who hand it on as a port. */
export type ValidateSignature = typeof validateSignature;

/** A large document is hashed once per algorithm, however many have signed it. */
const digestOnce = (content: Uint8Array | undefined): ContentDigest => {
  const known = new Map<DigestName, Uint8Array>();
  return (name) => {
    if (content === undefined) return undefined;
    const value = known.get(name) ?? digest(name, content);
    known.set(name, value);
    return value;
  };
};

const distinct = (certificates: readonly Certificate[]): readonly Certificate[] => [
  ...new Map(certificates.map((certificate) => [certificate.sha256, certificate])).values(),
];

/** Certificates tried for one signer identifier: an honest message has one. */
const candidatesMax = 4;

const judgeSigner = (context: Context, signer: SignerInfo, index: number): Judged => {
  const { input, data } = context;
  const ledger = createLedger(input.policy);
  const isStructured = noteStructure(signer, data, ledger);
  ledger.note("eds.cms.document-missing", data.content !== undefined || input.document !== undefined);
  if (data.content !== undefined && input.document !== undefined)
    ledger.note("eds.cms.document-differs", bytesEqual(data.content, input.document));
  const candidates = certificatesOf(signer, context.pool);
  const unreadable = candidates.length === 0 && context.unreadableCertificates;
  ledger.note(unreadable ? "eds.certificate.malformed" : "eds.cms.certificate-missing", candidates.length > 0);

  const judgeAs = (certificate: Certificate): Judged => {
    const checks: Check[] = [...ledger.checks()];
    const own = createLedger(input.policy);
    if (isStructured) {
      noteCryptography(signer, data, certificate, context.contentDigest, own);
      noteSigningCertificate(signer, certificate, own);
    }
    checks.push(...own.checks());
    const { validationTimeMs } = input;
    const times = { atMs: validationTimeMs, validationTimeMs };
    const trust = context.judge({ certificate, times, purpose: "signer", depth: 0 });
    checks.push(...trust.checks);
    if (trust.path !== undefined) {
      const signerLedger = createLedger(input.policy);
      const belowTestAnchor = trust.path.anchor.purpose === "test";
      noteSigner({ certificate, policy: input.policy, expected: input.expected, belowTestAnchor, ledger: signerLedger });
      checks.push(...signerLedger.checks());
    }
    return judgedOf(input.validationTimeMs, signer, index, checks, certificate, trust);
  };
  const outcomes = candidates.slice(0, candidatesMax).map(judgeAs);
  return best(outcomes) ?? judgedOf(input.validationTimeMs, signer, index, ledger.checks());
};

const judgedOf = (
  atMs: number,
  signer: SignerInfo,
  index: number,
  checks: readonly Check[],
  certificate?: Certificate,
  trust?: Trust,
): Judged => {
  const claimedSigningTimeMs = claimedSigningTime(signer);
  const { path } = trust ?? {};
  const onPath = path ? [...path.certificates, path.anchor.certificate] : certificate ? [certificate] : [];
  const report: SignatureReport = {
    index,
    ...verdictOf(checks),
    ...(certificate && { signer: identityOf(certificate) }),
    ...(claimedSigningTimeMs !== undefined && { claimedSigningTimeMs }),
    signatureAlgorithm: signer.signatureAlgorithm.oid,
    level: "CMS",
    bestSignatureTimeMs: atMs,
    bestSignatureTimeFrom: "validation-time",
    timestamps: [],
    pathSha256: onPath.map(({ sha256 }) => sha256),
    checks,
  };
  return { report, ...(trust && { trust }) };
};

/** The least bad, the first among equals. */
const best = (outcomes: readonly Judged[]): Judged | undefined =>
  outcomes.reduce<Judged | undefined>(
    (least, next) => (least === undefined || compareVerdicts(next.report, least.report) < 0 ? next : least),
    undefined,
  );

const reportOf = (input: ValidationInput, judged: readonly Judged[], checks: readonly Check[]): ValidationReport => {
  const verdicts: readonly Verdict[] = [verdictOf(checks), ...judged.map(({ report }) => report)];
  const [first, ...rest] = verdicts;
  const worst = rest.reduce<Verdict>((a, b) => (compareVerdicts(b, a) > 0 ? b : a), first ?? { indication: "TOTAL_FAILED" });
  const signer = judged[0]?.report.signer;
  const trusts = judged.flatMap(({ trust }) => trust ?? []);
  const paths = trusts.flatMap(({ path }) => path ?? []);
  const { policy } = input;
  return {
    indication: worst.indication,
    ...(worst.subIndication && { subIndication: worst.subIndication }),
    ...(worst.reason && { reason: worst.reason }),
    waits: isWaiting(worst.subIndication),
    ...(signer && { signer }),
    signatures: judged.map(({ report }) => report),
    checks,
    validationTime: input.validationTimeMs,
    missing: [],
    evidence: {
      policyId: policy.id,
      policyVersion: policy.version,
      production: policy.production,
      validationTimeMs: input.validationTimeMs,
      certificates: distinct(paths.flatMap(({ certificates }) => certificates)).map(({ raw }) => raw),
      crls: [...new Set(trusts.flatMap(({ used }) => used.crls))].map(({ raw }) => raw),
      ocsp: [],
      timestamps: [],
      trustAnchorsSha256: [...new Set(paths.map(({ anchor }) => anchor.certificate.sha256))],
    },
  };
};

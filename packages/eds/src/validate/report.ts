import type { MissingEvidence } from "../evidence/missing.ts";
import type { ValidationInput } from "../input.ts";
import { compareVerdicts, isWaiting } from "../report/indication.ts";
import { verdictOf, type Verdict } from "../report/ledger.ts";
import type { Check, Evidence, ValidationReport } from "../report/types.ts";
import { bytesToHex } from "../bytes/bytes.ts";
import { distinctCertificates } from "./context.ts";
import type { JudgedSigner } from "./judge-signer.ts";

/** The verdict of a message is that of its worst signer, or of the message as a whole where that is worse. */
export const reportOf = (input: ValidationInput, judged: readonly JudgedSigner[], checks: readonly Check[]): ValidationReport => {
  const worst = judged.reduce<Verdict>((a, { report }) => (compareVerdicts(report, a) > 0 ? report : a), verdictOf(checks));
  const signer = judged[0]?.report.signer;
  const waits = isWaiting(worst.subIndication);
  return {
    indication: worst.indication,
    ...(worst.subIndication && { subIndication: worst.subIndication }),
    ...(worst.reason && { reason: worst.reason }),
    waits,
    ...(signer && { signer }),
    signatures: judged.map(({ report }) => report),
    checks,
    validationTime: input.validationTimeMs,
    evidence: evidenceOf(input, judged),
    missing: waits ? distinctMissing(judged.flatMap(({ missing }) => missing)) : [],
  };
};

/** All that the judgements used; validated with this, at the same times, the message gets the same verdict again. */
const evidenceOf = (input: ValidationInput, judged: readonly JudgedSigner[]): Evidence => {
  const { policy, validationTimeMs, receivedAtMs } = input;
  const trusts = judged.flatMap(({ trusts }) => trusts);
  const paths = trusts.flatMap(({ path }) => path ?? []);
  const certificates = [
    ...judged.flatMap(({ certificates: own }) => own),
    ...paths.flatMap(({ certificates: onPath }) => onPath),
    ...trusts.flatMap(({ used }) => used.certificates),
  ];
  const responses = trusts.flatMap(({ used }) => used.ocsp);
  const anchors = new Set(paths.map(({ anchor }) => anchor.certificate.sha256));
  return {
    policyId: policy.id,
    policyVersion: policy.version,
    production: policy.production,
    validationTimeMs,
    ...(receivedAtMs !== undefined && { receivedAtMs }),
    certificates: distinctCertificates(certificates)
      .filter(({ sha256 }) => !anchors.has(sha256))
      .map(({ raw }) => raw),
    crls: [...new Set(trusts.flatMap(({ used }) => used.crls))].map(({ raw }) => raw),
    ocsp: [...new Set(responses)].map(({ raw, askedNonce }) => ({ der: raw, ...(askedNonce && { nonce: askedNonce }) })),
    timestamps: judged.length === 0 ? [] : (input.timestamps ?? []),
    trustAnchorsSha256: [...anchors],
  };
};

const distinctMissing = (missing: readonly MissingEvidence[]): readonly MissingEvidence[] => [
  ...new Map(missing.map((one) => [bytesToHex(one.certificate), one])).values(),
];

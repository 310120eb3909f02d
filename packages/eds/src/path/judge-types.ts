import type { MissingEvidence } from "../evidence/missing.ts";
import type { Verdict } from "../report/ledger.ts";
import type { CertificateStatus, Check } from "../report/types.ts";
import type { JudgementTimes } from "../revocation/types.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Crl } from "../x509/crl.ts";
import type { OcspResponse } from "../x509/ocsp.ts";
import type { Anchor, Path } from "./build.ts";

/** What a judgement rests on, beside the path itself: with it alone the same judgement is reached again. */
export type UsedEvidence = {
  /** Certificates of CRL issuers and responders, and of the paths above them. */
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocsp: readonly OcspResponse[];
};

/** Whether a certificate may be believed, EN 319 102-1 5.2.6: the best of its paths, judged. */
export type Trust = {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  /** Absent where no path to an anchor was found. */
  readonly path?: Path;
  /** user-constrained-policy-set, RFC 5280 6.1.5 (g), in the words of the anchor's domain. Absent without a path. */
  readonly policies?: "any" | readonly string[];
  readonly used: UsedEvidence;
  /** The status of each certificate of the path that was asked for; empty without a path. */
  readonly statuses: readonly CertificateStatus[];
  readonly missing: readonly MissingEvidence[];
};

export type JudgeRequest = {
  readonly certificate: Certificate;
  readonly times: JudgementTimes;
  /** Only for a signer do the policy's path rules and its codes for an ended or revoked certificate count. */
  readonly purpose: "signer" | "crl-issuer" | "ocsp-responder" | "timestamp-authority";
  /** Only paths to this anchor: RFC 5280 6.3.3 (f) asks for the anchor of the certificate that is checked. */
  readonly anchor?: Anchor;
  /**
   * Authorities whose own status is noted where this judgement is asked for: it is not asked again, and what is missing for
   * them is not said of the certificate below. SHA-256, lower-case hex.
   */
  readonly settled?: readonly string[];
  /** How many judgements this one is nested in: the issuer of a list has a status too. Ends at a small limit. */
  readonly depth: number;
};

/** Handed to the revocation checks, which need it for the issuers of indirect lists and for delegated responders. */
export type JudgeCertificate = (request: JudgeRequest) => Trust;

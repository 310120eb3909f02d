import type { ConstraintFault } from "../algorithms/constraints.ts";
import type { UsedEvidence } from "../path/judge-types.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import type { RevocationReason, ReasonMask } from "../x509/revocation-reasons.ts";

/**
 * What one believed piece of evidence says about one certificate: a list, a delta list with its base, or a response.
 * Milliseconds since 1970 UTC.
 */
export type Statement = {
  readonly source: "crl" | "ocsp";
  /** thisUpdate: the moment of which it speaks. */
  readonly madeMs: number;
  /** Until when it speaks of the present. Absent: of no moment after it was made. */
  readonly untilMs?: number;
  /** The reasons for which it would have named the certificate. */
  readonly reasons: ReasonMask;
  readonly says: StatusSaid;
  /** Present where the policy no longer trusts the algorithm it is signed with. */
  readonly weak?: ConstraintFault;
  readonly used: UsedEvidence;
};

export type StatusSaid =
  | { readonly kind: "good" }
  | { readonly kind: "revoked"; readonly revocationMs: number; readonly reason: RevocationReason; readonly invalidityMs?: number }
  /** The responder does not know the certificate, or its authority has never issued it. */
  | { readonly kind: "unknown" | "non-issued" };

/** Why a piece of evidence that concerns a certificate says nothing about it. */
export type Cause =
  | "base-missing"
  | "certificate-id-differs"
  | "certificate-id-unsupported"
  | "critical-extension"
  | "indirect-crl"
  | "issuer-may-not-sign-lists"
  | "issuer-untrusted"
  | "made-after-expiry"
  | "made-after-validation"
  | "no-next-update"
  | "none-from-this-issuer"
  | "nonce-differs"
  | "out-of-scope"
  | "reasons-not-covered"
  | "remove-from-crl"
  | "responder-missing"
  | "responder-not-of-this-issuer"
  | "responder-untrusted"
  | "responder-without-purpose"
  | "signature-wrong"
  | "status-unknown"
  | "times-disagree";

/** What was found about one certificate. */
export type Findings = {
  readonly statements: readonly Statement[];
  readonly causes: readonly Cause[];
  /** The evidence behind the causes: needed to reach the same causes again. */
  readonly rejected: UsedEvidence;
  /** What the issuers of evidence still need. */
  readonly missing: readonly MissingEvidence[];
};

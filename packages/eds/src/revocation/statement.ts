import type { ConstraintFault } from "../algorithms/constraints.ts";
import type { UsedEvidence } from "../path/judge-types.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import type { StatusEvidence } from "../report/types.ts";
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
  /** The same for people: the list, for a delta list its base too, or the response. */
  readonly told: readonly StatusEvidence[];
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
  | "issuer-missing"
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

/** A piece of evidence that says nothing, with what whoever signed it would still need. */
export type Rejection = { readonly causes: readonly Cause[]; readonly missing: readonly MissingEvidence[] };

export const rejection = (...causes: readonly Cause[]): Rejection => ({ causes, missing: [] });

/** What was found about one certificate. */
export type Findings = {
  readonly statements: readonly Statement[];
  readonly causes: readonly Cause[];
  /** The evidence behind the causes: needed to reach the same causes again. */
  readonly rejected: UsedEvidence;
  readonly missing: readonly MissingEvidence[];
};

/** Sorts what came of each piece of evidence; `rejectedOf` says what the rejected ones are to a report. */
export const findingsOf = <T>(
  outcomes: readonly { readonly evidence: T; readonly outcome: Statement | Rejection }[],
  rejectedOf: (evidence: readonly T[]) => UsedEvidence,
): Findings => {
  const statements: Statement[] = [];
  const causes = new Set<Cause>();
  const rejected = new Set<T>();
  const missing: MissingEvidence[] = [];
  for (const { evidence, outcome } of outcomes) {
    if ("says" in outcome) {
      statements.push(outcome);
      continue;
    }
    rejected.add(evidence);
    missing.push(...outcome.missing);
    for (const cause of outcome.causes) causes.add(cause);
  }
  return { statements, causes: [...causes], rejected: rejectedOf([...rejected]), missing };
};

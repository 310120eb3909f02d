import type { CheckCode } from "../report/codes.ts";
import type { Cause } from "./statement.ts";

/** The code of each cause that names what is wrong with the evidence itself; the others mean that there is none. */
const codeByCause: Readonly<Record<Cause, CheckCode>> = {
  "base-missing": "eds.revocation.delta-without-base",
  "certificate-id-differs": "eds.revocation.certificate-id-differs",
  "certificate-id-unsupported": "eds.revocation.evidence-unsupported",
  "critical-extension": "eds.revocation.evidence-unsupported",
  "indirect-crl": "eds.revocation.evidence-unsupported",
  "issuer-may-not-sign-lists": "eds.revocation.no-evidence",
  "issuer-missing": "eds.revocation.no-evidence",
  "issuer-untrusted": "eds.revocation.no-evidence",
  "made-after-expiry": "eds.revocation.no-evidence",
  "made-after-validation": "eds.revocation.no-evidence",
  "no-next-update": "eds.revocation.evidence-unsupported",
  "none-from-this-issuer": "eds.revocation.no-evidence",
  "nonce-differs": "eds.revocation.nonce-differs",
  "out-of-scope": "eds.revocation.no-evidence",
  "reasons-not-covered": "eds.revocation.no-evidence",
  "remove-from-crl": "eds.revocation.evidence-unsupported",
  "responder-missing": "eds.revocation.responder-unauthorised",
  "responder-not-of-this-issuer": "eds.revocation.responder-unauthorised",
  "responder-untrusted": "eds.revocation.responder-unauthorised",
  "responder-without-purpose": "eds.revocation.responder-unauthorised",
  "signature-wrong": "eds.revocation.evidence-signature-wrong",
  "status-unknown": "eds.revocation.status-unknown",
  "times-disagree": "eds.revocation.evidence-unsupported",
};

/** The one code that all causes lead to. Where they differ there is no single reason, and the detail has them all. */
export const codeOfCauses = (causes: readonly Cause[]): CheckCode => {
  const [code, ...others] = new Set(causes.map((cause) => codeByCause[cause]));
  return code !== undefined && others.length === 0 ? code : "eds.revocation.no-evidence";
};

import { checkCatalogue, type CheckCode } from "../report/codes.ts";
import { isWaiting } from "../report/indication.ts";

/** The codes by which a bad time-stamp is told: a policy sets the reaction to each. */
export type TimestampCode = Extract<CheckCode, `eds.timestamp.${string}`>;

const codeByReason: ReadonlyMap<CheckCode, TimestampCode> = new Map<CheckCode, TimestampCode>([
  ["eds.cms.document-differs", "eds.timestamp.signature-wrong"],
  ["eds.cms.signing-certificate-differs", "eds.timestamp.certificate-missing"],
  ["eds.certificate.expired", "eds.timestamp.expired"],
  ["eds.certificate.expired-no-poe", "eds.timestamp.expired"],
  ["eds.certificate.not-yet-valid", "eds.timestamp.expired"],
  ["eds.chain.authority-validity", "eds.timestamp.expired"],
  ["eds.chain.unknown-authority", "eds.timestamp.untrusted"],
  ["eds.chain.test-anchor", "eds.timestamp.untrusted"],
  ["eds.revocation.revoked", "eds.timestamp.revoked"],
  ["eds.revocation.revoked-no-poe", "eds.timestamp.revoked"],
  ["eds.revocation.authority-revoked", "eds.timestamp.revoked"],
  ["eds.crypto.algorithm-unsupported", "eds.timestamp.algorithm-expired"],
  ["eds.crypto.algorithm-expired", "eds.timestamp.algorithm-expired"],
  ["eds.crypto.key-too-short", "eds.timestamp.algorithm-expired"],
  ["eds.chain.algorithm-expired", "eds.timestamp.algorithm-expired"],
]);

const isTimestampCode = (code: CheckCode): code is TimestampCode => code.startsWith("eds.timestamp.");

/** The one word about a token for whatever was wrong with its message, its signature, its authority or the path of that. */
export const timestampCodeOf = (reason: CheckCode): TimestampCode => {
  if (isTimestampCode(reason)) return reason;
  const known = codeByReason.get(reason);
  if (known !== undefined) return known;
  if (isWaiting(checkCatalogue[reason].subIndication)) return "eds.timestamp.no-evidence";
  if (reason.startsWith("eds.crypto.")) return "eds.timestamp.signature-wrong";
  return reason.startsWith("eds.cms.") ? "eds.timestamp.malformed" : "eds.timestamp.chain";
};

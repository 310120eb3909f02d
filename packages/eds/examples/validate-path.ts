import { anyPathRules, anyPolicy, validateCertificate, withTestAnchors, type CertificateReport } from "@beket/eds";
import type { Random } from "@beket/eds/issue";
import { madeAuthorities } from "./made-authorities.ts";

/** Whether a certificate is to be believed, by RFC 5280 alone; without lists nothing says that it was not revoked. */
export const validatePath = (
  random: Random,
  nowMs: number,
): { readonly whole: CertificateReport; readonly withoutLists: CertificateReport } => {
  const { evidence, holder } = madeAuthorities(random, nowMs);
  const input = {
    ...evidence,
    certificate: holder({ role: "individual", usage: "signing" }).certificate,
    validationTimeMs: nowMs,
    rules: anyPathRules,
    policy: withTestAnchors(anyPolicy),
  };
  return { whole: validateCertificate(input), withoutLists: validateCertificate({ ...input, crls: [] }) };
};

import type { CheckCode } from "./codes.ts";

/** The building blocks of ETSI EN 319 102-1 that a check may belong to, in the order of the standard. */
export const blockNames = [
  "format-checking",
  "signing-certificate-identification",
  "validation-context-initialisation",
  "revocation-freshness",
  "certificate-validation",
  "cryptographic-verification",
  "signature-acceptance",
  "timestamp-validation",
  "signature-with-time",
] as const;

/** The name of a building block. */
export type BlockName = (typeof blockNames)[number];

/** The clause of ETSI EN 319 102-1 that each block is written in. */
export const blockClauses: Readonly<Record<BlockName, string>> = {
  "format-checking": "EN 319 102-1 5.2.2",
  "signing-certificate-identification": "EN 319 102-1 5.2.3",
  "validation-context-initialisation": "EN 319 102-1 5.2.4",
  "revocation-freshness": "EN 319 102-1 5.2.5",
  "certificate-validation": "EN 319 102-1 5.2.6",
  "cryptographic-verification": "EN 319 102-1 5.2.7",
  "signature-acceptance": "EN 319 102-1 5.2.8",
  "timestamp-validation": "EN 319 102-1 5.4",
  "signature-with-time": "EN 319 102-1 5.5",
};

/** The families of codes, `eds.<family>.<fault>`. */
type Family = CheckCode extends `eds.${infer F}.${string}` ? F : never;

const blockOfFamily: Readonly<Record<Family, BlockName>> = {
  cms: "format-checking",
  crypto: "cryptographic-verification",
  certificate: "certificate-validation",
  chain: "certificate-validation",
  revocation: "revocation-freshness",
  timestamp: "timestamp-validation",
  key: "signature-acceptance",
  role: "signature-acceptance",
  subject: "signature-acceptance",
  policy: "signature-acceptance",
  login: "signature-acceptance",
};

/** Codes that are checked by another block than the rest of their family. */
const blockOfCode: Readonly<Partial<Record<CheckCode, BlockName>>> = {
  "eds.cms.document-missing": "cryptographic-verification",
  "eds.cms.document-differs": "cryptographic-verification",
  "eds.cms.certificate-missing": "signing-certificate-identification",
  "eds.cms.signing-certificate-differs": "signing-certificate-identification",
  "eds.cms.signing-certificate-absent": "signing-certificate-identification",
  "eds.cms.signature-policy": "validation-context-initialisation",
  "eds.cms.not-judged": "signature-acceptance",
  "eds.certificate.malformed": "signing-certificate-identification",
  "eds.crypto.algorithm-unsupported": "signature-acceptance",
  "eds.crypto.algorithm-expired": "signature-acceptance",
  "eds.crypto.key-too-short": "signature-acceptance",
  "eds.revocation.revoked": "certificate-validation",
  "eds.revocation.revoked-no-poe": "certificate-validation",
  "eds.revocation.authority-revoked": "certificate-validation",
  "eds.timestamp.absent": "signature-with-time",
  "eds.timestamp.order": "signature-with-time",
  "eds.policy.expected-missing": "validation-context-initialisation",
};

const isFamily = (name: string): name is Family => Object.hasOwn(blockOfFamily, name);

/** The building block that a check belongs to. */
export const blockOf = (code: CheckCode): BlockName => {
  const [, family = ""] = code.split(".");
  // The type of Family holds every family there is; a code outside of it cannot be written.
  return blockOfCode[code] ?? (isFamily(family) ? blockOfFamily[family] : "signature-acceptance");
};

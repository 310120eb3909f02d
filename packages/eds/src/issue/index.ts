// A signer, a small CA, an OCSP responder and a time-stamp authority in the national profile, for tests and the demo.
// It is deterministic: randomness and time are handed in. Its anchors are test anchors, and say so of themselves.

export type { GostKeyKind, Random, SigningKey } from "./keys.ts";
export { generateGost512Key, generateKey, publicKeyInfoOf, signMessage } from "./keys.ts";
export type { SigningKeyJson } from "./key-json.ts";
export { parseSigningKey, signingKeyToJson } from "./key-json.ts";
export { signingKeyFromPkcs8 } from "./pkcs8.ts";
export { rsaKeyFromJwk, rsaKeyFromPkcs8 } from "./rsa-key-files.ts";
export type { Authority, AuthoritySpec, KeyHolder, NamePart, Validity } from "./authority.ts";
export {
  authorityName,
  createRoot,
  encodeName,
  issueAuthority,
  newSerialNumber,
  serialNumberOf,
  signCertificate,
  subjectOf,
} from "./authority.ts";
export type { DistributionPointSpec, EvidenceUrls, ExtensionSpec, IssuingDistributionPointSpec, ReasonFlag } from "./extensions.ts";
export { crlDistributionPoints, directoryName, evidenceExtensions, freshestCrl, issuingDistributionPoint } from "./extensions.ts";
export type { LeafRole, LeafSpec, Organisation, Person } from "./leaf.ts";
export { issueLeaf, nationalSubject } from "./leaf.ts";
export type { ServiceSpec } from "./service.ts";
export { issueOcspResponder, issueTimestampAuthority } from "./service.ts";
export type { CrlReason, CrlSpec, RevokedSpec } from "./crl.ts";
export { issueCrl } from "./crl.ts";
export type { CertIdHash, OcspAnswerSpec, OcspResponseSpec, OcspStatusSpec } from "./ocsp.ts";
export { basicResponseOf, encodeCertId, issueOcspFailure, issueOcspResponse } from "./ocsp.ts";
export { serialNumberAskedOf } from "./cert-id.ts";
export type { OcspRequest, TimestampRequest } from "./requests.ts";
export { readOcspRequest, readTimestampRequest } from "./requests.ts";
export type { CmsSigner, CmsSpec } from "./cms.ts";
export { assembleSignedData, ordinarySignedAttributes, signCms } from "./cms.ts";
export {
  certificateValuesAttribute,
  encodeAttribute,
  revocationValuesAttribute,
  signatureTimestampAttribute,
  signingCertificate,
} from "./attributes.ts";
export type { ImprintSpec, TimestampResponseSpec, TimestampSpec } from "./timestamp.ts";
export { issueTimestampResponse, issueTimestampToken } from "./timestamp.ts";

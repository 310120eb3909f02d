// A signer and a small CA in the national profile, for tests and the demo.
// It is deterministic: randomness and time are handed in. Its anchors are test anchors.

export type { Random, SigningKey, SigningKeyJson } from "./keys.ts";
export {
  generateGost512Key,
  parseSigningKey,
  publicKeyInfoOf,
  rsaKeyFromJwk,
  rsaKeyFromPkcs8,
  signingKeyToJson,
  signMessage,
} from "./keys.ts";
export type { Authority, AuthoritySpec, ExtensionSpec, NamePart, Validity } from "./authority.ts";
export { createRoot, encodeName, issueAuthority, newSerialNumber, serialNumberOf, signCertificate, subjectOf } from "./authority.ts";
export type { LeafRole, LeafSpec, Organisation, Person } from "./leaf.ts";
export { issueLeaf, nationalSubject } from "./leaf.ts";
export type { CrlSpec, RevokedSpec } from "./crl.ts";
export { issueCrl } from "./crl.ts";
export type { CmsSigner, CmsSpec } from "./cms.ts";
export { assembleSignedData, encodeAttribute, ordinarySignedAttributes, signCms } from "./cms.ts";

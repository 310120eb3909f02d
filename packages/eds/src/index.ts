export type { Indication, SubIndication } from "./report/indication.ts";
export { isWaiting } from "./report/indication.ts";
export type { CheckCode, Reaction, RelaxableCode } from "./report/codes.ts";
export { checkCatalogue, checkCodes } from "./report/codes.ts";
export type { Check, Evidence, SignatureReport, SignerIdentity, ValidationReport } from "./report/types.ts";
export type { SignerRole } from "./x509/roles.ts";
export type { OrganisationRole, SignerRule, ValidationPolicy } from "./policy/policy.ts";
export { anyPolicy, permitPolicy, withTestAnchors } from "./policy/policy.ts";
export type { Limits, TrustAnchor, ValidateSignature, ValidationInput } from "./validate.ts";

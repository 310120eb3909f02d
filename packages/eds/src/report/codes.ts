import type { Indication, SubIndication } from "./indication.ts";

/** What a policy does when a check does not hold. */
export type Reaction = "FAIL" | "WARN" | "INFORM" | "IGNORE";

type Entry = {
  /** Where the rule is written. */
  readonly clause: string;
  readonly indication: Exclude<Indication, "TOTAL_PASSED">;
  readonly subIndication: SubIndication;
  /** True where a policy may weaken the reaction; cryptography, format and trust are never relaxed. */
  readonly relaxable: boolean;
  /** The reaction where the policy names none; FAIL where this is left out. */
  readonly byDefault?: Reaction;
};

const failed = (subIndication: SubIndication, clause: string): Entry & { readonly relaxable: false } => ({
  clause,
  indication: "TOTAL_FAILED",
  subIndication,
  relaxable: false,
});

const refused = (subIndication: SubIndication, clause: string): Entry & { readonly relaxable: false } => ({
  clause,
  indication: "INDETERMINATE",
  subIndication,
  relaxable: false,
});

const byPolicy = (subIndication: SubIndication, clause: string): Entry & { readonly relaxable: true } => ({
  clause,
  indication: "INDETERMINATE",
  subIndication,
  relaxable: true,
});

/** What is only told, unless a policy asks for more. */
const informing = (subIndication: SubIndication, clause: string): Entry & { readonly relaxable: true } => ({
  ...byPolicy(subIndication, clause),
  byDefault: "INFORM",
});

/**
 * Every reason for which a signature is not TOTAL_PASSED, with the verdict it leads to and its source.
 * A code is stable: programs and stored reports depend on it. The sentence for people is in words.ts.
 * A check with status `ok` says that the named fault was looked for and is absent.
 */
export const checkCatalogue = {
  // The message.
  "eds.cms.malformed": failed("FORMAT_FAILURE", "X.690 10; RFC 5652 5.1"),
  "eds.cms.too-large": failed("FORMAT_FAILURE", "limits of this validator"),
  "eds.cms.not-signed-data": failed("FORMAT_FAILURE", "RFC 5652 5.1"),
  "eds.cms.version": byPolicy("FORMAT_FAILURE", "RFC 5652 5.1"),
  "eds.cms.no-signer": failed("FORMAT_FAILURE", "EN 319 102-1 5.2.2; RFC 5652 5.1"),
  "eds.cms.signer-version": failed("FORMAT_FAILURE", "RFC 5652 5.3"),
  "eds.cms.no-signed-attributes": failed("FORMAT_FAILURE", "RFC 5652 5.3; EN 319 122-1 5.1"),
  "eds.cms.attribute-repeated": failed("FORMAT_FAILURE", "RFC 5652 11"),
  "eds.cms.attribute-values": failed("FORMAT_FAILURE", "RFC 5652 11"),
  "eds.cms.attribute-missing": failed("FORMAT_FAILURE", "RFC 5652 11.1, 11.2"),
  "eds.cms.content-type-mismatch": failed("FORMAT_FAILURE", "RFC 5652 11.1"),
  "eds.cms.signature-policy": byPolicy("SIGNATURE_POLICY_NOT_AVAILABLE", "EN 319 102-1 5.2.4; EN 319 122-1 5.2.9"),
  "eds.cms.not-judged": informing("SIG_CONSTRAINTS_FAILURE", "RFC 5652 11.4; EN 319 122-1 5.2.8, 5.5"),
  "eds.cms.document-missing": refused("SIGNED_DATA_NOT_FOUND", "EN 319 102-1 5.2.7"),
  "eds.cms.document-differs": failed("HASH_FAILURE", "EN 319 102-1 5.2.7"),
  "eds.cms.certificate-missing": refused("NO_SIGNING_CERTIFICATE_FOUND", "EN 319 102-1 5.2.3"),
  "eds.cms.signing-certificate-differs": refused("NO_SIGNING_CERTIFICATE_FOUND", "EN 319 102-1 5.2.3.4; RFC 5035 3"),
  "eds.cms.signing-certificate-absent": byPolicy("SIG_CONSTRAINTS_FAILURE", "EN 319 122-1 5.2.2"),
  // Cryptography.
  "eds.crypto.algorithm-unsupported": refused("CRYPTO_CONSTRAINTS_FAILURE", "EN 319 102-1 5.2.8"),
  "eds.crypto.algorithms-disagree": failed("SIG_CRYPTO_FAILURE", "RFC 5652 5.3; RFC 5280 4.1.1.2"),
  "eds.crypto.key-invalid": failed("SIG_CRYPTO_FAILURE", "RFC 7091 5.2; RFC 8017 3.1"),
  "eds.crypto.signature-malformed": failed("SIG_CRYPTO_FAILURE", "RFC 7091 6.2; RFC 8017 8.2.2"),
  "eds.crypto.signature-wrong": failed("SIG_CRYPTO_FAILURE", "EN 319 102-1 5.2.7"),
  "eds.crypto.algorithm-expired": byPolicy("CRYPTO_CONSTRAINTS_FAILURE", "EN 319 102-1 5.2.8; policy: algorithm constraints"),
  "eds.crypto.key-too-short": byPolicy("CRYPTO_CONSTRAINTS_FAILURE", "EN 319 102-1 5.2.8; policy: algorithm constraints"),
  // The signer's certificate and its path.
  "eds.certificate.malformed": failed("FORMAT_FAILURE", "RFC 5280 4.1"),
  "eds.certificate.expired": failed("EXPIRED", "EN 319 102-1 5.2.6; RFC 5280 4.1.2.5"),
  "eds.certificate.expired-no-poe": refused("OUT_OF_BOUNDS_NO_POE", "EN 319 102-1 5.2.6.4; RFC 5280 4.1.2.5"),
  "eds.certificate.not-yet-valid": failed("NOT_YET_VALID", "EN 319 102-1 5.2.6; RFC 5280 4.1.2.5"),
  "eds.chain.unknown-authority": refused("NO_CERTIFICATE_CHAIN_FOUND", "EN 319 102-1 5.2.6"),
  "eds.chain.test-anchor": refused("NO_CERTIFICATE_CHAIN_FOUND", "policy: production"),
  "eds.chain.signature-wrong": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 6.1.3 (a)(1)"),
  "eds.chain.authority-validity": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 6.1.3 (a)(2)"),
  "eds.chain.not-an-authority": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 6.1.4 (k)"),
  "eds.chain.path-length": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 6.1.4 (l), (m)"),
  "eds.chain.authority-key-usage": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 6.1.4 (n)"),
  "eds.chain.critical-extension": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 4.2, 6.1.4 (o), 6.1.5 (e)"),
  "eds.chain.name-constraints": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 4.2.1.10, 6.1.3 (b), (c)"),
  "eds.chain.policies": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 6.1.3 (d) to (f), 6.1.5 (g)"),
  "eds.chain.policy-mapping": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 4.2.1.5, 6.1.4 (a)"),
  "eds.chain.algorithm-expired": byPolicy("CRYPTO_CONSTRAINTS_FAILURE", "EN 319 102-1 5.2.8; policy: algorithm constraints"),
  "eds.chain.limits": refused("CERTIFICATE_CHAIN_GENERAL_FAILURE", "limits of this validator"),
  "eds.chain.constraint-unsupported": refused("CHAIN_CONSTRAINTS_FAILURE", "RFC 5280 4.2.1.10: a name form that cannot be compared"),
  // Revocation.
  "eds.revocation.revoked": failed("REVOKED", "EN 319 102-1 5.2.6; RFC 5280 6.3"),
  "eds.revocation.revoked-no-poe": refused("REVOKED_NO_POE", "EN 319 102-1 5.2.6.4; RFC 5280 6.3"),
  "eds.revocation.authority-revoked": refused("REVOKED_CA_NO_POE", "EN 319 102-1 5.2.6; RFC 5280 6.3"),
  "eds.revocation.no-evidence": refused("TRY_LATER", "EN 319 102-1 5.2.5"),
  "eds.revocation.stale": refused("TRY_LATER", "EN 319 102-1 5.2.5; RFC 5280 5.1.2.5"),
  "eds.revocation.status-unknown": refused("TRY_LATER", "RFC 6960 2.2, 4.4.8"),
  "eds.revocation.delta-without-base": refused("TRY_LATER", "RFC 5280 5.2.4, 6.3.3 (c)"),
  "eds.revocation.evidence-signature-wrong": refused("TRY_LATER", "RFC 5280 6.3.3 (g); RFC 6960 3.2 (2)"),
  "eds.revocation.responder-unauthorised": refused("TRY_LATER", "RFC 6960 3.2 (3), (4), 4.2.2.2"),
  "eds.revocation.certificate-id-differs": refused("TRY_LATER", "RFC 6960 3.2 (1), 4.1.1"),
  "eds.revocation.nonce-differs": refused("TRY_LATER", "RFC 6960 4.4.1; RFC 8954"),
  "eds.revocation.evidence-unsupported": refused("TRY_LATER", "RFC 5280 5.2, 6.3.3; RFC 6960 4.4"),
  "eds.revocation.authority-no-evidence": byPolicy("TRY_LATER", "EN 319 102-1 5.2.5"),
  "eds.revocation.authority-stale": byPolicy("TRY_LATER", "EN 319 102-1 5.2.5; RFC 5280 5.1.2.5"),
  // Signature time-stamps.
  "eds.timestamp.absent": byPolicy("SIG_CONSTRAINTS_FAILURE", "policy: EN 319 122-1 6.3, level B-T"),
  "eds.timestamp.malformed": byPolicy("FORMAT_FAILURE", "RFC 3161 2.4.2; EN 319 122-1 5.3"),
  "eds.timestamp.imprint-differs": byPolicy("HASH_FAILURE", "RFC 3161 2.4.2; EN 319 102-1 5.4"),
  "eds.timestamp.signature-wrong": byPolicy("SIG_CRYPTO_FAILURE", "RFC 3161 2.4.2; RFC 5652 5.4; EN 319 102-1 5.4"),
  "eds.timestamp.certificate-missing": byPolicy("NO_SIGNING_CERTIFICATE_FOUND", "RFC 3161 2.4.2; RFC 5816 2.2"),
  "eds.timestamp.not-an-authority": byPolicy("SIG_CONSTRAINTS_FAILURE", "RFC 3161 2.3"),
  "eds.timestamp.untrusted": byPolicy("NO_CERTIFICATE_CHAIN_FOUND", "EN 319 102-1 5.4, 5.2.6"),
  "eds.timestamp.chain": byPolicy("CHAIN_CONSTRAINTS_FAILURE", "EN 319 102-1 5.4, 5.2.6"),
  "eds.timestamp.expired": byPolicy("OUT_OF_BOUNDS_NO_POE", "EN 319 102-1 5.4, 5.2.6"),
  "eds.timestamp.revoked": byPolicy("REVOKED_NO_POE", "EN 319 102-1 5.4, 5.2.6"),
  "eds.timestamp.no-evidence": byPolicy("TRY_LATER", "EN 319 102-1 5.4, 5.2.5"),
  "eds.timestamp.algorithm-expired": byPolicy("CRYPTO_CONSTRAINTS_FAILURE", "EN 319 102-1 5.4, 5.2.8"),
  "eds.timestamp.order": byPolicy("TIMESTAMP_ORDER_FAILURE", "EN 319 102-1 5.5.4"),
  // What the policy asks of the signer.
  "eds.key.authentication": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: key usage"),
  "eds.key.signing": byPolicy("SIG_CONSTRAINTS_FAILURE", "policy: key purposes; national certificate profile: key usage"),
  "eds.key.not-for-signing": refused("SIG_CONSTRAINTS_FAILURE", "RFC 5280 4.2.1.3"),
  "eds.role.employee": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: 1.2.398.3.3.4.1.2.5"),
  "eds.role.right-to-sign": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: 1.2.398.3.3.4.1.2.2"),
  "eds.role.treasury": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: 1.2.398.5.19.1.2.2.1"),
  "eds.role.individual": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: 1.2.398.3.3.4.1.1"),
  "eds.role.not-first-head": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: 1.2.398.3.3.4.1.2.1"),
  "eds.role.not-individual": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: 1.2.398.3.3.4.1.1"),
  "eds.role.not-accepted": byPolicy("SIG_CONSTRAINTS_FAILURE", "policy: roles; national certificate profile"),
  "eds.subject.iin-missing": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: serialNumber"),
  "eds.subject.iin-invalid": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: serialNumber"),
  "eds.subject.iin-repeated": refused("SIG_CONSTRAINTS_FAILURE", "national certificate profile: serialNumber"),
  "eds.subject.iin-differs": refused("SIG_CONSTRAINTS_FAILURE", "policy: expected signer"),
  "eds.subject.bin-missing": refused("SIG_CONSTRAINTS_FAILURE", "policy: expected signer"),
  "eds.subject.bin-invalid": byPolicy("SIG_CONSTRAINTS_FAILURE", "national certificate profile: organizationalUnitName"),
  "eds.subject.bin-repeated": refused("SIG_CONSTRAINTS_FAILURE", "national certificate profile: organizationalUnitName"),
  "eds.subject.bin-differs": refused("SIG_CONSTRAINTS_FAILURE", "policy: expected signer"),
  "eds.policy.expected-missing": refused("SIG_CONSTRAINTS_FAILURE", "policy: expected signer"),
  "eds.policy.document-type": refused("SIG_CONSTRAINTS_FAILURE", "policy: kind of document"),
  "eds.policy.level": byPolicy("SIG_CONSTRAINTS_FAILURE", "policy: EN 319 122-1 6.3"),
  "eds.login.document-expired": refused("SIG_CONSTRAINTS_FAILURE", "policy: login document"),
} as const satisfies Readonly<Record<string, Entry>>;

/** The stable name of one fault that is looked for, `eds.<family>.<fault>`. */
export type CheckCode = keyof typeof checkCatalogue;

/** The codes whose reaction a policy may set. */
export type RelaxableCode = {
  [C in CheckCode]: (typeof checkCatalogue)[C]["relaxable"] extends true ? C : never;
}[CheckCode];

/** All codes, in the order of the checks. */
export const checkCodes: readonly CheckCode[] = Object.keys(checkCatalogue).filter((code): code is CheckCode => code in checkCatalogue);

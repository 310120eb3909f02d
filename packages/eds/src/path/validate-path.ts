import { sameName } from "../x509/name.ts";
import type { Certificate } from "../x509/certificate.ts";
import { extensionOids } from "../x509/extensions.ts";
import { anyPolicyOid } from "../x509/policies.ts";
import { isTestAuthority } from "../x509/test-authority.ts";
import type { Ledger } from "../report/ledger.ts";
import type { Path } from "./build.ts";
import { createNameChecker, type NameFault } from "./name-constraints.ts";
import { judgePolicies } from "./policy-graph.ts";
import type { PathRules } from "./rules.ts";

// Basic path validation, RFC 5280 section 6.1, over a path whose signatures `buildPaths` has proved. Revocation
// (6.1.3 (a)(3)) and algorithms are apart.

export type PathJudgement = {
  readonly path: Path;
  readonly ledger: Ledger;
  readonly rules: PathRules;
  /** True refuses test anchors. */
  readonly production: boolean;
  /** The moment at which everything must be valid. Milliseconds since 1970 UTC. */
  readonly atMs: number;
  /** How it is said that the target has ended. */
  readonly expiredCode: "eds.certificate.expired" | "eds.certificate.expired-no-poe";
};

type Detail = Readonly<Record<string, string>>;

const detailOf = (certificate: Certificate | undefined): Detail | undefined => certificate && { certificateSha256: certificate.sha256 };

const isSelfIssued = (certificate: Certificate): boolean => sameName(certificate.subject, certificate.issuer);

const isoTime = (ms: number): string => new Date(ms).toISOString();

/**
 * Notes the checks of a path and gives the certificate policies that hold for it. Nothing, and no check after that, where somebody
 * on it is no authority: whoever has a certificate can write any number of others below it, as costly to judge as they like.
 */
export const validatePath = (judgement: PathJudgement): "any" | readonly string[] | undefined => {
  const { path, ledger, atMs } = judgement;
  const { certificates, anchor } = path;
  const target = certificates[0] ?? anchor.certificate;
  const authorities = [...certificates, anchor.certificate].slice(1);
  // What an authority says of itself outweighs what its operator declares.
  const isTest = anchor.purpose === "test" || [...authorities, anchor.certificate].some(isTestAuthority);
  ledger.note("eds.chain.test-anchor", !(judgement.production && isTest));
  // Written so that a time that is not a number is refused.
  const isValid = (certificate: Certificate): boolean => atMs >= certificate.notBeforeMs && atMs <= certificate.notAfterMs;
  const badlyTimed = authorities.find((certificate) => !isValid(certificate));
  ledger.note("eds.chain.authority-validity", badlyTimed === undefined, detailOf(badlyTimed));
  if (!noteAuthorities(authorities, anchor.certificate, ledger)) return undefined;
  noteExtensions([...certificates, anchor.certificate], ledger);
  noteNames(path, ledger);
  const policies = notePolicies(judgement);
  ledger.note("eds.certificate.not-yet-valid", atMs >= target.notBeforeMs, { notBefore: isoTime(target.notBeforeMs) });
  ledger.note(judgement.expiredCode, atMs <= target.notAfterMs, { notAfter: isoTime(target.notAfterMs) });
  return policies;
};

const noteAuthorities = (authorities: readonly Certificate[], anchor: Certificate, ledger: Ledger): boolean => {
  // An operator may pin a version 1 root, which has no extensions at all; every other authority must say it is one.
  const mayIssue = (certificate: Certificate): boolean =>
    certificate.basicConstraints?.cA ?? (certificate === anchor && certificate.extensions.length === 0);
  const notAuthority = authorities.find((certificate) => !mayIssue(certificate));
  ledger.note("eds.chain.not-an-authority", notAuthority === undefined, detailOf(notAuthority));
  // Authorities between one and the target; self-issued ones are not counted (RFC 5280 6.1.4 (l)).
  let below = 0;
  const tooLong = authorities.find((certificate) => {
    const limit = certificate.basicConstraints?.pathLenConstraint;
    const exceeds = limit !== undefined && below > limit;
    if (!isSelfIssued(certificate)) below += 1;
    return exceeds;
  });
  ledger.note("eds.chain.path-length", tooLong === undefined, detailOf(tooLong));
  const mayNotSign = authorities.find(({ keyUsage }) => keyUsage !== undefined && !keyUsage.keyCertSign);
  ledger.note("eds.chain.authority-key-usage", mayNotSign === undefined, detailOf(mayNotSign));
  return notAuthority === undefined;
};

/** The critical extensions that are processed, here or where revocation and the signer's role are judged. */
const processed: ReadonlySet<string> = new Set([
  extensionOids.keyUsage,
  extensionOids.basicConstraints,
  extensionOids.extendedKeyUsage,
  extensionOids.subjectAltName,
  extensionOids.nameConstraints,
  extensionOids.certificatePolicies,
  extensionOids.policyMappings,
  extensionOids.policyConstraints,
  extensionOids.inhibitAnyPolicy,
  extensionOids.crlDistributionPoints,
  extensionOids.freshestCrl,
  extensionOids.ocspNoCheck,
]);

const noteExtensions = (certificates: readonly Certificate[], ledger: Ledger): void => {
  for (const certificate of certificates) {
    const unknown = certificate.extensions.find(({ critical, oid }) => critical && !processed.has(oid));
    if (unknown === undefined) continue;
    ledger.note("eds.chain.critical-extension", false, { certificateSha256: certificate.sha256, extension: unknown.oid });
    return;
  }
  ledger.note("eds.chain.critical-extension", true);
};

const nameCodes = {
  outside: "eds.chain.name-constraints",
  unsupported: "eds.chain.constraint-unsupported",
  "too-many": "eds.chain.limits",
} as const satisfies Readonly<Record<NameFault, string>>;

/**
 * RFC 5280 6.1.3 (b), (c), 6.1.4 (g). Every certificate fits below each authority above it, the anchor too (RFC 5937 3.2);
 * self-issued authorities are exempt, so that keys can be rolled over.
 */
const noteNames = ({ certificates, anchor }: Path, ledger: Ledger): void => {
  const { faultOf } = createNameChecker();
  const authorities = [...certificates.slice(1), anchor.certificate];
  const faults = new Map<NameFault, Certificate>();
  certificates.forEach((certificate, index) => {
    if (index > 0 && isSelfIssued(certificate)) return;
    for (const authority of authorities.slice(index)) {
      const fault = faultOf(certificate, authority);
      if (fault !== undefined && !faults.has(fault)) faults.set(fault, certificate);
    }
  });
  ledger.note(nameCodes.outside, !faults.has("outside"), detailOf(faults.get("outside")));
  ledger.note(nameCodes.unsupported, !faults.has("unsupported"), detailOf(faults.get("unsupported")));
  ledger.note(nameCodes["too-many"], !faults.has("too-many"), { exceeded: "name comparisons" });
};

const notePolicies = ({ path, ledger, rules }: PathJudgement): "any" | readonly string[] => {
  const { certificates, anchor } = path;
  // RFC 5280 6.1.4 (a).
  const badlyMapped = certificates
    .slice(1)
    .find(({ policyMappings }) =>
      policyMappings.some(
        ({ issuerDomainPolicy, subjectDomainPolicy }) => issuerDomainPolicy === anyPolicyOid || subjectDomainPolicy === anyPolicyOid,
      ),
    );
  ledger.note("eds.chain.policy-mapping", badlyMapped === undefined, detailOf(badlyMapped));
  const { refused, policies } = judgePolicies(certificates.toReversed(), anchor.certificate, rules, isSelfIssued);
  ledger.note("eds.chain.policies", !refused);
  return policies;
};

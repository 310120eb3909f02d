import { bytesEqual } from "../bytes/bytes.ts";
import type { ValidationPolicy } from "../policy/policy.ts";
import type { Ledger } from "../report/ledger.ts";
import type { Certificate } from "../x509/certificate.ts";
import { extensionOids } from "../x509/extensions.ts";
import type { Path } from "./build.ts";

// Basic path validation, RFC 5280 section 6.1, over a path whose signatures `buildPaths` has proved.

/** The critical extensions that are processed here, or that bind nothing without a feature that fails closed. */
const processed: ReadonlySet<string> = new Set([
  extensionOids.keyUsage,
  extensionOids.basicConstraints,
  extensionOids.extendedKeyUsage,
  // With no policy required from outside and no policy constraint inside, policies exclude no path.
  extensionOids.certificatePolicies,
  // Binds only together with name constraints.
  extensionOids.subjectAltName,
]);

/** Extensions that restrict paths and are not implemented: refused even when not marked critical. */
const unsupported: ReadonlySet<string> = new Set([
  extensionOids.nameConstraints,
  extensionOids.policyConstraints,
  extensionOids.policyMappings,
  extensionOids.inhibitAnyPolicy,
]);

const isSelfIssued = (certificate: Certificate): boolean => bytesEqual(certificate.subject.raw, certificate.issuer.raw);

const isoTime = (ms: number): string => new Date(ms).toISOString();

/** Notes the checks of a path's certificates: validity, constraints, usages, extensions. Revocation is apart. */
export const validatePath = (path: Path, ledger: Ledger, policy: ValidationPolicy, timeMs: number): void => {
  const { certificates, anchor } = path;
  const [signer, ...authorities] = [...certificates, anchor.certificate];
  ledger.note("eds.chain.test-anchor", !(policy.production && anchor.purpose === "test"));
  const isValidAt = (certificate: Certificate): boolean => timeMs >= certificate.notBeforeMs && timeMs <= certificate.notAfterMs;
  const badlyTimed = authorities.find((certificate) => !isValidAt(certificate));
  ledger.note("eds.chain.authority-validity", badlyTimed === undefined, detailOf(badlyTimed));
  noteAuthorities(authorities, anchor.certificate, ledger);
  noteExtensions([...certificates, anchor.certificate], ledger);
  if (signer === undefined) return;
  ledger.note("eds.certificate.not-yet-valid", timeMs >= signer.notBeforeMs, { notBefore: isoTime(signer.notBeforeMs) });
  ledger.note("eds.certificate.expired", timeMs <= signer.notAfterMs, { notAfter: isoTime(signer.notAfterMs) });
};

const detailOf = (certificate: Certificate | undefined): Readonly<Record<string, string>> | undefined =>
  certificate && { certificateSha256: certificate.sha256 };

const noteAuthorities = (authorities: readonly Certificate[], anchor: Certificate, ledger: Ledger): void => {
  // An operator may pin a version 1 root, which has no extensions at all; every other authority must say it is one.
  const mayIssue = (certificate: Certificate): boolean =>
    certificate.basicConstraints?.cA ?? (certificate === anchor && certificate.extensions.length === 0);
  const notAuthority = authorities.find((certificate) => !mayIssue(certificate));
  ledger.note("eds.chain.not-an-authority", notAuthority === undefined, detailOf(notAuthority));
  const tooLong = authorities.find((certificate, index) => {
    const limit = certificate.basicConstraints?.pathLenConstraint;
    // Authorities between this one and the signer; self-issued ones are not counted (RFC 5280 6.1.4 (l)).
    const below = authorities.slice(0, index).filter((authority) => !isSelfIssued(authority)).length;
    return limit !== undefined && below > limit;
  });
  ledger.note("eds.chain.path-length", tooLong === undefined, detailOf(tooLong));
  const mayNotSign = authorities.find(({ keyUsage }) => keyUsage !== undefined && !keyUsage.keyCertSign);
  ledger.note("eds.chain.authority-key-usage", mayNotSign === undefined, detailOf(mayNotSign));
};

const noteExtensions = (certificates: readonly Certificate[], ledger: Ledger): void => {
  const carrying = (test: (oid: string, critical: boolean) => boolean): Readonly<Record<string, string>> | undefined => {
    for (const certificate of certificates) {
      const found = certificate.extensions.find(({ oid, critical }) => test(oid, critical));
      if (found !== undefined) return { certificateSha256: certificate.sha256, extension: found.oid };
    }
    return undefined;
  };
  const unknown = carrying((oid, critical) => critical && !processed.has(oid) && !unsupported.has(oid));
  ledger.note("eds.chain.critical-extension", unknown === undefined, unknown);
  const constrained = carrying((oid) => unsupported.has(oid));
  ledger.note("eds.chain.constraint-unsupported", constrained === undefined, constrained);
};

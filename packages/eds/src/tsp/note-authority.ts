import { bytesEqual } from "../bytes/bytes.ts";
import type { Ledger } from "../report/ledger.ts";
import type { Certificate } from "../x509/certificate.ts";
import { extensionOids } from "../x509/extensions.ts";
import type { GeneralName } from "../x509/general-name.ts";
import { sameName } from "../x509/name.ts";

/** id-kp-timeStamping, RFC 3161 2.3. */
const timeStampingPurpose = "1.3.6.1.5.5.7.3.8";

/**
 * Notes whether the certificate is for time-stamping: that purpose alone, in a critical extension (RFC 3161 2.3), a key usage that
 * does not forbid signatures, and the name by which the token calls its authority, where it does (2.4.2).
 */
export const noteAuthority = (certificate: Certificate, named: GeneralName | undefined, ledger: Ledger): void => {
  const fault = authorityFault(certificate, named);
  ledger.note("eds.timestamp.not-an-authority", fault === undefined, fault === undefined ? {} : { why: fault });
};

const authorityFault = (certificate: Certificate, named: GeneralName | undefined): string | undefined => {
  const { keyUsage } = certificate;
  const [purpose, ...others] = certificate.extendedKeyUsage;
  const isCritical = certificate.extensions.some(({ oid, critical }) => oid === extensionOids.extendedKeyUsage && critical);
  if (purpose !== timeStampingPurpose) return "extendedKeyUsage";
  if (others.length > 0) return "extendedKeyUsage with other purposes";
  if (!isCritical) return "extendedKeyUsage not critical";
  if (keyUsage !== undefined && !keyUsage.digitalSignature && !keyUsage.nonRepudiation) return "keyUsage";
  return named === undefined || bearsName(certificate, named) ? undefined : "tsa";
};

const bearsName = (certificate: Certificate, named: GeneralName): boolean =>
  (named.kind === "directoryName" && sameName(named.name, certificate.subject)) ||
  certificate.subjectAltName.some((name) => isSameGeneralName(name, named));

const isSameGeneralName = (a: GeneralName, b: GeneralName): boolean => {
  if (a.kind === "directoryName") return b.kind === "directoryName" && sameName(a.name, b.name);
  if (a.kind === "iPAddress") return b.kind === "iPAddress" && bytesEqual(a.octets, b.octets);
  if (a.kind === "registeredID") return b.kind === "registeredID" && a.oid === b.oid;
  if (a.kind === "other") return b.kind === "other" && bytesEqual(a.raw, b.raw);
  return a.kind === b.kind && a.value === b.value;
};

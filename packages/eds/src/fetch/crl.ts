import { defaultLimits } from "../input.ts";
import { failure, ok, type Result } from "../result.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { parseCrl } from "../x509/crl.ts";
import { nameKey } from "../x509/name.ts";

/** What a fetcher needs to know of a list to keep it: whose it is and for how long it speaks. Milliseconds since 1970 UTC. */
export type CrlFacts = {
  /** The issuer's name, equal for names that match each other (RFC 5280 7.1). To compare with `issuerKeyOf`. */
  readonly issuerKey: string;
  readonly thisUpdateMs: number;
  /** Absent: it never proves that a certificate is not revoked. */
  readonly nextUpdateMs?: number;
  readonly isDelta: boolean;
  /** True where it may speak about certificates of other issuers than its own, RFC 5280 5.2.5. */
  readonly isIndirect: boolean;
};

/** Whether these octets are a revocation list, and which. For whoever fetches and keeps lists: its signature is not looked at. */
export const checkCrl = (bytes: Uint8Array, bytesMax: number = defaultLimits.crlBytesMax): Result<CrlFacts, "malformed"> => {
  const crl = parseCrl(bytes, bytesMax);
  if (crl === undefined) return failure("malformed");
  const { issuer, thisUpdateMs, nextUpdateMs, baseNumber, issuingDistributionPoint } = crl;
  return ok({
    issuerKey: nameKey(issuer),
    thisUpdateMs,
    ...(nextUpdateMs !== undefined && { nextUpdateMs }),
    isDelta: baseNumber !== undefined,
    isIndirect: issuingDistributionPoint?.indirectCRL === true,
  });
};

/** What lists about certificates of this authority have as `issuerKey`, unless they are indirect. Nothing where it cannot be read. */
export const issuerKeyOf = (authority: Uint8Array): string | undefined => {
  const certificate = parseCertificate(authority);
  return certificate && nameKey(certificate.subject);
};

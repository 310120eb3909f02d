import type { Certificate } from "../x509/certificate.ts";
import { urlsOf } from "../x509/distribution-point.ts";

/** Evidence that would let a verdict be reached: what a fetcher should get before the signature is judged again. */
export type MissingEvidence = {
  readonly kind: "revocation";
  /** DER of the certificate whose status is unknown, and of the one that issued it: enough for an OCSP request. */
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  /** As the certificate says (RFC 5280 4.2.2.1, 4.2.1.13, 4.2.1.15); hints from an unproved source. */
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
  readonly deltaCrlUrls: readonly string[];
};

/** A hostile certificate names any number of hosts: more than these are not worth a look. */
const urlsMax = 8;

/** What to fetch so that the status of `certificate` becomes known. */
export const missingEvidenceOf = (certificate: Certificate, issuer: Certificate): MissingEvidence => ({
  kind: "revocation",
  certificate: certificate.raw,
  issuer: issuer.raw,
  ocspUrls: certificate.ocspUrls.slice(0, urlsMax),
  crlUrls: urlsOf(certificate.crlDistributionPoints).slice(0, urlsMax),
  deltaCrlUrls: urlsOf(certificate.freshestCrl).slice(0, urlsMax),
});

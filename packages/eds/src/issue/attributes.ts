import { sha1Digest, sha256Digest } from "../algorithms/digests.ts";
import { cmsOids } from "../cms/signed-data.ts";
import { explicit, integerOfContent, objectIdentifier, octetString, sequence, setOf } from "../der/writer.ts";
import { readCertificate } from "./authority.ts";

// CMS attributes beyond the ordinary ones, EN 319 122-1 and RFC 5126.

/** Unsigned attributes of a signature with evidence. */
const evidenceAttributeOids = {
  signatureTimestamp: "1.2.840.113549.1.9.16.2.14",
  certificateValues: "1.2.840.113549.1.9.16.2.23",
  revocationValues: "1.2.840.113549.1.9.16.2.24",
} as const;

/** An Attribute with these values, RFC 5652 5.3. DER. */
export const encodeAttribute = (oid: string, ...values: readonly Uint8Array[]): Uint8Array =>
  sequence(objectIdentifier(oid), setOf(...values));

/**
 * The ESS attribute that names the signer's certificate with the issuer's name and number: version 1 with SHA-1 (RFC 2634
 * 5.4), version 2 with SHA-256, which is not written (RFC 5035 3).
 */
export const signingCertificate = (certificate: Uint8Array, version: "v1" | "v2"): Uint8Array => {
  const { raw, issuer, serialNumber } = readCertificate(certificate);
  const issuerSerial = sequence(sequence(explicit(4, issuer.raw)), integerOfContent(serialNumber));
  const hash = version === "v1" ? sha1Digest(raw) : sha256Digest(raw);
  const oid = version === "v1" ? cmsOids.signingCertificate : cmsOids.signingCertificateV2;
  return encodeAttribute(oid, sequence(sequence(sequence(octetString(hash), issuerSerial))));
};

/** Time-stamp tokens over the signature value, EN 319 122-1 5.3. */
export const signatureTimestampAttribute = (...tokens: readonly Uint8Array[]): Uint8Array =>
  encodeAttribute(evidenceAttributeOids.signatureTimestamp, ...tokens);

/** CertificateValues, EN 319 122-1 A.1.1.2 (RFC 5126 6.3.3). */
export const certificateValuesAttribute = (certificates: readonly Uint8Array[]): Uint8Array =>
  encodeAttribute(evidenceAttributeOids.certificateValues, sequence(...certificates));

/** RevocationValues, EN 319 122-1 A.1.2.2 (RFC 5126 6.3.4), whose tags are EXPLICIT; `ocsp` are BasicOCSPResponses. */
export const revocationValuesAttribute = (values: {
  readonly crls?: readonly Uint8Array[];
  readonly ocsp?: readonly Uint8Array[];
}): Uint8Array =>
  encodeAttribute(
    evidenceAttributeOids.revocationValues,
    sequence(
      ...(values.crls === undefined ? [] : [explicit(0, sequence(...values.crls))]),
      ...(values.ocsp === undefined ? [] : [explicit(1, sequence(...values.ocsp))]),
    ),
  );

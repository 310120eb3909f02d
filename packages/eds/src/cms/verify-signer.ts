import { digestByOid, type DigestName } from "../algorithms/digests.ts";
import { verifySignature } from "../algorithms/signatures.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import { contentOf, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { timeOf } from "../der/time.ts";
import { attempt, oidOf } from "../der/values.ts";
import type { Ledger } from "../report/ledger.ts";
import type { Certificate } from "../x509/certificate.ts";
import { namesCertificate } from "./ess.ts";
import { cmsOids, signedOctetsOf, type CmsAttribute, type SignedData, type SignerInfo } from "./signed-data.ts";

/** The digest of what must have been signed; nothing when it is not at hand, which another check has noted. */
export type ContentDigest = (name: DigestName) => Uint8Array | undefined;

type SignedAttributes = NonNullable<SignerInfo["signedAttributes"]>;

/** The certificates that the signer identifier may mean. Several may bear the same name and number. */
export const certificatesOf = (signer: SignerInfo, pool: readonly Certificate[]): readonly Certificate[] => {
  const { sid } = signer;
  return pool.filter((certificate) =>
    sid.kind === "issuerAndSerialNumber"
      ? bytesEqual(certificate.issuer.raw, sid.issuer) && bytesEqual(certificate.serialNumber, sid.serialNumber)
      : certificate.subjectKeyIdentifier !== undefined && bytesEqual(certificate.subjectKeyIdentifier, sid.keyIdentifier),
  );
};

/** Notes whether the signer's structure is one that may be verified: RFC 5652 sections 5.3 and 11. */
export const noteStructure = (signer: SignerInfo, data: SignedData, ledger: Ledger): boolean => {
  const version = signer.sid.kind === "issuerAndSerialNumber" ? 1 : 3;
  ledger.note("eds.cms.signer-version", signer.version === version);
  const signed = signer.signedAttributes;
  // Without signed attributes the signature covers bare content, and a signature over attributes could be
  // served as one over content.
  if (!ledger.note("eds.cms.no-signed-attributes", signed !== undefined) || signed === undefined) return false;
  const oids = signed.attributes.map(({ oid }) => oid);
  ledger.note("eds.cms.attribute-repeated", new Set(oids).size === oids.length);
  ledger.note("eds.cms.attribute-values", signed.attributes.every(hasFitValues));
  const required = [cmsOids.contentType, cmsOids.messageDigest];
  ledger.note(
    "eds.cms.attribute-missing",
    required.every((oid) => oids.includes(oid)),
  );
  const contentType = valueOf(signed, cmsOids.contentType);
  const stated = contentType && attempt(() => oidOf(contentType));
  ledger.note("eds.cms.content-type-mismatch", stated === cmsOids.data && data.contentTypeOid === cmsOids.data);
  return true;
};

const singleValued: ReadonlySet<string> = new Set([
  cmsOids.contentType,
  cmsOids.messageDigest,
  cmsOids.signingTime,
  cmsOids.signingCertificate,
  cmsOids.signingCertificateV2,
]);

const hasFitValues = ({ oid, values }: CmsAttribute): boolean => {
  if (singleValued.has(oid) ? values.length !== 1 : values.length === 0) return false;
  const [value] = values;
  if (value === undefined) return false;
  if (oid === cmsOids.signingTime) return attempt(() => timeOf(value)) !== undefined;
  if (oid === cmsOids.messageDigest) return value.tag === tags.octetString;
  return oid !== cmsOids.contentType || value.tag === tags.objectIdentifier;
};

const valueOf = (signed: SignedAttributes, oid: string): DerNode | undefined =>
  signed.attributes.find((attribute) => attribute.oid === oid)?.values[0];

/** Milliseconds since 1970 UTC: the signer's own claim. */
export const claimedSigningTime = (signer: SignerInfo): number | undefined => {
  const value = signer.signedAttributes && valueOf(signer.signedAttributes, cmsOids.signingTime);
  return value && attempt(() => timeOf(value));
};

/**
 * Notes whether the signature is over these octets by this certificate's key: RFC 5652 sections 5.4 and 5.6.
 */
export const noteCryptography = (
  signer: SignerInfo,
  data: SignedData,
  certificate: Certificate,
  contentDigest: ContentDigest,
  ledger: Ledger,
): void => {
  const signed = signer.signedAttributes;
  const digestName = digestByOid.get(signer.digestAlgorithm.oid);
  const { parameters } = signer.digestAlgorithm;
  const known = digestName !== undefined && (parameters === "absent" || parameters === "null");
  if (!known || signed === undefined) {
    ledger.note("eds.crypto.algorithm-unsupported", false, { digest: signer.digestAlgorithm.oid });
    return;
  }
  ledger.note("eds.crypto.algorithms-disagree", data.digestOids.includes(signer.digestAlgorithm.oid), {
    why: "digest not announced by the message",
  });
  const stated = valueOf(signed, cmsOids.messageDigest);
  const actual = contentDigest(digestName);
  if (actual !== undefined && stated !== undefined) ledger.note("eds.cms.document-differs", bytesEqual(contentOf(stated), actual));
  const verified = verifySignature({
    algorithm: signer.signatureAlgorithm,
    digest: digestName,
    key: certificate.publicKey,
    message: signedOctetsOf(signed.raw),
    signature: signer.signature,
  });
  if (verified.ok) ledger.note("eds.crypto.signature-wrong", true);
  else ledger.note(verified.error.code, false, { why: verified.error.why });
};

/** Notes whether the signed attributes name the certificate, where they name one: EN 319 102-1 5.2.3.4. */
export const noteSigningCertificate = (signer: SignerInfo, certificate: Certificate, ledger: Ledger): void => {
  const signed = signer.signedAttributes;
  if (signed === undefined) return;
  const v1 = valueOf(signed, cmsOids.signingCertificate);
  const v2 = valueOf(signed, cmsOids.signingCertificateV2);
  if (!ledger.note("eds.cms.signing-certificate-absent", v1 !== undefined || v2 !== undefined)) return;
  const agrees = (v1 === undefined || namesCertificate(v1, 1, certificate)) && (v2 === undefined || namesCertificate(v2, 2, certificate));
  ledger.note("eds.cms.signing-certificate-differs", agrees);
};

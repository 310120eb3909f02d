import { digest, digestOids } from "../algorithms/digests.ts";
import { cmsOids } from "../cms/signed-data.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import {
  explicit,
  integer,
  integerOfContent,
  nullValue,
  objectIdentifier,
  octetString,
  retagged,
  sequence,
  setOf,
  tagged,
  time,
} from "../der/writer.ts";
import { assert } from "../result.ts";
import { readCertificate } from "./authority.ts";
import { encodeAttribute, signingCertificate } from "./attributes.ts";
import { digestOfKey, signatureAlgorithmOf, signMessage, type Random, type SigningKey } from "./keys.ts";

/** Who signs, and how their SignerInfo looks. */
export type CmsSigner = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly key: SigningKey;
  readonly signingTimeMs: number;
  /** NCALayer writes the attribute (CAdES), Kalkan does not. */
  readonly signingCertificateV2?: boolean;
  /** DER of Attributes which replace the ordinary signed ones. */
  readonly signedAttributes?: readonly Uint8Array[];
  /** DER of Attributes which are not signed; some are made over the signature's octets. */
  readonly unsignedAttributes?: readonly Uint8Array[] | ((signature: Uint8Array) => readonly Uint8Array[]);
  /** `issuerAndSerialNumber` when left out. */
  readonly identifiedBy?: "issuerAndSerialNumber" | "subjectKeyIdentifier";
};

/** A message to be made. What is left out is as the national tools write it. */
export type CmsSpec = {
  readonly content: Uint8Array;
  readonly detached: boolean;
  readonly signers: readonly CmsSigner[];
  /** id-data when left out. */
  readonly contentTypeOid?: string;
  /** Certificates to send along; the signers' own when left out. */
  readonly certificates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  /** DER of OCSPResponses to send along beside the lists, RFC 5940. */
  readonly ocsp?: readonly Uint8Array[];
  readonly random: Random;
};

const digestAlgorithm = (key: SigningKey): Uint8Array => sequence(objectIdentifier(digestOids[digestOfKey(key)]), nullValue);

/** The signed attributes of the national tools. */
export const ordinarySignedAttributes = (
  signer: CmsSigner,
  content: Uint8Array,
  contentTypeOid: string = cmsOids.data,
): readonly Uint8Array[] => [
  encodeAttribute(cmsOids.contentType, objectIdentifier(contentTypeOid)),
  encodeAttribute(cmsOids.signingTime, time(signer.signingTimeMs)),
  encodeAttribute(cmsOids.messageDigest, octetString(digest(digestOfKey(signer.key), content))),
  ...(signer.signingCertificateV2 === true ? [signingCertificate(signer.certificate, "v2")] : []),
];

/** SignerIdentifier with the version that belongs to it, RFC 5652 5.3. */
const identifierOf = (signer: CmsSigner): readonly [Uint8Array, Uint8Array] => {
  const certificate = readCertificate(signer.certificate);
  if (signer.identifiedBy !== "subjectKeyIdentifier")
    return [integer(1), sequence(certificate.issuer.raw, integerOfContent(certificate.serialNumber))];
  assert(certificate.subjectKeyIdentifier !== undefined, "a certificate with a subjectKeyIdentifier");
  return [integer(3), tagged(contextPrimitive(0), certificate.subjectKeyIdentifier)];
};

const signerInfo = (signer: CmsSigner, spec: CmsSpec): Uint8Array => {
  const attributes = setOf(...(signer.signedAttributes ?? ordinarySignedAttributes(signer, spec.content, spec.contentTypeOid)));
  const signature = signMessage(signer.key, attributes, spec.random);
  const { unsignedAttributes } = signer;
  const unsigned = typeof unsignedAttributes === "function" ? unsignedAttributes(signature) : unsignedAttributes;
  return sequence(
    ...identifierOf(signer),
    digestAlgorithm(signer.key),
    retagged(contextConstructed(0), attributes),
    signatureAlgorithmOf(signer.key),
    octetString(signature),
    ...(unsigned === undefined ? [] : [retagged(contextConstructed(1), setOf(...unsigned))]),
  );
};

const ocspRevocationInfoOid = "1.3.6.1.5.5.7.16.2";

/** OtherRevocationInfoFormat with an OCSPResponse, RFC 5940 2.2. */
const ocspRevocationInfo = (response: Uint8Array): Uint8Array =>
  tagged(contextConstructed(1), objectIdentifier(ocspRevocationInfoOid), response);

/** A ContentInfo around the parts of a SignedData, as given; the version is that of RFC 5652 5.1. DER. */
export const assembleSignedData = (parts: {
  readonly digestAlgorithms: readonly Uint8Array[];
  /** id-data when left out. */
  readonly contentTypeOid?: string;
  /** Nothing for a detached signature. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** DER of OCSPResponses. */
  readonly ocsp?: readonly Uint8Array[];
  readonly signerInfos: readonly Uint8Array[];
  /** True where some signer is identified by its key. */
  readonly byKey?: boolean;
}): Uint8Array => {
  const content = parts.content === undefined ? [] : [explicit(0, octetString(parts.content))];
  const { contentTypeOid = cmsOids.data, ocsp = [] } = parts;
  const revocations = [...parts.crls, ...ocsp.map(ocspRevocationInfo)];
  const version = ocsp.length > 0 ? 5 : contentTypeOid !== cmsOids.data || parts.byKey === true ? 3 : 1;
  const signedData = sequence(
    integer(version),
    setOf(...parts.digestAlgorithms),
    sequence(objectIdentifier(contentTypeOid), ...content),
    ...(parts.certificates.length === 0 ? [] : [tagged(contextConstructed(0), ...parts.certificates)]),
    ...(revocations.length === 0 ? [] : [tagged(contextConstructed(1), ...revocations)]),
    tagged(tags.set, ...parts.signerInfos),
  );
  return sequence(objectIdentifier(cmsOids.signedData), explicit(0, signedData));
};

/** A CMS SignedData as NCALayer and Kalkan make it. DER. */
export const signCms = (spec: CmsSpec): Uint8Array => {
  const kinds = new Map(spec.signers.map(({ key }) => [key.kind, key]));
  return assembleSignedData({
    digestAlgorithms: [...kinds.values()].map(digestAlgorithm),
    content: spec.detached ? undefined : spec.content,
    certificates: spec.certificates ?? spec.signers.map(({ certificate }) => certificate),
    crls: spec.crls ?? [],
    ...(spec.ocsp && { ocsp: spec.ocsp }),
    ...(spec.contentTypeOid !== undefined && { contentTypeOid: spec.contentTypeOid }),
    signerInfos: spec.signers.map((signer) => signerInfo(signer, spec)),
    byKey: spec.signers.some(({ identifiedBy }) => identifiedBy === "subjectKeyIdentifier"),
  });
};

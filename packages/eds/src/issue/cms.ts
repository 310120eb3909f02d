import { digest, digestOids, sha256Digest } from "../algorithms/digests.ts";
import { cmsOids } from "../cms/signed-data.ts";
import { contextConstructed, tags } from "../der/tags.ts";
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
import { parseCertificate, type Certificate } from "../x509/certificate.ts";
import { digestOfKey, signatureAlgorithmOf, signMessage, type Random, type SigningKey } from "./keys.ts";

export type CmsSigner = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly key: SigningKey;
  readonly signingTimeMs: number;
  /** NCALayer writes the attribute (CAdES), Kalkan does not. */
  readonly signingCertificateV2?: boolean;
  /** DER of Attributes which replace the ordinary signed ones. */
  readonly signedAttributes?: readonly Uint8Array[];
  /** DER of Attributes which are not signed. */
  readonly unsignedAttributes?: readonly Uint8Array[];
};

export type CmsSpec = {
  readonly content: Uint8Array;
  readonly detached: boolean;
  readonly signers: readonly CmsSigner[];
  /** Certificates to send along; the signers' own when left out. */
  readonly certificates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly random: Random;
};

export const encodeAttribute = (oid: string, ...values: readonly Uint8Array[]): Uint8Array =>
  sequence(objectIdentifier(oid), setOf(...values));

const digestAlgorithm = (key: SigningKey): Uint8Array => sequence(objectIdentifier(digestOids[digestOfKey(key)]), nullValue);

/** ESS SigningCertificateV2 with SHA-256 and the issuer's name, RFC 5035 section 3. DER of the value. */
const signingCertificateV2 = (certificate: Certificate): Uint8Array => {
  const names = sequence(explicit(4, certificate.issuer.raw));
  const issuerSerial = sequence(names, integerOfContent(certificate.serialNumber));
  return sequence(sequence(sequence(octetString(sha256Digest(certificate.raw)), issuerSerial)));
};

/** The signed attributes of the national tools. */
export const ordinarySignedAttributes = (signer: CmsSigner, content: Uint8Array): readonly Uint8Array[] => [
  encodeAttribute(cmsOids.contentType, objectIdentifier(cmsOids.data)),
  encodeAttribute(cmsOids.signingTime, time(signer.signingTimeMs)),
  encodeAttribute(cmsOids.messageDigest, octetString(digest(digestOfKey(signer.key), content))),
  ...(signer.signingCertificateV2 === true
    ? [encodeAttribute(cmsOids.signingCertificateV2, signingCertificateV2(read(signer.certificate)))]
    : []),
];

const read = (certificate: Uint8Array): Certificate => {
  const parsed = parseCertificate(certificate);
  assert(parsed !== undefined, "a certificate that can be read");
  return parsed;
};

const signerInfo = (signer: CmsSigner, spec: CmsSpec): Uint8Array => {
  const certificate = read(signer.certificate);
  const attributes = setOf(...(signer.signedAttributes ?? ordinarySignedAttributes(signer, spec.content)));
  return sequence(
    integer(1),
    sequence(certificate.issuer.raw, integerOfContent(certificate.serialNumber)),
    digestAlgorithm(signer.key),
    retagged(contextConstructed(0), attributes),
    signatureAlgorithmOf(signer.key),
    octetString(signMessage(signer.key, attributes, spec.random)),
    ...(signer.unsignedAttributes === undefined ? [] : [retagged(contextConstructed(1), setOf(...signer.unsignedAttributes))]),
  );
};

/** A ContentInfo around the parts of a SignedData of version 1, as given. DER. */
export const assembleSignedData = (parts: {
  readonly digestAlgorithms: readonly Uint8Array[];
  /** Nothing for a detached signature. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly signerInfos: readonly Uint8Array[];
}): Uint8Array => {
  const content = parts.content === undefined ? [] : [explicit(0, octetString(parts.content))];
  const signedData = sequence(
    integer(1),
    setOf(...parts.digestAlgorithms),
    sequence(objectIdentifier(cmsOids.data), ...content),
    ...(parts.certificates.length === 0 ? [] : [tagged(contextConstructed(0), ...parts.certificates)]),
    ...(parts.crls.length === 0 ? [] : [tagged(contextConstructed(1), ...parts.crls)]),
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
    signerInfos: spec.signers.map((signer) => signerInfo(signer, spec)),
  });
};

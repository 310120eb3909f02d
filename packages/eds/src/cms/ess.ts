import { digest, digestByOid, sha1Digest } from "../algorithms/digests.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import { contentOf, type DerNode } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, cursorOver, demand, expectTag, onlyChild } from "../der/values.ts";
import { algorithmIdentifierOf } from "../x509/algorithm-identifier.ts";
import type { Certificate } from "../x509/certificate.ts";
import { nameOf, sameName, type Name } from "../x509/name.ts";
import { cmsOids } from "./oids.ts";
import { signedValueOf, type SignerInfo } from "./signer-info.ts";

// The ESS signing-certificate attributes: version 1 of RFC 2634 5.4 with SHA-1, version 2 of RFC 5035 3.

type EssCertId = {
  /** The digest of a certificate's DER; nothing where the algorithm is not known here. */
  readonly digestOf: ((certificate: Certificate) => Uint8Array) | undefined;
  readonly hash: Uint8Array;
  readonly issuerSerial?: { readonly issuer: Name; readonly serialNumber: Uint8Array };
};

/** What the signed attributes say about the signer's certificate. */
export type SigningCertificate =
  | { readonly kind: "absent" }
  | { readonly kind: "malformed" }
  /** The certificates of each attribute; the first of each is the signer's. */
  | { readonly kind: "present"; readonly attributes: readonly (readonly EssCertId[])[] };

const certIdsMax = 16;

export const signingCertificateOf = (signer: SignerInfo): SigningCertificate => {
  const held = signer.signedAttributes?.attributes.map(({ oid }) => oid) ?? [];
  const attributes: (readonly EssCertId[])[] = [];
  for (const [oid, version] of [
    [cmsOids.signingCertificate, 1],
    [cmsOids.signingCertificateV2, 2],
  ] as const) {
    if (!held.includes(oid)) continue;
    const value = signedValueOf(signer, oid);
    const certIds = value && attempt(() => certIdsOf(value, version));
    if (certIds === undefined) return { kind: "malformed" };
    attributes.push(certIds);
  }
  return attributes.length === 0 ? { kind: "absent" } : { kind: "present", attributes };
};

const certIdsOf = (value: DerNode, version: 1 | 2): readonly EssCertId[] => {
  const signing = cursorOver(expectTag(value, tags.sequence));
  const certIds = childrenOrThrow(signing.take(tags.sequence)).map((node) => certIdOf(node, version));
  // SEQUENCE OF PolicyInformation: what the signer says the certificate's policies are; the path says it itself.
  signing.takeIf(tags.sequence);
  signing.finish();
  demand(certIds.length > 0 && certIds.length <= certIdsMax, "a sane number of certificates");
  return certIds;
};

const certIdOf = (node: DerNode, version: 1 | 2): EssCertId => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const algorithm = version === 2 ? cursor.takeIf(tags.sequence) : undefined;
  const hash = contentOf(cursor.take(tags.octetString));
  const issuerSerial = cursor.takeIf(tags.sequence);
  cursor.finish();
  return { digestOf: digestFunctionOf(version, algorithm), hash, ...(issuerSerial && { issuerSerial: issuerSerialOf(issuerSerial) }) };
};

const digestFunctionOf = (version: 1 | 2, algorithm: DerNode | undefined): EssCertId["digestOf"] => {
  if (version === 1) return ({ raw }) => sha1Digest(raw);
  // hashAlgorithm DEFAULT id-sha256.
  const name = algorithm === undefined ? "sha256" : digestByOid.get(algorithmIdentifierOf(algorithm).oid);
  return name && (({ raw }) => digest(name, raw));
};

const issuerSerialOf = (node: DerNode): NonNullable<EssCertId["issuerSerial"]> => {
  const cursor = cursorOver(node);
  // RFC 5035 4: exactly one name, a directoryName.
  const issuer = nameOf(onlyChild(expectTag(onlyChild(cursor.take(tags.sequence)), contextConstructed(4))));
  const serialNumber = contentOf(cursor.take(tags.integer));
  cursor.finish();
  return { issuer, serialNumber };
};

const names = ({ digestOf, hash, issuerSerial }: EssCertId, certificate: Certificate): boolean =>
  digestOf !== undefined &&
  bytesEqual(hash, digestOf(certificate)) &&
  (issuerSerial === undefined ||
    (sameName(issuerSerial.issuer, certificate.issuer) && bytesEqual(issuerSerial.serialNumber, certificate.serialNumber)));

/** True when each attribute names this certificate first: EN 319 102-1 5.2.3.4. What cannot be computed names nothing. */
export const namesSigner = (signing: SigningCertificate, certificate: Certificate): boolean =>
  signing.kind === "present" && signing.attributes.every(([first]) => first !== undefined && names(first, certificate));

/**
 * True when the attributes allow this path: an attribute with several certificates names all that may be used, RFC 5035 4.
 * The anchor is the verifier's own choice.
 */
export const allowsPath = (signing: SigningCertificate, certificates: readonly Certificate[]): boolean =>
  signing.kind !== "present" ||
  signing.attributes.every(
    (certIds) => certIds.length === 1 || certificates.every((certificate) => certIds.some((certId) => names(certId, certificate))),
  );

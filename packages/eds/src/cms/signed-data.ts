import { contentOf, rawOf, readDer, type DerLimits, type DerNode } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, cursorOver, demand, expectTag, oidOf, onlyChild, smallOf } from "../der/values.ts";
import { failure, ok, type Result } from "../result.ts";
import { algorithmIdentifierOf, type AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { nameOf } from "../x509/name.ts";

// CMS SignedData, RFC 5652 section 5, as octets with names. Nothing here is believed yet.

export const cmsOids = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
} as const;

type SignerIdentifier =
  | { readonly kind: "issuerAndSerialNumber"; readonly issuer: Uint8Array; readonly serialNumber: Uint8Array }
  | { readonly kind: "subjectKeyIdentifier"; readonly keyIdentifier: Uint8Array };

export type CmsAttribute = { readonly oid: string; readonly values: readonly DerNode[] };

export type SignerInfo = {
  readonly version: number;
  readonly sid: SignerIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  /** Absent where the message has none. */
  readonly signedAttributes?: { readonly raw: Uint8Array; readonly attributes: readonly CmsAttribute[] };
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
};

export type SignedData = {
  readonly version: number;
  readonly digestOids: readonly string[];
  readonly contentTypeOid: string;
  /** Absent in a detached signature. */
  readonly content?: Uint8Array;
  /** DER of each certificate; other kinds of CertificateChoices are left aside. */
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly signerInfos: readonly SignerInfo[];
};

export type CmsFault = {
  readonly code: "eds.cms.malformed" | "eds.cms.too-large" | "eds.cms.not-signed-data";
  readonly why: string;
};

/** Reads a ContentInfo with SignedData. BER with indefinite lengths is refused: the national tools write DER. */
export const parseSignedData = (bytes: Uint8Array, limits: DerLimits): Result<SignedData, CmsFault> => {
  const root = readDer(bytes, limits);
  if (!root.ok) {
    const beyond = ["der.too-large", "der.too-deep", "der.too-many-nodes"].includes(root.error.code);
    return failure({ code: beyond ? "eds.cms.too-large" : "eds.cms.malformed", why: root.error.code });
  }
  const contentInfo = attempt(() => contentInfoOf(root.value));
  if (contentInfo === undefined) return failure({ code: "eds.cms.not-signed-data", why: "ContentInfo" });
  if (contentInfo.oid !== cmsOids.signedData) return failure({ code: "eds.cms.not-signed-data", why: contentInfo.oid });
  const signedData = attempt(() => signedDataOf(contentInfo.content));
  return signedData === undefined ? failure({ code: "eds.cms.malformed", why: "SignedData" }) : ok(signedData);
};

const contentInfoOf = (root: DerNode): { readonly oid: string; readonly content: DerNode } => {
  const cursor = cursorOver(expectTag(root, tags.sequence));
  const oid = oidOf(cursor.take(tags.objectIdentifier));
  const content = onlyChild(cursor.take(contextConstructed(0)));
  cursor.finish();
  return { oid, content };
};

const signedDataOf = (node: DerNode): SignedData => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const version = smallOf(cursor.take(tags.integer));
  demand(version === 1 || (version >= 3 && version <= 5), "a version of RFC 5652 5.1");
  const digestOids = childrenOrThrow(cursor.take(tags.set)).map((child) => {
    const { oid, parameters } = algorithmIdentifierOf(child);
    demand(parameters === "absent" || parameters === "null", "a digest without parameters");
    return oid;
  });
  const encapsulated = cursorOver(cursor.take(tags.sequence));
  const contentTypeOid = oidOf(encapsulated.take(tags.objectIdentifier));
  const contentNode = encapsulated.takeIf(contextConstructed(0));
  encapsulated.finish();
  const certificates = cursor.takeIf(contextConstructed(0));
  const crls = cursor.takeIf(contextConstructed(1));
  const signerInfos = childrenOrThrow(cursor.take(tags.set)).map(signerInfoOf);
  cursor.finish();
  return {
    version,
    digestOids,
    contentTypeOid,
    ...(contentNode && { content: contentOf(expectTag(onlyChild(contentNode), tags.octetString)) }),
    certificates: sequencesOf(certificates),
    crls: sequencesOf(crls),
    signerInfos,
  };
};

const sequencesOf = (node: DerNode | undefined): readonly Uint8Array[] =>
  node === undefined
    ? []
    : childrenOrThrow(node)
        .filter(({ tag }) => tag === tags.sequence)
        .map(rawOf);

const signerInfoOf = (node: DerNode): SignerInfo => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const version = smallOf(cursor.take(tags.integer));
  const sid = signerIdentifierOf(cursor.takeAny());
  const digestAlgorithm = algorithmIdentifierOf(cursor.take(tags.sequence));
  const signed = cursor.takeIf(contextConstructed(0));
  const signatureAlgorithm = algorithmIdentifierOf(cursor.take(tags.sequence));
  const signature = contentOf(cursor.take(tags.octetString));
  // Unsigned attributes are read so that they are well formed; they carry no claim in this part.
  const unsigned = cursor.takeIf(contextConstructed(1));
  if (unsigned !== undefined) childrenOrThrow(unsigned).forEach(attributeOf);
  cursor.finish();
  return {
    version,
    sid,
    digestAlgorithm,
    ...(signed && { signedAttributes: { raw: rawOf(signed), attributes: childrenOrThrow(signed).map(attributeOf) } }),
    signatureAlgorithm,
    signature,
  };
};

const signerIdentifierOf = (node: DerNode): SignerIdentifier => {
  if (node.tag === contextPrimitive(0)) return { kind: "subjectKeyIdentifier", keyIdentifier: contentOf(node) };
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const issuer = nameOf(cursor.take(tags.sequence)).raw;
  const serialNumber = contentOf(cursor.take(tags.integer));
  cursor.finish();
  return { kind: "issuerAndSerialNumber", issuer, serialNumber };
};

const attributeOf = (node: DerNode): CmsAttribute => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const oid = oidOf(cursor.take(tags.objectIdentifier));
  const values = childrenOrThrow(cursor.take(tags.set));
  cursor.finish();
  return { oid, values };
};

/** The octets that were signed: the attributes as they stood, with the tag of a SET, RFC 5652 section 5.4. */
export const signedOctetsOf = (raw: Uint8Array): Uint8Array => {
  const octets = Uint8Array.from(raw);
  octets[0] = tags.set;
  return octets;
};

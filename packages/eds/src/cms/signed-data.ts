import { contentOf, rawOf, readDer, type DerLimits, type DerNode } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, cursorOver, demand, expectTag, oidOf, onlyChild, smallOf } from "../der/values.ts";
import { failure, ok, type Result } from "../result.ts";
import { algorithmIdentifierOf } from "../x509/algorithm-identifier.ts";
import { cmsOids } from "./oids.ts";
import { revocationInfoOf, type RevocationInfo } from "./revocation-info.ts";
import { signerInfoOf, type SignerInfo } from "./signer-info.ts";

// CMS SignedData, RFC 5652 section 5, as octets with names. Nothing here is believed yet.

export { cmsOids } from "./oids.ts";
export type { CmsAttribute, SignerInfo } from "./signer-info.ts";

/** What stands in SignedData.certificates, RFC 5652 10.2.2. */
export type CertificateChoice = "certificate" | "extended-certificate" | "attribute-certificate-v1" | "attribute-certificate-v2" | "other";

export type SignedData = {
  readonly version: number;
  /** The version that RFC 5652 5.1 asks for with these parts. */
  readonly versionDue: number;
  readonly digestOids: readonly string[];
  readonly contentTypeOid: string;
  /** Absent in a detached signature. */
  readonly content?: Uint8Array;
  /** DER of each certificate; other kinds of CertificateChoices are left aside. */
  readonly certificates: readonly Uint8Array[];
  /** The kinds of CertificateChoices that were left aside. */
  readonly otherCertificates: readonly CertificateChoice[];
  readonly revocation: RevocationInfo;
  readonly signerInfos: readonly SignerInfo[];
};

export type CmsFault = {
  readonly code: "eds.cms.malformed" | "eds.cms.too-large" | "eds.cms.not-signed-data";
  readonly why: string;
};

/** Reads a ContentInfo with SignedData. BER with indefinite lengths is refused: the national tools write DER. */
export const parseSignedData = (bytes: Uint8Array, limits: DerLimits): Result<SignedData, CmsFault> => {
  if (bytes.length <= limits.bytesMax && looksLikeXml(bytes)) return failure({ code: "eds.cms.not-signed-data", why: "xml" });
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

/** XML signatures are out of scope: who hands one in is told so, instead of "damaged". A byte order mark and blanks may lead. */
const looksLikeXml = (bytes: Uint8Array): boolean => {
  const [a, b, c] = bytes;
  let at = a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
  while (at < 64 && [0x09, 0x0a, 0x0d, 0x20].includes(bytes[at] ?? 0)) at += 1;
  return bytes[at] === 0x3c;
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
  const digestOids = childrenOrThrow(cursor.take(tags.set)).map((child) => {
    const { oid, parameters } = algorithmIdentifierOf(child);
    demand(parameters === "absent" || parameters === "null", "a digest without parameters");
    return oid;
  });
  const encapsulated = cursorOver(cursor.take(tags.sequence));
  const contentTypeOid = oidOf(encapsulated.take(tags.objectIdentifier));
  const contentNode = encapsulated.takeIf(contextConstructed(0));
  encapsulated.finish();
  const certificateSet = cursor.takeIf(contextConstructed(0));
  const revocationSet = cursor.takeIf(contextConstructed(1));
  const signerInfos = childrenOrThrow(cursor.take(tags.set)).map(signerInfoOf);
  cursor.finish();
  const choices =
    certificateSet === undefined ? [] : childrenOrThrow(certificateSet).map((child) => ({ child, kind: certificateKindOf(child) }));
  const otherCertificates = choices.map(({ kind }) => kind).filter((kind) => kind !== "certificate");
  const revocation = revocationInfoOf(revocationSet);
  const parts = {
    contentTypeOid,
    otherCertificates,
    revocation,
    signerInfos,
  };
  return {
    version,
    versionDue: versionDue(parts),
    digestOids,
    ...(contentNode && { content: contentOf(expectTag(onlyChild(contentNode), tags.octetString)) }),
    certificates: choices.filter(({ kind }) => kind === "certificate").map(({ child }) => rawOf(child)),
    ...parts,
  };
};

const certificateKindOf = ({ tag }: DerNode): CertificateChoice => {
  if (tag === tags.sequence) return "certificate";
  if (tag === contextConstructed(0)) return "extended-certificate";
  if (tag === contextConstructed(1)) return "attribute-certificate-v1";
  demand(tag === contextConstructed(2) || tag === contextConstructed(3), "a CertificateChoices");
  return tag === contextConstructed(2) ? "attribute-certificate-v2" : "other";
};

/** CMSVersion, RFC 5652 5.1. */
const versionDue = (
  parts: Pick<SignedData, "contentTypeOid" | "otherCertificates" | "revocation" | "signerInfos">,
): SignedData["versionDue"] => {
  const has = (kind: CertificateChoice): boolean => parts.otherCertificates.includes(kind);
  if (has("other") || parts.revocation.hasOther) return 5;
  if (has("attribute-certificate-v2")) return 4;
  const isLater = has("attribute-certificate-v1") || parts.signerInfos.some(({ version }) => version === 3);
  return isLater || parts.contentTypeOid !== cmsOids.data ? 3 : 1;
};

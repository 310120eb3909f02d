import { contentOf, rawOf, type DerNode } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import { childrenOrThrow, cursorOver, demand, expectTag, oidOf, smallOf } from "../der/values.ts";
import { algorithmIdentifierOf, type AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { nameOf, type Name } from "../x509/name.ts";

// SignerInfo, RFC 5652 5.3, as octets with names. Nothing here is believed yet.

export type SignerIdentifier =
  | { readonly kind: "issuerAndSerialNumber"; readonly issuer: Name; readonly serialNumber: Uint8Array }
  | { readonly kind: "subjectKeyIdentifier"; readonly keyIdentifier: Uint8Array };

export type CmsAttribute = { readonly oid: string; readonly values: readonly DerNode[] };

export type SignedAttributes = { readonly raw: Uint8Array; readonly attributes: readonly CmsAttribute[] };

export type SignerInfo = {
  readonly version: number;
  readonly sid: SignerIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  /** Absent where the message has none. */
  readonly signedAttributes?: SignedAttributes;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly CmsAttribute[];
};

export const signerInfoOf = (node: DerNode): SignerInfo => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const version = smallOf(cursor.take(tags.integer));
  const sid = signerIdentifierOf(cursor.takeAny());
  const digestAlgorithm = algorithmIdentifierOf(cursor.take(tags.sequence));
  const signed = cursor.takeIf(contextConstructed(0));
  const signatureAlgorithm = algorithmIdentifierOf(cursor.take(tags.sequence));
  const signature = contentOf(cursor.take(tags.octetString));
  const unsigned = cursor.takeIf(contextConstructed(1));
  cursor.finish();
  return {
    version,
    sid,
    digestAlgorithm,
    ...(signed && { signedAttributes: { raw: rawOf(signed), attributes: attributesOf(signed) } }),
    signatureAlgorithm,
    signature,
    unsignedAttributes: unsigned === undefined ? [] : attributesOf(unsigned),
  };
};

const signerIdentifierOf = (node: DerNode): SignerIdentifier => {
  if (node.tag === contextPrimitive(0)) return { kind: "subjectKeyIdentifier", keyIdentifier: contentOf(node) };
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const issuer = nameOf(cursor.take(tags.sequence));
  const serialNumber = contentOf(cursor.take(tags.integer));
  cursor.finish();
  return { kind: "issuerAndSerialNumber", issuer, serialNumber };
};

const attributesMax = 64;

/** SET SIZE (1..MAX) OF Attribute, RFC 5652 5.3. Its DER order is not asked for: the octets are hashed as they stand. */
const attributesOf = (node: DerNode): readonly CmsAttribute[] => {
  const attributes = childrenOrThrow(node).map((child): CmsAttribute => {
    const cursor = cursorOver(expectTag(child, tags.sequence));
    const oid = oidOf(cursor.take(tags.objectIdentifier));
    const values = childrenOrThrow(cursor.take(tags.set));
    cursor.finish();
    return { oid, values };
  });
  demand(attributes.length > 0 && attributes.length <= attributesMax, "a sane number of attributes");
  return attributes;
};

/** The only value of a signed attribute; nothing where there is none or not just one. */
export const signedValueOf = ({ signedAttributes }: SignerInfo, oid: string): DerNode | undefined => {
  const found = signedAttributes?.attributes.filter((attribute) => attribute.oid === oid) ?? [];
  const [only] = found;
  return found.length === 1 && only?.values.length === 1 ? only.values[0] : undefined;
};

/** All values of all unsigned attributes of one type. */
export const unsignedValuesOf = (signer: SignerInfo, oid: string): readonly DerNode[] =>
  signer.unsignedAttributes.filter((attribute) => attribute.oid === oid).flatMap(({ values }) => values);

/** The octets that were signed: the attributes as they stood, with the tag of a SET, RFC 5652 section 5.4. */
export const signedOctetsOf = ({ raw }: SignedAttributes): Uint8Array => {
  const octets = Uint8Array.from(raw);
  octets[0] = tags.set;
  return octets;
};

import { contentOf, readDer, type DerNode } from "../der/reader.ts";
import { contextPrimitive, tags } from "../der/tags.ts";
import { booleanOf, childrenOrThrow, cursorOver, demand, expectTag, namedBitsOf, oidOf, smallOf } from "../der/values.ts";

export const extensionOids = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  issuerAltName: "2.5.29.18",
  basicConstraints: "2.5.29.19",
  crlNumber: "2.5.29.20",
  reasonCode: "2.5.29.21",
  invalidityDate: "2.5.29.24",
  deltaCrlIndicator: "2.5.29.27",
  issuingDistributionPoint: "2.5.29.28",
  certificateIssuer: "2.5.29.29",
  nameConstraints: "2.5.29.30",
  crlDistributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  policyMappings: "2.5.29.33",
  authorityKeyIdentifier: "2.5.29.35",
  policyConstraints: "2.5.29.36",
  extendedKeyUsage: "2.5.29.37",
  freshestCrl: "2.5.29.46",
  inhibitAnyPolicy: "2.5.29.54",
  expiredCertsOnCrl: "2.5.29.60",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
  ocspNoCheck: "1.3.6.1.5.5.7.48.1.5",
} as const;

export type Extension = { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array };

const extensionsMax = 64;

/** The Extensions of a certificate, CRL or CRL entry: each at most once, RFC 5280 4.2. */
export const extensionsOf = (node: DerNode): readonly Extension[] => {
  const extensions = childrenOrThrow(expectTag(node, tags.sequence)).map((child): Extension => {
    const cursor = cursorOver(expectTag(child, tags.sequence));
    const oid = oidOf(cursor.take(tags.objectIdentifier));
    const flag = cursor.takeIf(tags.boolean);
    // DER leaves a DEFAULT out, so a written FALSE is not DER (X.690 11.5); some CAs write it, and it is harmless.
    const critical = flag !== undefined && booleanOf(flag);
    const value = contentOf(cursor.take(tags.octetString));
    cursor.finish();
    return { oid, critical, value };
  });
  demand(extensions.length > 0 && extensions.length <= extensionsMax, "a sane number of extensions");
  demand(new Set(extensions.map(({ oid }) => oid)).size === extensions.length, "no extension twice");
  return extensions;
};

export const extensionValue = (extensions: readonly Extension[], oid: string): DerNode | undefined => {
  const found = extensions.find((extension) => extension.oid === oid);
  if (found === undefined) return undefined;
  const node = readDer(found.value);
  demand(node.ok, "DER in the extension");
  return node.value;
};

export type KeyUsage = {
  readonly digitalSignature: boolean;
  readonly nonRepudiation: boolean;
  readonly keyCertSign: boolean;
  readonly cRLSign: boolean;
};

export const keyUsageOf = (node: DerNode): KeyUsage => {
  const bits = namedBitsOf(node);
  return {
    digitalSignature: bits[0] === true,
    nonRepudiation: bits[1] === true,
    keyCertSign: bits[5] === true,
    cRLSign: bits[6] === true,
  };
};

export type BasicConstraints = { readonly cA: boolean; readonly pathLenConstraint?: number };

export const basicConstraintsOf = (node: DerNode): BasicConstraints => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const flag = cursor.takeIf(tags.boolean);
  const cA = flag !== undefined && booleanOf(flag);
  const length = cursor.takeIf(tags.integer);
  cursor.finish();
  return length === undefined ? { cA } : { cA, pathLenConstraint: smallOf(length) };
};

export const extendedKeyUsageOf = (node: DerNode): readonly string[] => childrenOrThrow(expectTag(node, tags.sequence)).map(oidOf);

/** The keyIdentifier of an AuthorityKeyIdentifier, RFC 5280 4.2.1.1. A hint for building paths, never a proof. */
export const authorityKeyIdentifierOf = (node: DerNode): Uint8Array | undefined => {
  const first = childrenOrThrow(expectTag(node, tags.sequence))[0];
  return first !== undefined && first.tag === contextPrimitive(0) ? contentOf(first) : undefined;
};

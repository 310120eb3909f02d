import { sha256Digest } from "../algorithms/digests.ts";
import type { PublicKey } from "../algorithms/signatures.ts";
import { bytesToHex } from "../bytes/bytes.ts";
import { contentOf, rawOf, readDer, type DerLimits, type DerNode } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import { timeOf } from "../der/time.ts";
import { attempt, bitStringBytesOf, cursorOver, demand, expectTag, onlyChild, smallOf } from "../der/values.ts";
import { algorithmIdentifierOf, isSameAlgorithm, type AlgorithmIdentifier } from "./algorithm-identifier.ts";
import {
  authorityKeyIdentifierOf,
  basicConstraintsOf,
  extendedKeyUsageOf,
  extensionOids,
  extensionsOf,
  extensionValue,
  keyUsageOf,
  type BasicConstraints,
  type Extension,
  type KeyUsage,
} from "./extensions.ts";
import { authorityInformationOf } from "./authority-information.ts";
import { distributionPointsOf, type DistributionPoint } from "./distribution-point.ts";
import { generalNamesOf, type GeneralName } from "./general-name.ts";
import { nameConstraintsOf, type NameConstraints } from "./name-constraints.ts";
import { nameOf, type Name } from "./name.ts";
import {
  certificatePoliciesOf,
  inhibitAnyPolicyOf,
  policyConstraintsOf,
  policyMappingsOf,
  type PolicyConstraints,
  type PolicyInformation,
  type PolicyMapping,
} from "./policies.ts";
import { publicKeyOf } from "./public-key.ts";

/** An X.509 certificate, RFC 5280 4.1, read but not yet believed. */
export type Certificate = {
  readonly raw: Uint8Array;
  /** Lower-case hex. */
  readonly sha256: string;
  /** The signed octets. */
  readonly tbs: Uint8Array;
  /** Content octets of the INTEGER. */
  readonly serialNumber: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly publicKey: PublicKey;
  /** SubjectPublicKeyInfo as it stood. */
  readonly publicKeyInfo: Uint8Array;
  readonly extensions: readonly Extension[];
} & KnownExtensions;

/** The extensions that mean something here. */
type KnownExtensions = {
  readonly keyUsage?: KeyUsage;
  readonly basicConstraints?: BasicConstraints;
  readonly extendedKeyUsage: readonly string[];
  readonly subjectKeyIdentifier?: Uint8Array;
  readonly authorityKeyIdentifier?: Uint8Array;
  readonly subjectAltName: readonly GeneralName[];
  readonly nameConstraints?: NameConstraints;
  /** Absent without the extension, which is not the same as no policy (RFC 5280 6.1.3 (e)). */
  readonly certificatePolicies?: readonly PolicyInformation[];
  readonly policyMappings: readonly PolicyMapping[];
  readonly policyConstraints?: PolicyConstraints;
  readonly inhibitAnyPolicy?: number;
  readonly crlDistributionPoints: readonly DistributionPoint[];
  /** Where the delta lists are. */
  readonly freshestCrl: readonly DistributionPoint[];
  /** Hints of AuthorityInfoAccess. */
  readonly ocspUrls: readonly string[];
  readonly issuerUrls: readonly string[];
  /** RFC 6960 4.2.2.2.1: the status of this responder's certificate need not be asked. */
  readonly ocspNoCheck: boolean;
};

const limits = (bytesMax: number): DerLimits => ({ bytesMax, depthMax: 16, nodesMax: 4096 });

/** The certificate in these octets, or nothing where they are not strict DER of an X.509 version 1 or 3 certificate. */
export const parseCertificate = (bytes: Uint8Array, bytesMax = 64 * 1024): Certificate | undefined => {
  const root = readDer(bytes, limits(bytesMax));
  return root.ok ? attempt(() => certificateOf(root.value)) : undefined;
};

const certificateOf = (root: DerNode): Certificate => {
  const outer = cursorOver(expectTag(root, tags.sequence));
  const tbs = outer.take(tags.sequence);
  const signatureAlgorithm = algorithmIdentifierOf(outer.take(tags.sequence));
  const signature = bitStringBytesOf(outer.take(tags.bitString));
  outer.finish();

  const cursor = cursorOver(tbs);
  const versionNode = cursor.takeIf(contextConstructed(0));
  const version = versionNode === undefined ? 0 : smallOf(onlyChild(versionNode));
  const serialNumber = contentOf(cursor.take(tags.integer));
  demand(serialNumber.length <= 32, "a serial number of a sane length");
  const inner = algorithmIdentifierOf(cursor.take(tags.sequence));
  // RFC 5280 4.1.1.2: the unsigned copy must not name another algorithm than the signed one.
  demand(isSameAlgorithm(inner, signatureAlgorithm), "the same algorithm twice");
  const issuer = nameOf(cursor.take(tags.sequence));
  const validity = cursorOver(cursor.take(tags.sequence));
  const notBeforeMs = timeOf(validity.takeAny());
  const notAfterMs = timeOf(validity.takeAny());
  validity.finish();
  const subject = nameOf(cursor.take(tags.sequence));
  const publicKeyInfo = cursor.take(tags.sequence);
  cursor.takeIf(contextPrimitive(1));
  cursor.takeIf(contextPrimitive(2));
  const extensionsNode = cursor.takeIf(contextConstructed(3));
  cursor.finish();
  demand(extensionsNode === undefined ? version <= 2 : version === 2, "a version that may have what it has");
  const extensions = extensionsNode === undefined ? [] : extensionsOf(onlyChild(extensionsNode));

  return {
    raw: rawOf(root),
    sha256: bytesToHex(sha256Digest(rawOf(root))),
    tbs: rawOf(tbs),
    serialNumber,
    signatureAlgorithm,
    signature,
    issuer,
    subject,
    notBeforeMs,
    notAfterMs,
    publicKey: publicKeyOf(publicKeyInfo),
    publicKeyInfo: rawOf(publicKeyInfo),
    extensions,
    ...knownExtensions(extensions),
  };
};

/** Reads an extension where it is present. A known extension that is malformed makes the certificate unreadable. */
const read = <T>(extensions: readonly Extension[], oid: string, readValue: (node: DerNode) => T): T | undefined => {
  const node = extensionValue(extensions, oid);
  return node === undefined ? undefined : readValue(node);
};

const knownExtensions = (extensions: readonly Extension[]): KnownExtensions => {
  const keyUsage = read(extensions, extensionOids.keyUsage, keyUsageOf);
  const basicConstraints = read(extensions, extensionOids.basicConstraints, basicConstraintsOf);
  const subjectKeyIdentifier = read(extensions, extensionOids.subjectKeyIdentifier, (node) => contentOf(expectTag(node, tags.octetString)));
  const authorityKeyIdentifier = read(extensions, extensionOids.authorityKeyIdentifier, authorityKeyIdentifierOf);
  const nameConstraints = read(extensions, extensionOids.nameConstraints, nameConstraintsOf);
  const certificatePolicies = read(extensions, extensionOids.certificatePolicies, certificatePoliciesOf);
  const policyConstraints = read(extensions, extensionOids.policyConstraints, policyConstraintsOf);
  const inhibitAnyPolicy = read(extensions, extensionOids.inhibitAnyPolicy, inhibitAnyPolicyOf);
  const authorityInformation = read(extensions, extensionOids.authorityInfoAccess, authorityInformationOf);
  return {
    extendedKeyUsage: read(extensions, extensionOids.extendedKeyUsage, extendedKeyUsageOf) ?? [],
    subjectAltName: read(extensions, extensionOids.subjectAltName, subjectAltNameOf) ?? [],
    policyMappings: read(extensions, extensionOids.policyMappings, policyMappingsOf) ?? [],
    crlDistributionPoints: read(extensions, extensionOids.crlDistributionPoints, distributionPointsOf) ?? [],
    freshestCrl: read(extensions, extensionOids.freshestCrl, distributionPointsOf) ?? [],
    ocspUrls: authorityInformation?.ocspUrls ?? [],
    issuerUrls: authorityInformation?.issuerUrls ?? [],
    ocspNoCheck: hasNoCheck(extensions),
    ...(keyUsage && { keyUsage }),
    ...(basicConstraints && { basicConstraints }),
    ...(subjectKeyIdentifier && { subjectKeyIdentifier }),
    ...(authorityKeyIdentifier && { authorityKeyIdentifier }),
    ...(nameConstraints && { nameConstraints }),
    ...(certificatePolicies && { certificatePolicies }),
    ...(policyConstraints && { policyConstraints }),
    ...(inhibitAnyPolicy !== undefined && { inhibitAnyPolicy }),
  };
};

/** RFC 6960 4.2.2.2.1 has NULL for its value; responders of the national CA before 2022 wrote no value at all. */
const hasNoCheck = (extensions: readonly Extension[]): boolean => {
  const isEmpty = extensions.some(({ oid, value }) => oid === extensionOids.ocspNoCheck && value.length === 0);
  return isEmpty || read(extensions, extensionOids.ocspNoCheck, (node) => expectTag(node, tags.null)) !== undefined;
};

const subjectAltNameOf = (node: DerNode): readonly GeneralName[] => generalNamesOf(expectTag(node, tags.sequence));

import { rawOf, readNode, type DerNode } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { timeOf } from "../der/time.ts";
import { attempt, bitStringBytesOf, cursorOver, demand, expectTag, onlyChild, smallOf, unsignedOf } from "../der/values.ts";
import { algorithmIdentifierOf, isSameAlgorithm, type AlgorithmIdentifier } from "./algorithm-identifier.ts";
import { crlEntriesOf, type EntryFault, type RevokedEntry } from "./crl-entries.ts";
import { issuingDistributionPointOf, type IssuingDistributionPoint } from "./distribution-point.ts";
import { authorityKeyIdentifierOf, extensionOids, extensionsOf, extensionValue, type Extension } from "./extensions.ts";
import { nameOf, type Name } from "./name.ts";

export type { RevokedEntry } from "./crl-entries.ts";

/**
 * Why a list says nothing about anything, although it can be read: it holds a critical extension that is not understood, or
 * an entry that a list of its kind may not hold.
 */
export type CrlFault = EntryFault;

/** A certificate revocation list, RFC 5280 5.1, of version 1 or 2, read but not yet believed. */
export type Crl = {
  readonly raw: Uint8Array;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly issuer: Name;
  readonly thisUpdateMs: number;
  readonly nextUpdateMs?: number;
  /** cRLNumber, RFC 5280 5.2.3. */
  readonly number?: bigint;
  /** BaseCRLNumber, RFC 5280 5.2.4: present in a delta list and in no other. */
  readonly baseNumber?: bigint;
  readonly issuingDistributionPoint?: IssuingDistributionPoint;
  /** The key identifier among the issuer's keys: a hint, never a proof. */
  readonly authorityKeyIdentifier?: Uint8Array;
  /** Certificates that ended before this moment are no longer listed, X.509 expiredCertsOnCRL. */
  readonly expiredCertsOnCrlMs?: number;
  readonly extensions: readonly Extension[];
  readonly fault?: CrlFault;
  readonly entriesCount: number;
  /** What the list says about the certificate with this serial number (content octets) and this issuer. */
  readonly find: (serialNumber: Uint8Array, issuer: Name) => RevokedEntry | undefined;
};

const understood: ReadonlySet<string> = new Set([
  extensionOids.authorityKeyIdentifier,
  extensionOids.crlNumber,
  extensionOids.deltaCrlIndicator,
  extensionOids.expiredCertsOnCrl,
  extensionOids.freshestCrl,
  extensionOids.issuerAltName,
  extensionOids.issuingDistributionPoint,
]);

/** RFC 5280 5.2.3 allows 20 octets. */
const numberBitsMax = 512;

export const parseCrl = (bytes: Uint8Array, bytesMax: number): Crl | undefined => {
  if (bytes.length > bytesMax) return undefined;
  const root = readNode(bytes, 0, bytes.length);
  if (!root.ok || root.value.end !== bytes.length) return undefined;
  return attempt(() => crlOf(root.value));
};

const crlOf = (root: DerNode): Crl => {
  const outer = cursorOver(expectTag(root, tags.sequence));
  const tbs = outer.take(tags.sequence);
  const signatureAlgorithm = algorithmIdentifierOf(outer.take(tags.sequence));
  const signature = bitStringBytesOf(outer.take(tags.bitString));
  outer.finish();

  const cursor = cursorOver(tbs);
  const version = cursor.takeIf(tags.integer);
  demand(version === undefined || smallOf(version) === 1, "version 1 or 2");
  const inner = algorithmIdentifierOf(cursor.take(tags.sequence));
  demand(isSameAlgorithm(inner, signatureAlgorithm), "the same algorithm twice");
  const issuer = nameOf(cursor.take(tags.sequence));
  const thisUpdateMs = timeOf(cursor.takeAny());
  const nextUpdateNode = cursor.takeIf(tags.utcTime) ?? cursor.takeIf(tags.generalizedTime);
  const revoked = cursor.takeIf(tags.sequence);
  const extensionsNode = cursor.takeIf(contextConstructed(0));
  cursor.finish();
  demand(extensionsNode === undefined || version !== undefined, "extensions only in version 2");
  const extensions = extensionsNode === undefined ? [] : extensionsOf(onlyChild(extensionsNode));
  const known = knownExtensions(extensions);
  const entries = crlEntriesOf({
    revoked,
    listIssuer: issuer,
    isIndirect: known.issuingDistributionPoint?.indirectCRL ?? false,
    isDelta: known.baseNumber !== undefined,
    mayExtend: version !== undefined,
  });
  const fault = extensions.some(({ oid, critical }) => critical && !understood.has(oid)) ? "critical-extension" : entries.fault;
  return {
    raw: rawOf(root),
    tbs: rawOf(tbs),
    signatureAlgorithm,
    signature,
    issuer,
    thisUpdateMs,
    ...(nextUpdateNode && { nextUpdateMs: timeOf(nextUpdateNode) }),
    ...known,
    extensions,
    ...(fault && { fault }),
    entriesCount: entries.count,
    find: entries.find,
  };
};

const knownExtensions = (
  extensions: readonly Extension[],
): Pick<Crl, "number" | "baseNumber" | "issuingDistributionPoint" | "authorityKeyIdentifier" | "expiredCertsOnCrlMs"> => {
  const number = extensionValue(extensions, extensionOids.crlNumber);
  const base = extensionValue(extensions, extensionOids.deltaCrlIndicator);
  const point = extensionValue(extensions, extensionOids.issuingDistributionPoint);
  const key = extensionValue(extensions, extensionOids.authorityKeyIdentifier);
  const keyIdentifier = key && authorityKeyIdentifierOf(key);
  const expired = extensionValue(extensions, extensionOids.expiredCertsOnCrl);
  return {
    ...(number && { number: unsignedOf(number, numberBitsMax) }),
    ...(base && { baseNumber: unsignedOf(base, numberBitsMax) }),
    ...(point && { issuingDistributionPoint: issuingDistributionPointOf(point) }),
    ...(keyIdentifier && { authorityKeyIdentifier: keyIdentifier }),
    ...(expired && { expiredCertsOnCrlMs: timeOf(expectTag(expired, tags.generalizedTime)) }),
  };
};

/** The value of an extension as octets, to compare two lists by; nothing where the list has none. */
export const extensionOctets = (crl: Crl, oid: string): Uint8Array | undefined =>
  crl.extensions.find((extension) => extension.oid === oid)?.value;

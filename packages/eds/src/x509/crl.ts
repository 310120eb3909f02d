import { bytesEqual } from "../bytes/bytes.ts";
import { contentOf, rawOf, readNode, type DerNode } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { timeOf } from "../der/time.ts";
import { attempt, bitStringBytesOf, cursorOver, demand, expectTag, onlyChild, smallOf } from "../der/values.ts";
import { primitiveFault } from "../der/primitive-rules.ts";
import { algorithmIdentifierOf, isSameAlgorithm, type AlgorithmIdentifier } from "./algorithm-identifier.ts";
import { extensionOids, extensionsOf, extensionValue, type Extension } from "./extensions.ts";
import { nameOf, type Name } from "./name.ts";

/** Why a CRL says nothing here, although it can be read. What is not supported is never guessed at. */
export type CrlScopeFault =
  | "delta-crl"
  | "issuing-distribution-point"
  | "indirect-crl"
  | "critical-extension"
  | "no-next-update"
  | "remove-from-crl";

/** A certificate revocation list, RFC 5280 5.1, read but not yet believed. */
export type Crl = {
  readonly raw: Uint8Array;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly issuer: Name;
  readonly thisUpdateMs: number;
  readonly nextUpdateMs?: number;
  /** Present where this is not a complete direct CRL that is understood to its end. */
  readonly scopeFault?: CrlScopeFault;
  readonly find: (serialNumber: Uint8Array) => RevokedEntry | undefined;
};

export type RevokedEntry = { readonly revocationMs: number; readonly reason: string };

const reasonNames: readonly string[] = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "unused",
  "removeFromCRL",
  "privilegeWithdrawn",
  "aACompromise",
];
const removeFromCrl = 8;

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

  let scopeFault = listFault(extensions) ?? (nextUpdateNode === undefined ? "no-next-update" : undefined);
  if (revoked !== undefined) {
    eachEntry(revoked, (entry) => {
      // Every entry is read here, so that `find` meets none that cannot be.
      const fault = entryFault(entry);
      scopeFault ??= fault;
    });
  }
  return {
    raw: rawOf(root),
    tbs: rawOf(tbs),
    signatureAlgorithm,
    signature,
    issuer,
    thisUpdateMs,
    ...(nextUpdateNode && { nextUpdateMs: timeOf(nextUpdateNode) }),
    ...(scopeFault && { scopeFault }),
    find: (serialNumber) => (revoked === undefined ? undefined : findEntry(revoked, serialNumber)),
  };
};

const listFault = (extensions: readonly Extension[]): CrlScopeFault | undefined => {
  const has = (oid: string): boolean => extensions.some((extension) => extension.oid === oid);
  if (has(extensionOids.deltaCrlIndicator)) return "delta-crl";
  if (has(extensionOids.issuingDistributionPoint)) return "issuing-distribution-point";
  return extensions.some(({ critical }) => critical) ? "critical-extension" : undefined;
};

type Entry = {
  readonly serialNumber: Uint8Array;
  readonly date: DerNode;
  readonly extensions: readonly Extension[];
};

/** A real list has a hundred thousand entries: they are walked in place instead of kept. */
const eachEntry = (revoked: DerNode, visit: (entry: Entry) => void): void => {
  const list = cursorOver(revoked);
  while (!list.atEnd()) {
    const cursor = cursorOver(list.take(tags.sequence));
    const serial = cursor.take(tags.integer);
    // A padded serial number would not be found under its own name.
    demand(primitiveFault(serial) === undefined, "a minimal INTEGER");
    const date = cursor.takeAny();
    const extensionsNode = cursor.takeIf(tags.sequence);
    cursor.finish();
    visit({
      serialNumber: contentOf(serial),
      date,
      extensions: extensionsNode === undefined ? [] : extensionsOf(extensionsNode),
    });
  }
};

const reasonOf = (entry: Entry): number | undefined => {
  const node = extensionValue(entry.extensions, extensionOids.reasonCode);
  if (node === undefined) return undefined;
  expectTag(node, tags.enumerated);
  return contentOf(node)[0];
};

/** RFC 5280 5.3: a list with a critical entry extension that is not understood proves nothing about any certificate. */
const entryFault = (entry: Entry): CrlScopeFault | undefined => {
  timeOf(entry.date);
  const reason = reasonOf(entry);
  if (entry.extensions.some(({ oid }) => oid === extensionOids.certificateIssuer)) return "indirect-crl";
  if (entry.extensions.some(({ critical, oid }) => critical && oid !== extensionOids.reasonCode)) return "critical-extension";
  return reason === removeFromCrl ? "remove-from-crl" : undefined;
};

const findEntry = (revoked: DerNode, serialNumber: Uint8Array): RevokedEntry | undefined => {
  let found: RevokedEntry | undefined;
  eachEntry(revoked, (entry) => {
    if (found !== undefined || !bytesEqual(entry.serialNumber, serialNumber)) return;
    found = {
      revocationMs: timeOf(entry.date),
      reason: reasonNames[reasonOf(entry) ?? 0] ?? "unspecified",
    };
  });
  return found;
};

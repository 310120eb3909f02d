import { digest, digestByOid, sha1Digest } from "../algorithms/digests.ts";
import { bytesEqual } from "../bytes/bytes.ts";
import { contentOf, rawOf, type DerNode } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, cursorOver, expectTag, onlyChild } from "../der/values.ts";
import { algorithmIdentifierOf } from "../x509/algorithm-identifier.ts";
import type { Certificate } from "../x509/certificate.ts";

/**
 * True when an ESS signing-certificate attribute (version 1 of RFC 2634, version 2 of RFC 5035) names this
 * certificate first. What cannot be read or computed names nothing.
 */
export const namesCertificate = (value: DerNode, version: 1 | 2, certificate: Certificate): boolean =>
  attempt(() => {
    const signing = cursorOver(expectTag(value, tags.sequence));
    const [first] = childrenOrThrow(signing.take(tags.sequence));
    return first !== undefined && matches(first, version, certificate);
  }) ?? false;

const matches = (essCertId: DerNode, version: 1 | 2, certificate: Certificate): boolean => {
  const cursor = cursorOver(expectTag(essCertId, tags.sequence));
  const algorithm = version === 2 ? cursor.takeIf(tags.sequence) : undefined;
  const hash = contentOf(cursor.take(tags.octetString));
  const issuerSerial = cursor.takeIf(tags.sequence);
  cursor.finish();
  const actual = hashOf(certificate.raw, version, algorithm);
  return actual !== undefined && bytesEqual(hash, actual) && (issuerSerial === undefined || issuerSerialMatches(issuerSerial, certificate));
};

const hashOf = (raw: Uint8Array, version: 1 | 2, algorithm: DerNode | undefined): Uint8Array | undefined => {
  if (version === 1) return sha1Digest(raw);
  // hashAlgorithm DEFAULT id-sha256.
  const name = algorithm === undefined ? "sha256" : digestByOid.get(algorithmIdentifierOf(algorithm).oid);
  return name && digest(name, raw);
};

const issuerSerialMatches = (node: DerNode, certificate: Certificate): boolean => {
  const cursor = cursorOver(node);
  const names = childrenOrThrow(cursor.take(tags.sequence));
  const serialNumber = contentOf(cursor.take(tags.integer));
  cursor.finish();
  const [name] = names;
  return (
    name?.tag === contextConstructed(4) &&
    names.length === 1 &&
    bytesEqual(rawOf(onlyChild(name)), certificate.issuer.raw) &&
    bytesEqual(serialNumber, certificate.serialNumber)
  );
};

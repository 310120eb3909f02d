import { readNode } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { timeOf } from "../der/time.ts";
import { attempt, cursorOver, demand, expectTag, onlyChild } from "../der/values.ts";
import { defaultLimits } from "../input.ts";
import { failure, ok, type Result } from "../result.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { parseCrl } from "../x509/crl.ts";
import { issuingDistributionPointOf } from "../x509/distribution-point.ts";
import { extensionOids, extensionsOf, extensionValue } from "../x509/extensions.ts";
import { nameKey, nameOf } from "../x509/name.ts";

/** What a fetcher needs to know of a list to keep it: whose it is and for how long it speaks. Milliseconds since 1970 UTC. */
export type CrlFacts = {
  /** The issuer's name, equal for names that match each other (RFC 5280 7.1). To compare with `issuerKeyOf`. */
  readonly issuerKey: string;
  readonly thisUpdateMs: number;
  /** Absent: it never proves that a certificate is not revoked. */
  readonly nextUpdateMs?: number;
  readonly isDelta: boolean;
  /** True where it may speak about certificates of other issuers than its own, RFC 5280 5.2.5. */
  readonly isIndirect: boolean;
};

/** Whether these octets are a revocation list, and which. For whoever fetches and keeps lists: its signature is not looked at. */
export const checkCrl = (bytes: Uint8Array, bytesMax: number = defaultLimits.crlBytesMax): Result<CrlFacts, "malformed"> => {
  const facts = parseCrl(bytes, bytesMax) === undefined ? undefined : attempt(() => factsOf(bytes));
  return facts === undefined ? failure("malformed") : ok(facts);
};

const factsOf = (bytes: Uint8Array): CrlFacts => {
  const root = readNode(bytes, 0, bytes.length);
  demand(root.ok, "a list that was read before");
  const cursor = cursorOver(cursorOver(expectTag(root.value, tags.sequence)).take(tags.sequence));
  cursor.takeIf(tags.integer);
  cursor.take(tags.sequence);
  const issuer = nameOf(cursor.take(tags.sequence));
  const thisUpdateMs = timeOf(cursor.takeAny());
  const nextUpdate = cursor.takeIf(tags.utcTime) ?? cursor.takeIf(tags.generalizedTime);
  cursor.takeIf(tags.sequence);
  const extensionsNode = cursor.takeIf(contextConstructed(0));
  const extensions = extensionsNode === undefined ? [] : extensionsOf(onlyChild(extensionsNode));
  const point = extensionValue(extensions, extensionOids.issuingDistributionPoint);
  return {
    issuerKey: nameKey(issuer),
    thisUpdateMs,
    ...(nextUpdate && { nextUpdateMs: timeOf(nextUpdate) }),
    isDelta: extensions.some(({ oid }) => oid === extensionOids.deltaCrlIndicator),
    isIndirect: point !== undefined && issuingDistributionPointOf(point).indirectCRL,
  };
};

/** What lists about certificates of this authority have as `issuerKey`, unless they are indirect. Nothing where it cannot be read. */
export const issuerKeyOf = (authority: Uint8Array): string | undefined => {
  const certificate = parseCertificate(authority);
  return certificate && nameKey(certificate.subject);
};

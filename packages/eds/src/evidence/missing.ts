import { contextPrimitive, tags } from "../der/tags.ts";
import { attempt, childrenOrThrow, cursorOver, expectTag, oidOf } from "../der/values.ts";
import type { Certificate } from "../x509/certificate.ts";
import { distributionPointsOf, urlsOf } from "../x509/distribution-point.ts";
import { extensionOids, extensionValue } from "../x509/extensions.ts";
import { generalNameOf } from "../x509/general-name.ts";

/** Evidence that would let a verdict be reached: what a fetcher should get before the signature is judged again. */
export type MissingEvidence = {
  readonly kind: "revocation";
  /** DER of the certificate whose status is unknown, and of the one that issued it: enough for an OCSP request. */
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  /** As the certificate says (RFC 5280 4.2.2.1, 4.2.1.13, 4.2.1.15); hints from an unproved source. */
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
  readonly deltaCrlUrls: readonly string[];
};

const ocspAccess = "1.3.6.1.5.5.7.48.1";

/** A hostile certificate names any number of hosts: more than these are not worth a look. */
const urlsMax = 8;

const ocspUrlsOf = (certificate: Certificate): readonly string[] => {
  const node = extensionValue(certificate.extensions, extensionOids.authorityInfoAccess);
  if (node === undefined) return [];
  return childrenOrThrow(expectTag(node, tags.sequence)).flatMap((description) => {
    const cursor = cursorOver(expectTag(description, tags.sequence));
    const method = oidOf(cursor.take(tags.objectIdentifier));
    const location = cursor.takeAny();
    cursor.finish();
    if (method !== ocspAccess || location.tag !== contextPrimitive(6)) return [];
    const name = generalNameOf(location);
    return name.kind === "uniformResourceIdentifier" ? [name.value] : [];
  });
};

const pointUrlsOf = (certificate: Certificate, oid: string): readonly string[] => {
  const node = extensionValue(certificate.extensions, oid);
  return node === undefined ? [] : urlsOf(distributionPointsOf(node));
};

/** What to fetch so that the status of `certificate` becomes known. An extension that cannot be read gives no hints. */
export const missingEvidenceOf = (certificate: Certificate, issuer: Certificate): MissingEvidence => {
  const some = (read: () => readonly string[]): readonly string[] => (attempt(read) ?? []).slice(0, urlsMax);
  return {
    kind: "revocation",
    certificate: certificate.raw,
    issuer: issuer.raw,
    ocspUrls: some(() => ocspUrlsOf(certificate)),
    crlUrls: some(() => pointUrlsOf(certificate, extensionOids.crlDistributionPoints)),
    deltaCrlUrls: some(() => pointUrlsOf(certificate, extensionOids.freshestCrl)),
  };
};

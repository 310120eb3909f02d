import { contentOf, rawOf, readDer } from "../der/reader.ts";
import { contextConstructed, tags } from "../der/tags.ts";
import { attempt, booleanOf, childrenOrThrow, cursorOver, demand, expectTag, oidOf, onlyChild, smallOf } from "../der/values.ts";
import { extensionsOf } from "../x509/extensions.ts";
import { evidenceOids } from "./extensions.ts";

// What a responder and a time-stamp authority of the demo are asked. Requests are not signed.

const limits = { bytesMax: 16 * 1024, depthMax: 16, nodesMax: 1024 };

/** What a client asks, RFC 6960 4.1. */
export type OcspRequest = {
  /** DER of each CertID, in the order asked. */
  readonly certIds: readonly Uint8Array[];
  readonly nonce?: Uint8Array;
};

/** An OCSPRequest, RFC 6960 4.1.1; nothing where the octets are none. */
export const readOcspRequest = (bytes: Uint8Array): OcspRequest | undefined =>
  attempt(() => {
    const root = readDer(bytes, limits);
    demand(root.ok, "DER");
    const outer = cursorOver(expectTag(root.value, tags.sequence));
    const tbs = cursorOver(outer.take(tags.sequence));
    outer.takeIf(contextConstructed(0));
    outer.finish();
    tbs.takeIf(contextConstructed(0));
    tbs.takeIf(contextConstructed(1));
    const certIds = childrenOrThrow(tbs.take(tags.sequence)).map((request) =>
      rawOf(cursorOver(expectTag(request, tags.sequence)).take(tags.sequence)),
    );
    const extensionsNode = tbs.takeIf(contextConstructed(2));
    tbs.finish();
    demand(certIds.length > 0, "a question");
    const extensions = extensionsNode === undefined ? [] : extensionsOf(onlyChild(extensionsNode));
    const nonce = extensions.find(({ oid }) => oid === evidenceOids.ocspNonce);
    if (nonce === undefined) return { certIds };
    const inner = readDer(nonce.value);
    demand(inner.ok, "a nonce inside an OCTET STRING");
    return { certIds, nonce: contentOf(expectTag(inner.value, tags.octetString)) };
  });

/** What a client asks, RFC 3161 2.4.1. */
export type TimestampRequest = {
  readonly hashOid: string;
  readonly hashedMessage: Uint8Array;
  readonly policyOid?: string;
  /** Content octets of the INTEGER. */
  readonly nonce?: Uint8Array;
  /** True where the token is to carry the authority's certificate. */
  readonly certificateRequested: boolean;
};

/** A TimeStampReq, RFC 3161 2.4.1; nothing where the octets are none. */
export const readTimestampRequest = (bytes: Uint8Array): TimestampRequest | undefined =>
  attempt(() => {
    const root = readDer(bytes, limits);
    demand(root.ok, "DER");
    const cursor = cursorOver(expectTag(root.value, tags.sequence));
    demand(smallOf(cursor.take(tags.integer)) === 1, "version 1");
    const imprint = cursorOver(cursor.take(tags.sequence));
    const hashOid = oidOf(cursorOver(imprint.take(tags.sequence)).take(tags.objectIdentifier));
    const hashedMessage = contentOf(imprint.take(tags.octetString));
    imprint.finish();
    const policy = cursor.takeIf(tags.objectIdentifier);
    const nonce = cursor.takeIf(tags.integer);
    const flag = cursor.takeIf(tags.boolean);
    cursor.takeIf(contextConstructed(0));
    cursor.finish();
    return {
      hashOid,
      hashedMessage,
      ...(policy && { policyOid: oidOf(policy) }),
      ...(nonce && { nonce: contentOf(nonce) }),
      certificateRequested: flag !== undefined && booleanOf(flag),
    };
  });

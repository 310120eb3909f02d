import { contentOf, rawOf, readDer, type DerLimits, type DerNode } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import { timeOf } from "../der/time.ts";
import { attempt, bitStringBytesOf, childrenOrThrow, cursorOver, demand, expectTag, oidOf, onlyChild, smallOf } from "../der/values.ts";
import { failure, ok, type Result } from "../result.ts";
import { algorithmIdentifierOf } from "./algorithm-identifier.ts";
import { extensionsOf, extensionValue, type Extension } from "./extensions.ts";
import { nameOf } from "./name.ts";
import { ocspOids, type OcspCertId, type OcspFault, type OcspResponse, type OcspSingleResponse } from "./ocsp.ts";
import { reasonOf } from "./revocation-reasons.ts";

/** OCSPResponseStatus, RFC 6960 4.2.1, but for 0 (successful); 4 is not used. */
const failureStatuses: ReadonlyMap<number, OcspFault> = new Map([
  [1, { kind: "not-successful", status: "malformedRequest" }],
  [2, { kind: "not-successful", status: "internalError" }],
  [3, { kind: "not-successful", status: "tryLater" }],
  [5, { kind: "not-successful", status: "sigRequired" }],
  [6, { kind: "not-successful", status: "unauthorized" }],
]);

const limitsOf = (bytesMax: number): DerLimits => ({ bytesMax, depthMax: 24, nodesMax: 20_000 });
const responsesMax = 256;
const certificatesMax = 16;

/** An OCSPResponse or the fault that keeps it from being one. Nothing in it is believed yet. */
export const parseOcspResponse = (bytes: Uint8Array, bytesMax = 256 * 1024, askedNonce?: Uint8Array): Result<OcspResponse, OcspFault> => {
  const root = readDer(bytes, limitsOf(bytesMax));
  const parsed = root.ok ? attempt(() => responseOf(root.value, bytesMax)) : undefined;
  if (parsed === undefined) return failure({ kind: "malformed" });
  if ("kind" in parsed) return failure(parsed);
  return ok(askedNonce === undefined ? parsed : { ...parsed, askedNonce });
};

const responseOf = (root: DerNode, bytesMax: number): OcspResponse | OcspFault => {
  const outer = cursorOver(expectTag(root, tags.sequence));
  const status = contentOf(outer.take(tags.enumerated));
  const wrapper = outer.takeIf(contextConstructed(0));
  outer.finish();
  const code = status[0] ?? 0xff;
  demand(status.length === 1, "a status");
  if (code !== 0) {
    const fault = failureStatuses.get(code);
    demand(fault !== undefined && wrapper === undefined, "a known status without an answer");
    return fault;
  }
  demand(wrapper !== undefined, "an answer");
  const cursor = cursorOver(expectTag(onlyChild(wrapper), tags.sequence));
  const type = oidOf(cursor.take(tags.objectIdentifier));
  const value = contentOf(cursor.take(tags.octetString));
  cursor.finish();
  if (type !== ocspOids.basic) return { kind: "unsupported-type", oid: type };
  return basicOf(rawOf(root), value, bytesMax);
};

const basicOf = (raw: Uint8Array, bytes: Uint8Array, bytesMax: number): OcspResponse => {
  const root = readDer(bytes, limitsOf(bytesMax));
  demand(root.ok, "DER of a BasicOCSPResponse");
  const outer = cursorOver(expectTag(root.value, tags.sequence));
  const tbs = outer.take(tags.sequence);
  const signatureAlgorithm = algorithmIdentifierOf(outer.take(tags.sequence));
  const signature = bitStringBytesOf(outer.take(tags.bitString));
  const certificatesNode = outer.takeIf(contextConstructed(0));
  outer.finish();
  const certificates =
    certificatesNode === undefined ? [] : childrenOrThrow(expectTag(onlyChild(certificatesNode), tags.sequence)).map(rawOf);
  demand(certificates.length <= certificatesMax, "a sane number of certificates");

  const cursor = cursorOver(tbs);
  const version = cursor.takeIf(contextConstructed(0));
  demand(version === undefined || smallOf(onlyChild(version)) === 0, "version 1");
  const responder = responderOf(cursor.takeAny());
  const producedAtMs = generalizedTimeOf(cursor.takeAny());
  const responses = childrenOrThrow(cursor.take(tags.sequence)).map(singleResponseOf);
  demand(responses.length > 0 && responses.length <= responsesMax, "a sane number of answers");
  const extensions = optionalExtensions(cursor.takeIf(contextConstructed(1)));
  cursor.finish();
  const nonceNode = extensionValue(extensions, ocspOids.nonce);
  return {
    raw,
    tbs: rawOf(tbs),
    signatureAlgorithm,
    signature,
    responder,
    producedAtMs,
    responses,
    certificates,
    extensions,
    ...(nonceNode && { nonce: contentOf(expectTag(nonceNode, tags.octetString)) }),
  };
};

/** RFC 6960 4.2.2.1: every time of a response is a GeneralizedTime without a fraction. */
const generalizedTimeOf = (node: DerNode): number => timeOf(expectTag(node, tags.generalizedTime));

const optionalExtensions = (node: DerNode | undefined): readonly Extension[] => (node === undefined ? [] : extensionsOf(onlyChild(node)));

const responderOf = (node: DerNode): OcspResponse["responder"] => {
  if (node.tag === contextConstructed(1)) return { kind: "by-name", name: nameOf(onlyChild(node)) };
  const key = contentOf(expectTag(onlyChild(expectTag(node, contextConstructed(2))), tags.octetString));
  demand(key.length === 20, "a SHA-1 digest");
  return { kind: "by-key", keySha1: key };
};

const certIdOf = (node: DerNode): OcspCertId => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const hash = algorithmIdentifierOf(cursor.take(tags.sequence));
  const issuerNameHash = contentOf(cursor.take(tags.octetString));
  const issuerKeyHash = contentOf(cursor.take(tags.octetString));
  const serialNumber = contentOf(cursor.take(tags.integer));
  cursor.finish();
  return { hashOid: hash.oid, issuerNameHash, issuerKeyHash, serialNumber };
};

const singleResponseOf = (node: DerNode): OcspSingleResponse => {
  const cursor = cursorOver(expectTag(node, tags.sequence));
  const certId = certIdOf(cursor.take(tags.sequence));
  const status = statusOf(cursor.takeAny());
  const thisUpdateMs = generalizedTimeOf(cursor.takeAny());
  const nextUpdate = cursor.takeIf(contextConstructed(0));
  const extensions = optionalExtensions(cursor.takeIf(contextConstructed(1)));
  cursor.finish();
  return {
    certId,
    status,
    thisUpdateMs,
    ...(nextUpdate && { nextUpdateMs: generalizedTimeOf(onlyChild(nextUpdate)) }),
    extensions,
  };
};

/** CertStatus, RFC 6960 4.2.1: good [0] and unknown [2] are IMPLICIT NULLs, revoked [1] an IMPLICIT RevokedInfo. */
const statusOf = (node: DerNode): OcspSingleResponse["status"] => {
  if (node.tag === contextPrimitive(0) || node.tag === contextPrimitive(2)) {
    demand(contentOf(node).length === 0, "a NULL");
    return { kind: node.tag === contextPrimitive(0) ? "good" : "unknown" };
  }
  const cursor = cursorOver(expectTag(node, contextConstructed(1)));
  const revocationMs = generalizedTimeOf(cursor.takeAny());
  const reasonNode = cursor.takeIf(contextConstructed(0));
  cursor.finish();
  const reason = reasonNode === undefined ? "unspecified" : reasonOf(onlyChild(reasonNode));
  if (revocationMs === 0 && reason === "certificateHold") return { kind: "non-issued" };
  return { kind: "revoked", revocationMs, reason };
};

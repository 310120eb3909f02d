import { digest, digestOids, sha1Digest, type DigestName } from "../algorithms/digests.ts";
import { contentOf, readDer } from "../der/reader.ts";
import { contextConstructed, contextPrimitive, tags } from "../der/tags.ts";
import { bitStringBytesOf, cursorOver, expectTag, onlyChild } from "../der/values.ts";
import {
  bitString,
  enumerated,
  explicit,
  generalizedTime,
  integerOfContent,
  nullValue,
  objectIdentifier,
  octetString,
  retagged,
  sequence,
  tagged,
} from "../der/writer.ts";
import { assert } from "../result.ts";
import { readCertificate, type KeyHolder } from "./authority.ts";
import { crlReasons, type CrlReason } from "./crl.ts";
import { encodeExtensions, evidenceOids, type ExtensionSpec } from "./extensions.ts";
import { signatureAlgorithmOf, signMessage, type Random } from "./keys.ts";

const sha1Oid = "1.3.14.3.2.26";
const basicResponseOid = "1.3.6.1.5.5.7.48.1.1";

/** The hash of a CertID; SHA-256 is what the national responder uses. */
export type CertIdHash = DigestName | "sha1";

const hashOf = (hash: CertIdHash, octets: Uint8Array): Uint8Array => (hash === "sha1" ? sha1Digest(octets) : digest(hash, octets));

/** The bits of the subject's key without tag, length and unused bits: what CertID and a responder by key hash. */
const keyBitsOf = (certificate: Uint8Array): Uint8Array => {
  const info = readDer(readCertificate(certificate).publicKeyInfo);
  assert(info.ok, "a key that can be read");
  const cursor = cursorOver(info.value);
  cursor.takeAny();
  return bitStringBytesOf(cursor.takeAny());
};

/** CertID, RFC 6960 4.1.1. DER. */
export const encodeCertId = (spec: {
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly hash?: CertIdHash;
}): Uint8Array => {
  const hash = spec.hash ?? "sha256";
  const certificate = readCertificate(spec.certificate);
  return sequence(
    sequence(objectIdentifier(hash === "sha1" ? sha1Oid : digestOids[hash]), nullValue),
    octetString(hashOf(hash, certificate.issuer.raw)),
    octetString(hashOf(hash, keyBitsOf(spec.issuer))),
    integerOfContent(certificate.serialNumber),
  );
};

/** CertStatus, RFC 6960 4.2.1. */
export type OcspStatusSpec =
  | { readonly kind: "good" | "unknown" }
  | { readonly kind: "revoked"; readonly revocationMs: number; readonly reason?: CrlReason }
  /** Revoked since 1970 on hold, RFC 6960 2.2 and 4.4.8: the certificate was never issued. */
  | { readonly kind: "non-issued" };

/** What a response says about one certificate. Milliseconds since 1970 UTC, written in whole seconds. */
export type OcspAnswerSpec = {
  /** DER, as `encodeCertId` or a request gives it. */
  readonly certId: Uint8Array;
  readonly status: OcspStatusSpec;
  readonly thisUpdateMs: number;
  /** The national responder leaves it out. */
  readonly nextUpdateMs?: number;
  readonly extraExtensions?: readonly ExtensionSpec[];
};

/** A response to be made, RFC 6960 4.2.1. */
export type OcspResponseSpec = {
  readonly answers: readonly OcspAnswerSpec[];
  readonly producedAtMs: number;
  readonly random: Random;
  /** `by-key` when left out. */
  readonly responderId?: "by-name" | "by-key";
  /** As asked; echoed inside an OCTET STRING, RFC 8954. */
  readonly nonce?: Uint8Array;
  /** Certificates to send along: the responder's own when left out. */
  readonly certificates?: readonly Uint8Array[];
  readonly extraExtensions?: readonly ExtensionSpec[];
};

/** RFC 6960 4.2.2.1: times of a response have no fraction. */
const wholeSeconds = (ms: number): Uint8Array => generalizedTime(Math.floor(ms / 1000) * 1000);

const encodeStatus = (status: OcspStatusSpec): Uint8Array => {
  if (status.kind === "good" || status.kind === "unknown") return retagged(contextPrimitive(status.kind === "good" ? 0 : 2), nullValue);
  const { revocationMs, reason } = status.kind === "revoked" ? status : ({ revocationMs: 0, reason: "certificateHold" } as const);
  const parts = reason === undefined ? [] : [explicit(0, enumerated(crlReasons[reason]))];
  return tagged(contextConstructed(1), wholeSeconds(revocationMs), ...parts);
};

const encodeAnswer = (answer: OcspAnswerSpec): Uint8Array =>
  sequence(
    answer.certId,
    encodeStatus(answer.status),
    wholeSeconds(answer.thisUpdateMs),
    ...(answer.nextUpdateMs === undefined ? [] : [explicit(0, wholeSeconds(answer.nextUpdateMs))]),
    ...(answer.extraExtensions === undefined ? [] : [explicit(1, encodeExtensions(answer.extraExtensions))]),
  );

const responderId = (responder: KeyHolder, kind: "by-name" | "by-key"): Uint8Array =>
  kind === "by-name"
    ? explicit(1, readCertificate(responder.certificate).subject.raw)
    : explicit(2, octetString(sha1Digest(keyBitsOf(responder.certificate))));

/**
 * An OCSPResponse with status successful, RFC 6960 4.2.1. The responder is the authority itself, a delegated one as
 * `issueOcspResponder` makes it, or one that has no right to answer. DER.
 */
export const issueOcspResponse = (responder: KeyHolder, spec: OcspResponseSpec): Uint8Array => {
  const isNonIssued = spec.answers.some(({ status }) => status.kind === "non-issued");
  const extensions: readonly ExtensionSpec[] = [
    ...(spec.nonce === undefined ? [] : [{ oid: evidenceOids.ocspNonce, value: octetString(spec.nonce) }]),
    ...(isNonIssued ? [{ oid: evidenceOids.ocspExtendedRevoked, value: nullValue }] : []),
    ...(spec.extraExtensions ?? []),
  ];
  const tbs = sequence(
    responderId(responder, spec.responderId ?? "by-key"),
    wholeSeconds(spec.producedAtMs),
    sequence(...spec.answers.map(encodeAnswer)),
    ...(extensions.length === 0 ? [] : [explicit(1, encodeExtensions(extensions))]),
  );
  const certificates = spec.certificates ?? [responder.certificate];
  const basic = sequence(
    tbs,
    signatureAlgorithmOf(responder.key),
    bitString(signMessage(responder.key, tbs, spec.random)),
    ...(certificates.length === 0 ? [] : [explicit(0, sequence(...certificates))]),
  );
  return sequence(enumerated(0), explicit(0, sequence(objectIdentifier(basicResponseOid), octetString(basic))));
};

const failureStatuses = { malformedRequest: 1, internalError: 2, tryLater: 3, sigRequired: 5, unauthorized: 6 } as const;

/** An OCSPResponse that answers nothing, RFC 6960 2.3: not signed, by anyone. DER. */
export const issueOcspFailure = (status: keyof typeof failureStatuses): Uint8Array => sequence(enumerated(failureStatuses[status]));

/** The BasicOCSPResponse inside a response made here, as revocation values carry it. DER. */
export const basicResponseOf = (response: Uint8Array): Uint8Array => {
  const root = readDer(response);
  assert(root.ok, "a response that can be read");
  const cursor = cursorOver(expectTag(root.value, tags.sequence));
  cursor.take(tags.enumerated);
  const inner = cursorOver(onlyChild(cursor.take(contextConstructed(0))));
  inner.take(tags.objectIdentifier);
  return contentOf(inner.take(tags.octetString));
};

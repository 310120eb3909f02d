import { digest, digestOids, sha1Digest, type DigestName } from "../algorithms/digests.ts";
import { cmsOids } from "../cms/signed-data.ts";
import { contextPrimitive } from "../der/tags.ts";
import {
  booleanTrue,
  explicit,
  generalizedTime,
  integer,
  integerOfContent,
  namedBits,
  nullValue,
  objectIdentifier,
  octetString,
  retagged,
  sequence,
  time,
  utf8String,
} from "../der/writer.ts";
import { newSerialNumber, subjectOf, type KeyHolder } from "./authority.ts";
import { encodeAttribute, signingCertificate } from "./attributes.ts";
import { signCms } from "./cms.ts";
import { directoryName } from "./extensions.ts";
import { digestOfKey, type Random } from "./keys.ts";

const timestampInfoOid = "1.2.840.113549.1.9.16.1.4";
const sha1Oid = "1.3.14.3.2.26";
/** An OID of our own for the policy of a time-stamp authority for tests. */
const testPolicyOid = "2.25.202502885578998060359208919695490720985.1";

/** What is stamped: octets to hash here, or a digest as a request brings it. */
export type ImprintSpec =
  | { readonly kind: "octets"; readonly octets: Uint8Array; readonly hash: DigestName | "sha1" }
  | { readonly kind: "digest"; readonly hashOid: string; readonly hashedMessage: Uint8Array };

/** A token to be made. `genTimeMs` in milliseconds since 1970 UTC. */
export type TimestampSpec = {
  readonly imprint: ImprintSpec;
  readonly genTimeMs: number;
  readonly random: Random;
  readonly policyOid?: string;
  /** Drawn when left out. Content octets of a positive INTEGER. */
  readonly serialNumber?: Uint8Array;
  readonly accuracy?: { readonly seconds?: number; readonly millis?: number; readonly micros?: number };
  readonly ordering?: boolean;
  /** Content octets of the INTEGER, as asked. */
  readonly nonce?: Uint8Array;
  /** True writes the authority's own name into the token. */
  readonly namesAuthority?: boolean;
  /** `v1` when left out, as the national authority writes it; `none` writes neither. */
  readonly signingCertificate?: "v1" | "v2" | "none";
  /** Certificates to send along: the authority's own when left out. */
  readonly certificates?: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly unsignedAttributes?: readonly Uint8Array[];
  /** id-ct-TSTInfo when left out. */
  readonly contentTypeOid?: string;
};

const encodeImprint = (imprint: ImprintSpec): Uint8Array => {
  if (imprint.kind === "digest")
    return sequence(sequence(objectIdentifier(imprint.hashOid), nullValue), octetString(imprint.hashedMessage));
  const { hash, octets } = imprint;
  const oid = hash === "sha1" ? sha1Oid : digestOids[hash];
  return sequence(sequence(objectIdentifier(oid), nullValue), octetString(hash === "sha1" ? sha1Digest(octets) : digest(hash, octets)));
};

const encodeAccuracy = (accuracy: NonNullable<TimestampSpec["accuracy"]>): Uint8Array =>
  sequence(
    ...(accuracy.seconds === undefined ? [] : [integer(accuracy.seconds)]),
    ...(accuracy.millis === undefined ? [] : [retagged(contextPrimitive(0), integer(accuracy.millis))]),
    ...(accuracy.micros === undefined ? [] : [retagged(contextPrimitive(1), integer(accuracy.micros))]),
  );

/** TSTInfo, RFC 3161 2.4.2. DER. */
const encodeTimestampInfo = (authority: KeyHolder, spec: TimestampSpec): Uint8Array =>
  sequence(
    integer(1),
    objectIdentifier(spec.policyOid ?? testPolicyOid),
    encodeImprint(spec.imprint),
    integerOfContent(spec.serialNumber ?? newSerialNumber(spec.random)),
    generalizedTime(spec.genTimeMs),
    ...(spec.accuracy === undefined ? [] : [encodeAccuracy(spec.accuracy)]),
    ...(spec.ordering === true ? [booleanTrue] : []),
    ...(spec.nonce === undefined ? [] : [integerOfContent(spec.nonce)]),
    ...(spec.namesAuthority === true ? [explicit(0, directoryName(subjectOf(authority.certificate)))] : []),
  );

/** A TimeStampToken, RFC 3161 2.4.2, by an authority as `issueTimestampAuthority` makes it, or by any other key. DER. */
export const issueTimestampToken = (authority: KeyHolder, spec: TimestampSpec): Uint8Array => {
  const { contentTypeOid = timestampInfoOid, signingCertificate: ess = "v1" } = spec;
  const content = encodeTimestampInfo(authority, spec);
  const signedAttributes = [
    encodeAttribute(cmsOids.contentType, objectIdentifier(contentTypeOid)),
    encodeAttribute(cmsOids.signingTime, time(spec.genTimeMs)),
    encodeAttribute(cmsOids.messageDigest, octetString(digest(digestOfKey(authority.key), content))),
    ...(ess === "none" ? [] : [signingCertificate(authority.certificate, ess)]),
  ];
  const { unsignedAttributes } = spec;
  return signCms({
    content,
    contentTypeOid,
    detached: false,
    signers: [{ ...authority, signingTimeMs: spec.genTimeMs, signedAttributes, ...(unsignedAttributes && { unsignedAttributes }) }],
    certificates: spec.certificates ?? [authority.certificate],
    ...(spec.crls && { crls: spec.crls }),
    random: spec.random,
  });
};

/** PKIStatus and PKIFailureInfo, RFC 3161 2.4.2. */
const refusals = { badAlg: 0, badRequest: 2, badDataFormat: 5, timeNotAvailable: 14, unacceptedPolicy: 15, systemFailure: 25 } as const;

/** A TimeStampResp to be made, RFC 3161 2.4.2. */
export type TimestampResponseSpec =
  | { readonly kind: "granted"; readonly token: Uint8Array }
  | { readonly kind: "granted-with-mods"; readonly token: Uint8Array }
  | { readonly kind: "rejected"; readonly failure: keyof typeof refusals; readonly text?: string };

/** A TimeStampResp, RFC 3161 2.4.2. DER. */
export const issueTimestampResponse = (spec: TimestampResponseSpec): Uint8Array => {
  if (spec.kind !== "rejected") return sequence(sequence(integer(spec.kind === "granted" ? 0 : 1)), spec.token);
  const text = spec.text === undefined ? [] : [sequence(utf8String(spec.text))];
  return sequence(sequence(integer(2), ...text, namedBits(refusals[spec.failure])));
};

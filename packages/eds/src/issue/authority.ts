import { sha1Digest } from "../algorithms/digests.ts";
import {
  bitString,
  booleanTrue,
  explicit,
  implicitPrimitive,
  integer,
  integerOfContent,
  namedBits,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  setOf,
  time,
  utf8String,
} from "../der/writer.ts";
import { assert } from "../result.ts";
import { parseCertificate, type Certificate } from "../x509/certificate.ts";
import { extensionOids } from "../x509/extensions.ts";
import { nameOids } from "../x509/name.ts";
import { encodeExtensions, evidenceExtensions, testAuthorityMark, type EvidenceUrls, type ExtensionSpec } from "./extensions.ts";
import { publicKeyInfoOf, signatureAlgorithmOf, signMessage, type Random, type SigningKey } from "./keys.ts";

/** A certificate with its key. */
export type KeyHolder = {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly key: SigningKey;
};

/** A CA of our own: for tests and the demo, never an anchor in production. */
export type Authority = KeyHolder;

/** Both ends are within it. Milliseconds since 1970 UTC, whole seconds. */
export type Validity = { readonly notBeforeMs: number; readonly notAfterMs: number };

/** One attribute of a name; its string type follows the national profile. */
export type NamePart = { readonly oid: string; readonly value: string };

/** A Name with one attribute in each relative name, RFC 5280 4.1.2.4. DER. */
export const encodeName = (parts: readonly NamePart[]): Uint8Array =>
  sequence(
    ...parts.map(({ oid, value }) => {
      const printable = oid === nameOids.country || oid === nameOids.serialNumber;
      return setOf(sequence(objectIdentifier(oid), printable ? printableString(value) : utf8String(value)));
    }),
  );

/** 20 octets of a positive INTEGER, RFC 5280 4.1.2.2. */
export const newSerialNumber = (random: Random): Uint8Array => {
  const serial = Uint8Array.from(random(20));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
};

/** The octets every certificate here is made by; the parts are as given, also when they make no sense. */
export const signCertificate = (input: {
  readonly serialNumber: Uint8Array;
  readonly issuer: Uint8Array;
  readonly issuerKey: SigningKey;
  readonly subject: Uint8Array;
  readonly subjectPublicKeyInfo: Uint8Array;
  readonly validity: Validity;
  readonly extensions: readonly ExtensionSpec[];
  readonly random: Random;
}): Uint8Array => {
  const algorithm = signatureAlgorithmOf(input.issuerKey);
  const tbs = sequence(
    explicit(0, integer(2)),
    integerOfContent(input.serialNumber),
    algorithm,
    input.issuer,
    sequence(time(input.validity.notBeforeMs), time(input.validity.notAfterMs)),
    input.subject,
    input.subjectPublicKeyInfo,
    explicit(3, encodeExtensions(input.extensions)),
  );
  return sequence(tbs, algorithm, bitString(signMessage(input.issuerKey, tbs, input.random)));
};

/** RFC 5280 4.2.1.2 method (1), over the whole SubjectPublicKeyInfo: an identifier, not a proof. */
const keyIdentifier = (publicKeyInfo: Uint8Array): Uint8Array => sha1Digest(publicKeyInfo);

export const authorityKeyIdentifier = (issuerKeyInfo: Uint8Array): ExtensionSpec => ({
  oid: extensionOids.authorityKeyIdentifier,
  value: sequence(implicitPrimitive(0, keyIdentifier(issuerKeyInfo))),
});

export const keyIdentifiers = (subjectKeyInfo: Uint8Array, issuerKeyInfo: Uint8Array): readonly ExtensionSpec[] => [
  { oid: extensionOids.subjectKeyIdentifier, value: octetString(keyIdentifier(subjectKeyInfo)) },
  authorityKeyIdentifier(issuerKeyInfo),
];

/** What an authority is to be. The name is used as it stands; the randomness draws its serial number. */
export type AuthoritySpec = {
  readonly commonName: string;
  readonly key: SigningKey;
  readonly validity: Validity;
  readonly random: Random;
  readonly pathLenConstraint?: number;
  readonly urls?: EvidenceUrls;
  readonly extraExtensions?: readonly ExtensionSpec[];
};

/** The name that `createRoot` and `issueAuthority` give. DER. */
export const authorityName = (commonName: string): Uint8Array =>
  encodeName([
    { oid: nameOids.commonName, value: commonName },
    { oid: nameOids.country, value: "KZ" },
  ]);

const authorityExtensions = (spec: AuthoritySpec, issuerKey: SigningKey): readonly ExtensionSpec[] => [
  {
    oid: extensionOids.basicConstraints,
    critical: true,
    value: spec.pathLenConstraint === undefined ? sequence(booleanTrue) : sequence(booleanTrue, integer(spec.pathLenConstraint)),
  },
  // keyCertSign and cRLSign.
  { oid: extensionOids.keyUsage, critical: true, value: namedBits(5, 6) },
  ...keyIdentifiers(publicKeyInfoOf(spec.key), publicKeyInfoOf(issuerKey)),
  testAuthorityMark,
  ...evidenceExtensions(spec.urls),
  ...(spec.extraExtensions ?? []),
];

/** A self-signed root. */
export const createRoot = (spec: AuthoritySpec): Authority => ({
  key: spec.key,
  certificate: signCertificate({
    serialNumber: newSerialNumber(spec.random),
    issuer: authorityName(spec.commonName),
    issuerKey: spec.key,
    subject: authorityName(spec.commonName),
    subjectPublicKeyInfo: publicKeyInfoOf(spec.key),
    validity: spec.validity,
    extensions: authorityExtensions(spec, spec.key),
    random: spec.random,
  }),
});

/** A CA below another one. */
export const issueAuthority = (parent: Authority, spec: AuthoritySpec): Authority => ({
  key: spec.key,
  certificate: signCertificate({
    serialNumber: newSerialNumber(spec.random),
    issuer: subjectOf(parent.certificate),
    issuerKey: parent.key,
    subject: authorityName(spec.commonName),
    subjectPublicKeyInfo: publicKeyInfoOf(spec.key),
    validity: spec.validity,
    extensions: authorityExtensions(spec, parent.key),
    random: spec.random,
  }),
});

/** A certificate made here, read. */
export const readCertificate = (certificate: Uint8Array): Certificate => {
  const parsed = parseCertificate(certificate);
  assert(parsed !== undefined, "a certificate that can be read");
  return parsed;
};

/** DER of the subject's name in a certificate made here. */
export const subjectOf = (certificate: Uint8Array): Uint8Array => readCertificate(certificate).subject.raw;

/** Content octets of the serial number of a certificate made here. */
export const serialNumberOf = (certificate: Uint8Array): Uint8Array => readCertificate(certificate).serialNumber;

import { contextConstructed, contextPrimitive } from "../der/tags.ts";
import { booleanTrue, explicit, namedBits, objectIdentifier, octetString, retagged, sequence, tagged, utf8String } from "../der/writer.ts";
import { utf8Bytes } from "../bytes/bytes.ts";
import { testAuthorityOid } from "../x509/test-authority.ts";

// Extensions that the issuing functions write. The values are as given, also when they make no sense together.

/** One extension as it goes into a certificate, a list or a response. */
export type ExtensionSpec = {
  readonly oid: string;
  readonly critical?: boolean;
  /** DER of the extension's value. */
  readonly value: Uint8Array;
};

/** Extensions and access methods that only point to evidence: RFC 5280 4.2.2.1, 4.2.1.15; RFC 6960 4.2.2.2.1, 4.4. */
export const evidenceOids = {
  authorityInformationAccess: "1.3.6.1.5.5.7.1.1",
  ocspAccess: "1.3.6.1.5.5.7.48.1",
  caIssuersAccess: "1.3.6.1.5.5.7.48.2",
  ocspNonce: "1.3.6.1.5.5.7.48.1.2",
  ocspNoCheck: "1.3.6.1.5.5.7.48.1.5",
  ocspExtendedRevoked: "1.3.6.1.5.5.7.48.1.9",
  crlDistributionPoints: "2.5.29.31",
  freshestCrl: "2.5.29.46",
  issuingDistributionPoint: "2.5.29.28",
} as const;

export const encodeExtensions = (extensions: readonly ExtensionSpec[]): Uint8Array =>
  sequence(
    ...extensions.map(({ oid, critical, value }) =>
      critical === true
        ? sequence(objectIdentifier(oid), booleanTrue, octetString(value))
        : sequence(objectIdentifier(oid), octetString(value)),
    ),
  );

/** A GeneralName that is a URL. DER. */
const urlName = (url: string): Uint8Array => tagged(contextPrimitive(6), utf8Bytes(url));

/** A GeneralName that is a directory name, from the DER of the Name. */
export const directoryName = (name: Uint8Array): Uint8Array => explicit(4, name);

/** A DistributionPointName that is a full name, RFC 5280 4.2.1.13: a CHOICE, so its own tag is EXPLICIT. */
const fullName = (names: readonly Uint8Array[]): Uint8Array => explicit(0, tagged(contextConstructed(0), ...names));

/** ReasonFlags, RFC 5280 4.2.1.13. */
const reasonBits = {
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 7,
  aACompromise: 8,
} as const;

/** Names of RFC 5280 4.2.1.13. */
export type ReasonFlag = keyof typeof reasonBits;

const reasonFlags = (n: number, reasons: readonly ReasonFlag[]): Uint8Array =>
  retagged(contextPrimitive(n), namedBits(...reasons.map((reason) => reasonBits[reason])));

/** One DistributionPoint: at least a URL, a name or an issuer. */
export type DistributionPointSpec = {
  readonly urls?: readonly string[];
  /** DER of a Name. */
  readonly name?: Uint8Array;
  readonly reasons?: readonly ReasonFlag[];
  /** DER of the Name of the issuer of an indirect list. */
  readonly crlIssuer?: Uint8Array;
};

const namesOf = (spec: { readonly urls?: readonly string[]; readonly name?: Uint8Array }): readonly Uint8Array[] => [
  ...(spec.name === undefined ? [] : [directoryName(spec.name)]),
  ...(spec.urls ?? []).map(urlName),
];

const encodeDistributionPoint = (spec: DistributionPointSpec): Uint8Array => {
  const names = namesOf(spec);
  return sequence(
    ...(names.length === 0 ? [] : [fullName(names)]),
    ...(spec.reasons === undefined ? [] : [reasonFlags(1, spec.reasons)]),
    ...(spec.crlIssuer === undefined ? [] : [tagged(contextConstructed(2), directoryName(spec.crlIssuer))]),
  );
};

/** Where the lists for a certificate are, RFC 5280 4.2.1.13. */
export const crlDistributionPoints = (...points: readonly DistributionPointSpec[]): ExtensionSpec => ({
  oid: evidenceOids.crlDistributionPoints,
  value: sequence(...points.map(encodeDistributionPoint)),
});

/** Where delta lists are, in a certificate or in the complete list, RFC 5280 4.2.1.15 and 5.2.6. */
export const freshestCrl = (urls: readonly string[]): ExtensionSpec => ({
  oid: evidenceOids.freshestCrl,
  value: sequence(encodeDistributionPoint({ urls })),
});

/** What a list covers, RFC 5280 5.2.5. */
export type IssuingDistributionPointSpec = {
  readonly urls?: readonly string[];
  /** DER of a Name. */
  readonly name?: Uint8Array;
  readonly only?: "user-certificates" | "authority-certificates" | "attribute-certificates";
  readonly onlySomeReasons?: readonly ReasonFlag[];
  readonly indirect?: boolean;
};

const onlyTags = { "user-certificates": 1, "authority-certificates": 2, "attribute-certificates": 5 } as const;

/** What a list covers, as a critical extension, RFC 5280 5.2.5. */
export const issuingDistributionPoint = (spec: IssuingDistributionPointSpec): ExtensionSpec => {
  const names = namesOf(spec);
  const flag = (n: number): Uint8Array => retagged(contextPrimitive(n), booleanTrue);
  const only = spec.only === undefined ? 0 : onlyTags[spec.only];
  return {
    oid: evidenceOids.issuingDistributionPoint,
    critical: true,
    value: sequence(
      ...(names.length === 0 ? [] : [fullName(names)]),
      ...(only === 1 || only === 2 ? [flag(only)] : []),
      ...(spec.onlySomeReasons === undefined ? [] : [reasonFlags(3, spec.onlySomeReasons)]),
      ...(spec.indirect === true ? [flag(4)] : []),
      ...(only === 5 ? [flag(only)] : []),
    ),
  };
};

/** Where evidence about a certificate can be fetched. */
export type EvidenceUrls = {
  readonly ocsp?: readonly string[];
  readonly issuer?: readonly string[];
  readonly crl?: readonly string[];
  readonly deltaCrl?: readonly string[];
};

/** AuthorityInfoAccess, CRLDistributionPoints and FreshestCRL, as far as there are URLs for them. */
export const evidenceExtensions = (urls: EvidenceUrls | undefined): readonly ExtensionSpec[] => {
  const access = [
    ...(urls?.ocsp ?? []).map((url) => sequence(objectIdentifier(evidenceOids.ocspAccess), urlName(url))),
    ...(urls?.issuer ?? []).map((url) => sequence(objectIdentifier(evidenceOids.caIssuersAccess), urlName(url))),
  ];
  const { crl, deltaCrl } = urls ?? {};
  return [
    ...(access.length === 0 ? [] : [{ oid: evidenceOids.authorityInformationAccess, value: sequence(...access) }]),
    ...(crl === undefined ? [] : [crlDistributionPoints(...crl.map((url) => ({ urls: [url] })))]),
    ...(deltaCrl === undefined ? [] : [freshestCrl(deltaCrl)]),
  ];
};

/** What every authority made here bears, so that no policy can take it for a real one by mistake. */
export const testAuthorityMark: ExtensionSpec = {
  oid: testAuthorityOid,
  value: utf8String("made by beket for tests and demonstrations"),
};

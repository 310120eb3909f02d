import { bitString, enumerated, explicit, integer, integerOfContent, sequence, time } from "../der/writer.ts";
import { extensionOids } from "../x509/extensions.ts";
import { authorityKeyIdentifier, subjectOf, type KeyHolder } from "./authority.ts";
import {
  directoryName,
  encodeExtensions,
  freshestCrl,
  issuingDistributionPoint,
  type ExtensionSpec,
  type IssuingDistributionPointSpec,
} from "./extensions.ts";
import { publicKeyInfoOf, signatureAlgorithmOf, signMessage, type Random } from "./keys.ts";

/** CRLReason, RFC 5280 5.3.1. */
export const crlReasons = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;

/** Names of RFC 5280 5.3.1. */
export type CrlReason = keyof typeof crlReasons;

/** One entry of a list. Milliseconds since 1970 UTC. */
export type RevokedSpec = {
  /** Content octets, as `serialNumberOf` gives them. */
  readonly serialNumber: Uint8Array;
  readonly revocationMs: number;
  readonly reason?: CrlReason;
  /** DER of the Name of the certificate's issuer, in an indirect list: for this entry and those after it, RFC 5280 5.3.3. */
  readonly certificateIssuer?: Uint8Array;
  readonly extraExtensions?: readonly ExtensionSpec[];
};

/** A list to be made: complete and direct, unless the spec makes it something else. Milliseconds since 1970 UTC. */
export type CrlSpec = {
  readonly thisUpdateMs: number;
  readonly nextUpdateMs?: number;
  readonly number: number;
  readonly revoked: readonly RevokedSpec[];
  readonly random: Random;
  /** The number of the complete list that this delta list goes on from. */
  readonly deltaOf?: number;
  readonly distributionPoint?: IssuingDistributionPointSpec;
  /** Where delta lists are. */
  readonly deltaUrls?: readonly string[];
  readonly extraExtensions?: readonly ExtensionSpec[];
};

const encodeRevoked = (spec: RevokedSpec): Uint8Array => {
  const { reason, certificateIssuer } = spec;
  const extensions: readonly ExtensionSpec[] = [
    ...(reason === undefined ? [] : [{ oid: extensionOids.reasonCode, value: enumerated(crlReasons[reason]) }]),
    ...(certificateIssuer === undefined
      ? []
      : [{ oid: extensionOids.certificateIssuer, critical: true, value: sequence(directoryName(certificateIssuer)) }]),
    ...(spec.extraExtensions ?? []),
  ];
  const parts = [integerOfContent(spec.serialNumber), time(spec.revocationMs)];
  return extensions.length === 0 ? sequence(...parts) : sequence(...parts, encodeExtensions(extensions));
};

const listExtensions = (issuer: KeyHolder, spec: CrlSpec): readonly ExtensionSpec[] => [
  authorityKeyIdentifier(publicKeyInfoOf(issuer.key)),
  { oid: extensionOids.crlNumber, value: integer(spec.number) },
  ...(spec.deltaOf === undefined ? [] : [{ oid: extensionOids.deltaCrlIndicator, critical: true, value: integer(spec.deltaOf) }]),
  ...(spec.distributionPoint === undefined ? [] : [issuingDistributionPoint(spec.distributionPoint)]),
  ...(spec.deltaUrls === undefined ? [] : [freshestCrl(spec.deltaUrls)]),
  ...(spec.extraExtensions ?? []),
];

/** A CRL of version 2, complete and direct unless the spec makes it something else. DER. */
export const issueCrl = (issuer: KeyHolder, spec: CrlSpec): Uint8Array => {
  const algorithm = signatureAlgorithmOf(issuer.key);
  const tbs = sequence(
    integer(1),
    algorithm,
    subjectOf(issuer.certificate),
    time(spec.thisUpdateMs),
    ...(spec.nextUpdateMs === undefined ? [] : [time(spec.nextUpdateMs)]),
    ...(spec.revoked.length === 0 ? [] : [sequence(...spec.revoked.map(encodeRevoked))]),
    explicit(0, encodeExtensions(listExtensions(issuer, spec))),
  );
  return sequence(tbs, algorithm, bitString(signMessage(issuer.key, tbs, spec.random)));
};

import { bitString, enumerated, explicit, integer, integerOfContent, sequence, time } from "../der/writer.ts";
import { extensionOids } from "../x509/extensions.ts";
import { encodeExtensions, subjectOf, type Authority, type ExtensionSpec } from "./authority.ts";
import { signatureAlgorithmOf, signMessage, type Random } from "./keys.ts";

/** CRLReason, RFC 5280 5.3.1, as far as a complete list may name it. */
const crlReasons = {
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
} as const;

export type RevokedSpec = {
  /** Content octets, as `serialNumberOf` gives them. */
  readonly serialNumber: Uint8Array;
  readonly revocationMs: number;
  readonly reason?: keyof typeof crlReasons;
  readonly extraExtensions?: readonly ExtensionSpec[];
};

export type CrlSpec = {
  readonly thisUpdateMs: number;
  readonly nextUpdateMs?: number;
  readonly number: number;
  readonly revoked: readonly RevokedSpec[];
  readonly random: Random;
  readonly extraExtensions?: readonly ExtensionSpec[];
};

const encodeRevoked = (spec: RevokedSpec): Uint8Array => {
  const extensions: readonly ExtensionSpec[] = [
    ...(spec.reason === undefined ? [] : [{ oid: extensionOids.reasonCode, value: enumerated(crlReasons[spec.reason]) }]),
    ...(spec.extraExtensions ?? []),
  ];
  const parts = [integerOfContent(spec.serialNumber), time(spec.revocationMs)];
  return extensions.length === 0 ? sequence(...parts) : sequence(...parts, encodeExtensions(extensions));
};

/** A complete direct CRL of version 2, unless the extra extensions make it something else. DER. */
export const issueCrl = (authority: Authority, spec: CrlSpec): Uint8Array => {
  const algorithm = signatureAlgorithmOf(authority.key);
  const tbs = sequence(
    integer(1),
    algorithm,
    subjectOf(authority.certificate),
    time(spec.thisUpdateMs),
    ...(spec.nextUpdateMs === undefined ? [] : [time(spec.nextUpdateMs)]),
    ...(spec.revoked.length === 0 ? [] : [sequence(...spec.revoked.map(encodeRevoked))]),
    explicit(0, encodeExtensions([{ oid: extensionOids.crlNumber, value: integer(spec.number) }, ...(spec.extraExtensions ?? [])])),
  );
  return sequence(tbs, algorithm, bitString(signMessage(authority.key, tbs, spec.random)));
};

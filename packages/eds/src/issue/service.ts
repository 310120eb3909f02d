import { namedBits, nullValue, objectIdentifier, sequence } from "../der/writer.ts";
import { extensionOids } from "../x509/extensions.ts";
import {
  authorityName,
  keyIdentifiers,
  newSerialNumber,
  signCertificate,
  subjectOf,
  type Authority,
  type KeyHolder,
  type Validity,
} from "./authority.ts";
import { evidenceExtensions, evidenceOids, type EvidenceUrls, type ExtensionSpec } from "./extensions.ts";
import { publicKeyInfoOf, type Random, type SigningKey } from "./keys.ts";

/** Key purposes of services, RFC 5280 4.2.1.12. */
const serviceKeyPurposes = { ocspSigning: "1.3.6.1.5.5.7.3.9", timeStamping: "1.3.6.1.5.5.7.3.8" } as const;

/** The certificate of an OCSP responder or a time-stamp authority to be made. */
export type ServiceSpec = {
  readonly commonName: string;
  readonly key: SigningKey;
  readonly validity: Validity;
  readonly random: Random;
  /** Instead of the key purpose that the service needs; none leaves the extension out. */
  readonly keyPurposes?: readonly string[];
  readonly urls?: EvidenceUrls;
  readonly extraExtensions?: readonly ExtensionSpec[];
};

const issueService = (authority: Authority, spec: ServiceSpec, own: readonly ExtensionSpec[]): KeyHolder => ({
  key: spec.key,
  certificate: signCertificate({
    serialNumber: newSerialNumber(spec.random),
    issuer: subjectOf(authority.certificate),
    issuerKey: authority.key,
    subject: authorityName(spec.commonName),
    subjectPublicKeyInfo: publicKeyInfoOf(spec.key),
    validity: spec.validity,
    extensions: [
      { oid: extensionOids.keyUsage, critical: true, value: namedBits(0, 1) },
      ...own,
      ...keyIdentifiers(publicKeyInfoOf(spec.key), publicKeyInfoOf(authority.key)),
      ...evidenceExtensions(spec.urls),
      ...(spec.extraExtensions ?? []),
    ],
    random: spec.random,
  }),
});

const keyPurposes = (spec: ServiceSpec, needed: string, critical: boolean): readonly ExtensionSpec[] => {
  const oids = spec.keyPurposes ?? [needed];
  return oids.length === 0 ? [] : [{ oid: extensionOids.extendedKeyUsage, critical, value: sequence(...oids.map(objectIdentifier)) }];
};

/** A delegated OCSP responder, RFC 6960 4.2.2.2; with `noCheck` its own status is not to be asked for. */
export const issueOcspResponder = (authority: Authority, spec: ServiceSpec & { readonly noCheck?: boolean }): KeyHolder =>
  issueService(authority, spec, [
    ...keyPurposes(spec, serviceKeyPurposes.ocspSigning, false),
    ...(spec.noCheck === false ? [] : [{ oid: evidenceOids.ocspNoCheck, value: nullValue }]),
  ]);

/** A time-stamp authority: RFC 3161 2.3 asks for timeStamping alone, in a critical extension. */
export const issueTimestampAuthority = (authority: Authority, spec: ServiceSpec & { readonly keyPurposesCritical?: boolean }): KeyHolder =>
  issueService(authority, spec, keyPurposes(spec, serviceKeyPurposes.timeStamping, spec.keyPurposesCritical ?? true));

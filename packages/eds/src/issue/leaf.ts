import { namedBits, objectIdentifier, sequence } from "../der/writer.ts";
import { extensionOids } from "../x509/extensions.ts";
import { nameOids } from "../x509/name.ts";
import { roleByOid, type SignerRole } from "../x509/roles.ts";
import {
  encodeName,
  keyIdentifiers,
  newSerialNumber,
  signCertificate,
  subjectOf,
  type Authority,
  type NamePart,
  type Validity,
} from "./authority.ts";
import { evidenceExtensions, type EvidenceUrls, type ExtensionSpec } from "./extensions.ts";
import { publicKeyInfoOf, type Random, type SigningKey } from "./keys.ts";

/** Whom a certificate names. Invented ones in tests. */
export type Person = {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic?: string;
  /** 12 digits. */
  readonly iin: string;
};

/** Whom a legal entity's certificate names. Invented ones in tests. */
export type Organisation = {
  readonly name: string;
  /** 12 digits. */
  readonly bin: string;
};

/** The role that makes a person's key one of an organisation, or `individual`. */
export type LeafRole = Exclude<SignerRole, "legal-entity">;

/** A holder's certificate to be made in the national profile. */
export type LeafSpec = {
  readonly role: LeafRole;
  readonly usage: "signing" | "authentication";
  readonly person: Person;
  /** Needed by every role but `individual`. */
  readonly organisation?: Organisation;
  /** The holder's key; only its public half goes into the certificate. */
  readonly key: SigningKey;
  readonly validity: Validity;
  readonly random: Random;
  readonly serialNumber?: Uint8Array;
  /** Instead of the subject of the national profile. */
  readonly subject?: readonly NamePart[];
  readonly urls?: EvidenceUrls;
  readonly extraExtensions?: readonly ExtensionSpec[];
};

const keyPurposes = { emailProtection: "1.3.6.1.5.5.7.3.4", clientAuth: "1.3.6.1.5.5.7.3.2" } as const;

/** The subject of the national profile: CN, SN, serialNumber, C, GN, and for an organisation O and OU. */
export const nationalSubject = (person: Person, organisation?: Organisation): readonly NamePart[] => [
  { oid: nameOids.commonName, value: `${person.surname} ${person.givenName}` },
  { oid: nameOids.surname, value: person.surname },
  { oid: nameOids.serialNumber, value: `IIN${person.iin}` },
  { oid: nameOids.country, value: "KZ" },
  ...(person.patronymic === undefined ? [] : [{ oid: nameOids.givenName, value: person.patronymic }]),
  ...(organisation === undefined
    ? []
    : [
        { oid: nameOids.organisation, value: organisation.name },
        { oid: nameOids.organisationalUnit, value: `BIN${organisation.bin}` },
      ]),
];

const oidsOf = (role: LeafRole, isOrganisation: boolean): readonly string[] => {
  const wanted: readonly SignerRole[] = isOrganisation ? ["legal-entity", role] : [role];
  return [...roleByOid].filter(([, name]) => wanted.includes(name)).map(([oid]) => oid);
};

const keyUsage = (spec: LeafSpec): Uint8Array => {
  // digitalSignature and keyEncipherment; else digitalSignature and nonRepudiation, with keyAgreement on GOST.
  if (spec.usage === "authentication") return namedBits(0, 2);
  return spec.key.kind === "gost512" ? namedBits(0, 1, 4) : namedBits(0, 1);
};

/** A holder's certificate in the national profile. DER. */
export const issueLeaf = (authority: Authority, spec: LeafSpec): Uint8Array => {
  const publicKeyInfo = publicKeyInfoOf(spec.key);
  const purpose = spec.usage === "signing" ? keyPurposes.emailProtection : keyPurposes.clientAuth;
  const oids = [purpose, ...oidsOf(spec.role, spec.organisation !== undefined)];
  return signCertificate({
    serialNumber: spec.serialNumber ?? newSerialNumber(spec.random),
    issuer: subjectOf(authority.certificate),
    issuerKey: authority.key,
    subject: encodeName(spec.subject ?? nationalSubject(spec.person, spec.organisation)),
    subjectPublicKeyInfo: publicKeyInfo,
    validity: spec.validity,
    extensions: [
      { oid: extensionOids.keyUsage, critical: true, value: keyUsage(spec) },
      { oid: extensionOids.extendedKeyUsage, value: sequence(...oids.map(objectIdentifier)) },
      ...keyIdentifiers(publicKeyInfo, publicKeyInfoOf(authority.key)),
      ...evidenceExtensions(spec.urls),
      ...(spec.extraExtensions ?? []),
    ],
    random: spec.random,
  });
};

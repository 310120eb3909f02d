import {
  anyPathRules,
  anyPolicy,
  validateCertificate,
  withTestAnchors,
  type CertificateInput,
  type CertificateReport,
  type PathRules,
} from "@beket/eds";
import {
  encodeName,
  generateGost512Key,
  issueCrl,
  publicKeyInfoOf,
  signCertificate,
  type ExtensionSpec,
  type NamePart,
  type Random,
  type SigningKey,
  type Validity,
} from "@beket/eds/issue";
import { sha256Digest } from "../../../packages/eds/src/algorithms/digests.ts";
import { bytesToHex, utf8Bytes } from "../../../packages/eds/src/bytes/bytes.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { contextConstructed, contextPrimitive } from "../../../packages/eds/src/der/tags.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { nameOids } from "../../../packages/eds/src/x509/name.ts";

// Authorities of any shape, for paths: who certifies whom is all that matters here.

export const day = 86_400_000;
export const now = Date.UTC(2026, 10, 22, 9, 0, 0);
export const long: Validity = { notBeforeMs: now - 1000 * day, notAfterMs: now + 2000 * day };

/** Repeatable octets, for tests only: a counter under SHA-256. */
const repeatable = (seed: string): Random => {
  let counter = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      counter += 1;
      out.set(sha256Digest(utf8Bytes(`${seed}/${counter}`)).subarray(0, length - at), at);
    }
    return out;
  };
};

const random = repeatable("path");
const newKey = (): SigningKey => generateGost512Key(random);

/** Whoever can be named and can sign. */
export type Holder = { readonly name: Uint8Array; readonly key: SigningKey };

/** Keys are dear and need not differ where nobody compares them: leaves share one. */
const leafKey = newKey();

export const named = (...parts: readonly NamePart[]): Uint8Array => encodeName(parts);
export const commonName = (value: string): Uint8Array => named({ oid: nameOids.commonName, value });
export const holder = (name: string, key = newKey()): Holder => ({ name: commonName(name), key });
export const leafNamed = (name: Uint8Array): Holder => ({ name, key: leafKey });

export type CertificateSpec = {
  /** `false` for a leaf; a number is the pathLenConstraint. */
  readonly authority?: boolean | number;
  readonly validity?: Validity;
  readonly keyUsage?: readonly number[];
  readonly extensions?: readonly ExtensionSpec[];
};

let serial = 1;

/** A certificate by `issuer` for `subject`: of an authority, unless the parts say otherwise. */
export const certify = (issuer: Holder, subject: Holder, spec: CertificateSpec = {}): Uint8Array => {
  const { authority = true } = spec;
  serial += 1;
  const basic =
    typeof authority === "number" ? write.sequence(write.booleanTrue, write.integer(authority)) : write.sequence(write.booleanTrue);
  return signCertificate({
    serialNumber: Uint8Array.of(1, serial >> 8, serial & 0xff),
    issuer: issuer.name,
    issuerKey: issuer.key,
    subject: subject.name,
    subjectPublicKeyInfo: publicKeyInfoOf(subject.key),
    validity: spec.validity ?? long,
    extensions: [
      ...(authority === false ? [] : [{ oid: extensionOids.basicConstraints, critical: true, value: basic }]),
      {
        oid: extensionOids.keyUsage,
        critical: true,
        value: write.namedBits(...(spec.keyUsage ?? (authority === false ? [0, 1] : [5, 6]))),
      },
      ...(spec.extensions ?? []),
    ],
    random,
  });
};

export const leaf = (issuer: Holder, name = "ЖАПЫРАҚ", extensions: readonly ExtensionSpec[] = []): Uint8Array =>
  certify(issuer, leafNamed(commonName(name)), { authority: false, extensions });

const lists = new Map<string, Uint8Array>();

/** The list of an ordinary day, made once for each holder. */
export const listOf = (issuer: Holder, certificate: Uint8Array): Uint8Array => {
  const of = bytesToHex(sha256Digest(write.sequence(issuer.name, publicKeyInfoOf(issuer.key))));
  const known = lists.get(of);
  if (known !== undefined) return known;
  const list = issueCrl(
    { certificate, key: issuer.key },
    { thisUpdateMs: now - day, nextUpdateMs: now + day, number: 1, revoked: [], random },
  );
  lists.set(of, list);
  return list;
};

export type Asked = {
  readonly anchors: readonly Uint8Array[];
  readonly intermediates: readonly Uint8Array[];
  readonly lists: readonly Uint8Array[];
  readonly rules?: Partial<PathRules>;
  readonly parts?: Partial<CertificateInput>;
};

export const judge = (certificate: Uint8Array, asked: Asked): CertificateReport =>
  validateCertificate({
    certificate,
    trustAnchors: asked.anchors.map((anchor) => ({ certificate: anchor, purpose: "test" })),
    intermediates: asked.intermediates,
    crls: asked.lists,
    validationTimeMs: now,
    rules: { ...anyPathRules, ...asked.rules },
    policy: withTestAnchors(anyPolicy),
    ...asked.parts,
  });

/** TOTAL_PASSED, or the reason why not. */
export const outcome = ({ indication, reason }: CertificateReport): string => reason ?? indication;

/** A root, an authority below it, and their lists: most questions are about the second's certificate and a leaf. */
export const root = holder("ТАМЫР");
export const rootCertificate = certify(root, root);
export const middle = holder("АРАЛЫҚ");

export const outcomeBelow = (
  authority: CertificateSpec,
  target: Uint8Array,
  parts: { readonly rootSpec?: CertificateSpec; readonly rules?: Partial<PathRules> } = {},
): string => {
  const anchor = parts.rootSpec === undefined ? rootCertificate : certify(root, root, parts.rootSpec);
  const certificate = certify(root, middle, authority);
  return outcome(
    judge(target, {
      anchors: [anchor],
      intermediates: [certificate],
      lists: [listOf(root, anchor), listOf(middle, certificate)],
      ...(parts.rules && { rules: parts.rules }),
    }),
  );
};

// Extensions of RFC 5280 4.2.1, as DER.

export const names = {
  mail: (value: string): Uint8Array => write.tagged(contextPrimitive(1), utf8Bytes(value)),
  dns: (value: string): Uint8Array => write.tagged(contextPrimitive(2), utf8Bytes(value)),
  directory: (name: Uint8Array): Uint8Array => write.explicit(4, name),
  uri: (value: string): Uint8Array => write.tagged(contextPrimitive(6), utf8Bytes(value)),
  address: (...octets: readonly number[]): Uint8Array => write.tagged(contextPrimitive(7), Uint8Array.from(octets)),
  registeredId: (oid: string): Uint8Array => write.retagged(contextPrimitive(8), write.objectIdentifier(oid)),
  other: (oid: string): Uint8Array =>
    write.tagged(contextConstructed(0), write.objectIdentifier(oid), write.explicit(0, write.utf8String("x"))),
} as const;

export const subjectAltName = (...all: readonly Uint8Array[]): ExtensionSpec => ({
  oid: extensionOids.subjectAltName,
  value: write.sequence(...all),
});

export const nameConstraints = (spec: {
  readonly permitted?: readonly Uint8Array[];
  readonly excluded?: readonly Uint8Array[];
}): ExtensionSpec => {
  const subtrees = (n: number, bases: readonly Uint8Array[] = []): readonly Uint8Array[] =>
    bases.length === 0 ? [] : [write.explicit(n, ...bases.map((base) => write.sequence(base)))];
  return {
    oid: extensionOids.nameConstraints,
    critical: true,
    value: write.sequence(...subtrees(0, spec.permitted), ...subtrees(1, spec.excluded)),
  };
};

export const policies = (...oids: readonly string[]): ExtensionSpec => ({
  oid: extensionOids.certificatePolicies,
  value: write.sequence(...oids.map((oid) => write.sequence(write.objectIdentifier(oid)))),
});

export const mappings = (...pairs: readonly (readonly [string, string])[]): ExtensionSpec => ({
  oid: extensionOids.policyMappings,
  critical: true,
  value: write.sequence(...pairs.map(([from, to]) => write.sequence(write.objectIdentifier(from), write.objectIdentifier(to)))),
});

export const policyConstraints = (spec: { readonly explicit?: number; readonly mapping?: number }): ExtensionSpec => ({
  oid: extensionOids.policyConstraints,
  critical: true,
  value: write.sequence(
    ...(spec.explicit === undefined ? [] : [write.retagged(contextPrimitive(0), write.integer(spec.explicit))]),
    ...(spec.mapping === undefined ? [] : [write.retagged(contextPrimitive(1), write.integer(spec.mapping))]),
  ),
});

export const inhibitAnyPolicy = (skip: number): ExtensionSpec => ({
  oid: extensionOids.inhibitAnyPolicy,
  critical: true,
  value: write.integer(skip),
});

export const keyIds = (subject?: Uint8Array, authority?: Uint8Array): readonly ExtensionSpec[] => [
  ...(subject === undefined ? [] : [{ oid: extensionOids.subjectKeyIdentifier, value: write.octetString(subject) }]),
  ...(authority === undefined
    ? []
    : [{ oid: extensionOids.authorityKeyIdentifier, value: write.sequence(write.implicitPrimitive(0, authority)) }]),
];

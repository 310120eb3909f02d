import { permitPolicy, validateSignature, withTestAnchors, type ValidationInput, type ValidationReport } from "@beket/eds";
import {
  authorityName,
  createRoot,
  generateGost512Key,
  issueAuthority,
  issueCrl,
  issueLeaf,
  newSerialNumber,
  publicKeyInfoOf,
  signCertificate,
  signCms,
  subjectOf,
  type Authority,
  type AuthoritySpec,
  type CmsSigner,
  type CmsSpec,
  type CrlSpec,
  type LeafSpec,
  type Random,
  type SigningKey,
} from "@beket/eds/issue";
import { digest } from "../../../packages/eds/src/algorithms/digests.ts";
import * as write from "../../../packages/eds/src/der/writer.ts";
import { extensionOids } from "../../../packages/eds/src/x509/extensions.ts";
import { rsaTestKeys } from "./rsa-test-keys.ts";

// A root, an issuing CA and its lists, as the tests need them. People and organisations are invented.

export const day = 86_400_000;
export const now = Date.UTC(2026, 10, 22, 9, 0, 0);

/** Repeatable octets, for tests only: a counter under SHA-512. */
export const seeded = (seed: string): Random => {
  let counter = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 64) {
      counter += 1;
      const block = digest("sha512", new TextEncoder().encode(`${seed}/${counter}`));
      out.set(block.subarray(0, length - at), at);
    }
    return out;
  };
};

/** The keys of the file, one after the other; where it starts is drawn, so that two worlds rarely share one. */
const rsaKeysFrom = (random: Random): (() => SigningKey) => {
  let next = random(1)[0] ?? 0;
  return () => {
    const key = rsaTestKeys[next % rsaTestKeys.length];
    if (key === undefined) throw new Error("no RSA key");
    next += 1;
    return key;
  };
};

export const validity = { notBeforeMs: now - 100 * day, notAfterMs: now + 265 * day };
export const long = { notBeforeMs: now - 1000 * day, notAfterMs: now + 2000 * day };

export const organisation = { name: 'ТОО "Сарыарқа Жол"', bin: "120540001238" };
export const otherOrganisation = { name: 'ТОО "Алтын Дән"', bin: "060840003330" };
export const head = { surname: "ОМАРОВ", givenName: "АСАН", patronymic: "БОЛАТҰЛЫ", iin: "850714301234" };
export const document = new TextEncoder().encode('{"bin":"000000000000","persons":[]}');

export type World = {
  readonly random: Random;
  readonly newKey: () => SigningKey;
  readonly root: Authority;
  readonly issuing: Authority;
  readonly leaf: (spec: Partial<LeafSpec>) => CmsSigner;
  readonly crl: (spec?: Partial<CrlSpec>) => Uint8Array;
  readonly rootCrl: (spec?: Partial<CrlSpec>) => Uint8Array;
  readonly sign: (signer: CmsSigner, spec?: Partial<CmsSpec>) => Uint8Array;
  /** A permit by the head of `organisation`, unless the parts say otherwise. */
  readonly validate: (cms: Uint8Array, parts?: Partial<ValidationInput>) => ValidationReport;
  /** The same without the document. */
  readonly validateAlone: (cms: Uint8Array) => ValidationReport;
};

/** Without the mark of authorities for tests: as a real one, for tests of production policies. */
const unmarkedAuthority = (parent: Authority | undefined, spec: AuthoritySpec): Authority => ({
  key: spec.key,
  certificate: signCertificate({
    serialNumber: newSerialNumber(spec.random),
    issuer: parent === undefined ? authorityName(spec.commonName) : subjectOf(parent.certificate),
    issuerKey: parent?.key ?? spec.key,
    subject: authorityName(spec.commonName),
    subjectPublicKeyInfo: publicKeyInfoOf(spec.key),
    validity: spec.validity,
    extensions: [
      { oid: extensionOids.basicConstraints, critical: true, value: write.sequence(write.booleanTrue) },
      { oid: extensionOids.keyUsage, critical: true, value: write.namedBits(5, 6) },
    ],
    random: spec.random,
  }),
});

export const createWorld = (kind: "gost512" | "rsa", seed = "world", authorities: "marked" | "unmarked" = "marked"): World => {
  const random = seeded(`${seed}/${kind}`);
  const nextRsaKey = rsaKeysFrom(random);
  const newKey = (): SigningKey => (kind === "gost512" ? generateGost512Key(random) : nextRsaKey());
  const rootSpec = { commonName: "НЕГІЗГІ ОРТАЛЫҚ (СЫНАҚ)", key: newKey(), validity: long, random };
  const issuingSpec = { commonName: "ҰЛТТЫҚ ОРТАЛЫҚ (СЫНАҚ)", key: newKey(), validity: long, pathLenConstraint: 0, random };
  const root = authorities === "marked" ? createRoot(rootSpec) : unmarkedAuthority(undefined, rootSpec);
  const issuing = authorities === "marked" ? issueAuthority(root, issuingSpec) : unmarkedAuthority(root, issuingSpec);
  const list: CrlSpec = { thisUpdateMs: now - day, nextUpdateMs: now + day, number: 7, revoked: [], random };
  const leafKey = newKey();
  // The two lists of an ordinary day are made once: a list is signed, and signing costs more than validating.
  let ordinaryLists: readonly Uint8Array[] | undefined;
  const input = (cms: Uint8Array): ValidationInput => ({
    cms,
    trustAnchors: [{ certificate: root.certificate, purpose: "test" }],
    intermediates: [issuing.certificate],
    crls: (ordinaryLists ??= [world.crl(), world.rootCrl()]),
    validationTimeMs: now,
    policy: withTestAnchors(permitPolicy),
    expected: { bin: organisation.bin },
  });
  const world: World = {
    random,
    newKey,
    root,
    issuing,
    leaf: (spec) => {
      const key = spec.key ?? leafKey;
      const holder = spec.role === "individual" ? {} : { organisation };
      const full: LeafSpec = { role: "first-head", usage: "signing", person: head, ...holder, validity, random, ...spec, key };
      return { certificate: issueLeaf(issuing, full), key, signingTimeMs: now - 60_000 };
    },
    crl: (spec = {}) => issueCrl(issuing, { ...list, ...spec }),
    rootCrl: (spec = {}) => issueCrl(root, { ...list, ...spec }),
    sign: (signer, spec = {}) => signCms({ content: document, detached: true, signers: [signer], random, ...spec }),
    validate: (cms, parts = {}) => validateSignature({ ...input(cms), document, ...parts }),
    validateAlone: (cms) => validateSignature(input(cms)),
  };
  return world;
};

/** The codes of all checks that did not hold. */
export const faults = (report: ValidationReport): readonly string[] =>
  [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)]
    .filter(({ status }) => status === "failed" || status === "indeterminate")
    .map(({ code }) => code);

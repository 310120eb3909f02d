import { createHash, generateKeyPairSync } from "node:crypto";
import { permitPolicy, validateSignature, withTestAnchors, type ValidationInput, type ValidationReport } from "@beket/eds";
import {
  createRoot,
  generateGost512Key,
  issueAuthority,
  issueCrl,
  issueLeaf,
  rsaKeyFromPkcs8,
  signCms,
  type Authority,
  type CmsSigner,
  type CmsSpec,
  type CrlSpec,
  type LeafSpec,
  type Random,
  type SigningKey,
} from "@beket/eds/issue";

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
      const block = createHash("sha512").update(`${seed}/${counter}`).digest();
      out.set(block.subarray(0, length - at), at);
    }
    return out;
  };
};

const newRsaKey = (): SigningKey => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = rsaKeyFromPkcs8(new Uint8Array(privateKey.export({ type: "pkcs8", format: "der" })));
  if (!key.ok) throw new Error(key.error);
  return key.value;
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

export const createWorld = (kind: "gost512" | "rsa", seed = "world"): World => {
  const random = seeded(`${seed}/${kind}`);
  const newKey = (): SigningKey => (kind === "gost512" ? generateGost512Key(random) : newRsaKey());
  const root = createRoot({ commonName: "НЕГІЗГІ ОРТАЛЫҚ (СЫНАҚ)", key: newKey(), validity: long, random });
  const issuing = issueAuthority(root, {
    commonName: "ҰЛТТЫҚ ОРТАЛЫҚ (СЫНАҚ)",
    key: newKey(),
    validity: long,
    pathLenConstraint: 0,
    random,
  });
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

import type { EvidenceInput } from "@beket/eds";
import {
  createRoot,
  generateGost512Key,
  issueAuthority,
  issueCrl,
  issueLeaf,
  type Authority,
  type CmsSigner,
  type LeafSpec,
  type Random,
} from "@beket/eds/issue";

// A root, an authority below it and their lists of today: what the national CA gives you in earnest. The people are invented.

const dayMs = 86_400_000;

export const organisation = { name: 'ТОО "Сарыарқа Жол"', bin: "120540001238" };
const head = { surname: "ОМАРОВ", givenName: "АСАН", patronymic: "БОЛАТҰЛЫ", iin: "850714301234" };

export type MadeAuthorities = {
  readonly root: Authority;
  readonly issuing: Authority;
  /** What a validation is handed: the anchor, the certificate below it, a list of each. */
  readonly evidence: EvidenceInput;
  /** A key with its certificate, by the issuing authority. */
  readonly holder: (spec: Pick<LeafSpec, "role" | "usage">) => CmsSigner;
};

/** `random` gives fresh octets: in a program `(length) => crypto.getRandomValues(new Uint8Array(length))`. */
export const madeAuthorities = (random: Random, nowMs: number): MadeAuthorities => {
  const validity = { notBeforeMs: nowMs - 30 * dayMs, notAfterMs: nowMs + 300 * dayMs };
  const root = createRoot({ commonName: "НЕГІЗГІ ОРТАЛЫҚ (СЫНАҚ)", key: generateGost512Key(random), validity, random });
  const issuing = issueAuthority(root, { commonName: "ҰЛТТЫҚ ОРТАЛЫҚ (СЫНАҚ)", key: generateGost512Key(random), validity, random });
  const list = { thisUpdateMs: nowMs - 3_600_000, nextUpdateMs: nowMs + dayMs, number: 1, revoked: [], random };
  return {
    root,
    issuing,
    evidence: {
      trustAnchors: [{ certificate: root.certificate, purpose: "test" }],
      intermediates: [issuing.certificate],
      crls: [issueCrl(issuing, list), issueCrl(root, list)],
    },
    holder: (spec) => {
      const key = generateGost512Key(random);
      const owner = spec.role === "individual" ? {} : { organisation };
      const certificate = issueLeaf(issuing, { ...spec, ...owner, person: head, key, validity, random });
      return { certificate, key, signingTimeMs: nowMs - 1000 };
    },
  };
};

import {
  createRoot,
  generateGost512Key,
  issueAuthority,
  issueCrl,
  issueLeaf,
  issueOcspResponder,
  issueTimestampAuthority,
  type Authority,
  type KeyHolder,
  type LeafSpec,
  type Random,
} from "@beket/eds/issue";
import type { DemoSigner } from "./key-file.ts";

const day = 86_400_000;

/** The demo's own certification authority, in the national profile over GOST 34.10-2015. Its anchor is a test anchor. */
export type DemoAuthority = {
  readonly root: Authority;
  readonly issuing: Authority;
  /** Answers for the issuing authority's certificates, in its name. */
  readonly responder: KeyHolder;
  readonly timestampAuthority: KeyHolder;
  readonly issue: (leaf: Omit<LeafSpec, "key" | "validity" | "random">) => DemoSigner;
  /** DER lists of both authorities, good for `days` from now. */
  readonly crls: (revoked: readonly { readonly serialNumber: Uint8Array; readonly atMs: number }[], days: number) => readonly Uint8Array[];
};

export const createDemoAuthority = (nowMs: number, random: Random): DemoAuthority => {
  const validity = { notBeforeMs: nowMs - 30 * day, notAfterMs: nowMs + 3650 * day };
  const root = createRoot({
    commonName: "BEKET ДЕМО НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST)",
    key: generateGost512Key(random),
    validity,
    random,
  });
  const issuing = issueAuthority(root, {
    commonName: "BEKET ДЕМО КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST)",
    key: generateGost512Key(random),
    validity,
    random,
    pathLenConstraint: 0,
  });
  const service = (commonName: string) => ({ commonName, key: generateGost512Key(random), validity, random });
  return {
    root,
    issuing,
    responder: issueOcspResponder(issuing, service("BEKET ДЕМО OCSP")),
    timestampAuthority: issueTimestampAuthority(issuing, service("BEKET ДЕМО TSA")),
    issue: (leaf) => {
      const key = generateGost512Key(random);
      const certificate = issueLeaf(issuing, {
        ...leaf,
        key,
        random,
        validity: { notBeforeMs: nowMs - 7 * day, notAfterMs: nowMs + 365 * day },
      });
      return { key, certificate, issuers: [issuing.certificate, root.certificate] };
    },
    crls: (revoked, days) => {
      const span = { thisUpdateMs: nowMs - 60_000, nextUpdateMs: nowMs + days * day, number: 1, random };
      return [
        issueCrl(root, { ...span, revoked: [] }),
        issueCrl(issuing, {
          ...span,
          revoked: revoked.map((one) => ({ serialNumber: one.serialNumber, revocationMs: one.atMs, reason: "superseded" })),
        }),
      ];
    },
  };
};

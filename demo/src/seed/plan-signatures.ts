import { readFileSync } from "node:fs";
import { join } from "node:path";
import { issueLeaf, generateGost512Key, signCms, type Random } from "@beket/eds/issue";
import type { PlannedApplication } from "../city/plan.ts";
import { parseKeyFile, type DemoSigner } from "../keys/key-file.ts";
import { layout } from "../layout.ts";

const day = 86_400_000;

export const readSigner = (path: string): DemoSigner => {
  const signer = parseKeyFile(readFileSync(path, "utf8"));
  if (!signer.ok) throw new Error(`${path}: ${signer.error}`);
  return signer.value;
};
export const readAuthoritySigner = (folder: string, authority: string): DemoSigner =>
  readSigner(join(layout(folder).authorityKeys, `${authority}.json`));

/** Makes a head's key and certificate when it is first needed; nothing of it is kept. */
export const createHeadSigners = (folder: string, nowMs: number, random: Random) => {
  const ca = readSigner(layout(folder).authority.issuing);
  const known = new Map<string, DemoSigner>();
  return (application: Pick<PlannedApplication, "organisation" | "head">): DemoSigner => {
    const { organisation, head } = application;
    const before = known.get(organisation.bin);
    if (before !== undefined) return before;
    const key = generateGost512Key(random);
    const [surname = head.name, givenName = head.name] = head.name.split(" ");
    const certificate = issueLeaf(ca, {
      role: "first-head",
      usage: "signing",
      person: { surname, givenName, iin: head.iin },
      organisation: { name: organisation.name, bin: organisation.bin },
      key,
      random,
      validity: { notBeforeMs: nowMs - 7 * day, notAfterMs: nowMs + 365 * day },
    });
    const signer: DemoSigner = { key, certificate, issuers: [ca.certificate, ...ca.issuers] };
    known.set(organisation.bin, signer);
    return signer;
  };
};

/** A detached CMS over the document as NCALayer returns it, base64. */
export const signDocument = (signer: DemoSigner, document: string, nowMs: number, random: Random): string =>
  Buffer.from(
    signCms({
      content: new TextEncoder().encode(document),
      detached: true,
      random,
      signers: [{ certificate: signer.certificate, key: signer.key, signingTimeMs: nowMs, signingCertificateV2: true }],
      certificates: [signer.certificate, ...signer.issuers],
    }),
  ).toString("base64");

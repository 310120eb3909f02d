import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRoot, generateGost512Key, issueCrl, issueLeaf, type Authority, type LeafSpec } from "@beket/eds/issue";
import { keyFileText } from "../../../demo/src/keys/key-file.ts";

// Invented people and an invented firm; the numbers only pass the check digit.
export const bin = "940140000385";
export const otherBin = "950341000052";
export const headIin = "871008401427";
export const proprietorIin = "760212350620";

export const dayMs = 86_400_000;

/** A generator with a fixed seed (xorshift32): the keys are for tests only. */
export function seededRandom(seed: number): (length: number) => Uint8Array {
  let state = seed >>> 0 || 1;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state ^= state << 13;
      state >>>= 0;
      state ^= state >>> 17;
      state ^= state << 5;
      state >>>= 0;
      return state & 0xff;
    });
}

export type DemoKeys = { readonly folder: string; readonly root: Authority; readonly crl: Uint8Array; readonly remove: () => void };

const organisation = { name: "ЖШС «Сарқырама»", bin };
const head = { surname: "Ахметова", givenName: "Динара", iin: headIin };

/** A key folder: the head, an employee, an expired head, the head of another firm, a sole proprietor and a sign-in key. */
export function writeDemoKeys(nowMs: number): DemoKeys {
  const random = seededRandom(20_200_327);
  const validity = { notBeforeMs: nowMs - 30 * dayMs, notAfterMs: nowMs + 300 * dayMs };
  const root = createRoot({ commonName: "BEKET TEST ROOT", key: generateGost512Key(random), validity, random });
  const folder = mkdtempSync(join(tmpdir(), "beket-keys-"));
  const write = (name: string, spec: Partial<LeafSpec> & Pick<LeafSpec, "role">): void => {
    const key = generateGost512Key(random);
    const certificate = issueLeaf(root, { usage: "signing", person: head, key, validity, random, ...spec });
    writeFileSync(join(folder, `${name}.json`), keyFileText({ key, certificate, issuers: [root.certificate] }));
  };
  write("a-employee", { role: "employee", organisation, person: { surname: "Серикбаев", givenName: "Нурлан", iin: "800416300257" } });
  write("b-expired-head", { role: "first-head", organisation, validity: { notBeforeMs: nowMs - 400 * dayMs, notAfterMs: nowMs - dayMs } });
  write("c-other-head", { role: "first-head", organisation: { name: "ЖШС «Көкжиек»", bin: otherBin } });
  write("d-sign-in", { role: "first-head", organisation, usage: "authentication" });
  write("e-head", { role: "first-head", organisation });
  write("f-proprietor", { role: "individual", person: { surname: "Ким", givenName: "Виктор", iin: proprietorIin } });
  const crl = issueCrl(root, { thisUpdateMs: nowMs - dayMs, nextUpdateMs: nowMs + 7 * dayMs, number: 1, revoked: [], random });
  return { folder, root, crl, remove: () => rmSync(folder, { recursive: true }) };
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileToDer, parseCertificate } from "@beket/eds";
import { isIssuedBy } from "../../../packages/eds/src/path/build.ts";
import { parseOcspResponse } from "../../../packages/eds/src/x509/ocsp-parse.ts";
import { keyFileTarget } from "./key-file-targets.ts";
import { certificateTarget, crlTarget, derTarget, messageTarget, ocspTarget, timestampTarget, type Target } from "./targets.ts";

/** The national CA hands it out with its test keys. */
const nationalTestPassword = "Qwerty12";

// Originals of the national CA, from the folder that BEKET_EDS_DATA names: PKITS is left to its own tests.

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "pkits" ? [] : filesBelow(path);
    return [path];
  });

export const nationalTargets = (folder: string): readonly Target[] => {
  const files = filesBelow(folder).map((path) => {
    const octets = new Uint8Array(readFileSync(path));
    return { path, name: path.slice(folder.length + 1), octets, der: fileToDer(octets)[0] ?? octets };
  });
  const having = (pattern: RegExp) => files.filter(({ path }) => pattern.test(path));
  const certificates = having(/\.(cer|crt)$/);
  const authorities = certificates.flatMap(({ der }) => parseCertificate(der) ?? []);
  const issuerOf = (der: Uint8Array) => {
    const subject = parseCertificate(der);
    return subject && authorities.find((authority) => isIssuedBy(subject, authority));
  };
  const responderOf = (der: Uint8Array) => {
    const response = parseOcspResponse(der);
    const [first] = response.ok ? response.value.certificates : [];
    return first && parseCertificate(first);
  };
  return [
    ...certificates.map(({ name, der }) => certificateTarget(name, der, issuerOf(der))),
    ...having(/\.crl$/).map(({ name, der }) => crlTarget(name, der)),
    ...having(/ocsp.*\.bin$/).map(({ name, der }) => ocspTarget(name, der, responderOf(der))),
    ...having(/tsp.*\.bin$/).map(({ name, der }) => timestampTarget(name, der)),
    ...having(/\.p12$/).map(({ name, octets }) => keyFileTarget(name, octets, nationalTestPassword)),
    ...having(/cms.*\.der$/).map(({ name, der }) => messageTarget(name, der)),
    ...having(/\.(der|bin)$/).map(({ name, der }) => ({ ...derTarget(name, der), weight: 1 })),
  ];
};

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { identityOf, parseCertificate } from "@beket/eds";
import { signCms, type Random } from "@beket/eds/issue";
import { parseKeyFile } from "../keys/key-file.ts";
import type { SimulatorKey } from "./keys.ts";

export type KeyFolder = { readonly keys: readonly SimulatorKey[]; readonly faults: readonly string[] };

/** The key of one file's text, or null when it is not a key file. */
function readKey(name: string, text: string, random: Random): SimulatorKey | null {
  const file = parseKeyFile(text);
  const certificate = file.ok ? parseCertificate(file.value.certificate) : undefined;
  if (!file.ok || certificate === undefined) return null;
  const { key, certificate: der, issuers } = file.value;
  const identity = identityOf(certificate);
  const algorithm = key.kind === "gost512" ? "GOST 34.310-2015" : "RSA";
  return {
    name,
    commonName: identity.commonName,
    organisation: identity.organisation ?? null,
    iin: identity.iin ?? null,
    bin: identity.bin ?? null,
    serialNumber: identity.serialNumber,
    extKeyUsageOids: certificate.extendedKeyUsage,
    signs: certificate.keyUsage?.nonRepudiation === true,
    notBeforeMs: certificate.notBeforeMs,
    notAfterMs: certificate.notAfterMs,
    algorithm,
    issuers,
    info: {
      alias: name,
      subjectDn: certificate.subject.attributes.map(({ oid, value }) => `${oid}=${value ?? ""}`).join(","),
      serialNumber: identity.serialNumber,
      certNotBefore: String(certificate.notBeforeMs),
      certNotAfter: String(certificate.notAfterMs),
      algorithm,
    },
    sign: (content, { encapsulate, signingTimeMs }) =>
      // As NCALayer's CAdES: with signingCertificateV2.
      signCms({ content, detached: !encapsulate, signers: [{ certificate: der, key, signingTimeMs, signingCertificateV2: true }], random }),
  };
}

/** Every `.json` of a folder, by name. A file that cannot be read is a fault beside the others, not the end. */
export function readKeyFolder(folder: string, random: Random): KeyFolder {
  const keys: SimulatorKey[] = [];
  const faults: string[] = [];
  let names: readonly string[];
  try {
    names = readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => file.slice(0, -".json".length));
  } catch {
    return { keys, faults: [`the key folder ${folder} cannot be read`] };
  }
  // By the bare name: with the ending "head-revoked" would stand before "head" and be offered first.
  for (const name of names.toSorted()) {
    const read = readKey(name, readFileSync(join(folder, `${name}.json`), "utf8"), random);
    if (read === null) faults.push(`${name}.json is not a key file (beket/demo-key/1)`);
    else keys.push(read);
  }
  return { keys, faults };
}

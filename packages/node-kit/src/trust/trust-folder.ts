import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@beket/domain";
import { fileToDer, parseCertificate } from "@beket/eds";

/** What signatures are judged by, as DER. A certificate that issued itself is an anchor; any other only helps to build a path. */
export type TrustFolder = {
  readonly anchors: readonly Uint8Array[];
  readonly intermediates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
};
export type TrustFolderFault = { readonly code: "folder-unreadable" | "file-unreadable" | "no-anchor"; readonly line: string };

const certificateFile = /\.(cer|crt|der|pem)$/i;
const crlFile = /\.crl$/i;
const equal = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

/** Reads every certificate (`.cer`, `.crt`, `.der`, `.pem`) and revocation list (`.crl`) of a folder, DER or PEM. */
export const readTrustFolder = (path: string): Result<TrustFolder, TrustFolderFault> => {
  let files: readonly string[];
  try {
    files = readdirSync(path).toSorted();
  } catch {
    return err({ code: "folder-unreadable", line: `the trust folder ${path} cannot be read` });
  }
  const anchors: Uint8Array[] = [];
  const intermediates: Uint8Array[] = [];
  const crls: Uint8Array[] = [];
  for (const file of files) {
    if (!certificateFile.test(file) && !crlFile.test(file)) continue;
    const blocks = fileToDer(Uint8Array.from(readFileSync(join(path, file))));
    if (blocks.length === 0) return err({ code: "file-unreadable", line: `${file} in the trust folder is neither DER nor PEM` });
    for (const der of blocks) {
      if (crlFile.test(file)) {
        crls.push(der);
        continue;
      }
      const certificate = parseCertificate(der);
      if (certificate === undefined) return err({ code: "file-unreadable", line: `${file} in the trust folder is not a certificate` });
      const selfIssued = equal(certificate.subject.raw, certificate.issuer.raw);
      (selfIssued ? anchors : intermediates).push(der);
    }
  }
  return anchors.length === 0
    ? err({ code: "no-anchor", line: `no trust anchor (self-issued certificate) in ${path}` })
    : ok({ anchors, intermediates, crls });
};

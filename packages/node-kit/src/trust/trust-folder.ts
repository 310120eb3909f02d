import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@beket/domain";
import { fileToDer, parseCertificate } from "@beket/eds";

/** What signatures are judged by, as DER. */
export type TrustFolder = {
  readonly anchors: readonly Uint8Array[];
  readonly intermediates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
};
export type TrustFolderFault = { readonly code: "folder-unreadable" | "file-unreadable" | "no-anchor"; readonly line: string };

const certificateFile = /\.(cer|crt|der|pem)$/i;
const crlFile = /\.crl$/i;

const blocksOf = (folder: string, wanted: RegExp): Result<readonly Uint8Array[], TrustFolderFault> => {
  const blocks: Uint8Array[] = [];
  for (const file of readdirSync(folder).toSorted()) {
    if (!wanted.test(file)) continue;
    const found = fileToDer(Uint8Array.from(readFileSync(join(folder, file))));
    const readable = found.length > 0 && (wanted === crlFile || found.every((der) => parseCertificate(der) !== undefined));
    if (!readable) return err({ code: "file-unreadable", line: `${file} in the trust folder is not what its name says (DER or PEM)` });
    blocks.push(...found);
  }
  return ok(blocks);
};

/**
 * Reads the operator's trust folder. Every certificate in it (`.cer`, `.crt`, `.der`, `.pem`) is an anchor, also an issuing authority that
 * the operator pins without its root; those in its subfolder `intermediates` only help to build a path. `.crl` files are revocation lists.
 */
export const readTrustFolder = (path: string): Result<TrustFolder, TrustFolderFault> => {
  const below = join(path, "intermediates");
  try {
    const anchors = blocksOf(path, certificateFile);
    const intermediates = existsSync(below) ? blocksOf(below, certificateFile) : ok([]);
    const crls = blocksOf(path, crlFile);
    const fault = [anchors, intermediates, crls].find((one) => !one.ok);
    if (fault !== undefined && !fault.ok) return fault;
    if (!anchors.ok || !intermediates.ok || !crls.ok || anchors.value.length === 0)
      return err({ code: "no-anchor", line: `no trust anchor (a certificate file) in ${path}` });
    return ok({ anchors: anchors.value, intermediates: intermediates.value, crls: crls.value });
  } catch {
    return err({ code: "folder-unreadable", line: `the trust folder ${path} cannot be read` });
  }
};

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { err, ok, type Result } from "@beket/domain";
import { fileToDer, parseCertificate } from "@beket/eds";
import { readPins, sha256Hex, type AnchorPin, type AnchorPurpose } from "./anchor-pins.ts";

/** An anchor as DER; its purpose as pinned, null where the folder has no pins. */
export type FolderAnchor = { readonly certificate: Uint8Array; readonly purpose: AnchorPurpose | null };

/** What signatures are judged by, as DER. */
export type TrustFolder = {
  readonly anchors: readonly FolderAnchor[];
  readonly intermediates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
};
export type TrustFolderFault = {
  readonly code:
    | "folder-unreadable"
    | "file-unreadable"
    | "no-anchor"
    | "pins-missing"
    | "pins-unreadable"
    | "anchor-not-pinned"
    | "anchor-missing";
  /** For the operator, with what to do. */
  readonly line: string;
};
type Found = { readonly file: string; readonly der: Uint8Array };

const certificateFile = /\.(cer|crt|der|pem)$/i;
const crlFile = /\.crl$/i;

const blocksOf = (
  folder: string,
  files: readonly string[],
  wanted: RegExp,
  place = " in the trust folder",
): Result<readonly Found[], TrustFolderFault> => {
  const blocks: Found[] = [];
  for (const file of files.toSorted()) {
    if (!wanted.test(file)) continue;
    const found = fileToDer(Uint8Array.from(readFileSync(join(folder, file))));
    const readable = found.length > 0 && (wanted === crlFile || found.every((der) => parseCertificate(der) !== undefined));
    if (!readable)
      return err({
        code: "file-unreadable",
        line: `${file}${place} is no ${wanted === crlFile ? "revocation list" : "certificate"} (DER or PEM)`,
      });
    blocks.push(...found.map((der) => ({ file, der })));
  }
  return ok(blocks);
};

const withPurpose = (
  folder: string,
  found: readonly Found[],
  pins: readonly AnchorPin[] | null,
): Result<readonly FolderAnchor[], TrustFolderFault> => {
  if (pins === null) return ok(found.map(({ der }) => ({ certificate: der, purpose: null })));
  const byHash = new Map(pins.map((pin) => [pin.sha256, pin]));
  const anchors: FolderAnchor[] = [];
  for (const { file, der } of found) {
    const pin = byHash.get(sha256Hex(der));
    if (pin === undefined)
      return err({
        code: "anchor-not-pinned",
        line: `${file} in the trust folder is not pinned: "beket trust add ${join(folder, file)} --dir ${folder}" compares its fingerprint`,
      });
    anchors.push({ certificate: der, purpose: pin.purpose });
  }
  const present = new Set(found.map(({ der }) => sha256Hex(der)));
  const absent = pins.find(({ sha256 }) => !present.has(sha256));
  if (absent !== undefined)
    return err({
      code: "anchor-missing",
      line: `the pinned anchor ${absent.sha256} is not in the trust folder: put it back, or "beket trust remove ${absent.sha256} --dir ${folder}"`,
    });
  return ok(anchors);
};

const read = (folder: string, files: readonly string[], pinned: boolean): Result<TrustFolder, TrustFolderFault> => {
  const below = join(folder, "intermediates");
  const pins = readPins(folder);
  if (!pins.ok) return err({ code: "pins-unreadable", line: pins.error });
  const found = blocksOf(folder, files, certificateFile);
  const intermediates = existsSync(below) ? blocksOf(below, readdirSync(below), certificateFile) : ok([]);
  const crls = blocksOf(folder, files, crlFile);
  if (!found.ok) return found;
  if (!intermediates.ok) return intermediates;
  if (!crls.ok) return crls;
  if (found.value.length === 0) return err({ code: "no-anchor", line: `no trust anchor (a certificate file) in ${folder}` });
  if (pinned && pins.value === null)
    return err({ code: "pins-missing", line: `the anchors in ${folder} are not pinned: "beket trust add FILE --dir ${folder}" for each` });
  const anchors = withPurpose(folder, found.value, pins.value);
  const derOf = ({ der }: Found): Uint8Array => der;
  return anchors.ok ? ok({ anchors: anchors.value, intermediates: intermediates.value.map(derOf), crls: crls.value.map(derOf) }) : anchors;
};

/**
 * Reads the operator's trust folder. Every certificate in it (`.cer`, `.crt`, `.der`, `.pem`) is an anchor, also an issuing authority that
 * the operator pins without its root; those in its subfolder `intermediates` only help to build a path. `.crl` files are revocation lists.
 * Where the folder has pins (`anchors.json`), or `pinned` asks for them, each anchor must be pinned by its SHA-256 and each pin must be there.
 * A path to a single file is that one anchor, without pins.
 */
export const readTrustFolder = (
  path: string,
  { pinned = false }: { readonly pinned?: boolean } = {},
): Result<TrustFolder, TrustFolderFault> => {
  try {
    if (pinned || !statSync(path).isFile()) return read(path, readdirSync(path), pinned);
    const found = blocksOf(dirname(path), [basename(path)], /(?:)/, "");
    if (!found.ok) return found;
    return ok({ anchors: found.value.map(({ der }) => ({ certificate: der, purpose: null })), intermediates: [], crls: [] });
  } catch {
    return err({ code: "folder-unreadable", line: `the trust folder ${path} cannot be read` });
  }
};

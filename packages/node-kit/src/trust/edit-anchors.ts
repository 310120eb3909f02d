import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@beket/domain";
import { fileToDer, parseCertificate } from "@beket/eds";
import { pinsMax, readPins, sha256Hex, writePins, type AnchorPin, type AnchorPurpose } from "./anchor-pins.ts";

export type AnchorEditFault = {
  readonly code: "folder-unusable" | "pins-unreadable" | "too-many" | "already-pinned" | "not-pinned" | "file-holds-several";
  readonly line: string;
};

/** What the system does not allow (rights, a full disk, a folder by a certificate's name) is a line for the operator, not a crash. */
const inFolder = <T>(folder: string, work: () => Result<T, AnchorEditFault>): Result<T, AnchorEditFault> => {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof Error) || !("code" in thrown) || !("syscall" in thrown)) throw thrown;
    return err({ code: "folder-unusable", line: `the trust folder ${folder}, or a file in it, cannot be read or written` });
  }
};

const certificateFile = /\.(cer|crt|der|pem)$/i;

/** The certificates at the top of a folder, by the fingerprint of each. */
const certificatesIn = (folder: string): ReadonlyMap<string, { readonly file: string; readonly der: Uint8Array }> =>
  new Map(
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((file) => certificateFile.test(file))
      .flatMap((file) =>
        fileToDer(Uint8Array.from(readFileSync(join(folder, file)))).map((der) => [sha256Hex(der), { file, der }] as const),
      ),
  );

/**
 * Puts a certificate into a trust folder and pins it by its SHA-256; makes the folder where it is missing. The file comes before
 * the pin, so that a stop in between leaves a file without a pin, which the next reader names.
 */
export const addAnchor = (folder: string, der: Uint8Array, pin: Omit<AnchorPin, "sha256">): Result<AnchorPin, AnchorEditFault> =>
  inFolder(folder, () => add(folder, der, pin));

const add = (folder: string, der: Uint8Array, pin: Omit<AnchorPin, "sha256">): Result<AnchorPin, AnchorEditFault> => {
  mkdirSync(folder, { recursive: true });
  const pins = readPins(folder);
  if (!pins.ok) return err({ code: "pins-unreadable", line: pins.error });
  const sha256 = sha256Hex(der);
  const pinned = pins.value ?? [];
  if (pinned.length >= pinsMax && !pinned.some((one) => one.sha256 === sha256))
    return err({ code: "too-many", line: `${folder} has ${pinsMax} pinned anchors already` });
  const present = certificatesIn(folder);
  if (present.has(sha256) && pinned.some((one) => one.sha256 === sha256))
    return err({ code: "already-pinned", line: `the anchor ${sha256} is pinned already` });
  if (!present.has(sha256)) {
    const path = join(folder, `anchor-${sha256.slice(0, 16)}.cer`);
    writeFileSync(`${path}.draft`, der, { mode: 0o644 });
    renameSync(`${path}.draft`, path);
  }
  const added: AnchorPin = { sha256, ...pin };
  writePins(folder, [...pinned.filter((one) => one.sha256 !== sha256), added]);
  return ok(added);
};

export type ListedAnchor = {
  readonly sha256: string;
  readonly file: string | null;
  /** Null: the file is in the folder and nobody has pinned it. */
  readonly purpose: AnchorPurpose | null;
  readonly addedAt: number | null;
  readonly subject: string;
  /** Milliseconds since 1970 UTC; null where the file is missing. */
  readonly notAfterMs: number | null;
};

/** Every anchor of a folder: pinned ones, files without a pin, pins without a file. */
export const listAnchors = (folder: string): Result<readonly ListedAnchor[], AnchorEditFault> => inFolder(folder, () => list(folder));

const list = (folder: string): Result<readonly ListedAnchor[], AnchorEditFault> => {
  const pins = readPins(folder);
  if (!pins.ok) return err({ code: "pins-unreadable", line: pins.error });
  const files = certificatesIn(folder);
  const pinned = new Map((pins.value ?? []).map((pin) => [pin.sha256, pin]));
  return ok(
    [...new Set([...pinned.keys(), ...files.keys()])].map((sha256) => {
      const pin = pinned.get(sha256);
      const found = files.get(sha256);
      const certificate = found && parseCertificate(found.der);
      return {
        sha256,
        file: found?.file ?? null,
        purpose: pin?.purpose ?? null,
        addedAt: pin?.addedAt ?? null,
        subject: pin?.subject ?? (certificate === undefined ? "" : subjectLine(certificate.subject.attributes)),
        notAfterMs: certificate?.notAfterMs ?? null,
      };
    }),
  );
};

/** The common name, or whatever a subject has, for people. */
const subjectLine = (attributes: readonly { readonly oid: string; readonly value: string | undefined }[]): string =>
  attributes.find(({ oid }) => oid === "2.5.4.3")?.value ?? attributes.map(({ value }) => value ?? "").join(", ");

/** Takes an anchor out of a folder: the pin first, so that a stop in between never leaves it trusted. */
export const removeAnchor = (folder: string, sha256: string): Result<true, AnchorEditFault> =>
  inFolder(folder, () => remove(folder, sha256));

const remove = (folder: string, sha256: string): Result<true, AnchorEditFault> => {
  const pins = readPins(folder);
  if (!pins.ok) return err({ code: "pins-unreadable", line: pins.error });
  const present = certificatesIn(folder);
  const file = present.get(sha256)?.file;
  if (file !== undefined && [...present.values()].filter((one) => one.file === file).length > 1)
    return err({ code: "file-holds-several", line: `${file} holds several certificates: split it, or take the one out by hand` });
  const isPinned = (pins.value ?? []).some((one) => one.sha256 === sha256);
  if (!isPinned && file === undefined) return err({ code: "not-pinned", line: `there is no anchor ${sha256} in ${folder}` });
  if (isPinned)
    writePins(
      folder,
      (pins.value ?? []).filter((one) => one.sha256 !== sha256),
    );
  if (file !== undefined) rmSync(join(folder, file));
  return ok(true);
};

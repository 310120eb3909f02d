import { isTestAuthority, parseCertificate } from "@beket/eds";
import { listAnchors, readPins, readTrustFolder, sha256Hex, type Log, type TrustFolderFault } from "@beket/node-kit";
import { err, ok, type Result } from "@beket/domain";
import type { Trust } from "../features/submissions/signature.ts";

export type TrustSource = { readonly current: () => Trust; readonly reload: () => boolean };

type Purpose = "test" | "production";
type Fault = { readonly code: TrustFolderFault["code"] | "test-anchor"; readonly line: string };

/**
 * The operator's folder, read again on demand. One that is out of order keeps what was read before, without the anchors that the operator
 * has taken out since, and is logged.
 */
export function openTrustSource(path: string, purpose: Purpose, log: Log): Result<TrustSource, string> {
  const read = (): Result<Trust, Fault> => {
    // In production each anchor was looked at by a person, who pinned its fingerprint.
    const folder = readTrustFolder(path, { pinned: purpose === "production" });
    if (!folder.ok) return folder;
    const { anchors, intermediates, crls } = folder.value;
    if (purpose === "production" && anchors.some((anchor) => anchor.purpose === "test" || isForTests(anchor.certificate)))
      return err({
        code: "test-anchor",
        line: `a test anchor is in the trust folder ${path}: production accepts none ("beket trust list" shows it)`,
      });
    return ok({
      anchors: anchors.map((anchor) => ({ certificate: anchor.certificate, purpose: anchor.purpose ?? purpose })),
      intermediates,
      crls,
    });
  };
  const first = read();
  if (!first.ok) return err(first.error.line);
  let trust = first.value;
  return ok({
    current: () => trust,
    reload: () => {
      const next = read();
      const before = fingerprint(trust);
      if (next.ok) trust = next.value;
      else {
        log.error("trust-folder-unreadable", { code: next.error.code });
        if (next.error.code !== "folder-unreadable") trust = { ...trust, anchors: stillTrusted(path, purpose, trust.anchors) };
      }
      return fingerprint(trust) !== before;
    },
  });
}

/** Whose file is still there and whose pin, where the folder has pins, still says the same. */
function stillTrusted(path: string, purpose: Purpose, anchors: Trust["anchors"]): Trust["anchors"] {
  const pins = readPins(path);
  const present = anchorHashes(path);
  if (!pins.ok || present === null) return anchors;
  const pinOf = new Map((pins.value ?? []).map((pin) => [pin.sha256, pin.purpose]));
  return anchors.filter((anchor) => {
    const sha256 = sha256Hex(anchor.certificate);
    const pinned = pins.value === null ? anchor.purpose : pinOf.get(sha256);
    return present.has(sha256) && (purpose === "production" ? pinned === "production" : pinned !== undefined);
  });
}

/** Null where they cannot be read. */
function anchorHashes(path: string): ReadonlySet<string> | null {
  const listed = listAnchors(path);
  return listed.ok ? new Set(listed.value.flatMap(({ sha256, file }) => (file === null ? [] : [sha256]))) : null;
}

/** Some authorities say of themselves that they are for tests, or are known to be: a pin does not change that. */
function isForTests(der: Uint8Array): boolean {
  const certificate = parseCertificate(der);
  return certificate !== undefined && isTestAuthority(certificate);
}

function fingerprint({ anchors, intermediates, crls }: Trust): string {
  const hasher = new Bun.CryptoHasher("sha256");
  for (const der of [...anchors.map((anchor) => anchor.certificate), ...intermediates, ...crls])
    hasher.update(der).update(String(der.length));
  return hasher.digest("hex");
}

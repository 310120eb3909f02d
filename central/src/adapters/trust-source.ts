import { isTestAuthority, parseCertificate } from "@beket/eds";
import { readTrustFolder, type Log } from "@beket/node-kit";
import { err, ok, type Result } from "@beket/domain";
import type { Trust } from "../features/submissions/signature.ts";

export type TrustSource = { readonly current: () => Trust; readonly reload: () => boolean };

/** The operator's folder, read again on demand. A folder that cannot be read keeps what was read before, and is logged. */
export function openTrustSource(path: string, purpose: "test" | "production", log: Log): Result<TrustSource, string> {
  const read = (): Result<Trust, string> => {
    // In production each anchor was looked at by a person, who pinned its fingerprint.
    const folder = readTrustFolder(path, { pinned: purpose === "production" });
    if (!folder.ok) return err(folder.error.line);
    const { anchors, intermediates, crls } = folder.value;
    if (purpose === "production" && anchors.some((anchor) => anchor.purpose === "test" || isForTests(anchor.certificate)))
      return err(`a test anchor is in the trust folder ${path}: production accepts none ("beket trust list" shows it)`);
    return ok({
      anchors: anchors.map((anchor) => ({ certificate: anchor.certificate, purpose: anchor.purpose ?? purpose })),
      intermediates,
      crls,
    });
  };
  const first = read();
  if (!first.ok) return first;
  let trust = first.value;
  return ok({
    current: () => trust,
    reload: () => {
      const next = read();
      if (!next.ok) {
        log.error("trust-folder-unreadable");
        return false;
      }
      const before = fingerprint(trust);
      trust = next.value;
      return fingerprint(trust) !== before;
    },
  });
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

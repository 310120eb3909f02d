import { claimedSigners, identityOf } from "@beket/eds";
import type { ClaimedSigner } from "./key-check.ts";

/** The signer's certificate of a CMS in base64, as it states itself; null where it cannot be read. Loaded when a signature came. */
export function claimedSigner(cms: string): ClaimedSigner | null {
  const bytes = Uint8Array.from(atob(cms), (sign) => sign.charCodeAt(0));
  const [certificate] = claimedSigners(bytes);
  if (certificate === undefined) return null;
  const { roles, iin, bin, notBeforeMs, notAfterMs, issuerName } = identityOf(certificate);
  return {
    roles,
    signs: certificate.keyUsage === undefined ? null : certificate.keyUsage.nonRepudiation,
    iin: iin ?? null,
    bin: bin ?? null,
    notBeforeMs,
    notAfterMs,
    issuerName: issuerName ?? null,
  };
}

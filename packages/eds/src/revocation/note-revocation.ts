import type { Ledger } from "../report/ledger.ts";
import type { CheckCode } from "../report/codes.ts";
import type { Crl } from "../x509/crl.ts";
import type { Path } from "../path/build.ts";
import { revocationStatus, type RevocationStatus } from "./revocation-status.ts";

type Codes = { readonly revoked: CheckCode; readonly noEvidence: CheckCode; readonly stale: CheckCode };

const signerCodes: Codes = {
  revoked: "eds.revocation.revoked",
  noEvidence: "eds.revocation.no-evidence",
  stale: "eds.revocation.stale",
};

const authorityCodes: Codes = {
  revoked: "eds.revocation.authority-revoked",
  noEvidence: "eds.revocation.authority-no-evidence",
  stale: "eds.revocation.authority-stale",
};

/** Notes the revocation status of every certificate of a path but the anchor's; gives the lists that were relied on. */
export const noteRevocation = (
  path: Path,
  ledger: Ledger,
  input: { readonly crls: readonly Crl[]; readonly timeMs: number; readonly proofs: Map<string, boolean> },
): readonly Crl[] => {
  const used: Crl[] = [];
  path.certificates.forEach((certificate, depth) => {
    const issuer = path.certificates[depth + 1] ?? path.anchor.certificate;
    const status = revocationStatus({ ...input, certificate, issuer });
    noteStatus(status, depth === 0 ? signerCodes : authorityCodes, ledger);
    if ("crl" in status) used.push(status.crl);
  });
  return used;
};

const noteStatus = (status: RevocationStatus, codes: Codes, ledger: Ledger): void => {
  switch (status.kind) {
    case "good":
      ledger.note(codes.revoked, true);
      return;
    case "revoked":
      ledger.note(codes.revoked, false, {
        reason: status.entry.reason,
        revokedAt: new Date(status.entry.revocationMs).toISOString(),
      });
      return;
    case "stale":
      ledger.note(codes.stale, false, { nextUpdate: new Date(status.nextUpdateMs).toISOString() });
      return;
    case "no-evidence":
      ledger.note(codes.noEvidence, false, { causes: status.causes.join(", ") });
  }
};

import type { Ledger } from "../report/ledger.ts";
import type { CheckCode } from "../report/codes.ts";
import type { MissingEvidence } from "../evidence/missing.ts";
import type { Path } from "../path/build.ts";
import type { JudgeCertificate, JudgeRequest, UsedEvidence } from "../path/judge-types.ts";
import type { Crl } from "../x509/crl.ts";
import type { EvidencePool, JudgementTimes } from "./types.ts";
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

export type RevocationQuestion = {
  readonly path: Path;
  readonly ledger: Ledger;
  readonly pool: EvidencePool;
  readonly times: JudgementTimes;
  readonly judge: JudgeCertificate;
  readonly purpose: JudgeRequest["purpose"];
  readonly depth: number;
};

/** Notes the revocation status of every certificate of a path but the anchor's; gives the evidence that was relied on. */
export const noteRevocation = (
  question: RevocationQuestion,
): { readonly used: UsedEvidence; readonly missing: readonly MissingEvidence[] } => {
  const { path, ledger, pool, times } = question;
  const used: Crl[] = [];
  path.certificates.forEach((certificate, depth) => {
    const issuer = path.certificates[depth + 1] ?? path.anchor.certificate;
    const status = revocationStatus({ crls: pool.crls, timeMs: times.atMs, proofs: pool.proofs, certificate, issuer });
    noteStatus(status, depth === 0 ? signerCodes : authorityCodes, ledger);
    if ("crl" in status) used.push(status.crl);
  });
  return { used: { certificates: [], crls: used, ocsp: [] }, missing: [] };
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

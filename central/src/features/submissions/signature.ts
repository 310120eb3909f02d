import type { CryptoPort } from "@beket/replication";
import type { TrustAnchor, ValidationInput, ValidationPolicy, ValidationReport } from "@beket/eds";
import { hex } from "../bytes.ts";
import type { EvidenceBlob, EvidenceRecord } from "./ports.ts";

/** What signatures are judged by; the host reloads it when the operator puts new CRLs into the folder. */
export type Trust = {
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
};
export type SignatureDeps = {
  readonly validate: (input: ValidationInput) => ValidationReport;
  readonly policy: ValidationPolicy;
  readonly trust: () => Trust;
  readonly crypto: CryptoPort;
};
export type SignatureVerdict = {
  readonly kind: "passed" | "waits" | "refused";
  readonly code: string | null;
  readonly evidence: EvidenceRecord;
};

/** What an application's message may cost: one head signs, with the chain and the lists that signers like to enclose. */
const limits = { signersMax: 2, certificatesMax: 16, crlsMax: 4, pathsMax: 4 };

/** Judges a detached signature over our own canonical bytes by the head of one applicant, as of its receipt. */
export function judgeSignature(
  deps: SignatureDeps,
  { document, cms, receivedAt }: { readonly document: Uint8Array; readonly cms: Uint8Array; readonly receivedAt: number },
  expected: { readonly bin?: string; readonly iin?: string },
  now: number,
): SignatureVerdict {
  const { anchors, intermediates, crls } = deps.trust();
  const report = deps.validate({
    document,
    cms,
    trustAnchors: anchors,
    intermediates,
    crls,
    validationTimeMs: receivedAt,
    limits,
    policy: deps.policy,
    expected,
  });
  const evidence = evidenceOf(deps.crypto, report, now);
  if (report.indication === "TOTAL_PASSED") return { kind: "passed", code: null, evidence };
  // A report without a reason would be a fault of the validator; it still must not become a pass.
  const code = report.reason ?? "eds.policy.expected-missing";
  return { kind: report.waits ? "waits" : "refused", code, evidence };
}

function evidenceOf(crypto: CryptoPort, report: ValidationReport, now: number): EvidenceRecord {
  const blob = (kind: EvidenceBlob["kind"]) => (bytes: Uint8Array) => ({ kind, bytes, sha256: hex(crypto.sha256(bytes)) });
  const certificates = report.evidence.certificates.map(blob("certificate"));
  const crls = report.evidence.crls.map(blob("crl"));
  const hashes = (blobs: readonly EvidenceBlob[]) => blobs.map((one) => one.sha256);
  return {
    validatedAt: now,
    indication: report.indication,
    reason: report.reason ?? null,
    report: JSON.stringify({ ...report, evidence: { ...report.evidence, certificates: hashes(certificates), crls: hashes(crls) } }),
    blobs: [...certificates, ...crls],
  };
}

import type { CryptoPort } from "@beket/replication";
import type { ValidationReport } from "@beket/eds";
import { hex } from "../bytes.ts";
import type { EvidenceBlob, EvidenceRecord } from "./ports.ts";

/** A verdict as it is kept: the report as JSON, and every certificate, list, answer and token beside it, once, by its hash. */
export function recordOf(crypto: Pick<CryptoPort, "sha256">, report: ValidationReport, now: number): EvidenceRecord {
  const blob = (kind: EvidenceBlob["kind"], bytes: Uint8Array): EvidenceBlob => ({ kind, bytes, sha256: hex(crypto.sha256(bytes)) });
  const { missing: _, evidence, ...rest } = report;
  const certificates = evidence.certificates.map((one) => blob("certificate", one));
  const crls = evidence.crls.map((one) => blob("crl", one));
  const ocsp = evidence.ocsp.map((one) => ({ ...blob("ocsp", one.der), nonce: one.nonce }));
  const timestamps = evidence.timestamps.map((one) => blob("timestamp", one));
  const hashes = (blobs: readonly EvidenceBlob[]): readonly string[] => blobs.map((one) => one.sha256);
  const kept = {
    ...evidence,
    certificates: hashes(certificates),
    crls: hashes(crls),
    ocsp: ocsp.map(({ sha256, nonce }) => (nonce === undefined ? { sha256 } : { sha256, nonce: hex(nonce) })),
    timestamps: hashes(timestamps),
  };
  return {
    validatedAt: now,
    indication: report.indication,
    reason: report.reason ?? null,
    report: JSON.stringify({ ...rest, evidence: kept }),
    blobs: [...certificates, ...crls, ...ocsp.map(({ sha256, kind, bytes }) => ({ sha256, kind, bytes })), ...timestamps],
  };
}

import type { CryptoPort } from "@beket/replication";
import { bundleInput, bundleOf, type ValidationInput, type ValidationReport } from "@beket/eds";
import { hex } from "../bytes.ts";
import type { EvidenceBlob, EvidenceRecord, KeptBundle } from "./ports.ts";

type Hashing = Pick<CryptoPort, "sha256">;

/**
 * A verdict as it is kept: the report as JSON, and every certificate, list, answer and token beside it, once, by its hash. A pass is kept
 * as a bundle too, which was validated once more before it is given back: it will come to the same report without central.
 */
export function recordOf(crypto: Hashing, input: ValidationInput, report: ValidationReport, now: number): EvidenceRecord {
  const { missing: _, evidence, ...rest } = report;
  const blobs = createBlobs(crypto);
  const kept = {
    ...evidence,
    certificates: evidence.certificates.map((one) => blobs.add("certificate", one)),
    crls: evidence.crls.map((one) => blobs.add("crl", one)),
    ocsp: evidence.ocsp.map(({ der }) => blobs.add("ocsp", der)),
    timestamps: evidence.timestamps.map((one) => blobs.add("timestamp", one)),
  };
  const bundle = report.indication === "TOTAL_PASSED" ? bundleRecord(blobs, input, report) : null;
  return {
    validatedAt: now,
    indication: report.indication,
    reason: report.reason ?? null,
    report: JSON.stringify({ ...rest, evidence: kept }, withoutOctets),
    bundle,
    blobs: blobs.all(),
  };
}

type Blobs = {
  /** The hash under which it is kept. */
  readonly add: (kind: EvidenceBlob["kind"], bytes: Uint8Array) => string;
  readonly all: () => readonly EvidenceBlob[];
};
function createBlobs(crypto: Hashing): Blobs {
  const byHash = new Map<string, EvidenceBlob>();
  return {
    add: (kind, bytes) => {
      const sha256 = hex(crypto.sha256(bytes));
      byHash.set(sha256, { kind, sha256, bytes });
      return sha256;
    },
    all: () => [...byHash.values()],
  };
}

function bundleRecord(blobs: Blobs, input: ValidationInput, report: ValidationReport): KeptBundle {
  const bundle = bundleOf(input, report);
  const { cms: _, document: __, trustAnchors, ocsp, ...rest } = bundle;
  // The same octets in the same order, as octets.
  const parts = bundleInput(bundle, input.trustAnchors);
  const ocspHashes = (parts.ocsp ?? []).map(({ der }) => blobs.add("ocsp", der));
  for (const { certificate } of input.trustAnchors) blobs.add("certificate", certificate);
  return {
    ...rest,
    certificates: parts.intermediates.map((one) => blobs.add("certificate", one)),
    crls: parts.crls.map((one) => blobs.add("crl", one)),
    ocsp: ocspHashes.map((sha256, at) => {
      const nonce = ocsp[at]?.nonce;
      return nonce === undefined ? { sha256 } : { sha256, nonce };
    }),
    timestamps: (parts.timestamps ?? []).map((one) => blobs.add("timestamp", one)),
    trustAnchors: trustAnchors.map(({ sha256, purpose }) => ({ sha256, purpose })),
  };
}

/** What is left of octets in the report (an algorithm's parameters) is for machines, and stands in the evidence itself. */
const withoutOctets = (_name: string, value: unknown): unknown => (value instanceof Uint8Array ? hex(value) : value);

import type { CryptoPort } from "@beket/replication";
import type { MissingEvidence, TrustAnchor, ValidationInput, ValidationPolicy, ValidationReport } from "@beket/eds";
import type { EvidenceSource, Offer } from "../evidence/types.ts";
import { recordOf } from "./archive.ts";
import type { EvidenceRecord, Submission, SubmissionKind } from "./ports.ts";

/** What signatures are judged by; the host reloads it when the operator puts new CRLs into the folder. */
export type Trust = {
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
};
export type SignatureDeps = {
  readonly validate: (input: ValidationInput) => ValidationReport;
  readonly policyOf: (kind: SubmissionKind) => ValidationPolicy;
  readonly trust: () => Trust;
  /** What was fetched and is at hand. */
  readonly evidence: Pick<EvidenceSource, "offer">;
  readonly crypto: Pick<CryptoPort, "sha256">;
};
export type Expected = { readonly bin?: string; readonly iin?: string };
export type SignatureVerdict = {
  readonly evidence: EvidenceRecord;
} & (
  | { readonly kind: "passed"; /** True where a valid time-stamp came with the signature. */ readonly isStamped: boolean }
  | { readonly kind: "refused"; readonly code: string }
  | {
      readonly kind: "waits";
      readonly code: string;
      readonly missing: readonly MissingEvidence[];
      /** What was at hand about it and did not suffice. */
      readonly offered: readonly string[];
    }
);

/** What an application's message may cost: one head signs, with the chain and the lists that signers like to enclose. */
const limits = { signersMax: 2, certificatesMax: 16, crlsMax: 4, pathsMax: 4 };
/** The status of a signer may rest on a responder whose own status is asked for next, and so on; more is no honest answer. */
const offersMax = 3;
const nothing: Offer = { crls: [], ocsp: [], keys: [] };

/**
 * Judges a detached signature over our own canonical bytes, now, by what is at hand. Its receipt, which is durable before this, proves that
 * it existed then: so the status that counts is the one at its receipt, or at its own valid time-stamp.
 */
export function judgeSignature(
  deps: SignatureDeps,
  { kind, document, cms, receivedAt }: Pick<Submission, "kind" | "document" | "cms" | "receivedAt">,
  expected: Expected,
  now: number,
): SignatureVerdict {
  const { anchors, intermediates, crls } = deps.trust();
  const inputWith = (offer: Offer): ValidationInput => ({
    document,
    cms,
    trustAnchors: anchors,
    intermediates,
    crls: [...crls, ...offer.crls],
    ocsp: offer.ocsp,
    validationTimeMs: now,
    receivedAtMs: receivedAt,
    limits,
    policy: deps.policyOf(kind),
    expected,
  });
  let offer = nothing;
  let report = deps.validate(inputWith(offer));
  const asked: MissingEvidence[] = [];
  for (let round = 0; round < offersMax && report.waits; round += 1) {
    asked.push(...report.missing);
    const next = deps.evidence.offer(asked);
    if (next.keys.every((key) => offer.keys.includes(key))) break;
    offer = next;
    report = deps.validate(inputWith(offer));
  }
  const evidence = recordOf(deps.crypto, inputWith(offer), report, now);
  if (report.indication === "TOTAL_PASSED")
    return { kind: "passed", evidence, isStamped: report.signatures.every((one) => one.bestSignatureTimeFrom === "timestamp") };
  // A report without a reason would be a fault of the validator; it still must not become a pass.
  const code = report.reason ?? "eds.policy.expected-missing";
  if (!report.waits) return { kind: "refused", code, evidence };
  return { kind: "waits", code, evidence, missing: report.missing, offered: deps.evidence.offer(report.missing).keys };
}

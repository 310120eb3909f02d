import type { Capacity } from "@beket/api";
import type { MissingEvidence, SignerIdentity, ValidationInput, ValidationPolicy, ValidationReport } from "@beket/eds";
import type { EvidenceSource, Offer } from "../evidence/types.ts";
import type { Trust } from "../submissions/signature.ts";

export type JudgeLoginDeps = {
  readonly validate: (input: ValidationInput) => ValidationReport;
  readonly policy: () => ValidationPolicy;
  readonly trust: () => Trust;
  readonly evidence: Pick<EvidenceSource, "offer" | "seek">;
  readonly now: () => number;
};
export type LoginVerdict =
  | { readonly kind: "passed"; readonly signer: SignerIdentity }
  /** The validator's code. */
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "no-evidence" };

/** One person signs in, with the chain and the lists that signers like to enclose. */
const limits = { signersMax: 1, certificatesMax: 16, crlsMax: 4, pathsMax: 4 };
/** The status of a signer may rest on a responder whose own status is asked for next. */
const roundsMax = 3;
const nothing: Offer = { crls: [], ocsp: [], keys: [] };

/**
 * Judges the signature over a login document, now. What is missing about revocation is asked of the configured services while the person
 * waits; what does not come then leaves the status unknown, and unknown is never good: nobody is let in by an outage (CE35).
 */
export async function judgeLogin(deps: JudgeLoginDeps, document: Uint8Array, cms: Uint8Array): Promise<LoginVerdict> {
  const { anchors, intermediates, crls } = deps.trust();
  const validate = (offer: Offer): ValidationReport =>
    deps.validate({
      document,
      cms,
      trustAnchors: anchors,
      intermediates,
      crls: [...crls, ...offer.crls],
      ocsp: offer.ocsp,
      validationTimeMs: deps.now(),
      limits,
      policy: deps.policy(),
      expected: {},
    });
  const asked: MissingEvidence[] = [];
  let report = validate(nothing);
  for (let round = 0; round < roundsMax && report.waits; round += 1) {
    asked.push(...report.missing);
    const before = deps.evidence.offer(asked);
    if (before.keys.length > 0) report = validate(before);
    if (!report.waits) break;
    await deps.evidence.seek(report.missing);
    report = validate(deps.evidence.offer(asked));
  }
  const signer = report.signatures[0]?.signer;
  if (report.indication === "TOTAL_PASSED" && signer !== undefined && report.signatures.length === 1) return { kind: "passed", signer };
  if (report.waits) return { kind: "no-evidence" };
  return { kind: "refused", code: report.reason ?? "eds.policy.expected-missing" };
}

/** What the certificate says of its holder; null where it names no person. A first head below another authority does not sign permits here. */
export function capacityOf({ bin, roles }: SignerIdentity): Capacity | null {
  if (roles.includes("information-system") || roles.includes("treasury-client")) return null;
  if (bin === undefined) return "individual";
  if (roles.includes("first-head")) return "first-head";
  return roles.includes("right-to-sign") ? "right-to-sign" : "employee";
}

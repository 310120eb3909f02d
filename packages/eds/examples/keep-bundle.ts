import {
  bundleInput,
  bundleOf,
  encodeBundle,
  parseBundle,
  revalidate,
  validateSignature,
  withTestAnchors,
  permitPolicy,
  archived,
  type Revalidation,
  type ValidationInput,
  type ValidationReport,
} from "@beket/eds";
import { signCms, type Random } from "@beket/eds/issue";
import { madeAuthorities, organisation } from "./made-authorities.ts";

/** What a verdict rests on is kept as one file, and is validated again years later: as it was, and as of that day. */
export const keepBundle = (random: Random, nowMs: number): { readonly asItWas: Revalidation; readonly yearsLater: ValidationReport } => {
  const { evidence, holder } = madeAuthorities(random, nowMs);
  const document = new TextEncoder().encode("an application");
  const input: ValidationInput = {
    ...evidence,
    cms: signCms({ content: document, detached: true, signers: [holder({ role: "first-head", usage: "signing" })], random }),
    document,
    validationTimeMs: nowMs,
    policy: withTestAnchors(permitPolicy),
    expected: { bin: organisation.bin },
  };
  const file = encodeBundle(bundleOf(input, validateSignature(input)));

  // Years later, offline: only the anchors come from outside the file.
  const bundle = parseBundle(file);
  if (!bundle.ok) throw new Error(bundle.error.code);
  const asItWas = revalidate(bundle.value, evidence.trustAnchors);

  const yearMs = 365 * 86_400_000;
  const yearsLater = validateSignature({
    ...bundleInput(bundle.value, evidence.trustAnchors),
    validationTimeMs: nowMs + 3 * yearMs,
    // Our own record of the day on which it came in is what proves that it is older than the end of its certificate.
    receivedAtMs: nowMs,
    policy: archived(withTestAnchors(permitPolicy)),
  });
  return { asItWas, yearsLater };
};

import { permitPolicy, validateSignature, withTestAnchors, type ValidationReport } from "@beket/eds";
import { signCms, type Random } from "@beket/eds/issue";
import { madeAuthorities, organisation } from "./made-authorities.ts";

/** Whether a document was signed by the first head of the organisation that it names. */
export const validatePermit = (random: Random, nowMs: number, role: "first-head" | "employee"): ValidationReport => {
  const { evidence, holder } = madeAuthorities(random, nowMs);
  const document = new TextEncoder().encode(`{"bin":"${organisation.bin}","persons":[]}`);
  const cms = signCms({ content: document, detached: true, signers: [holder({ role, usage: "signing" })], random });

  return validateSignature({
    ...evidence,
    cms,
    document,
    validationTimeMs: nowMs,
    // In production: permitPolicy itself. Authorities made for tests are refused by it.
    policy: withTestAnchors(permitPolicy),
    expected: { bin: organisation.bin },
  });
};

import { anyPolicy, validateCertificate, withTestAnchors } from "@beket/eds";
import { parsePathArguments } from "./arguments.ts";
import { derOf, edsUsage, evidenceOf, exitCodeOf } from "./files.ts";
import { reportJson } from "./print.ts";
import { certificateText } from "./text/certificate-text.ts";

/** Validates the certification path of one certificate, RFC 5280 clause 6, and prints the report. */
export const validatePathFiles = async (args: readonly string[]): Promise<number> => {
  const parsed = parsePathArguments(args);
  if (!parsed.ok) return edsUsage("path", parsed.error);
  const given = parsed.value;
  try {
    const evidence = evidenceOf(given);
    if (!evidence.ok) return edsUsage("path", evidence.error);
    const certificate = derOf(given.certificate);
    const report = validateCertificate({
      ...evidence.value,
      certificate,
      validationTimeMs: given.atMs ?? Date.now(),
      policy: given.production ? anyPolicy : withTestAnchors(anyPolicy),
      rules: {
        initialPolicies: given.policies.length === 0 ? "any" : given.policies,
        explicitPolicy: given.explicitPolicy,
        inhibitPolicyMapping: given.inhibitPolicyMapping,
        inhibitAnyPolicy: given.inhibitAnyPolicy,
      },
    });
    process.stdout.write(given.json ? `${JSON.stringify(reportJson(report))}\n` : certificateText(report, certificate, given.reader));
    return exitCodeOf[report.indication];
  } catch (error) {
    return edsUsage("path", [error instanceof Error ? error.message : "a file cannot be read"]);
  }
};

import {
  anyPolicy,
  archivePolicy,
  exemptionPolicy,
  loginPolicy,
  permitPolicy,
  validateSignature,
  withTestAnchors,
  type ValidationPolicy,
} from "@beket/eds";
import { parseValidateArguments, type Profile } from "./arguments.ts";
import { derOf, edsUsage, evidenceOf, exitCodeOf, readBytes } from "./files.ts";
import { reportJson, reportText } from "./print.ts";

const policyOf: Readonly<Record<Profile, ValidationPolicy>> = {
  permit: permitPolicy,
  any: anyPolicy,
  exemption: exemptionPolicy,
  login: loginPolicy,
  archive: archivePolicy,
};

/** Validates the files that the arguments name and prints the report. */
export const validateFiles = async (args: readonly string[]): Promise<number> => {
  const parsed = parseValidateArguments(args);
  if (!parsed.ok) return edsUsage("validate", parsed.error);
  const given = parsed.value;
  try {
    const evidence = evidenceOf(given);
    if (!evidence.ok) return edsUsage("validate", evidence.error);
    const policy = policyOf[given.profile];
    const report = validateSignature({
      ...evidence.value,
      cms: derOf(given.cms),
      ...(given.document === null ? {} : { document: readBytes(given.document) }),
      timestamps: given.timestamps.map(derOf),
      validationTimeMs: given.atMs ?? Date.now(),
      ...(given.receivedMs === null ? {} : { receivedAtMs: given.receivedMs }),
      policy: given.production ? policy : withTestAnchors(policy),
      expected: { ...(given.bin === null ? {} : { bin: given.bin }), ...(given.iin === null ? {} : { iin: given.iin }) },
    });
    process.stdout.write(given.json ? `${JSON.stringify(reportJson(report))}\n` : reportText(report, given.language));
    return exitCodeOf[report.indication];
  } catch (error) {
    return edsUsage("validate", [error instanceof Error ? error.message : "a file cannot be read"]);
  }
};

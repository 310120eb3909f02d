import {
  anyPolicy,
  archivePolicy,
  bundleOf,
  detailedReport,
  encodeBundle,
  exemptionPolicy,
  loginPolicy,
  permitPolicy,
  validateSignature,
  withTestAnchors,
  type ValidationInput,
  type ValidationPolicy,
  type ValidationReport,
} from "@beket/eds";
import { parseValidateArguments, type Profile, type ValidateArguments } from "./arguments.ts";
import { derOf, edsUsage, evidenceOf, exitCodeOf, readBytes, writeBytes } from "./files.ts";
import { reportJson } from "./print.ts";
import { detailedText } from "./text/detailed-text.ts";
import { reportText } from "./text/report-text.ts";

const policyOf: Readonly<Record<Profile, ValidationPolicy>> = {
  permit: permitPolicy,
  any: anyPolicy,
  exemption: exemptionPolicy,
  login: loginPolicy,
  archive: archivePolicy,
};

const printed = (report: ValidationReport, { json, detailed, reader }: ValidateArguments): string => {
  if (json) return `${JSON.stringify(detailed ? detailedReport(report) : reportJson(report))}\n`;
  return reportText(report, reader) + (detailed ? detailedText(report, reader) : "");
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
    const validationTimeMs = given.atMs ?? Date.now();
    // A receipt after the moment of judgement proves nothing then; passed over in silence it would look believed.
    if (given.receivedMs !== null && given.receivedMs > validationTimeMs)
      return edsUsage("validate", ["--received is after the moment of judgement (--at, else now)"]);
    const input: ValidationInput = {
      ...evidence.value,
      cms: derOf(given.cms),
      ...(given.document === null ? {} : { document: readBytes(given.document) }),
      timestamps: given.timestamps.map(derOf),
      validationTimeMs,
      ...(given.receivedMs === null ? {} : { receivedAtMs: given.receivedMs }),
      policy: given.production ? policy : withTestAnchors(policy),
      expected: { ...(given.bin === null ? {} : { bin: given.bin }), ...(given.iin === null ? {} : { iin: given.iin }) },
    };
    const report = validateSignature(input);
    if (given.bundle !== null) writeBytes(given.bundle, encodeBundle(bundleOf(input, report)));
    process.stdout.write(printed(report, given));
    return exitCodeOf[report.indication];
  } catch (error) {
    return edsUsage("validate", [error instanceof Error ? error.message : "a file cannot be read"]);
  }
};

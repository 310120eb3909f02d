import { readFileSync } from "node:fs";
import { anyPolicy, fileToDer, permitPolicy, validateSignature, withTestAnchors, type ValidationReport } from "@beket/eds";
import { readTrustFolder } from "@beket/node-kit";
import { exitCode } from "../exit-codes.ts";
import { parseValidateArguments, type ValidateArguments } from "./arguments.ts";
import { reportJson, reportText } from "./print.ts";

const usage = (lines: readonly string[]): number => {
  for (const line of lines) process.stderr.write(`beket eds validate: ${line}\n`);
  return exitCode.usage;
};

const read = (path: string): Uint8Array => Uint8Array.from(readFileSync(path));

/** A file that is not what it should be still goes to the validator, so that the report says what is wrong with it. */
const derOf = (path: string): Uint8Array => {
  const bytes = read(path);
  return fileToDer(bytes)[0] ?? bytes;
};

const validate = (given: ValidateArguments): ValidationReport | readonly string[] => {
  const trust = readTrustFolder(given.trust);
  if (!trust.ok) return [trust.error.line];
  const policy = given.profile === "permit" ? permitPolicy : anyPolicy;
  return validateSignature({
    cms: derOf(given.cms),
    ...(given.document === null ? {} : { document: read(given.document) }),
    trustAnchors: trust.value.anchors.map((certificate) => ({ certificate, purpose: given.production ? "production" : "test" })),
    intermediates: trust.value.intermediates,
    crls: [...trust.value.crls, ...given.crls.map(derOf)],
    validationTimeMs: given.atMs ?? Date.now(),
    policy: given.production ? policy : withTestAnchors(policy),
    expected: { ...(given.bin === null ? {} : { bin: given.bin }), ...(given.iin === null ? {} : { iin: given.iin }) },
  });
};

const exitCodeOf = { TOTAL_PASSED: 0, TOTAL_FAILED: 1, INDETERMINATE: 2 } as const;

/** Validates the files that the arguments name and prints the report. */
export const validateFiles = async (args: readonly string[]): Promise<number> => {
  const given = parseValidateArguments(args);
  if (!given.ok) return usage(given.error);
  try {
    const report = validate(given.value);
    if (!("indication" in report)) return usage(report);
    process.stdout.write(given.value.json ? `${JSON.stringify(reportJson(report))}\n` : reportText(report));
    return exitCodeOf[report.indication];
  } catch (error) {
    return usage([error instanceof Error ? error.message : "a file cannot be read"]);
  }
};

import { indicationWords, reasonWords, type Check, type CheckCode, type ValidationReport } from "@beket/eds";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The report as JSON: evidence as hex, so that it can be kept and checked by other tools. */
export const reportJson = (report: ValidationReport): unknown =>
  JSON.parse(JSON.stringify(report, (_key, value: unknown) => (value instanceof Uint8Array ? hex(value) : value)));

type Part = { readonly indication: ValidationReport["indication"]; readonly subIndication?: string; readonly reason?: CheckCode };
const verdictLine = ({ indication, subIndication }: Part): string =>
  `${indication}${subIndication === undefined ? "" : ` / ${subIndication}`}`;
const whyLine = ({ indication, reason }: Part): string => (reason === undefined ? indicationWords[indication].en : reasonWords[reason].en);

const checkLines = (checks: readonly Check[]): readonly string[] =>
  checks
    .filter((check) => check.status !== "ok")
    .map((check) => {
      const detail = Object.entries(check.detail ?? {}).map(([key, value]) => ` ${key}=${value}`);
      return `  ${check.status.padEnd(13)} ${check.code}${detail.join("")}  [${check.clause}]`;
    });

/** The report for a person at a terminal: the verdict and why, then each signature with its signer and every check that is not in order. */
export const reportText = (report: ValidationReport): string => {
  const lines = [
    verdictLine(report),
    whyLine(report),
    `judged at ${new Date(report.validationTime).toISOString()}`,
    ...checkLines(report.checks),
  ];
  for (const signature of report.signatures) {
    const signer = signature.signer;
    const who =
      signer === undefined
        ? "signer unknown"
        : [signer.commonName, signer.organisation, `(${signer.roles.join(", ")})`].filter((part) => part !== undefined).join(", ");
    lines.push(
      `signature ${signature.index + 1}: ${verdictLine(signature)}: ${who}`,
      `  ${whyLine(signature)}`,
      ...checkLines(signature.checks),
    );
  }
  return `${lines.join("\n")}\n`;
};

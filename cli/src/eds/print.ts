import type { ValidationReport } from "@beket/eds";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The report as JSON: evidence as hex, so that it can be kept and checked by other tools. */
export const reportJson = (report: ValidationReport): unknown =>
  JSON.parse(JSON.stringify(report, (_key, value: unknown) => (value instanceof Uint8Array ? hex(value) : value)));

/** The report for a person at a terminal: verdict, signer, then every check that is not in order. */
export const reportText = (report: ValidationReport): string => {
  const lines = [
    `${report.indication}${report.subIndication === undefined ? "" : ` / ${report.subIndication}`}`,
    `at ${new Date(report.validationTime).toISOString()}`,
  ];
  if (report.signer !== undefined) {
    const { commonName, organisation, roles } = report.signer;
    lines.push(`signer ${commonName}${organisation === undefined ? "" : `, ${organisation}`} (${roles.join(", ")})`);
  }
  for (const check of report.checks) {
    if (check.status === "ok") continue;
    const detail =
      check.detail === undefined
        ? ""
        : ` ${Object.entries(check.detail)
            .map(([key, value]) => `${key}=${value}`)
            .join(" ")}`;
    lines.push(`${check.status.padEnd(13)} ${check.code}${detail}  [${check.clause}]`);
  }
  return `${lines.join("\n")}\n`;
};

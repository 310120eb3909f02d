import type { ReportLine } from "@beket/api";
import { simpleReport, type SimpleReport, type SimpleStatus, type ValidationReport } from "@beket/eds";

const languages = ["kk", "ru", "en"] as const;
type Line = { readonly kind: ReportLine["kind"]; readonly words: string };

/** The simple report of a signature, line by line, in three languages at once. */
export function reportLines(report: ValidationReport): readonly ReportLine[] {
  const [kk, ru, en] = languages.map((language) => linesOf(simpleReport(report, language)));
  return (kk ?? []).map(({ kind, words }, at) => ({
    kind,
    words: { kk: cut(words), ru: cut(ru?.[at]?.words ?? words), en: cut(en?.[at]?.words ?? words) },
  }));
}
const cut = (text: string): string => text.slice(0, 2_000);

/** As many lines of the same kinds in every language: what is there does not depend on it. */
function linesOf(report: SimpleReport): readonly Line[] {
  const lines: Line[] = [line("verdict", `${report.words} (${report.indication})`)];
  if (report.reason !== undefined) lines.push(line("reason", `${report.reason.words} [${report.reason.clause}]`));
  for (const signature of report.signatures) {
    const { signer, bestSignatureTime, statuses, timestamps, faults, warnings } = signature;
    if (signer !== undefined) {
      const { commonName, organisation, bin, roleWords } = signer;
      lines.push(
        line("signer", [commonName, organisation, bin, ...roleWords].filter((part) => part !== undefined && part !== "").join(" · ")),
      );
    }
    lines.push(line("time", `${bestSignatureTime.iso} · ${bestSignatureTime.words} · ${signature.levelWords}`));
    for (const status of statuses) lines.push(...statusLines(status));
    for (const { at, words, authorityName } of timestamps)
      lines.push(line("time", [at?.iso, authorityName, words].filter((part) => part !== undefined).join(" · ")));
    for (const { words, code } of faults) lines.push(line("fault", `${words} [${code}]`));
    for (const { words, code } of warnings) lines.push(line("warning", `${words} [${code}]`));
  }
  for (const { words, code } of report.faults) lines.push(line("fault", `${words} [${code}]`));
  for (const { words, code } of report.warnings) lines.push(line("warning", `${words} [${code}]`));
  return lines;
}
const line = (kind: Line["kind"], words: string): Line => ({ kind, words });
const statusLines = ({ certificateSha256, words, evidence }: SimpleStatus): readonly Line[] => [
  line("status", `${certificateSha256.slice(0, 16)}… ${words}`),
  ...evidence.map((one) => line("evidence", `${one.words} · ${one.thisUpdate.iso}`)),
];

import { faultsIn, identityOf, parseCertificate, reasonWords, roleWords, statusesIn, type CertificateReport } from "@beket/eds";
import { faultLines, holderLines, line, missingLines, statusLines } from "./parts.ts";
import { certificateVerdicts, labels, remarks } from "./phrases.ts";
import { moment, type Reader } from "./reader.ts";

const holderOf = (der: Uint8Array, reader: Reader): readonly string[] => {
  const certificate = parseCertificate(der);
  if (certificate === undefined) return [];
  const identity = identityOf(certificate);
  const { language } = reader;
  return holderLines({ ...identity, roleWords: identity.roles.map((role) => roleWords[role][language]) }, labels.holder[language], reader);
};

/** The report on the path of one certificate: the verdict and why, whose it is, its status by what evidence, and the path. */
export const certificateText = (report: CertificateReport, der: Uint8Array, reader: Reader): string => {
  const { language } = reader;
  const { indication, subIndication, reason, pathSha256, policies } = report;
  const lines = [
    `${certificateVerdicts[indication][language]}  [${indication}${subIndication === undefined ? "" : ` / ${subIndication}`}]`,
    ...(reason === undefined ? [] : [line("", labels.reason[language], reasonWords[reason][language])]),
    ...(report.waits ? [remarks.certificateMayStillPass[language]] : []),
    ...missingLines(report.missing, reader),
    line("", labels.judgedAt[language], moment(report.evidence.validationTimeMs, reader)),
    line("", labels.standard[language], "RFC 5280; ETSI EN 319 102-1"),
    ...holderOf(der, reader),
    ...statusLines(statusesIn(report.statuses, language), "  ", "holderStatus", reader),
    ...(policies === "any" ? [] : [line("  ", labels.policies[language], policies.join(" ") || remarks.none[language])]),
    ...(pathSha256.length === 0
      ? []
      : [`  ${labels.path[language]}:`, ...pathSha256.map((sha256, index) => `    ${index + 1}. ${sha256}`)]),
    ...faultLines(faultsIn(report.checks, language), "  ", reader),
  ];
  return `${lines.join("\n")}\n`;
};

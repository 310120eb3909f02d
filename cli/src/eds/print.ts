import {
  indicationWords,
  parseCertificate,
  reasonWords,
  type CertificateReport,
  type Check,
  type CheckCode,
  type Sentence,
  type ValidationReport,
} from "@beket/eds";
import { subjectOf } from "../trust/lines.ts";
import type { Language } from "./arguments.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The report as JSON: evidence as hex, so that it can be kept and checked by other tools. */
export const reportJson = (report: unknown): unknown =>
  JSON.parse(JSON.stringify(report, (_key, value: unknown) => (value instanceof Uint8Array ? hex(value) : value)));

type Part = { readonly indication: ValidationReport["indication"]; readonly subIndication?: string; readonly reason?: CheckCode };
const verdictLine = ({ indication, subIndication }: Part): string =>
  `${indication}${subIndication === undefined ? "" : ` / ${subIndication}`}`;
const whyLine = ({ indication, reason }: Part, language: Language): string =>
  reason === undefined ? indicationWords[indication][language] : reasonWords[reason][language];
const time = (ms: number): string => new Date(ms).toISOString();

/** Whatever a certificate says about its holder must not draw over the terminal. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, "?");

const checkLines = (checks: readonly Check[]): readonly string[] =>
  checks
    .filter((check) => check.status !== "ok")
    .map((check) => {
      const detail = Object.entries(check.detail ?? {}).map(([key, value]) => ` ${key}=${value}`);
      return `  ${check.status.padEnd(13)} ${check.code}${plain(detail.join(""))}  [${check.clause}]`;
    });

type Signature = ValidationReport["signatures"][number];

const timestampLines = (signature: Signature, language: Language): readonly string[] =>
  signature.timestamps.flatMap((stamp) => [
    `  time-stamp ${stamp.genTimeMs === undefined ? "unreadable" : time(stamp.genTimeMs)}: ${verdictLine(stamp)}  ${plain(stamp.authorityName ?? "")}`,
    ...(stamp.indication === "TOTAL_PASSED" ? [] : [`    ${whyLine(stamp, language)}`]),
    ...checkLines(stamp.checks).map((line) => `  ${line}`),
  ]);

const signatureLines = (signature: Signature, language: Language): readonly string[] => {
  const { signer } = signature;
  const who =
    signer === undefined
      ? "signer unknown"
      : plain([signer.commonName, signer.organisation, `(${signer.roles.join(", ")})`].filter((part) => part !== undefined).join(", "));
  return [
    `signature ${signature.index + 1}: ${verdictLine(signature)}: ${who}`,
    `  ${whyLine(signature, language)}`,
    `  level ${signature.level}, existed at ${time(signature.bestSignatureTimeMs)} (${signature.bestSignatureTimeFrom})`,
    ...timestampLines(signature, language),
    ...checkLines(signature.checks),
  ];
};

/** The report for a person at a terminal: the verdict and why, then each signature with its signer and every check that is not in order. */
export const reportText = (report: ValidationReport, language: Language): string => {
  const lines = [
    verdictLine(report),
    whyLine(report, language),
    `judged at ${time(report.validationTime)}`,
    ...checkLines(report.checks),
    ...report.signatures.flatMap((signature) => signatureLines(signature, language)),
    ...missingLines(report.missing),
  ];
  return `${lines.join("\n")}\n`;
};

const missingLines = (missing: ValidationReport["missing"]): readonly string[] =>
  missing.map(({ certificate, ocspUrls, crlUrls, deltaCrlUrls }) => {
    const urls = [...ocspUrls, ...crlUrls, ...deltaCrlUrls].map(plain);
    // The name alone: identity numbers stand beside it in a subject.
    const whose = subjectOf((parseCertificate(certificate)?.subject.attributes ?? []).filter(({ oid }) => oid === "2.5.4.3"));
    const where = urls.length === 0 ? "" : `; the certificate names ${urls.join(" ")}`;
    return `missing: the status of ${whose || "a certificate"}, by its issuer's revocation list (--crl) or OCSP response (--ocsp)${where}`;
  });

const certificateHolds: Sentence = {
  kk: "Сертификат жарамды.",
  ru: "Сертификат действителен.",
  en: "The certificate is valid.",
};

/** The report on a certification path for a person at a terminal. */
export const certificateText = (report: CertificateReport, language: Language): string => {
  const lines = [
    verdictLine(report),
    report.reason === undefined ? certificateHolds[language] : whyLine(report, language),
    ...report.pathSha256.map((sha256, index) => `path ${index + 1}: ${sha256}`),
    ...(report.policies === "any" ? [] : [`policies: ${report.policies.join(" ") || "none"}`]),
    ...checkLines(report.checks),
    ...missingLines(report.missing),
  ];
  return `${lines.join("\n")}\n`;
};

import { createHash } from "node:crypto";
import { checkCrl, detailedReport, type Sentence, type ValidationReport } from "@beket/eds";
import { line } from "./parts.ts";
import { labels, numbered } from "./phrases.ts";
import { moment, say, type Language, type Reader } from "./reader.ts";

type Block = ReturnType<typeof detailedReport>["message"][number];

/** Without the sentences: what does not hold was said before, and here it is found again by its code. */
const blockLines = (blocks: readonly Block[], indent: string, { language }: Reader): readonly string[] =>
  blocks.flatMap(({ words, conclusionWords, clause, checks }) => [
    `${indent}${words[language]}: ${conclusionWords[language].toLowerCase()}  [${clause}]`,
    ...checks.map((check) => `${indent}  ${check.statusWords[language]} – ${check.words[language]}  [${check.code}; ${check.clause}]`),
  ]);

const pathLines = (pathSha256: readonly string[], indent: string, { language }: Reader): readonly string[] =>
  pathSha256.length === 0
    ? []
    : [`${indent}${labels.path[language]}:`, ...pathSha256.map((sha256, index) => `${indent}  ${index + 1}. ${sha256}`)];

const kinds = {
  list: say("кері қайтарылған сертификаттар тізімі", "список отозванных сертификатов", "list of revoked certificates"),
  answer: say("сертификат күйі туралы жауап (OCSP)", "ответ о статусе сертификата (OCSP)", "answer about a certificate's status (OCSP)"),
} as const;

const gost = (number: string) => say(`МЕМСТ ${number}`, `ГОСТ ${number}`, `GOST ${number}`);
const algorithms: Readonly<Record<string, Sentence>> = {
  "1.2.398.3.10.1.1.2.3.2": gost("34.10-2015, 512"),
  "1.2.398.3.10.1.1.2.3.1": gost("34.10-2015, 256"),
  "1.2.398.3.10.1.1.1.2": gost("34.310-2004"),
};

/** The national algorithms by their names; of any other its object identifier says enough to whoever looks for it. */
const algorithmText = (oid: string, language: Language): string => {
  const name = algorithms[oid];
  return name === undefined ? oid : `${name[language]} (${oid})`;
};

const sha256 = (der: Uint8Array): string => createHash("sha256").update(der).digest("hex");

/** Every file that the verdict rests on: with these it is reached again. */
const evidenceLines = ({ evidence }: ValidationReport, reader: Reader): readonly string[] => {
  const { language } = reader;
  const listOf = (der: Uint8Array): string => {
    const facts = checkCrl(der);
    return facts.ok ? `${kinds.list[language]}, ${labels.of[language]} ${moment(facts.value.thisUpdateMs, reader)}` : kinds.list[language];
  };
  const files = [
    ...evidence.crls.map((der) => [listOf(der), der] as const),
    ...evidence.ocsp.map(({ der }) => [kinds.answer[language], der] as const),
    ...evidence.timestamps.map((der) => [labels.token[language], der] as const),
    ...evidence.certificates.map((der) => [labels.certificate[language], der] as const),
  ];
  const anchors = evidence.trustAnchorsSha256.map((anchor) => line("  ", labels.anchor[language], anchor));
  return [`${labels.evidence[language]}:`, ...files.map(([what, der]) => line("  ", what, sha256(der))), ...anchors];
};

/** Every building block of EN 319 102-1 with every check, then the files of evidence. */
export const detailedText = (report: ValidationReport, reader: Reader): string => {
  const { language } = reader;
  const detailed = detailedReport(report);
  const lines = [
    "",
    `${labels.blocks[language]} (ETSI EN 319 102-1)`,
    labels.message[language],
    ...blockLines(detailed.message, "  ", reader),
    ...detailed.signatures.flatMap(({ index, blocks, timestamps, pathSha256, signatureAlgorithm }) => [
      numbered.signature(index + 1, detailed.signatures.length)[language],
      ...(signatureAlgorithm === undefined ? [] : [line("  ", labels.algorithm[language], algorithmText(signatureAlgorithm, language))]),
      ...pathLines(pathSha256, "  ", reader),
      ...blockLines(blocks, "  ", reader),
      ...timestamps.flatMap((stamp, at) => [
        `  ${labels.timestamp[language]} ${at + 1}  (SHA-256 ${stamp.tokenSha256})`,
        ...pathLines(stamp.pathSha256, "    ", reader),
        ...blockLines(stamp.blocks, "    ", reader),
      ]),
    ]),
    ...evidenceLines(report, reader),
  ];
  return `${lines.join("\n")}\n`;
};

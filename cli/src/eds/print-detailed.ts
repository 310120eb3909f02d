import { detailedReport, type ValidationReport } from "@beket/eds";
import type { Language } from "./arguments.ts";

type Detailed = ReturnType<typeof detailedReport>;
type Block = Detailed["message"][number];

const blockLines = (blocks: readonly Block[], indent: string, language: Language): readonly string[] =>
  blocks.flatMap((block) => [
    `${indent}${block.conclusion.padEnd(14)} ${block.words[language]}  [${block.clause}]`,
    ...block.checks.map(({ code, status, clause }) => `${indent}  ${status.padEnd(13)} ${code}  [${clause}]`),
  ]);

/** Every building block of EN 319 102-1 with every check, for a person at a terminal. */
export const detailedText = (report: ValidationReport, language: Language): string => {
  const detailed = detailedReport(report);
  const lines = [
    ...blockLines(detailed.message, "", language),
    ...detailed.signatures.flatMap(({ index, blocks, timestamps }) => [
      `signature ${index + 1}`,
      ...blockLines(blocks, "  ", language),
      ...timestamps.flatMap((stamp, at) => [`  time-stamp ${at + 1}`, ...blockLines(stamp.blocks, "    ", language)]),
    ]),
  ];
  return `${lines.join("\n")}\n`;
};

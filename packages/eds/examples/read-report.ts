import { detailedReport, simpleReport, type Language } from "@beket/eds";
import type { Random } from "@beket/eds/issue";
import { validatePermit } from "./validate-permit.ts";

/** A refusal as the person reads it, and every block of checks with what it came to. */
export const readReport = (random: Random, nowMs: number, language: Language): readonly string[] => {
  const report = validatePermit(random, nowMs, "employee");

  const simple = simpleReport(report, language);
  const lines = [simple.words];
  if (simple.reason !== undefined) lines.push(simple.reason.words);
  for (const { signer, levelWords } of simple.signatures)
    if (signer !== undefined) lines.push(`${signer.roleWords.join(", ")}: ${levelWords}`);

  for (const { blocks } of detailedReport(report).signatures)
    for (const { clause, words, conclusionWords } of blocks) lines.push(`${clause} ${words[language]}: ${conclusionWords[language]}`);
  return lines;
};

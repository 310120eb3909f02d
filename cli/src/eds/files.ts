import { readFileSync } from "node:fs";
import { fileToDer, type EvidenceInput } from "@beket/eds";
import { readTrustFolder } from "@beket/node-kit";
import { err, ok, type Result } from "@beket/domain";
import { exitCode } from "../exit-codes.ts";
import type { JudgeArguments } from "./arguments.ts";

export const edsUsage = (command: string, lines: readonly string[]): number => {
  for (const line of lines) process.stderr.write(`beket eds ${command}: ${line}\n`);
  return exitCode.usage;
};

export const readBytes = (path: string): Uint8Array => Uint8Array.from(readFileSync(path));

/** A file that is not what it should be still goes to the validator, so that the report says what is wrong with it. */
export const derOf = (path: string): Uint8Array => {
  const bytes = readBytes(path);
  return fileToDer(bytes)[0] ?? bytes;
};

const allDerOf = (path: string): readonly Uint8Array[] => {
  const bytes = readBytes(path);
  const blocks = fileToDer(bytes);
  return blocks.length === 0 ? [bytes] : blocks;
};

/**
 * What the arguments give to judge by. An anchor is for what it is pinned for; without pins the folder was named by hand for this
 * one question, and `--production` says what its anchors are.
 */
export const evidenceOf = (
  given: Pick<JudgeArguments, "trust" | "production"> & Partial<JudgeArguments>,
): Result<EvidenceInput, readonly string[]> => {
  const trust = readTrustFolder(given.trust);
  if (!trust.ok) return err([trust.error.line]);
  const { anchors, intermediates, crls } = trust.value;
  return ok({
    trustAnchors: anchors.map(({ certificate, purpose }) => ({
      certificate,
      purpose: purpose ?? (given.production ? "production" : "test"),
    })),
    intermediates: [...intermediates, ...(given.intermediates ?? []).flatMap(allDerOf)],
    crls: [...crls, ...(given.crls ?? []).flatMap(allDerOf)],
    ocsp: (given.ocsp ?? []).map((path) => ({ der: derOf(path) })),
  });
};

export const exitCodeOf = { TOTAL_PASSED: 0, TOTAL_FAILED: 1, INDETERMINATE: 2 } as const;

import { readFileSync, writeFileSync } from "node:fs";
import { checkCrl, checkOcspAnswer, fileToDer, parseCertificate, type EvidenceInput } from "@beket/eds";
import { readTrustFolder } from "@beket/node-kit";
import { err, ok, type Result } from "@beket/domain";
import { exitCode } from "../exit-codes.ts";
import type { JudgeArguments } from "./arguments.ts";

export const edsUsage = (command: string, lines: readonly string[]): number => {
  for (const line of lines) process.stderr.write(`beket eds ${command}: ${line}\n`);
  return exitCode.usage;
};

const whyNot: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  EACCES: "no permission",
};
const named = (path: string, cannot: string, cause: unknown): Error => {
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "unknown fault";
  return new Error(`${path} cannot be ${cannot}: ${whyNot[code] ?? code}`, { cause });
};

/** Throws a line for the user. */
export const readBytes = (path: string): Uint8Array => {
  try {
    return Uint8Array.from(readFileSync(path));
  } catch (error) {
    throw named(path, "read", error);
  }
};

/** For its owner alone: a bundle names people. Throws a line for the user. */
export const writeBytes = (path: string, bytes: Uint8Array): void => {
  try {
    writeFileSync(path, bytes, { mode: 0o600 });
  } catch (error) {
    throw named(path, "written", error);
  }
};

/** A file that is not what it should be still goes to the validator, so that the report says what is wrong with it. */
export const derOf = (path: string): Uint8Array => {
  const bytes = readBytes(path);
  return fileToDer(bytes)[0] ?? bytes;
};

type EvidenceKind = { readonly what: string; readonly isOne: (der: Uint8Array) => boolean };

const kinds = {
  certificate: { what: "an X.509 certificate", isOne: (der) => parseCertificate(der) !== undefined },
  crl: { what: "a revocation list", isOne: (der) => checkCrl(der).ok },
  // About whichever certificate: only that it is an answer at all is asked here.
  ocsp: {
    what: "an answer of an OCSP responder",
    isOne: (der) => {
      const answer = checkOcspAnswer(der, { certificate: der, issuer: der }, new Uint8Array());
      return answer.ok || answer.error === "other-certificate";
    },
  },
} as const satisfies Readonly<Record<string, EvidenceKind>>;

/** Evidence that cannot be read would be evidence that is not there: the report could not say so. Throws a line for the user. */
const evidenceIn = (paths: readonly string[] | undefined, { what, isOne }: EvidenceKind): readonly Uint8Array[] =>
  (paths ?? []).flatMap((path) => {
    const blocks = fileToDer(readBytes(path));
    if (blocks.length === 0 || !blocks.every(isOne)) throw new Error(`${path} is not ${what} (DER, PEM or base64)`);
    return blocks;
  });

/**
 * What the arguments give to judge by. An anchor is for what it is pinned for; without pins the folder was named by hand for this
 * one question, and `--production` says what its anchors are. Throws a line for the user where a file cannot be read.
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
    intermediates: [...intermediates, ...evidenceIn(given.intermediates, kinds.certificate)],
    crls: [...crls, ...evidenceIn(given.crls, kinds.crl)],
    ocsp: evidenceIn(given.ocsp, kinds.ocsp).map((der) => ({ der })),
  });
};

export const exitCodeOf = { TOTAL_PASSED: 0, TOTAL_FAILED: 1, INDETERMINATE: 2 } as const;

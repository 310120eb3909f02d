import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { isatty } from "node:tty";
import { err, ok, type Result } from "@beket/domain";
import { fileToDer, isTestAuthority, parseCertificate, type Certificate } from "@beket/eds";
import { addAnchor, sha256Hex, type AnchorPurpose } from "@beket/node-kit";
import { exitCode } from "../exit-codes.ts";
import { parseOptions } from "../options.ts";
import { folderOf, grouped, say, subjectOf, usage } from "./lines.ts";

const answersYes: ReadonlySet<string> = new Set(["yes", "y", "да", "иә"]);

const certificateIn = (path: string): Result<{ readonly der: Uint8Array; readonly certificate: Certificate }, string> => {
  let blocks: readonly Uint8Array[];
  try {
    blocks = fileToDer(Uint8Array.from(readFileSync(path)));
  } catch {
    return err(`${path} cannot be read`);
  }
  const [der] = blocks;
  if (der === undefined || blocks.length !== 1) return err(`${path} does not hold exactly one certificate (DER or PEM)`);
  const certificate = parseCertificate(der);
  if (certificate === undefined) return err(`${path} is not an X.509 certificate`);
  return ok({ der, certificate });
};

/** Why this certificate cannot be an anchor for that purpose; null when it can. */
const unfitBecause = (certificate: Certificate, purpose: AnchorPurpose): string | null => {
  const mayIssue = certificate.basicConstraints?.cA ?? certificate.extensions.length === 0;
  if (!mayIssue) return "it is not the certificate of an authority (basicConstraints): what it has signed is not to be believed";
  if (purpose === "production" && isTestAuthority(certificate))
    return "it is a test authority, whose keys are public: production never accepts it (--purpose test)";
  return null;
};

const describe = (certificate: Certificate, der: Uint8Array, purpose: AnchorPurpose): readonly string[] => [
  `subject      ${subjectOf(certificate.subject.attributes)}`,
  `issuer       ${subjectOf(certificate.issuer.attributes)}`,
  `valid        ${new Date(certificate.notBeforeMs).toISOString()} to ${new Date(certificate.notAfterMs).toISOString()}${
    certificate.notAfterMs < Date.now() ? "  ENDED: it proves only what was signed before" : ""
  }`,
  `purpose      ${purpose}`,
  `SHA-256      ${grouped(sha256Hex(der))}`,
];

/** Reads one answer, also from a pipe; an end of the input is a no. */
const confirm = async (): Promise<boolean> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: isatty(0) });
  process.stderr.write("Compare SHA-256 with what the authority publishes, by another way than this file came. Trust it? (yes/no) ");
  try {
    for await (const line of lines) return answersYes.has(line.trim().toLowerCase());
    return false;
  } finally {
    lines.close();
  }
};

/** `beket trust add FILE`. */
export const trustAdd = async (args: readonly string[]): Promise<number> => {
  const options = parseOptions(args, { single: ["--dir", "--sha256", "--purpose"] }, 1);
  if (!options.ok) return usage("trust add", options.error);
  const [file] = options.value.rest;
  const purpose = options.value.one("--purpose") ?? "production";
  const sha256 = options.value.one("--sha256")?.replaceAll(/[\s:]/g, "").toLowerCase() ?? null;
  if (file === undefined) return usage("trust add", ["FILE is missing"]);
  if (purpose !== "production" && purpose !== "test") return usage("trust add", ["--purpose is production or test"]);
  if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256)) return usage("trust add", ["--sha256 has 64 hexadecimal digits"]);
  const read = certificateIn(file);
  if (!read.ok) return usage("trust add", [read.error]);
  const { der, certificate } = read.value;
  const unfit = unfitBecause(certificate, purpose);
  for (const line of describe(certificate, der, purpose)) process.stderr.write(`${line}\n`);
  if (unfit !== null) return say("trust add", unfit, exitCode.failed);
  if (sha256 !== null && sha256 !== sha256Hex(der))
    return say("trust add", "the fingerprint of the file is another one: nothing was added", exitCode.failed);
  if (sha256 === null && !(await confirm())) return say("trust add", "not confirmed: nothing was added", exitCode.failed);
  const added = addAnchor(folderOf(options.value), der, {
    purpose,
    subject: subjectOf(certificate.subject.attributes).slice(0, 500),
    addedAt: Date.now(),
  });
  if (!added.ok) return say("trust add", added.error.line, exitCode.failed);
  process.stdout.write(`${added.value.sha256}\n`);
  return exitCode.done;
};

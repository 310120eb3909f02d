import { fileToDer } from "@beket/eds";
import { createNodeCodec, createNodeCrypto } from "@beket/node-kit";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { verifyCase, type CheckedCase } from "../case/verify-case.ts";
import { evidenceOf, readBytes } from "../eds/files.ts";
import { reportText } from "../eds/text/report-text.ts";
import { cityZone } from "../eds/text/reader.ts";
import { parseOptions } from "../options.ts";

const usage = (lines: readonly string[]): number => {
  for (const line of lines) process.stderr.write(`beket case verify: ${line}\n`);
  return exitCode.usage;
};
/** A root key as 64 hex digits, or the PEM of it that lies in a case, once it was compared. */
function rootOf(given: string): string | null {
  if (/^[0-9a-f]{64}$/.test(given)) return given;
  const der = fileToDer(readBytes(given))[0];
  return der === undefined || der.length !== 44 ? null : Buffer.from(der.subarray(12)).toString("hex");
}

export const caseVerify: Command = {
  name: "case verify",
  summary: "verify the sealed case of a decision",
  help: `Usage: beket case verify FILE --root KEY [--trust PATH] [--production] [--json]

FILE is a tar as the authority's page gives it out (beket/case/1). Archive, signature, keys and every file are checked, then the applicant's
signature is validated again with the anchors that you trust.

  --root KEY       the programme's root key: 64 hex digits, or a PEM file, from where you trust it and not from the case
  --trust PATH     the national authority's anchors: a trust folder, or one certificate; without it the applicant's signature is not judged
  --production     the anchors are production's
  --json           what was found as JSON

Exit codes: 0 the case stands, 1 it was changed or is another's, 2 it stands and its signature does not validate as it did, 3 usage.
`,
  run: async (args) => {
    const parsed = parseOptions(args, { single: ["--root", "--trust"], switches: ["--production", "--json"] }, 1);
    if (!parsed.ok) return usage(parsed.error);
    const { one, has, rest } = parsed.value;
    const [file] = rest;
    const given = one("--root");
    if (file === undefined || given === null) return usage(["a FILE and --root are needed"]);
    try {
      const root = rootOf(given);
      if (root === null) return usage(["--root is 64 hex digits or a PEM file"]);
      const trust = one("--trust");
      const evidence = trust === null ? null : evidenceOf({ trust, production: has("--production") });
      if (evidence !== null && !evidence.ok) return usage(evidence.error);
      const deps = { crypto: createNodeCrypto(), codec: createNodeCodec() };
      const checked = verifyCase(deps, readBytes(file), { rootPublicKey: root, anchors: evidence?.value.trustAnchors ?? [] });
      if (!checked.ok) {
        process.stderr.write(`beket case verify: REFUSED, ${checked.error.code} ${checked.error.path}\n`);
        return exitCode.failed;
      }
      process.stdout.write(has("--json") ? jsonOf(checked.value) : textOf(checked.value));
      const { indication, same } = checked.value;
      return indication === null || (indication === "TOTAL_PASSED" && same === true) ? exitCode.done : exitCode.cannotRun;
    } catch (error) {
      return usage([error instanceof Error ? error.message : "a file cannot be read"]);
    }
  },
};

const jsonOf = ({ about, city, origin, madeAt, files, indication, same }: CheckedCase): string =>
  `${JSON.stringify({ about, city, origin, madeAt, files, indication, same })}\n`;
function textOf({ about, city, origin, madeAt, files, indication, same, report }: CheckedCase): string {
  const head = [
    `The case stands: ${about.kind} ${about.id}`,
    `sealed by ${city} (${origin}) at ${new Date(madeAt).toISOString()}, ${files} files`,
    indication === null
      ? "no signature of an applicant was judged"
      : `the applicant's signature: ${indication}, ${same === true ? "the same report as then" : "another report than then"}`,
  ];
  const detail = report === null ? "" : `\n${reportText(report, { language: "en", zone: cityZone })}`;
  return `${head.join("\n")}\n${detail}`;
}

import { createPinVerifier } from "@beket/node-kit";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";

type Secret = {
  readonly name: string;
  readonly summary: string;
  /** What the line on stdin is, for a fault. */
  readonly expected: string;
  readonly isFit: (secret: string) => boolean;
  readonly help: string;
};
const bytesMax = 4 * 1024;

/** One line, without its end; null when it is more than a line or no text. */
async function readLine(): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of Bun.stdin.stream()) {
    bytes += chunk.length;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)).replace(/\r?\n$/, "");
    return /[\r\n]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

const verifierCommand = ({ name, summary, expected, isFit, help }: Secret): Command => ({
  name,
  summary,
  help,
  run: async (args) => {
    if (args.length > 0) {
      // An argument would stand in the shell's history and in the list of processes.
      process.stderr.write(`beket ${name}: it takes no argument and reads from stdin\n`);
      return exitCode.usage;
    }
    const secret = await readLine();
    if (secret === null || !isFit(secret)) {
      process.stderr.write(`beket ${name}: one line of ${expected} was expected\n`);
      return exitCode.usage;
    }
    process.stdout.write(`${await createPinVerifier(secret)}\n`);
    return exitCode.done;
  },
});

/** As central takes it at sign-in. */
export const staffVerifier = verifierCommand({
  name: "staff verifier",
  summary: "make the verifier of a passphrase for central's staff file",
  expected: "8 to 200 characters",
  isFit: ({ length }) => length >= 8 && length <= 200,
  help: `Usage: read -rs P && printf %s "$P" | beket staff verifier

Reads one passphrase of 8 to 200 characters from stdin and prints its verifier. It stands in the file of central's --staff, a line each:
  {"staff": CODE, "roles": ["watch" | "health-officer" | "laboratory" | "planner" | "auditor" | "registrar" | "administrator"], "verifier": VERIFIER, "status": "active" | "suspended"}
with "laboratory": CODE for the assistants of one laboratory, and "verifier": null for who signs in by passkey alone (beket staff enrol), as
registrars and administrators do. Central reads the file at its start.

Exit codes: 0 done, 3 usage.
`,
});

/** As an edge node takes it at sign-in. */
export const officerVerifier = verifierCommand({
  name: "officer verifier",
  summary: "make the verifier of a PIN for central's officers file",
  expected: "6 to 12 digits",
  isFit: (pin) => /^[0-9]{6,12}$/.test(pin),
  help: `Usage: read -rs P && printf %s "$P" | beket officer verifier

Reads one PIN of 6 to 12 digits from stdin and prints its verifier. It stands in the file of central's --officers, a line each:
  {"officer": CODE, "role": "officer" | "supervisor" | "medic" | "laboratory" | "selection" | "crew", "posts": [CODE], "pinVerifier": VERIFIER, "status": "active" | "suspended"}
with "crew": CODE for the leader of a crew. Central reads the file at its start and gives it to the posts.

Exit codes: 0 done, 3 usage.
`,
});

import { createPinVerifier } from "@beket/node-kit";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";

/** As central takes it at sign-in. */
const chars = { min: 8, max: 200 } as const;
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

const run = async (args: readonly string[]): Promise<number> => {
  if (args.length > 0) {
    // An argument would stand in the shell's history and in the list of processes.
    process.stderr.write(`beket staff verifier: it takes no argument and reads the passphrase from stdin\n`);
    return exitCode.usage;
  }
  const passphrase = await readLine();
  if (passphrase === null || passphrase.length < chars.min || passphrase.length > chars.max) {
    process.stderr.write(`beket staff verifier: one line of ${chars.min} to ${chars.max} characters was expected\n`);
    return exitCode.usage;
  }
  process.stdout.write(`${await createPinVerifier(passphrase)}\n`);
  return exitCode.done;
};

export const staffVerifier: Command = {
  name: "staff verifier",
  summary: "make the verifier of a passphrase for central's staff file",
  help: `Usage: read -rs P && printf %s "$P" | beket staff verifier

Reads one passphrase of ${chars.min} to ${chars.max} characters from stdin and prints its verifier. It stands in the file of central's --staff, a line each:
  {"staff": CODE, "roles": ["watch" | "health-officer" | "laboratory" | "planner" | "auditor"], "verifier": VERIFIER, "status": "active" | "suspended"}
with "laboratory": CODE for the assistants of one laboratory. Central reads the file at its start.

Exit codes: 0 done, 3 usage.
`,
  run,
};

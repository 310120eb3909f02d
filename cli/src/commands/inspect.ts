import { inspectLine } from "@beket/domain";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";

const lineCharsMax = 200;
const flushBytes = 64 * 1024;

/**
 * Reads lines from stdin and prints one JSON line each. Lines are cut at 200 characters, so that a binary file cannot fill
 * the memory; output is written in blocks, because a write per line would dominate the time.
 */
const run = async (args: readonly string[]): Promise<number> => {
  const unknown = args.filter((arg) => arg !== "--json");
  if (unknown.length > 0) {
    process.stderr.write(`beket inspect: unexpected argument; it reads from stdin ("beket inspect --help")\n`);
    return exitCode.usage;
  }
  const output = Bun.stdout.writer();
  let pending = "";
  const emit = (line: string): void => {
    pending += `${JSON.stringify(inspectLine(line.slice(0, lineCharsMax)))}\n`;
  };
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of Bun.stdin.stream()) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = (lines.pop() ?? "").slice(0, lineCharsMax + 1);
    for (const line of lines) {
      emit(line.endsWith("\r") ? line.slice(0, -1) : line);
      if (pending.length > flushBytes) {
        await output.write(pending);
        pending = "";
      }
    }
  }
  rest += decoder.decode();
  if (rest !== "") emit(rest);
  await output.write(pending);
  await output.end();
  return exitCode.done;
};

export const inspect: Command = {
  name: "inspect",
  summary: "check IIN, BIN and plate, one a line from stdin",
  help: `Usage: beket inspect < FILE

Reads one identifier a line from stdin and prints one JSON line each:
  {"kind": "iin" | "bin" | "plate" | "unknown", "valid": true | false, "normalised": TEXT | null, "reason": CODE | null}

Options
  --json   accepted for symmetry; the output is always JSON lines
`,
  run,
};

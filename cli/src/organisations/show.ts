import { BaseReply, organisationRoutes } from "@beket/api";
import { exitCode } from "../exit-codes.ts";
import { parseOptions } from "../options.ts";
import { openCalls } from "./central.ts";
import { defaultCentral } from "./import-base.ts";
import { importLine } from "./lines.ts";

const say = (line: string, code: number): number => {
  process.stderr.write(`beket organisations: ${line}\n`);
  return code;
};

/** `beket organisations show`: the base in force, the one before, what runs, and the last imports. Exit 1 where there is no base. */
export const showBase = async (args: readonly string[]): Promise<number> => {
  const options = parseOptions(args, { single: ["--central", "--operator-token"], switches: ["--json"] });
  if (!options.ok) return say(options.error.join("; "), exitCode.usage);
  const { one, has } = options.value;
  const calls = openCalls(one("--central") ?? defaultCentral, one("--operator-token"));
  if (!calls.ok) return say(calls.error, exitCode.cannotRun);
  const reply = await calls.value.call(organisationRoutes.base, BaseReply);
  if (!reply.ok) return say(reply.error, exitCode.cannotRun);
  const { present, previous, running, history, added } = reply.value;
  if (has("--json")) process.stdout.write(`${JSON.stringify(reply.value)}\n`);
  else {
    const named = [
      ["present", present],
      ["before", previous],
      ["running", running],
    ] as const;
    for (const [name, view] of named) process.stdout.write(`${name.padEnd(8)} ${view === null ? "-" : importLine(view)}\n`);
    process.stdout.write(`added    ${added} by registrars\n`);
    for (const view of history)
      process.stdout.write(`  ${new Date(view.startedAt).toISOString().slice(0, 16)}  ${view.by.padEnd(12)} ${importLine(view)}\n`);
  }
  return present === null ? exitCode.failed : exitCode.done;
};

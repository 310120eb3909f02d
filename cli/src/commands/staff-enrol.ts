import { EnrolmentCode, staffRoutes } from "@beket/api";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { parseOptions } from "../options.ts";
import { openCalls } from "../organisations/central.ts";
import { defaultCentral } from "../organisations/import-base.ts";

const say = (line: string, code: number): number => {
  process.stderr.write(`beket staff enrol: ${line}\n`);
  return code;
};

async function enrol(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, { single: ["--central", "--operator-token"], switches: ["--json"] }, 1);
  if (!options.ok) return say(options.error.join("; "), exitCode.usage);
  const { one, has, rest } = options.value;
  const [staff, ...more] = rest;
  if (staff === undefined || more.length > 0) return say("one staff code was expected", exitCode.usage);
  const calls = openCalls(one("--central") ?? defaultCentral, one("--operator-token"));
  if (!calls.ok) return say(calls.error, exitCode.cannotRun);
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ staff }) };
  const reply = await calls.value.call(staffRoutes.enrolmentCodes, EnrolmentCode, init);
  if (!reply.ok) return say(reply.error, exitCode.failed);
  const { code, expiresAt } = reply.value;
  process.stdout.write(
    has("--json") ? `${JSON.stringify(reply.value)}\n` : `${code}   good once, until ${new Date(expiresAt).toISOString()}\n`,
  );
  return exitCode.done;
}

export const staffEnrol: Command = {
  name: "staff enrol",
  summary: "give somebody of central's staff a one-time code for a passkey",
  help: `Usage: beket staff enrol STAFF [--central URL] [--operator-token FILE] [--json]

Asks a running central for a code with which STAFF, who stands in its staff file, registers a passkey at /authority/. It is shown once, is good once
and for 24 hours, and ends the code before it. The first administrator gets it so; administrators then give codes in the app. It is on the record.

  --central URL          central's address; http://127.0.0.1:8080 when absent
  --operator-token FILE  file with the 64 hex digits that central was started with; not needed on central's own machine when it has none
  --json                 the answer as one line of JSON

Exit codes: 0 the code is on stdout; 1 central refused; 2 central cannot be asked; 3 usage.
`,
  run: enrol,
};

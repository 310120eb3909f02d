import { basename } from "node:path";
import { fileNameHeader, ImportView, organisationRoutes } from "@beket/api";
import { exitCode } from "../exit-codes.ts";
import { parseOptions } from "../options.ts";
import { openCalls, type CentralCalls } from "./central.ts";
import { differenceLine, importLine } from "./lines.ts";

export const defaultCentral = "http://127.0.0.1:8080";
const pollMs = 500;
const say = (line: string, code: number): number => {
  process.stderr.write(`beket organisations: ${line}\n`);
  return code;
};

/**
 * `beket organisations import FILE`: hands the file to a running central and follows it to its end. Exit 0: it is the base, or was it
 * already, or the check found nothing against it; 1: it was refused or stopped.
 */
export const importBase = async (args: readonly string[]): Promise<number> => {
  const options = parseOptions(args, { single: ["--central", "--operator-token", "--faults"], switches: ["--dry-run", "--json"] }, 1);
  if (!options.ok) return say(options.error.join("; "), exitCode.usage);
  const { one, has, rest } = options.value;
  const path = rest[0];
  if (path === undefined) return say("which file? (beket organisations import --help)", exitCode.usage);
  const file = Bun.file(path);
  if (!(await file.exists())) return say(`${path} cannot be read`, exitCode.cannotRun);
  const calls = openCalls(one("--central") ?? defaultCentral, one("--operator-token"));
  if (!calls.ok) return say(calls.error, exitCode.cannotRun);
  const begun = await calls.value.call(`${organisationRoutes.imports}${has("--dry-run") ? "?dry-run=1" : ""}`, ImportView, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", [fileNameHeader]: encodeURIComponent(basename(path)) },
    body: file,
  });
  if (!begun.ok) return say(begun.error, exitCode.cannotRun);
  const ended = await follow(calls.value, begun.value);
  if (typeof ended === "string") return say(ended, exitCode.cannotRun);
  if (has("--json")) process.stdout.write(`${JSON.stringify(ended)}\n`);
  else process.stdout.write(`${importLine(ended)}\n${differenceLine(ended)}`);
  const list = one("--faults");
  if (list !== null && ended.faults > 0) {
    const text = await calls.value.text(organisationRoutes.importFaults(ended.id));
    if (!text.ok) return say(text.error, exitCode.cannotRun);
    await Bun.write(list, text.value);
  }
  return ["present", "unchanged", "dry-run"].includes(ended.state) ? exitCode.done : exitCode.failed;
};

async function follow(calls: CentralCalls, begun: ImportView): Promise<ImportView | string> {
  let view = begun;
  let shown = "";
  while (view.state === "reading" || view.state === "comparing") {
    const line = importLine(view);
    if (process.stderr.isTTY && line !== shown) process.stderr.write(`\r\x1B[2K${line}`);
    shown = line;
    await Bun.sleep(pollMs);
    const next = await calls.call(organisationRoutes.import(view.id), ImportView);
    if (!next.ok) return next.error;
    view = next.value;
  }
  if (process.stderr.isTTY && shown !== "") process.stderr.write("\r\x1B[2K");
  return view;
}

import { listAnchors, removeAnchor } from "@beket/node-kit";
import { exitCode } from "../exit-codes.ts";
import { parseOptions } from "../options.ts";
import { folderOf, grouped, say, usage } from "./lines.ts";

const day = (ms: number | null): string => (ms === null ? "-" : new Date(ms).toISOString().slice(0, 10));

/** `beket trust list`: exit 1 where an anchor is not pinned, a pinned one is missing, or there is none. */
export const trustList = async (args: readonly string[]): Promise<number> => {
  const options = parseOptions(args, { single: ["--dir"], switches: ["--json"] });
  if (!options.ok) return usage("trust list", options.error);
  const folder = folderOf(options.value);
  const listed = listAnchors(folder);
  if (!listed.ok) return say("trust list", listed.error.line, exitCode.failed);
  if (options.value.has("--json")) process.stdout.write(`${JSON.stringify(listed.value)}\n`);
  else
    for (const anchor of listed.value)
      process.stdout.write(
        `${grouped(anchor.sha256)}\n  ${anchor.purpose ?? "NOT PINNED"}  ${anchor.file ?? "FILE MISSING"}  pinned ${day(anchor.addedAt)}  ` +
          `valid to ${day(anchor.notAfterMs)}  ${anchor.subject.replaceAll(/[\p{Cc}\p{Cf}]/gu, "?")}\n`,
      );
  if (listed.value.length === 0) return say("trust list", `there is no anchor in ${folder}`, exitCode.failed);
  const inOrder = listed.value.every(({ purpose, file }) => purpose !== null && file !== null);
  return inOrder ? exitCode.done : exitCode.failed;
};

/** `beket trust remove SHA256`. */
export const trustRemove = async (args: readonly string[]): Promise<number> => {
  const options = parseOptions(args, { single: ["--dir"] }, 1);
  if (!options.ok) return usage("trust remove", options.error);
  const sha256 = options.value.rest[0]?.replaceAll(/[\s:]/g, "").toLowerCase() ?? "";
  if (!/^[0-9a-f]{64}$/.test(sha256)) return usage("trust remove", ['SHA256 has 64 hexadecimal digits, as "beket trust list" shows them']);
  const removed = removeAnchor(folderOf(options.value), sha256);
  return removed.ok ? exitCode.done : say("trust remove", removed.error.line, exitCode.failed);
};

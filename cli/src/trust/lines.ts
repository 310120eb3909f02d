import { exitCode } from "../exit-codes.ts";
import type { Options } from "../options.ts";

export const say = (command: string, line: string, code: number): number => {
  process.stderr.write(`beket ${command}: ${line}\n`);
  return code;
};

export const usage = (command: string, lines: readonly string[]): number => {
  for (const line of lines) say(command, line, exitCode.usage);
  return exitCode.usage;
};

/** The trust folder: as given, else the one central reads, else `trust` here. */
export const folderOf = (options: Options): string => options.one("--dir") ?? process.env["BEKET_TRUST"] ?? "trust";

/** Hexadecimal digits as authorities print fingerprints: pairs with colons. */
export const grouped = (hex: string): string => hex.toUpperCase().match(/../g)?.join(":") ?? "";

const labels: Readonly<Record<string, string>> = { "2.5.4.3": "CN", "2.5.4.6": "C", "2.5.4.10": "O", "2.5.4.11": "OU" };

/** A distinguished name on one line; control characters would let a name draw over the terminal. */
export const subjectOf = (attributes: readonly { readonly oid: string; readonly value: string | undefined }[]): string =>
  attributes.map(({ oid, value }) => `${labels[oid] ?? oid}=${(value ?? "?").replaceAll(/[\p{Cc}\p{Cf}]/gu, "?")}`).join(", ");

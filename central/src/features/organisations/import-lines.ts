import { OrganisationRow } from "@beket/api";
import { err, ok, parseBin, parseIin, type Result } from "@beket/domain";
import * as v from "valibot";

/** A row that was left out: its line in the file and why. Never its content. */
export type ImportFault = { readonly line: number; readonly code: string };
export type LineReader = (line: string) => Result<OrganisationRow, string> | "header";

/** One JSON object a line. */
export const ndjsonReader = (): LineReader => (line) => {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return err("not-json");
  }
  return readRow(json);
};

/** Comma or semicolon, quotes as in RFC 4180 (no line breaks in a field); the first line names the columns; lists are separated by spaces. */
export function csvReader(): LineReader {
  let columns: readonly string[] | null = null;
  let separator = ",";
  return (line) => {
    if (columns === null) {
      separator = line.includes(";") && !line.includes(",") ? ";" : ",";
      columns = (splitCsv(line.replace(/^\uFEFF/, ""), separator) ?? []).map((name) => name.trim());
      return "header";
    }
    const cells = splitCsv(line, separator);
    if (cells === null || cells.length !== columns.length) return err("wrong-columns");
    const cell = new Map(columns.map((name, at) => [name, (cells[at] ?? "").trim()]));
    const headcount = cell.get("headcount") ?? "";
    return readRow({
      bin: cell.get("bin"),
      name: cell.get("name"),
      oked: cell.get("oked"),
      okedSecondary: (cell.get("okedSecondary") ?? "").split(/\s+/).filter((code) => code !== ""),
      headcount: /^[0-9]{1,7}$/.test(headcount) ? Number(headcount) : null,
      status: cell.get("status"),
    });
  };
}

function readRow(json: unknown): Result<OrganisationRow, string> {
  const parsed = v.safeParse(OrganisationRow, json, { abortEarly: true });
  if (!parsed.success) return err(`invalid-${v.getDotPath(parsed.issues[0])?.split(".")[0] ?? "row"}`);
  const { bin } = parsed.output;
  return parseBin(bin).ok || parseIin(bin).ok ? ok(parsed.output) : err("bin-check-digit");
}

/** Cells of one line; null when a quote stays open. */
export function splitCsv(line: string, separator: string): readonly string[] | null {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] !== '"') {
      const end = line.indexOf(separator, at);
      cells.push(line.slice(at, end === -1 ? undefined : end));
      if (end === -1) return cells;
      at = end + 1;
      continue;
    }
    let cell = "";
    for (at += 1; ; at += 1) {
      if (at >= line.length) return null;
      if (line[at] !== '"') cell += line[at];
      else if (line[at + 1] === '"') cell += line[(at += 1)];
      else break;
    }
    cells.push(cell);
    at += 1;
    if (at >= line.length) return cells;
    if (line[at] !== separator) return null;
    at += 1;
  }
  return cells;
}

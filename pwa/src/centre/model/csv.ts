import type { Cell } from "./panel.ts";

/** What a spreadsheet takes for a formula (OWASP, CSV injection), also in the full-width signs that it reads alike. */
const isFormula = /^[=+\-@\t\r\n＝＋－＠]/;
/** Excel in Kazakh and Russian begins a cell at a text's own `;` or line end. */
const isFormulaWithin = /(?<=[;\t\r\n]["\s]*)(?=[=+\-@＝＋－＠])/g;

function cellOf(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = (isFormula.test(cell) ? `'${cell}` : cell).replaceAll(isFormulaWithin, "'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as RFC 4180 with a byte order mark, without which Excel loses Kazakh letters. Text that would run as a formula gets an apostrophe. */
export const csvText = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${[head, ...rows].map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;

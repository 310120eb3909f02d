/** A number stays a number; an absent value is an empty cell. */
export type CsvCell = string | number | boolean | null;

/** Without it Excel takes UTF-8 for the machine's code page, and Kazakh letters are lost. */
export const csvBom = "\uFEFF";
export const csvContentType = "text/csv; charset=utf-8; header=present";

/** What a spreadsheet takes for a formula, and the full-width signs that it reads alike (OWASP, CSV injection). */
const isFormula = /^[=+\-@\t\r\n＝＋－＠]/;
/**
 * Excel in Kazakh and Russian parts columns at `;` and reads quotes only at their beginning: there a text's own `;` or line end begins
 * a cell, and what follows must be none either. Quotes there are doubled, so a pair of them is an empty one that Excel drops.
 */
const isFormulaWithin = /(?<=[;\t\r\n]["\s]*)(?=[=+\-@＝＋－＠])/g;

/**
 * One record of RFC 4180 with its CRLF. Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers do not, so
 * that they can be summed.
 */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(cellOf).join(",")}\r\n`;

/** A whole file with its header, ready for Excel. */
export function csvText(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [csvBom, csvLine(header)];
  for (const row of rows) lines.push(csvLine(row));
  return lines.join("");
}

function cellOf(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = (isFormula.test(cell) ? `'${cell}` : cell).replaceAll(isFormulaWithin, "'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

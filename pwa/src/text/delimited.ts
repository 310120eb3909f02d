/** Cells of pasted lines. Lines above `rowsMax` are counted, not read. */
export type Delimited = { readonly rows: readonly (readonly string[])[]; readonly dropped: number };

const cellCharsMax = 200;
const cellsMax = 20;

/** A spreadsheet copies tabs; files have semicolons (Russian and Kazakh settings) or commas. One separator serves the whole text. */
function separatorOf(text: string): string {
  if (text.includes("\t")) return "\t";
  const first = text.split("\n", 5).join("\n");
  const semicolons = first.split(";").length;
  return semicolons > 1 && semicolons >= first.split(",").length ? ";" : ",";
}

/** Reads tab-, semicolon- or comma-separated lines with RFC 4180 quotes. Empty lines are skipped; cells are trimmed. */
export function readDelimited(text: string, rowsMax: number): Delimited {
  const separator = separatorOf(text);
  const rows: (readonly string[])[] = [];
  let dropped = 0;
  let cells: string[] = [];
  let cell = "";
  let quoted = false;

  const endCell = (): void => {
    if (cells.length < cellsMax) cells.push(cell.trim().slice(0, cellCharsMax));
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    if (cells.some((text) => text !== "")) {
      if (rows.length < rowsMax) rows.push(cells);
      else dropped += 1;
    }
    cells = [];
  };

  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(index + 1) === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (char === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
    } else if (char === separator) endCell();
    else if (char === "\n" || char === "\r") endRow();
    else cell += char;
  }
  endRow();
  return { rows, dropped };
}

import type { FaultKeeper } from "./fault.ts";
import type { TableOptions } from "./types.ts";

type Delimiter = "," | ";" | "\t";
export type CsvParser = {
  readonly push: (text: string, from: number) => void;
  readonly end: () => void;
  readonly line: () => number;
  readonly rows: () => number;
};

/** The one that cuts the first lines into most cells, quotes heeded; Excel's own `sep=;` line is believed and left out. */
export function detectDelimiter(sample: string): { readonly delimiter: Delimiter; readonly from: number } {
  const told = /^sep=([,;\t])\r?\n/i.exec(sample);
  const delimiters = [",", ";", "\t"] as const;
  const named = delimiters.find((one) => one === told?.[1]);
  if (told !== null && named !== undefined) return { delimiter: named, from: told[0].length };
  const lines = firstLines(sample, 5);
  const score = (delimiter: string): number => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const least = Math.min(...counts);
    // A sign that stands in every line as often is rather a delimiter than one that names are written with.
    return least * (counts.every((count) => count === least) ? 1_000 : 1);
  };
  const best = delimiters.toSorted((a, b) => score(b) - score(a))[0];
  return { delimiter: best ?? ",", from: 0 };
}

/** Lines without what stands in quotes. */
function firstLines(sample: string, count: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let isQuoted = false;
  for (const sign of sample) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === "\n" || sign === "\r")) {
      if (line !== "") lines.push(line);
      line = "";
      if (lines.length === count) return lines;
    } else if (!isQuoted) line += sign;
  }
  return lines.length === 0 || line !== "" ? [...lines, line] : lines;
}

const quote = 0x22;
const lf = 0x0a;
const cr = 0x0d;

/**
 * State of a cell: `start` → `plain` (to the delimiter) or `quoted` → `closing` (a quote was seen) → `quoted` again when it is doubled,
 * else the end of the cell. A quote inside a plain cell is a sign like another: exports write `ТОО "Дән"` so.
 */
export function createCsvParser(delimiter: Delimiter, options: TableOptions, faults: FaultKeeper): CsvParser {
  const { limits, onRow, isStopped } = options;
  const parts = delimiter.charCodeAt(0);
  let state: "start" | "plain" | "quoted" | "closing" = "start";
  let cell = "";
  let cells: string[] = [];
  let line = 1;
  let recordLine = 1;
  let quoteLine = 1;
  let afterCr = false;
  let isMisplaced = false;
  let rows = 0;

  const add = (text: string): void => {
    cell += text;
    if (cell.length <= limits.cellCharsMax) return;
    if (state === "quoted" && line > quoteLine) faults.fail("quote-unclosed", quoteLine, cells.length + 1);
    else faults.fail("cell-too-long", line, cells.length + 1);
  };
  const endCell = (): void => {
    cells.push(cell.trim());
    cell = "";
    state = "start";
    if (cells.length > limits.columnsMax) faults.fail("too-many-columns", recordLine, cells.length);
  };
  const endRecord = (): void => {
    endCell();
    if (faults.found() === null && cells.some((one) => one !== "")) {
      if (rows >= limits.rowsMax) faults.fail("too-many-rows", recordLine);
      else if (isStopped?.() === true) faults.fail("stopped", recordLine);
      else {
        rows += 1;
        onRow({ line: recordLine, cells, fault: isMisplaced ? "quote-misplaced" : null });
      }
    }
    cells = [];
    isMisplaced = false;
  };
  /** Where the run of ordinary signs that begins at `from` ends. */
  const runEnd = (text: string, from: number): number => {
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === lf || code === cr || (state === "quoted" ? code === quote : code === parts)) return at;
    }
    return text.length;
  };
  const sign = (code: number): void => {
    if (code === cr || code === lf) {
      const isSecond = code === lf && afterCr;
      afterCr = code === cr;
      if (state === "quoted") {
        add(code === cr ? "\n" : isSecond ? "" : "\n");
        line += isSecond ? 0 : 1;
        return;
      }
      if (isSecond) return;
      line += 1;
      endRecord();
      recordLine = line;
      return;
    }
    if (code === parts && state !== "quoted") return endCell();
    if (code !== quote) return;
    if (state === "start" && cell === "") {
      state = "quoted";
      quoteLine = line;
    } else if (state === "quoted") state = "closing";
    else if (state === "closing") {
      state = "quoted";
      add('"');
    }
  };
  return {
    push: (text, from) => {
      let at = from;
      while (at < text.length && faults.found() === null) {
        const code = text.charCodeAt(at);
        const isSign =
          code === lf || code === cr || (state === "quoted" ? code === quote : code === parts || (code === quote && state !== "plain"));
        if (isSign) {
          if (code !== lf && code !== cr) afterCr = false;
          sign(code);
          at += 1;
          continue;
        }
        afterCr = false;
        if (state === "closing") isMisplaced = true;
        if (state !== "quoted") state = "plain";
        const end = runEnd(text, at);
        add(text.slice(at, end));
        at = end;
      }
    },
    end: () => {
      if (state === "quoted") faults.fail("quote-unclosed", quoteLine, cells.length + 1);
      if (cells.length > 0 || cell !== "" || state !== "start") endRecord();
    },
    line: () => line,
    rows: () => rows,
  };
}

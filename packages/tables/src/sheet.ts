import type { FaultKeeper } from "./fault.ts";
import { generalFormat, numberText, type NumberFormat } from "./number-format.ts";
import { createRichText, unescapeText, type SharedStrings } from "./shared-strings.ts";
import type { TableOptions } from "./types.ts";
import type { XmlHandlers } from "./xml.ts";

export type SheetDeps = {
  readonly strings: SharedStrings;
  readonly formats: readonly NumberFormat[];
  readonly is1904: boolean;
  readonly options: TableOptions;
  readonly faults: FaultKeeper;
};
export type SheetReader = { readonly handlers: XmlHandlers; readonly rows: () => number; readonly formulasWithoutValue: () => number };

/** Of Excel; a row number beyond is no sheet. */
const sheetRowsMax = 1_048_576;

/** Rows of a worksheet (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73): `row` and `c` say where they stand, or follow the one before. */
export function createSheetReader(deps: SheetDeps): SheetReader {
  const { options, faults } = deps;
  const { limits } = options;
  const inline = createRichText();
  let line = 0;
  let column = 0;
  let cells: string[] = [];
  let cell: Cell | null = null;
  let isInValue = false;
  let isInRow = false;
  let value = "";
  let rows = 0;
  let formulasWithoutValue = 0;

  const openRow = (at: string | undefined): void => {
    const next = at === undefined ? line + 1 : Number(at);
    if (isInRow || !Number.isInteger(next) || next <= line || next > sheetRowsMax) return faults.fail("sheet-malformed", line);
    line = next;
    column = 0;
    cells = [];
    isInRow = true;
  };
  const openCell = (attributes: Readonly<Record<string, string>>): void => {
    if (!isInRow || cell !== null) return faults.fail("sheet-malformed", line);
    const at = attributes["r"];
    const next = at === undefined ? column + 1 : columnOf(at);
    if (next <= column) return faults.fail("sheet-malformed", line, column);
    if (next > limits.columnsMax) return faults.fail("too-many-columns", line, next);
    column = next;
    cell = { type: attributes["t"] ?? "n", style: Number(attributes["s"] ?? "0"), hasFormula: false, hasValue: false };
    value = "";
    inline.clear();
  };
  const closeCell = (): void => {
    if (cell === null) return;
    if (cell.hasFormula && !cell.hasValue) formulasWithoutValue += 1;
    const text = cellText(deps, cell, value, inline.take(), () => faults.fail("sheet-malformed", line, column));
    if (text.length > limits.cellCharsMax) faults.fail("cell-too-long", line, column);
    while (cells.length < column - 1) cells.push("");
    cells.push(text.trim());
    cell = null;
  };
  const closeRow = (): void => {
    isInRow = false;
    if (cells.every((one) => one === "")) return;
    if (rows >= limits.rowsMax) return faults.fail("too-many-rows", line);
    if (options.isStopped?.() === true) return faults.fail("stopped", line);
    rows += 1;
    options.onRow({ line, cells, fault: null });
  };
  const handlers: XmlHandlers = {
    open: (name, attributes) => {
      if (name === "row") openRow(attributes["r"]);
      else if (name === "c") openCell(attributes);
      else if (cell === null) return;
      else if (name === "f") cell.hasFormula = true;
      else if (name === "v") {
        isInValue = true;
        cell.hasValue = true;
      } else inline.open(name);
    },
    text: (piece) => {
      if (cell === null) return;
      if (isInValue) value += piece;
      else inline.add(piece);
      if (Math.max(value.length, inline.length()) > limits.cellCharsMax * 8) faults.fail("cell-too-long", line, column);
    },
    close: (name) => {
      if (name === "v") isInValue = false;
      else if (name === "c") closeCell();
      else if (name === "row") closeRow();
      else inline.close(name);
    },
  };
  return { handlers, rows: () => rows, formulasWithoutValue: () => formulasWithoutValue };
}

type Cell = { readonly type: string; readonly style: number; hasFormula: boolean; hasValue: boolean };

/** By 18.18.11; an unknown type is read as text. */
function cellText({ strings, formats, is1904 }: SheetDeps, cell: Cell, value: string, inline: string, malformed: () => void): string {
  switch (cell.type) {
    case "s": {
      const index = Number(value);
      if (value !== "" && Number.isInteger(index) && index >= 0 && index < strings.count) return strings.at(index);
      if (value !== "") malformed();
      return "";
    }
    case "n":
      return value === "" ? "" : numberText(value, formats[cell.style] ?? generalFormat, is1904);
    case "b":
      return value === "1" ? "true" : value === "0" ? "false" : value;
    case "inlineStr":
      return unescapeText(inline);
    case "str":
      return unescapeText(value);
    default:
      return value;
  }
}

/** `BC12` → 55; 0 for what is no place in a sheet. */
function columnOf(place: string): number {
  const letters = /^\$?([A-Z]{1,4})\$?[0-9]{1,7}$/.exec(place)?.[1] ?? "";
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

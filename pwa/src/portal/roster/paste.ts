import { countryOf } from "./countries.ts";
import { readDelimited } from "../../text/delimited.ts";

export type PastedPerson = { readonly name: string; readonly scheme: "iin" | "doc"; readonly country: string; readonly value: string };
export type PastedVehicle = { readonly plate: string; readonly country: string };
export type Pasted<T> = { readonly rows: readonly T[]; readonly skippedHeader: boolean; readonly dropped: number };

const headerWords =
  /^(№|n|no|п\/п|р\/с|#|иин|жсн|iin|фио|аты|аты-жөні|имя|фамилия|name|surname|full name|документ|құжат|паспорт|passport|document|страна|гражданство|ел|азаматтығы|country|citizenship|грнз|госномер|номер|нөмір|мн|plate|number|көлік|авто|vehicle|car)([\s.:].*)?$/i;

/** A first line that names its columns and holds no identifier. */
const isHeader = (cells: readonly string[]): boolean => {
  const filled = cells.filter((cell) => cell !== "");
  return filled.some((cell) => headerWords.test(cell)) && !filled.some((cell) => digitsIn(cell) >= 3);
};

const digitsIn = (text: string): number => text.replaceAll(/\D/g, "").length;
const lettersIn = (text: string): number => text.replaceAll(/[^\p{L}]/gu, "").length;
const isIinShaped = (cell: string): boolean => /^\d[\d\s-]{9,16}\d$/.test(cell) && digitsIn(cell) >= 11 && digitsIn(cell) <= 13;
/** 1, 2, 3… down the first column number the lines and say nothing of the person. */
const isOrdinal = (cell: string, index: number): boolean => /^\d{1,5}[.)]?$/.test(cell) && Number.parseInt(cell, 10) === index + 1;

function withoutOrdinals(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const numbered = rows.length > 0 && rows.every((cells, index) => cells.length > 1 && isOrdinal(cells[0] ?? "", index));
  return numbered ? rows.map((cells) => cells.slice(1)) : rows;
}

function body(
  text: string,
  rowsMax: number,
): { readonly rows: readonly (readonly string[])[]; readonly skippedHeader: boolean; readonly dropped: number } {
  const { rows, dropped } = readDelimited(text, rowsMax + 1);
  const header = rows[0] !== undefined && isHeader(rows[0]);
  const content = header ? rows.slice(1) : rows;
  const over = Math.max(0, content.length - rowsMax);
  return { rows: withoutOrdinals(content.slice(0, rowsMax)), skippedHeader: header, dropped: dropped + over };
}

/** Which cell is which is read from the cells, not from their order: lists come with every order of columns. */
function personOf(cells: readonly string[]): PastedPerson {
  const filled = cells.filter((cell) => cell !== "");
  // Twelve digits outweigh any other cell with a number in it.
  const value = filled.find(isIinShaped) ?? filled.find((cell) => digitsIn(cell) >= 4) ?? "";
  const others = filled.filter((cell) => cell !== value);
  const countryCell = others.find((cell) => countryOf(cell) !== null);
  const country = countryCell === undefined ? null : countryOf(countryCell);
  const name = others.filter((cell) => cell !== countryCell).join(" ");
  // Digits alone are an IIN with a slip; a letter or another country makes it a document.
  const foreign = country !== null && country !== "KAZ" && !isIinShaped(value);
  const scheme = lettersIn(value) > 0 || foreign ? "doc" : "iin";
  return { name: name.replaceAll(/\s+/g, " "), scheme, country: scheme === "iin" ? "KAZ" : (country ?? ""), value };
}

function vehicleOf(cells: readonly string[]): PastedVehicle {
  let plate = "";
  let country: string | null = null;
  for (const cell of cells) {
    if (cell === "") continue;
    if (plate === "" && digitsIn(cell) > 0) plate = cell;
    else country ??= countryOf(cell);
  }
  return { plate: plate === "" ? (cells.find((cell) => cell !== "") ?? "") : plate, country: country ?? "KAZ" };
}

/** Reads pasted lines of people. What a cell cannot be stays in the row as it is, for the check to point at. */
export function pastedPersons(text: string, rowsMax: number): Pasted<PastedPerson> {
  const { rows, ...rest } = body(text, rowsMax);
  return { rows: rows.map(personOf), ...rest };
}

export function pastedVehicles(text: string, rowsMax: number): Pasted<PastedVehicle> {
  const { rows, ...rest } = body(text, rowsMax);
  return { rows: rows.map(vehicleOf), ...rest };
}

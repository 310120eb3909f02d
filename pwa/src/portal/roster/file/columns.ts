import { parseIin, parsePlate } from "@beket/domain";
import { countryOf } from "../countries.ts";
import { roleOfHead, singleRoles, type ColumnRole } from "./roles.ts";

/** How a file's columns are read. */
export type ColumnPlan = {
  readonly roles: readonly ColumnRole[];
  /** The first row names the columns. */
  readonly hasHead: boolean;
  /** False: a person has to say which column is which. */
  readonly certain: boolean;
  /** Columns whose cells contradict their heads, read by their cells: two columns changed places. */
  readonly swapped: readonly number[];
};

const sampleRows = 200;
const mostly = 0.6;
const digitsIn = (text: string): number => text.replaceAll(/\D/g, "").length;

type Shape = { readonly role: ColumnRole; readonly fits: (cell: string) => boolean };
/** What cells look like by themselves, the strictest first. */
const shapes: readonly Shape[] = [
  { role: "iin", fits: (cell) => /^[\d\s-]{10,18}$/.test(cell) && digitsIn(cell) >= 10 && digitsIn(cell) <= 13 && !/^\d{1,9}$/.test(cell) },
  { role: "country", fits: (cell) => countryOf(cell) !== null },
  { role: "plate", fits: (cell) => /\d/.test(cell) && /\p{L}/u.test(cell) && cell.length <= 14 && parsePlate(cell, "KAZ").ok },
  { role: "document", fits: (cell) => /^\p{Lu}{1,3}\s?\d{6,9}$/u.test(cell) },
  { role: "name", fits: (cell) => /^[\p{L}'’.-]+(\s+[\p{L}'’.-]+){1,4}$/u.test(cell) },
];

function shapeOf(cells: readonly string[]): ColumnRole | null {
  const filled = cells.filter((cell) => cell !== "");
  if (filled.length === 0) return null;
  const enough = (count: number): boolean => count >= filled.length * mostly;
  return shapes.find(({ fits }) => enough(filled.filter(fits).length))?.role ?? null;
}

const isOrdinalColumn = (cells: readonly string[]): boolean =>
  cells.length > 1 &&
  cells.every((cell, index) => cell === "" || Number.parseInt(cell, 10) === index + 1) &&
  cells.some((cell) => cell !== "");

/** A head names at least one column and holds no identifier. */
const isHead = (cells: readonly string[]): boolean =>
  cells.some((cell) => roleOfHead(cell) !== null) &&
  !cells.some((cell) => digitsIn(cell) >= 4 && (parseIin(cell).ok || digitsIn(cell) >= 9));

/** Heads that nobody knows: no number in the first row, and below it a column of nothing but numbers. */
function isStrangeHead(first: readonly string[], body: readonly (readonly string[])[]): boolean {
  if (body.length === 0 || first.some((cell) => digitsIn(cell) >= 4)) return false;
  return first.some((cell, column) => {
    const shape = shapeOf(body.map((row) => row[column] ?? ""));
    return cell !== "" && (shape === "iin" || shape === "plate" || shape === "document");
  });
}

const numberRoles: ReadonlySet<ColumnRole> = new Set(["iin", "plate"]);
const nameRoles: ReadonlySet<ColumnRole> = new Set(["name", "surname", "given"]);
/** Name columns and numbers that were typed under each other's heads. */
const contradicts = (head: ColumnRole, shape: ColumnRole): boolean =>
  (numberRoles.has(head) && shape !== head && (nameRoles.has(shape) || numberRoles.has(shape))) ||
  (nameRoles.has(head) && numberRoles.has(shape));

/**
 * Which column is which: by its head, and by its cells where there is none or they contradict it. Certain when there is a number to
 * identify people or vehicles by, people have a name, and no two columns claim the same.
 */
export function planColumns(rows: readonly (readonly string[])[]): ColumnPlan {
  const [first = []] = rows;
  const hasHead = isHead(first) || isStrangeHead(first, rows.slice(1, sampleRows));
  const body = rows.slice(hasHead ? 1 : 0, sampleRows);
  const width = Math.max(0, ...rows.slice(0, sampleRows).map((cells) => cells.length));
  const swapped: number[] = [];
  const unknown: number[] = [];
  const roles = Array.from({ length: width }, (_, column): ColumnRole => {
    const cells = body.map((row) => row[column] ?? "");
    const head = hasHead ? roleOfHead(first[column] ?? "") : null;
    if (head === null && isOrdinalColumn(cells)) return "skip";
    const shape = shapeOf(cells);
    if (head === null) {
      if (shape === null && cells.some((cell) => cell !== "")) unknown.push(column);
      return shape ?? "skip";
    }
    if (shape === null || !contradicts(head, shape)) return head;
    swapped.push(column);
    return shape;
  });
  return { roles, hasHead, certain: isWhole(roles) && (hasHead || unknown.length === 0), swapped };
}

/** A plan that names people or vehicles without doubt. */
export function isWhole(roles: readonly ColumnRole[]): boolean {
  const has = (...wanted: readonly ColumnRole[]): boolean => wanted.some((role) => roles.includes(role));
  const twice = roles.some((role, index) => singleRoles.has(role) && roles.indexOf(role) !== index);
  const people = has("iin", "document");
  return !twice && (people || has("plate")) && (!people || has("name", "surname"));
}

/** The heads of a file as one short sign: what was chosen for it is remembered under this, and nobody's data are in it. */
export function headSign(cells: readonly string[]): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const sign of cells.map((cell) => cell.trim().toLowerCase()).join("\u001F")) {
    const code = sign.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  return (high >>> 0).toString(16).padStart(8, "0") + (low >>> 0).toString(16).padStart(8, "0");
}

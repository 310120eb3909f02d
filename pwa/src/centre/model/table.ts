import { type PanelName, panels } from "@beket/api";
import type { Cell } from "./panel.ts";

export type Sorting = { readonly column: string; readonly direction: "ascending" | "descending" } | null;

/** The next state of a pressed heading: numbers start with the largest, words with the first letter; the third press gives central's order back. */
export function sortedBy(before: Sorting, column: string, isNumber: boolean): Sorting {
  const first = isNumber ? "descending" : "ascending";
  if (before?.column !== column) return { column, direction: first };
  if (before.direction !== first) return null;
  return { column, direction: first === "ascending" ? "descending" : "ascending" };
}

// Chromium has no Kazakh collation: it would put ә, қ, ң, ө, ұ, ү, һ and і after я. The Kazakh order holds the Russian one.
const letters = "0123456789abcdefghijklmnopqrstuvwxyzаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
const places: ReadonlyMap<string, number> = new Map(Array.from(letters, (letter, index) => [letter, index]));

/** Compares texts as a reader of the city expects; runs of digits by their number, so that `rb-2` comes before `rb-10`. */
export function compareTexts(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left = "", right = ""] = [a[index], b[index]];
    const difference = /^\d/.test(left) && /^\d/.test(right) ? Number(left) - Number(right) : compareLetters(left, right);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
const partsOf = (text: string): readonly string[] => text.toLowerCase().match(/\d+|\D+/g) ?? [];

function compareLetters(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left = "", right = ""] = [a[index], b[index]];
    if (left === right) continue;
    const difference = (places.get(left) ?? -1) - (places.get(right) ?? -1);
    return difference === 0 ? (left < right ? -1 : 1) : difference;
  }
  return a.length - b.length;
}

/** Rows in the asked order; equal ones and no order keep that of central. Empty cells come last either way. */
export function sortRows<T>(rows: readonly T[], sorting: Sorting, valueOf: (row: T, column: string) => Cell): readonly T[] {
  if (sorting === null) return rows;
  const sign = sorting.direction === "ascending" ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one, sorting.column), valueOf(other, sorting.column)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * compareCells(a, b);
  });
}

function compareCells(one: NonNullable<Cell>, other: NonNullable<Cell>): number {
  if (typeof one === "string" && typeof other === "string") return compareTexts(one, other);
  return Number(one) - Number(other);
}

/** Rows that have every asked value; null asks for nothing. */
export const filterRows = <T extends object>(rows: readonly T[], wanted: Readonly<Record<string, string | null>>): readonly T[] =>
  rows.filter((row) => Object.entries(wanted).every(([column, value]) => value === null || Reflect.get(row, column) === value));

/** Of all posts and nodes first those that something is known of, else a working one stands below sixty silent ones. */
export function knownFirst<T extends Readonly<Record<string, Cell>>>(panel: PanelName, rows: readonly T[]): readonly T[] {
  const isKnown = (row: T): boolean =>
    panel === "nodes"
      ? row["last-heard-at"] !== null
      : panel !== "flow" || panels.flow.some(([key, type]) => type === "count" && row[key] !== 0);
  return [...rows.filter(isKnown), ...rows.filter((row) => !isKnown(row))];
}

import { isNormalKey, parseSubject, actRowsMax, type SubjectKey } from "@beket/domain";

/** What a list of people and vehicles says. `faults` are lines, from 1; what stands there is not repeated. */
export type SubjectList = {
  readonly subjects: readonly SubjectKey[];
  readonly faults: readonly number[];
  readonly duplicates: number;
  readonly tooMany: boolean;
};
export type ListRow = { readonly line: number; readonly cells: readonly string[] };

/** The subject of one line: the first cell that is an IIN, a plate or a document; names and ordinals beside it are left out. */
function subjectOf(cells: readonly string[]): SubjectKey | null {
  for (const cell of cells) {
    if (!/\d/.test(cell)) continue;
    // A short run of digits is an ordinal or a page.
    if (/^\d{1,5}[.)]?$/.test(cell)) continue;
    const parsed = parseSubject(cell);
    if (parsed.ok && parsed.value.key.scheme !== "bin" && isNormalKey(parsed.value.key)) return parsed.value.key;
  }
  return null;
}

/** Reads a table or pasted lines; a first line without any identifier is a header. */
export function readSubjects(rows: readonly ListRow[]): SubjectList {
  const seen = new Set<string>();
  const subjects: SubjectKey[] = [];
  const faults: number[] = [];
  let duplicates = 0;
  for (const [index, { line, cells }] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    const key = subjectOf(cells.map((cell) => cell.trim()));
    if (key === null) {
      if (index > 0 || cells.some((cell) => /\d{3}/.test(cell))) faults.push(line);
      continue;
    }
    const text = `${key.scheme} ${key.country} ${key.value}`;
    if (seen.has(text)) duplicates += 1;
    else {
      seen.add(text);
      subjects.push(key);
    }
  }
  return { subjects: subjects.slice(0, actRowsMax), faults, duplicates, tooMany: subjects.length > actRowsMax };
}

/** Pasted text as rows: a line each, cells by tab or semicolon. */
export const linesOf = (text: string): readonly ListRow[] =>
  text.split(/\r?\n/).map((line, index) => ({ line: index + 1, cells: line.split(/[\t;,]/) }));

/** Numbers of permits, exemptions and holds, in the spelling that people write. */
export const numbersOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter((number) => /^[0-9A-Z]{4}-?[0-9A-Z]{4}$/.test(number))
      .map((number) => (number.includes("-") ? number : `${number.slice(0, 4)}-${number.slice(4)}`)),
  ),
];

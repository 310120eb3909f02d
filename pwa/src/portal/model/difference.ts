import type { OwnRoster } from "@beket/api";
import type { SignedDocument } from "@beket/domain";

export type DifferenceRow = { readonly key: string; readonly way: "comes" | "goes"; readonly name: string; readonly value: string };

/** A single name stands with a dash for the given one in the document; nobody has to read it. */
export const shownName = (name: string): string => name.replace(/ –$/, "");

/** Who comes and who goes by name, read from the document that is signed; the names of those who go from the roster in force. */
export function differenceRows(document: SignedDocument, roster: OwnRoster | null): readonly DifferenceRow[] {
  if (document.type !== "beket/application/1" && document.type !== "beket/change/1") return [];
  const coming = document.type === "beket/application/1" ? document.rows : document.add;
  const comes = coming.map((row, index): DifferenceRow => {
    const key = `+${index}`;
    if (row.kind === "vehicle") return { key, way: "comes", name: row.plate, value: row.description };
    return { key, way: "comes", name: shownName(`${row.surname} ${row.given}`), value: row.identity.value };
  });
  if (document.type === "beket/application/1") return comes;
  const known = new Map((roster?.rows ?? []).map((row) => [row.number, row]));
  const goes = document.remove.map((number): DifferenceRow => {
    const row = known.get(number);
    const name = row === undefined ? number : row.name === "" ? row.value : shownName(row.name);
    return { key: number, way: "goes", name, value: number };
  });
  return [...goes, ...comes];
}

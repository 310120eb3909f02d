import type { ParsedSubject } from "@beket/domain";
import type { Draft, PersonRow } from "../model/draft.ts";
import { addPerson, addVehicle, changePerson, changeVehicle } from "./edit.ts";

export type ScannedInto = {
  readonly draft: Draft;
  /** The row that holds what was scanned; null when it has no place in a roster or the roster is full. */
  readonly row: number | null;
};

/** Enters what a scanner read: into the row in focus while its number is still empty, else into a row of its own. Nobody stands twice. */
export function scanInto(draft: Draft, parsed: ParsedSubject, focus: number | null): ScannedInto {
  const { scheme } = parsed.key;
  if (scheme === "bin") return { draft, row: null };
  return scheme === "plate" ? vehicle(draft, parsed, focus) : person(draft, parsed, scheme, focus);
}

function person(draft: Draft, { key, mrz }: ParsedSubject, scheme: "iin" | "doc", focus: number | null): ScannedInto {
  const { value, country } = key;
  const known = draft.persons.find((row) => row.scheme === scheme && row.value.trim() === value && row.country === country);
  if (known !== undefined) return { draft, row: known.id };
  const name = mrz === null ? "" : `${mrz.surname} ${mrz.givenNames}`.trim();
  const fill = (into: Draft, row: PersonRow): ScannedInto => ({
    draft: changePerson(into, row.id, { scheme, country, value, ...(row.name.trim() === "" ? { name } : {}) }),
    row: row.id,
  });
  const open = draft.persons.find((row) => row.id === focus && row.value.trim() === "");
  if (open !== undefined) return fill(draft, open);
  const grown = addPerson(draft);
  const added = grown === draft ? undefined : grown.persons.at(-1);
  return added === undefined ? { draft, row: null } : fill(grown, added);
}

function vehicle(draft: Draft, { key }: ParsedSubject, focus: number | null): ScannedInto {
  const { value: plate, country } = key;
  const known = draft.vehicles.find((row) => row.plate.trim() === plate && row.country === country);
  if (known !== undefined) return { draft, row: known.id };
  const open = draft.vehicles.find((row) => row.id === focus && row.plate.trim() === "");
  const grown = open === undefined ? addVehicle(draft) : draft;
  const row = open ?? (grown === draft ? undefined : grown.vehicles.at(-1));
  return row === undefined ? { draft, row: null } : { draft: changeVehicle(grown, row.id, { plate, country }), row: row.id };
}

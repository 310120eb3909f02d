import type { Draft, PersonRow, VehicleRow } from "../model/draft.ts";
import { withGroups } from "./groups.ts";
import type { RowProblem } from "./check.ts";

/** The signed document holds no more rows than this, people and vehicles together. */
export const rosterRowsMax = 10_000;

export const rowsOf = (draft: Draft): number => draft.persons.length + draft.vehicles.length;

export const addPerson = (draft: Draft): Draft =>
  rowsOf(draft) >= rosterRowsMax
    ? draft
    : {
        ...draft,
        nextId: draft.nextId + 1,
        persons: [...draft.persons, { id: draft.nextId, name: "", scheme: "iin", country: "KAZ", value: "" }],
      };

export const addVehicle = (draft: Draft): Draft =>
  rowsOf(draft) >= rosterRowsMax
    ? draft
    : { ...draft, nextId: draft.nextId + 1, vehicles: [...draft.vehicles, { id: draft.nextId, plate: "", country: "KAZ" }] };

const isBlankPerson = (person: PersonRow): boolean => person.name.trim() === "" && person.value.trim() === "";
const isBlankVehicle = (vehicle: VehicleRow): boolean => vehicle.plate.trim() === "";

/** Rows nobody filled are not an error; they are left out of what is sent. */
export const withoutBlankRows = (draft: Draft): Draft => ({
  ...draft,
  persons: draft.persons.filter((person) => !isBlankPerson(person)),
  vehicles: draft.vehicles.filter((vehicle) => !isBlankVehicle(vehicle)),
});

/** Rows from a paste or a file, after those that are there; rows that nobody filled go. */
export function appendRows(
  draft: Draft,
  rows: { readonly persons?: readonly Omit<PersonRow, "id">[]; readonly vehicles?: readonly Omit<VehicleRow, "id">[] },
): Draft {
  const { persons = [], vehicles = [] } = rows;
  const tidy = withoutBlankRows(draft);
  return withGroups({
    ...tidy,
    nextId: draft.nextId + persons.length + vehicles.length,
    persons: [...tidy.persons, ...persons.map((row, index): PersonRow => ({ id: draft.nextId + index, ...row }))],
    vehicles: [...tidy.vehicles, ...vehicles.map((row, index): VehicleRow => ({ id: draft.nextId + persons.length + index, ...row }))],
  });
}

export const changePerson = (draft: Draft, id: number, change: Partial<Omit<PersonRow, "id">>): Draft => ({
  ...draft,
  persons: draft.persons.map((person) => (person.id === id ? { ...person, ...change } : person)),
});

export const changeVehicle = (draft: Draft, id: number, change: Partial<Omit<VehicleRow, "id">>): Draft => ({
  ...draft,
  vehicles: draft.vehicles.map((vehicle) => (vehicle.id === id ? { ...vehicle, ...change } : vehicle)),
});

export const removePerson = (draft: Draft, id: number): Draft => ({
  ...draft,
  persons: draft.persons.filter((person) => person.id !== id),
});
export const removeVehicle = (draft: Draft, id: number): Draft => ({
  ...draft,
  vehicles: draft.vehicles.filter((vehicle) => vehicle.id !== id),
});

/** The list without the rows that the problems are about. */
export function withoutRows(draft: Draft, problems: readonly RowProblem[]): Draft {
  const gone = { persons: new Set<number>(), vehicles: new Set<number>() };
  for (const { list, index } of problems) gone[list].add(index);
  return {
    ...draft,
    persons: draft.persons.filter((_, index) => !gone.persons.has(index)),
    vehicles: draft.vehicles.filter((_, index) => !gone.vehicles.has(index)),
  };
}

/** Takes a suggestion. A plate among the people moves to the vehicles, a person's number among the plates to the people. */
export function takeSuggestion(draft: Draft, problem: RowProblem): Draft {
  return takeSuggestions(draft, [problem]);
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");

function mendedPerson(person: PersonRow, scheme: "iin" | "doc", identifier: string): PersonRow {
  // The number stood in the name's place: then the name stands in the number's.
  const exchanged = digitsOf(person.name) === identifier && /\p{L}/u.test(person.value);
  return {
    ...person,
    ...(exchanged ? { name: person.value } : {}),
    value: identifier,
    scheme,
    country: scheme === "iin" ? "KAZ" : person.country,
  };
}

/** Takes the suggestions of many rows at once; a row moves to the other list at most once. */
export function takeSuggestions(draft: Draft, problems: readonly RowProblem[]): Draft {
  const byRow = { persons: new Map<number, RowProblem["suggestion"]>(), vehicles: new Map<number, RowProblem["suggestion"]>() };
  for (const { list, index, suggestion } of problems)
    if (suggestion !== null && !byRow[list].has(index)) byRow[list].set(index, suggestion);
  const persons: PersonRow[] = [];
  const vehicles: VehicleRow[] = [];
  const movedPersons: PersonRow[] = [];
  const movedVehicles: VehicleRow[] = [];
  for (const [index, person] of draft.persons.entries()) {
    const found = byRow.persons.get(index);
    if (!found) persons.push(person);
    else if (found.scheme !== "plate") persons.push(mendedPerson(person, found.scheme, found.identifier));
    else movedVehicles.push({ id: person.id, plate: found.identifier, country: person.country === "" ? "KAZ" : person.country });
  }
  for (const [index, vehicle] of draft.vehicles.entries()) {
    const found = byRow.vehicles.get(index);
    if (!found) vehicles.push(vehicle);
    else if (found.scheme === "plate") vehicles.push({ ...vehicle, plate: found.identifier });
    else movedPersons.push({ id: vehicle.id, name: "", scheme: found.scheme, country: vehicle.country, value: found.identifier });
  }
  return { ...draft, persons: [...persons, ...movedPersons], vehicles: [...vehicles, ...movedVehicles] };
}

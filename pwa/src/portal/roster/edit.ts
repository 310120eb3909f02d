import type { Draft, PersonRow, VehicleRow } from "../model/draft.ts";
import type { Pasted, PastedPerson, PastedVehicle } from "./paste.ts";
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

export function appendPersons(draft: Draft, pasted: Pasted<PastedPerson>): Draft {
  const kept = draft.persons.filter((person) => !isBlankPerson(person));
  const added = pasted.rows.map((row, index): PersonRow => ({ id: draft.nextId + index, ...row }));
  return { ...draft, nextId: draft.nextId + added.length, persons: [...kept, ...added] };
}

export function appendVehicles(draft: Draft, pasted: Pasted<PastedVehicle>): Draft {
  const kept = draft.vehicles.filter((vehicle) => !isBlankVehicle(vehicle));
  const added = pasted.rows.map((row, index): VehicleRow => ({ id: draft.nextId + index, ...row }));
  return { ...draft, nextId: draft.nextId + added.length, vehicles: [...kept, ...added] };
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

/** Takes a suggestion. A plate among the people moves to the vehicles, a person's number among the plates to the people. */
export function takeSuggestion(draft: Draft, problem: RowProblem): Draft {
  const { suggestion } = problem;
  if (suggestion === null) return draft;
  const { scheme, identifier } = suggestion;
  if (problem.list === "vehicles") {
    const vehicle = draft.vehicles[problem.index];
    if (vehicle === undefined) return draft;
    if (scheme === "plate") return changeVehicle(draft, vehicle.id, { plate: identifier });
    const person: PersonRow = { id: vehicle.id, name: "", scheme, country: vehicle.country, value: identifier };
    return { ...removeVehicle(draft, vehicle.id), persons: [...draft.persons, person] };
  }
  const person = draft.persons[problem.index];
  if (person === undefined) return draft;
  if (scheme !== "plate")
    return changePerson(draft, person.id, { value: identifier, scheme, country: scheme === "iin" ? "KAZ" : person.country });
  const vehicle: VehicleRow = { id: person.id, plate: identifier, country: person.country === "" ? "KAZ" : person.country };
  return { ...removePerson(draft, person.id), vehicles: [...draft.vehicles, vehicle] };
}

import type { RowFault } from "@beket/api";
import { rosterFaults, type RosterInput } from "@beket/domain";
import type { PersonRow, VehicleRow } from "../model/draft.ts";

/** One thing to mend in one field of one row. */
export type RowProblem = {
  readonly list: "persons" | "vehicles";
  readonly index: number;
  readonly field: "name" | "identifier" | "country";
  readonly code: string;
  readonly suggestion: { readonly scheme: "iin" | "doc" | "plate"; readonly identifier: string } | null;
  /** The earlier row of a duplicate, in the same list. */
  readonly otherIndex: number | null;
};

/** As central splits it: the first word is the surname, a single name stands alone. */
function splitName(name: string): { readonly surname: string; readonly given: string } {
  const words = name.trim().split(/\s+/);
  return { surname: words[0] ?? "", given: words.slice(1).join(" ") || (words[0] ? "–" : "") };
}

const personInput = (person: PersonRow): RosterInput => ({
  kind: "person",
  scheme: person.scheme,
  identifier: person.value,
  country: person.scheme === "iin" ? "KAZ" : person.country,
  ...splitName(person.name),
  job: "",
});

const vehicleInput = (vehicle: VehicleRow): RosterInput => ({
  kind: "vehicle",
  scheme: "plate",
  identifier: vehicle.plate,
  country: vehicle.country,
  surname: "",
  given: "",
  job: "",
});

/** Every problem of the roster, by the rules that central applies to the same rows. */
export function rosterProblems(persons: readonly PersonRow[], vehicles: readonly VehicleRow[]): readonly RowProblem[] {
  const faults = rosterFaults([...persons.map(personInput), ...vehicles.map(vehicleInput)]);
  const problems = faults.map((fault): RowProblem => {
    const inPersons = fault.row < persons.length;
    const named = fault.column === "surname" || fault.column === "given";
    return {
      list: inPersons ? "persons" : "vehicles",
      index: inPersons ? fault.row : fault.row - persons.length,
      field: named ? "name" : fault.column === "country" ? "country" : "identifier",
      code: fault.code === "identifier-invalid" && fault.detail !== null ? fault.detail : fault.code,
      suggestion: fault.suggestion,
      otherIndex: fault.otherRow === null ? null : inPersons ? fault.otherRow : fault.otherRow - persons.length,
    };
  });
  // An empty name lacks surname and given name; to the person that is one thing to mend.
  const seen = new Set<string>();
  return problems.filter(({ list, index, field, code }) => {
    const name = `${list} ${index} ${field} ${code}`;
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

const fieldOf = (field: string): RowProblem["field"] => (field === "name" || field === "country" ? field : "identifier");

/** What central found, in the same form; its answer names no scheme, so a suggestion keeps the row's own. */
export function centralProblems(faults: readonly RowFault[], persons: readonly PersonRow[]): readonly RowProblem[] {
  return faults.map(({ list, index, field, code, suggestion }): RowProblem => {
    const scheme = list === "vehicles" ? "plate" : (persons[index]?.scheme ?? "iin");
    return {
      list,
      index,
      field: fieldOf(field),
      code,
      suggestion: suggestion === undefined ? null : { scheme, identifier: suggestion },
      otherIndex: null,
    };
  });
}

/** Problems by row, for the list that shows them. */
export function problemsByRow(problems: readonly RowProblem[], list: RowProblem["list"]): ReadonlyMap<number, readonly RowProblem[]> {
  const byRow = new Map<number, RowProblem[]>();
  for (const problem of problems) {
    if (problem.list !== list) continue;
    const row = byRow.get(problem.index);
    if (row === undefined) byRow.set(problem.index, [problem]);
    else row.push(problem);
  }
  return byRow;
}

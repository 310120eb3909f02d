import type { RowFault } from "@beket/api";
import { rosterFaults, rosterIdentifier, type RosterInput } from "@beket/domain";
import type { PersonRow, VehicleRow } from "../model/draft.ts";
import { formatFault, isFirmNumber } from "./formats.ts";

/** One thing to mend in one field of one row. */
export type RowProblem = {
  readonly list: "persons" | "vehicles";
  readonly index: number;
  readonly field: "name" | "identifier" | "country" | "firm";
  readonly code: string;
  /** Worth knowing, and no reason to stop. */
  readonly advice?: true;
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

const none: ReadonlySet<string> = new Set();
/** Of an IIN that a spreadsheet or a hand has changed, what was meant is told instead of what is wrong. */
function formatted(problem: RowProblem, persons: readonly PersonRow[]): RowProblem {
  const person = problem.list === "persons" ? persons[problem.index] : undefined;
  if (problem.field !== "identifier" || problem.suggestion !== null || problem.otherIndex !== null || person?.scheme !== "iin")
    return problem;
  const found = formatFault(person.value);
  if (found === null) return problem;
  return { ...problem, code: found.code, suggestion: found.suggestion === null ? null : { scheme: "iin", identifier: found.suggestion } };
}

const firmProblems = (list: RowProblem["list"], firms: readonly (string | undefined)[]): readonly RowProblem[] =>
  firms.flatMap((firm, index) =>
    firm === undefined || firm.trim() === "" || isFirmNumber(firm)
      ? []
      : [{ list, index, field: "firm", code: "firm-invalid", suggestion: null, otherIndex: null }],
  );

/** How a holder of a permit is known: what `already-permitted` compares. */
export const holderName = (scheme: string, country: string, value: string): string => `${scheme} ${country} ${value}`;

function permittedProblems(
  list: RowProblem["list"],
  inputs: readonly RosterInput[],
  permitted: ReadonlySet<string>,
): readonly RowProblem[] {
  if (permitted.size === 0) return [];
  return inputs.flatMap((input, index): readonly RowProblem[] => {
    const identifier = rosterIdentifier(input);
    if (!identifier.ok) return [];
    const { scheme, country, value } = identifier.value;
    const advice = {
      list,
      index,
      field: "identifier",
      code: "already-permitted",
      suggestion: null,
      otherIndex: null,
      advice: true,
    } as const;
    return permitted.has(holderName(scheme, country, value)) ? [advice] : [];
  });
}

/**
 * Every problem of the roster, by the rules that central applies to the same rows. `permitted`: holders of permits of this ledger, by
 * `holderName`.
 */
export function rosterProblems(
  persons: readonly PersonRow[],
  vehicles: readonly VehicleRow[],
  permitted: ReadonlySet<string> = none,
): readonly RowProblem[] {
  const people = persons.map(personInput);
  const cars = vehicles.map(vehicleInput);
  const problems = rosterFaults([...people, ...cars]).map((fault): RowProblem => {
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
  const all = [
    ...problems.map((problem) => formatted(problem, persons)),
    ...firmProblems(
      "persons",
      persons.map(({ employer }) => employer),
    ),
    ...firmProblems(
      "vehicles",
      vehicles.map(({ owner }) => owner),
    ),
    ...permittedProblems("persons", people, permitted),
    ...permittedProblems("vehicles", cars, permitted),
  ];
  // An empty name lacks surname and given name; to the person that is one thing to mend.
  const seen = new Set<string>();
  return all.filter(({ list, index, field, code }) => {
    const name = `${list} ${index} ${field} ${code}`;
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

/** What has to be mended before the roster can be signed. */
export const stopping = (problems: readonly RowProblem[]): readonly RowProblem[] => problems.filter(({ advice }) => advice !== true);

const fieldOf = (field: string): RowProblem["field"] => {
  if (field === "name" || field === "country") return field;
  return field === "employer" || field === "owner" ? "firm" : "identifier";
};

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

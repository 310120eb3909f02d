import type { Draft } from "../model/draft.ts";
import type { RowProblem } from "./check.ts";

/** The row that a problem is about; -1 where it is gone. */
export const rowIdOf = (draft: Draft, { list, index }: RowProblem): number => draft[list][index]?.id ?? -1;

const isBlank = (draft: Draft, { list, index }: RowProblem): boolean => {
  const person = draft.persons[index];
  const vehicle = draft.vehicles[index];
  return list === "persons"
    ? person === undefined || (person.name.trim() === "" && person.value.trim() === "")
    : vehicle === undefined || vehicle.plate.trim() === "";
};

const isFullIin = (draft: Draft, problem: RowProblem): boolean =>
  problem.list === "persons" &&
  problem.field === "identifier" &&
  draft.persons[problem.index]?.scheme === "iin" &&
  (draft.persons[problem.index]?.value.replaceAll(/\D/g, "").length ?? 0) >= 12;

/** What is shown while somebody types: a row once the person has left it, a number as soon as it is whole, an empty row never. */
export function shownProblems(
  draft: Draft,
  problems: { readonly found: readonly RowProblem[]; readonly central: readonly RowProblem[] },
  shown: "typed" | "all",
  left: ReadonlySet<number>,
): readonly RowProblem[] {
  const local = problems.found.filter(
    (problem) => !isBlank(draft, problem) && (shown === "all" || left.has(rowIdOf(draft, problem)) || isFullIin(draft, problem)),
  );
  if (problems.central.length === 0) return local;
  const places = new Set(local.map(({ list, index, field }) => `${list} ${index} ${field}`));
  return [...local, ...problems.central.filter(({ list, index, field }) => !places.has(`${list} ${index} ${field}`))];
}

/** The next place to mend after the one that was gone to last; from the beginning again after the end. */
export function nextProblem(problems: readonly RowProblem[], last: RowProblem | null): RowProblem | null {
  const order = ({ list, index }: RowProblem): number => (list === "persons" ? 0 : 1_000_000) + index;
  const sorted = problems.toSorted((a, b) => order(a) - order(b));
  return (last === null ? undefined : sorted.find((one) => order(one) > order(last))) ?? sorted[0] ?? null;
}

import type { Arrival, BorderView, Person } from "@beket/domain";
import { isPositivePerson, isTodo, type Standing, type StandingCode, standingOf } from "./standing.ts";

export type Row = { readonly person: Person; readonly standing: Standing };
export const boardFilters = ["all", "todo", "running", "positive"] as const;
export type BoardFilter = (typeof boardFilters)[number];

type Needs = Pick<BorderView, "person" | "test">;

/** `2` before `10`, `12A` before `12B`, people without a seat last and in the order of their registration. */
export function bySeat(left: Person, right: Person): number {
  if (left.seat === null || right.seat === null) return left.seat === right.seat ? 0 : left.seat === null ? 1 : -1;
  const parts = (seat: string): readonly string[] => seat.match(/[0-9]+|[A-Z]+/g) ?? [];
  const [a, b] = [parts(left.seat), parts(right.seat)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [one = "", other = ""] = [a[index], b[index]];
    if (one === other) continue;
    const numbers = [Number(one), Number(other)] as const;
    if (Number.isNaN(numbers[0]) || Number.isNaN(numbers[1]) || numbers[0] === numbers[1]) return one < other ? -1 : 1;
    return numbers[0] - numbers[1];
  }
  return 0;
}

export const rowsOf = (border: Needs, persons: readonly Person[], now: number, consentVersion: number): readonly Row[] =>
  persons.toSorted(bySeat).map((person) => ({ person, standing: standingOf(border, person, now, consentVersion) }));

export const personsOf = (border: Needs, arrival: Arrival): readonly Person[] => arrival.persons.flatMap((id) => border.person(id) ?? []);

const isRunning = (code: StandingCode): boolean => code === "waiting" || code === "open" || code === "late";
export function filtered(border: Needs, rows: readonly Row[], filter: BoardFilter, search: string): readonly Row[] {
  const wanted = search.trim().toLowerCase();
  return rows.filter(({ person, standing }) => {
    if (wanted !== "" && person.seat?.toLowerCase() !== wanted && !person.profile.name.toLowerCase().includes(wanted)) return false;
    switch (filter) {
      case "all":
        return true;
      case "todo":
        return isTodo(standing.code);
      case "running":
        return isRunning(standing.code);
      case "positive":
        return isPositivePerson(border, person);
    }
  });
}

/** Readings that are open come first, then what follows a result, then everybody else in the order of their seats. */
const rank = (code: StandingCode): number => (code === "open" ? 0 : code === "late" ? 1 : code === "acute" || code === "invalid" ? 2 : 3);

/** Who is next: after somebody, the next seat with something to do; at the end of the row from its beginning again. */
export function nextRow(rows: readonly Row[], after: string | null): Row | null {
  const at = rows.findIndex(({ person }) => person.person === after);
  const inTurn = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))].filter(({ standing }) => isTodo(standing.code));
  return inTurn.toSorted((left, right) => rank(left.standing.code) - rank(right.standing.code))[0] ?? null;
}

export type ArrivalSummary = {
  readonly persons: number;
  readonly todo: number;
  readonly running: number;
  readonly positive: number;
  /** Nothing is left to do with them here. */
  readonly done: number;
};
export function summaryOf(border: Needs, rows: readonly Row[]): ArrivalSummary {
  const count = (is: (row: Row) => boolean): number => rows.filter(is).length;
  const todo = count(({ standing }) => isTodo(standing.code));
  const running = count(({ standing }) => isRunning(standing.code));
  const held = count(({ standing }) => standing.code === "specialist" || standing.code === "pcr");
  const waitsOnly = count(({ standing }) => standing.code === "waiting");
  return {
    persons: rows.length,
    todo,
    running,
    positive: count(({ person }) => isPositivePerson(border, person)),
    done: rows.length - todo - waitsOnly - held,
  };
}

import type { HoldView } from "@beket/api";
import { type HoldAction, type HoldState, holdStates, isOpenHold } from "@beket/domain";

const reasonMin = 3;
export const reasonMax = 500;
/** A reason is a few words of a person; blanks are none. */
export const isReason = (text: string): boolean => text.trim().length >= reasonMin && text.trim().length <= reasonMax;

/** What a health officer can do in a state; a closed case is not opened again by hand. */
export function actionsOf(state: HoldState): readonly HoldAction[] {
  if (!isOpenHold(state)) return [];
  return state === "contested" ? ["confirm", "release"] : ["confirm", "release", "contest"];
}

export const countStates = (holds: readonly HoldView[]): Readonly<Record<HoldState, number>> => ({
  provisional: 0,
  confirmed: 0,
  contested: 0,
  released: 0,
  expired: 0,
  ...Object.fromEntries(holdStates.map((state) => [state, holds.filter((one) => one.state === state).length])),
});

export type HoldFilter = "open" | HoldState;

/** What needs somebody first: an overdue PCR, then the oldest. */
export function holdsOf(holds: readonly HoldView[], filter: HoldFilter): readonly HoldView[] {
  const due = ({ pcr }: HoldView): number => (pcr === null || pcr.result !== null ? Infinity : pcr.dueAt);
  return holds
    .filter(({ state }) => (filter === "open" ? isOpenHold(state) : state === filter))
    .toSorted((one, other) => {
      const [a, b] = [due(one), due(other)];
      return a === b ? one.openedAt - other.openedAt : a - b;
    });
}

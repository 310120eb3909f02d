import type { ApplicationGroup } from "@beket/domain";
import type { Draft } from "../model/draft.ts";

/** What is wrong with a group; the domain's rules in words a person can act on. */
export const groupFaultCodes = ["group-empty", "bus-vehicles", "bus-headcount", "together-size"] as const;
export type GroupFault = { readonly group: string; readonly code: (typeof groupFaultCodes)[number] };

/** A group goes together through one stop, which shows at most so many. */
const togetherMax = 80;
const headcountMax = 500;

const membersOf = (draft: Draft, group: string): { readonly persons: number; readonly vehicles: number } => ({
  persons: draft.persons.filter((row) => row.group === group).length,
  vehicles: draft.vehicles.filter((row) => row.group === group).length,
});

export function groupFaults(draft: Draft): readonly GroupFault[] {
  return draft.groups.flatMap(({ group, binding, headcount }): readonly GroupFault[] => {
    const { persons, vehicles } = membersOf(draft, group);
    if (persons + vehicles === 0) return [{ group, code: "group-empty" }];
    if (binding === "bus" && vehicles !== 1) return [{ group, code: "bus-vehicles" }];
    if (binding === "bus" && (headcount === null || headcount < 1 || headcount > headcountMax)) return [{ group, code: "bus-headcount" }];
    if (binding === "all" && (persons + vehicles < 2 || persons + vehicles > togetherMax)) return [{ group, code: "together-size" }];
    return [];
  });
}

/** Groups that rows name and nobody made yet: a single vehicle is a bus whose headcount is still to be told, the others go together. */
export function withGroups(draft: Draft): Draft {
  const known = new Set(draft.groups.map(({ group }) => group));
  const named = new Set([...draft.persons, ...draft.vehicles].flatMap(({ group }) => (group === undefined || group === "" ? [] : [group])));
  const made = [...named].filter((group) => !known.has(group));
  if (made.length === 0) return draft;
  const groups = made.map((group): ApplicationGroup => {
    const { persons, vehicles } = membersOf(draft, group);
    return vehicles === 1 ? { group, binding: "bus", headcount: persons === 0 ? 1 : persons } : { group, binding: "all", headcount: null };
  });
  return { ...draft, groups: [...draft.groups, ...groups].slice(0, 500) };
}

export function addGroup(draft: Draft, binding: ApplicationGroup["binding"]): Draft {
  const known = new Set(draft.groups.map(({ group }) => group));
  let number = 1;
  while (known.has(`${binding === "bus" ? "bus" : "group"}-${number}`)) number += 1;
  const group = `${binding === "bus" ? "bus" : "group"}-${number}`;
  return { ...draft, groups: [...draft.groups, { group, binding, headcount: binding === "bus" ? 20 : null }] };
}

export const changeGroup = (draft: Draft, group: string, change: Partial<Pick<ApplicationGroup, "headcount">>): Draft => ({
  ...draft,
  groups: draft.groups.map((one) => (one.group === group ? { ...one, ...change } : one)),
});

/** Its rows stay, each on its own. */
export const removeGroup = (draft: Draft, group: string): Draft => ({
  ...draft,
  groups: draft.groups.filter((one) => one.group !== group),
  persons: draft.persons.map((row) => (row.group === group ? { ...row, group: "" } : row)),
  vehicles: draft.vehicles.map((row) => (row.group === group ? { ...row, group: "" } : row)),
});

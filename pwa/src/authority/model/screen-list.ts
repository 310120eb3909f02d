import type { StaffRole } from "@beket/api";

/** `roles` empty: whoever is signed in. */
type Offered = { readonly id: string; readonly roles: readonly StaffRole[] };

export const screensOf = <S extends Offered>(roles: readonly StaffRole[], all: readonly S[]): readonly S[] =>
  all.filter((screen) => screen.roles.length === 0 || screen.roles.some((role) => roles.includes(role)));

/** The section of an address; one that these roles do not have opens their first. */
export const screenAt = <S extends Offered>(hash: string, roles: readonly StaffRole[], all: readonly S[]): S | null => {
  const mine = screensOf(roles, all);
  return mine.find(({ id }) => hash === `#/${id}` || hash.startsWith(`#/${id}/`)) ?? mine[0] ?? null;
};

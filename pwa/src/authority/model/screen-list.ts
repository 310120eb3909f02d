import type { StaffRole } from "@beket/api";
import type { ComponentChildren } from "preact";
import type { Words } from "../../i18n/index.ts";
import type { IconName } from "../../ui/index.ts";

/** One section of the authority's app. Central guards each route itself; a section that would only be refused is not offered. */
export type AuthorityScreen = {
  /** Stands in the address after `#/`, and nothing else does. */
  readonly id: string;
  readonly title: Words;
  readonly icon: IconName;
  /** Empty: whoever is signed in. */
  readonly roles: readonly StaffRole[];
  readonly component: () => ComponentChildren;
};

export const screensOf = (roles: readonly StaffRole[], all: readonly AuthorityScreen[]): readonly AuthorityScreen[] =>
  all.filter((screen) => screen.roles.length === 0 || screen.roles.some((role) => roles.includes(role)));

/** The section of an address; one that these roles do not have opens their first. */
export const screenAt = (hash: string, roles: readonly StaffRole[], all: readonly AuthorityScreen[]): AuthorityScreen | null => {
  const mine = screensOf(roles, all);
  return mine.find(({ id }) => hash === `#/${id}` || hash.startsWith(`#/${id}/`)) ?? mine[0] ?? null;
};

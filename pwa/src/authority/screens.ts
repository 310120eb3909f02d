import type { StaffRole } from "@beket/api";
import type { ComponentChildren } from "preact";
import { words, type Words } from "../i18n/index.ts";
import type { IconName } from "../ui/index.ts";
import { AppealsScreen } from "./appeals/appeals.tsx";
import { OrganisationsScreen } from "./organisations/organisations.tsx";
import { OwnKeysScreen } from "./staff/own-keys.tsx";
import { StaffScreen } from "./staff/staff.tsx";

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

/** In the order of the tabs. Each part of the registry adds its own with one entry. */
export const screens: readonly AuthorityScreen[] = [
  {
    id: "organisations",
    title: words("Ұйымдар", "Организации", "Organisations"),
    icon: "building",
    roles: ["registrar", "administrator"],
    component: OrganisationsScreen,
  },
  {
    id: "appeals",
    title: words("Шағымдар", "Жалобы", "Appeals"),
    icon: "sign",
    roles: ["registrar", "auditor"],
    component: AppealsScreen,
  },
  { id: "staff", title: words("Қызметкерлер", "Сотрудники", "Staff"), icon: "people", roles: ["administrator"], component: StaffScreen },
  { id: "keys", title: words("Кілттерім", "Мои ключи", "My keys"), icon: "lock", roles: [], component: OwnKeysScreen },
];

export const screensOf = (roles: readonly StaffRole[], all: readonly AuthorityScreen[] = screens): readonly AuthorityScreen[] =>
  all.filter((screen) => screen.roles.length === 0 || screen.roles.some((role) => roles.includes(role)));

/** The section of an address; one that these roles do not have opens their first. */
export const screenAt = (hash: string, roles: readonly StaffRole[], all: readonly AuthorityScreen[] = screens): AuthorityScreen | null => {
  const mine = screensOf(roles, all);
  return mine.find(({ id }) => hash === `#/${id}` || hash.startsWith(`#/${id}/`)) ?? mine[0] ?? null;
};

import { words } from "../i18n/index.ts";
import { AbuseScreen } from "./abuse/abuse.tsx";
import { AppealsScreen } from "./appeals/appeals.tsx";
import { AuditScreen } from "./audit/audit.tsx";
import { CasesScreen } from "./cases/cases.tsx";
import { OrganisationsScreen } from "./organisations/organisations.tsx";
import type { AuthorityScreen } from "./model/screen.ts";
import { ActsScreen } from "./acts/acts.tsx";
import { RegimeScreen } from "./regime/regime.tsx";
import { SmallScreen } from "./small/small.tsx";
import { OwnKeysScreen } from "./staff/own-keys.tsx";
import { StaffScreen } from "./staff/staff.tsx";

/** In the order of the tabs. Each part of the registry adds its own with one entry. */
export const screens: readonly AuthorityScreen[] = [
  {
    id: "organisations",
    title: words("Ұйымдар", "Организации", "Organisations"),
    icon: "building",
    roles: ["registrar", "administrator"],
    component: OrganisationsScreen,
  },
  { id: "small", title: words("Шағын ұйымдар", "Малые", "Small"), icon: "people", roles: ["registrar"], component: SmallScreen },
  {
    id: "appeals",
    title: words("Шағымдар", "Жалобы", "Appeals"),
    icon: "sign",
    roles: ["registrar", "auditor"],
    component: AppealsScreen,
  },
  { id: "regime", title: words("Ереже", "Правила", "Rules"), icon: "list", roles: ["registrar", "auditor"], component: RegimeScreen },
  { id: "acts", title: words("Актілер", "Акты", "Acts"), icon: "sign", roles: ["registrar", "auditor"], component: ActsScreen },
  {
    id: "abuse",
    title: words("Теріс пайдалану", "Злоупотребления", "Abuse"),
    icon: "alert",
    roles: ["registrar", "auditor"],
    component: AbuseScreen,
  },
  { id: "cases", title: words("Істер", "Дела", "Cases"), icon: "file", roles: ["auditor"], component: CasesScreen },
  { id: "audit", title: words("Журнал", "Журнал", "Record"), icon: "list", roles: ["auditor"], component: AuditScreen },
  { id: "staff", title: words("Қызметкерлер", "Сотрудники", "Staff"), icon: "people", roles: ["administrator"], component: StaffScreen },
  { id: "keys", title: words("Кілттерім", "Мои ключи", "My keys"), icon: "lock", roles: [], component: OwnKeysScreen },
];

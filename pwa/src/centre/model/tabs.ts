import type { StaffRole } from "@beket/api";

export const tabs = ["overview", "line", "border", "nodes", "map", "holds", "laboratory", "planner", "card", "audit"] as const;
export type Tab = (typeof tabs)[number];

/** Who sees what. Central guards each route itself; a tab that would only be refused is not offered. */
const rolesOf: Readonly<Record<Tab, readonly StaffRole[]>> = {
  overview: ["watch", "health-officer", "planner", "auditor"],
  line: ["watch", "auditor"],
  border: ["watch", "health-officer", "auditor"],
  nodes: ["watch", "auditor"],
  map: ["watch", "planner", "health-officer"],
  holds: ["health-officer"],
  laboratory: ["laboratory"],
  planner: ["planner"],
  card: ["watch"],
  audit: ["health-officer", "auditor"],
};

export const tabsOf = (roles: readonly StaffRole[]): readonly Tab[] =>
  tabs.filter((tab) => rolesOf[tab].some((role) => roles.includes(role)));

/** The tab of an address; nothing but its name is ever in it. One that these roles do not have opens their first. */
export function tabAt(hash: string, roles: readonly StaffRole[]): Tab {
  const mine = tabsOf(roles);
  return mine.find((tab) => hash === `#/${tab}`) ?? mine[0] ?? "overview";
}

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const newest = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((time, entry) => Math.max(time, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

const apps = ["officer", "medic", "crew", "centre", "authority", "citizen", "portal"] as const;

/** Whether the web apps are built and younger than everything they are built from. */
export const appsAreBuilt = (root: string): boolean => {
  const pages = apps.map((app) => join(root, "pwa", "dist", app, "index.html"));
  if (!pages.every((page) => existsSync(page))) return false;
  const sources = ["pwa/src", ...apps.map((app) => `pwa/${app}`), "packages/domain/src", "packages/api/src", "packages/tables/src"].map(
    (folder) => newest(join(root, folder)),
  );
  return Math.min(...pages.map((page) => statSync(page).mtimeMs)) > Math.max(...sources);
};

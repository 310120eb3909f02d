import * as v from "valibot";
import type { Remembered } from "../roster/file/messages.ts";
import { columnRoles, type ColumnRole } from "../roster/file/roles.ts";

const key = "beket.roster-columns";
const kept = 20;
const Memory = v.record(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)), v.pipe(v.array(v.picklist(columnRoles)), v.maxLength(100)));

/** What was chosen for files with such heads before: roles under the heads' sign, nothing of the file itself. */
export function rememberedColumns(storage: Pick<Storage, "getItem">): Remembered {
  try {
    const parsed = v.safeParse(Memory, JSON.parse(storage.getItem(key) ?? "{}"));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

/** True when the browser took it. */
export function rememberColumns(storage: Pick<Storage, "getItem" | "setItem">, sign: string, roles: readonly ColumnRole[]): boolean {
  const others = Object.entries(rememberedColumns(storage)).filter(([known]) => known !== sign);
  try {
    storage.setItem(key, JSON.stringify(Object.fromEntries([[sign, roles], ...others].slice(0, kept))));
    return true;
  } catch {
    return false;
  }
}

import { passkeyRoles, type StaffRole, type StaffRow } from "@beket/api";
import type { StaffStore } from "./types.ts";

/** Who works at central: the operator's file, and what administrators suspended since. Asked each time, so that a suspension counts at once. */
export function createRoster(rows: readonly StaffRow[], store: Pick<StaffStore, "suspension">) {
  const byCode = new Map(rows.map((row) => [row.staff, row]));
  const isActive = (row: StaffRow): boolean => row.status === "active" && store.suspension(row.staff) === null;
  return {
    all: rows,
    /** Known, whether active or not. */
    row: (staff: string): StaffRow | null => byCode.get(staff) ?? null,
    active: (staff: string): StaffRow | null => {
      const row = byCode.get(staff);
      return row !== undefined && isActive(row) ? row : null;
    },
    isActive,
  };
}
export type Roster = ReturnType<typeof createRoster>;

export const needsPasskey = (role: StaffRole): boolean => passkeyRoles.some((one) => one === role);

import type { ScopeRow } from "../ports.ts";

/** One row per row number: of the committed state and the lane overlay, whichever has the higher version. */
export function newestRows(
  rows: readonly ScopeRow[],
  overlay: readonly ScopeRow[],
): readonly { readonly row: ScopeRow; readonly isOverlay: boolean }[] {
  const newest = new Map(rows.map((row) => [row.row, { row, isOverlay: false }]));
  for (const row of overlay) {
    const committed = newest.get(row.row);
    if (committed === undefined || committed.row.version < row.version) newest.set(row.row, { row, isOverlay: true });
  }
  return [...newest.values()];
}

import { ruleRows, type OfficerRow } from "@beket/api";
import type { ScopePort } from "../records/ledger.ts";
import { utf8 } from "../bytes.ts";
import type { Regime } from "@beket/domain";

/** Registry rows with a name instead of a subject; each keeps its row number for ever. */
export type NamedRowStore = {
  readonly find: (kind: string, value: string) => { readonly scopeRow: number; readonly body: string } | null;
  readonly put: (row: { readonly kind: string; readonly value: string; readonly scopeRow: number; readonly body: string }) => void;
  readonly transaction: <T>(work: () => T) => T;
};
type Named = { readonly kind: string; readonly value: string; readonly body: string };

/** Commits those whose body changed, in one transaction; how many that were. */
export function publishNamed(store: NamedRowStore, scope: ScopePort, rows: readonly Named[]): number {
  const changed = rows
    .map((row) => ({ ...row, old: store.find(row.kind, row.value) }))
    .filter((row) => row.old === null || row.old.body !== row.body);
  if (changed.length === 0) return 0;
  store.transaction(() => {
    const committed = scope.commit(
      changed.map((row) => ({ kind: row.kind, value: row.value, row: row.old?.scopeRow ?? ("new" as const), record: utf8(row.body) })),
    );
    for (const [at, row] of changed.entries()) {
      const scopeRow = committed.rows[at]?.row ?? row.old?.scopeRow;
      if (scopeRow !== undefined) store.put({ kind: row.kind, value: row.value, scopeRow, body: row.body });
    }
  });
  scope.changed();
  return changed.length;
}

/** All regimes are one row, so that a post never sees the new one without those it follows. */
export const regimesRow = (regimes: readonly Regime[]): Named => ({ ...ruleRows.regimes, body: JSON.stringify(regimes) });
export const officerRow = (officer: OfficerRow): Named => ({ ...ruleRows.officer(officer.officer), body: JSON.stringify(officer) });

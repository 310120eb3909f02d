import { ruleRows, type OfficerRow } from "@beket/api";
import type { ScopePort } from "../records/ledger.ts";
import { limits, packJson, type CodecPort } from "@beket/replication";
import type { Form, HealthRules, Regime } from "@beket/domain";

/** Registry rows with a name instead of a subject; each keeps its row number for ever. */
export type NamedRowStore = {
  readonly find: (kind: string, value: string) => { readonly scopeRow: number; readonly body: string } | null;
  readonly put: (row: { readonly kind: string; readonly value: string; readonly scopeRow: number; readonly body: string }) => void;
  readonly transaction: <T>(work: () => T) => T;
};
/** `name` tells rows of one kind and value apart in the store; posts find them all by kind and value. */
type Named = { readonly kind: string; readonly name: string; readonly value: string; readonly body: string };

/** Commits those whose body changed, in one transaction; how many that were. */
export function publishNamed(store: NamedRowStore, scope: ScopePort, codec: CodecPort, rows: readonly Named[]): number {
  const changed = rows
    .map((row) => ({ ...row, old: store.find(row.kind, row.name) }))
    .filter((row) => row.old === null || row.old.body !== row.body);
  if (changed.length === 0) return 0;
  store.transaction(() => {
    const committed = scope.commit(
      changed.map((row) => ({
        kind: row.kind,
        value: row.value,
        row: row.old?.scopeRow ?? ("new" as const),
        record: packJson(codec, JSON.parse(row.body)),
      })),
    );
    for (const [at, row] of changed.entries()) {
      const scopeRow = committed.rows[at]?.row ?? row.old?.scopeRow;
      if (scopeRow !== undefined) store.put({ kind: row.kind, value: row.name, scopeRow, body: row.body });
    }
  });
  scope.changed();
  return changed.length;
}

/** One row a regime: rows arrive in the order of their commit, so a post never sees a new one without those it follows. */
export const regimeRows = (regimes: readonly Regime[]): readonly Named[] =>
  regimes.map((regime) => ({ ...ruleRows.regimes, name: `regime-${regime.version}`, body: JSON.stringify(regime) }));
/** Whether a post can be sent the regime: packed, it must fit a registry row. */
export const fitsRow = (codec: CodecPort, regime: Regime): boolean => packJson(codec, regime).length <= limits.recordBytesMax;
/** The border's rules and the forms in force. A form's older version leaves with the rules that named it. */
export const healthRows = (rules: HealthRules, forms: readonly Form[]): readonly Named[] => [
  ...forms.map((form) => {
    const row = ruleRows.form(form.form);
    return { ...row, name: row.value, body: JSON.stringify(form) };
  }),
  { ...ruleRows.health, name: ruleRows.health.value, body: JSON.stringify(rules) },
];
export const officerRow = (officer: OfficerRow): Named => {
  const row = ruleRows.officer(officer.officer);
  return { ...row, name: row.value, body: JSON.stringify(officer) };
};

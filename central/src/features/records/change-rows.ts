import { encodeRecord } from "@beket/domain";
import type { LedgerDesk, PermitRow, PermitSource } from "./ledger.ts";

/** Writes permits that changed: the registry rows keep their numbers and get a new version. Inside the caller's transaction. */
export function changeRows({ store, scope }: LedgerDesk, rows: readonly PermitRow[], source: PermitSource): void {
  if (rows.length === 0) return;
  scope.commit(
    rows.map(({ key, scopeRow, record }) => ({ kind: key.scheme, value: key.value, row: scopeRow, record: encodeRecord(record) })),
  );
  store.update(rows, source);
}

/** Takes permits back from `from` on, where they have not ended by then. Gives those that changed. */
export function revokeRows(
  desk: LedgerDesk,
  permits: readonly PermitRow[],
  from: number,
  source: Omit<PermitSource, "act">,
): readonly PermitRow[] {
  const changed = permits
    .filter(({ record }) => record.status === "active" || (record.revokedFrom ?? 0) > from)
    .map((permit): PermitRow => ({ ...permit, record: { ...permit.record, status: "revoked", revokedFrom: from } }));
  changeRows(desk, changed, { ...source, act: "revoked" });
  // Ended already by somebody else's word, which may be undone: this word is kept too, so that an undo leaves them ended.
  const rows = new Set(changed.map(({ scopeRow }) => scopeRow));
  const ended = permits.filter(({ scopeRow }) => !rows.has(scopeRow));
  desk.store.update(ended, { ...source, act: "revoked" });
  return changed;
}

/** The rows of all these numbers that belong to the applicant; null where one is somebody else's or nobody's, which look alike. */
export function ownRows({ store }: LedgerDesk, applicant: string, numbers: readonly string[]): readonly PermitRow[] | null {
  const found: PermitRow[] = [];
  const wanted = [...new Set(numbers)];
  const known = store.byNumbers(wanted);
  for (const number of wanted) {
    const rows = (known.get(number) ?? []).filter((permit) => permit.applicant === applicant);
    if (rows.length === 0) return null;
    found.push(...rows);
  }
  return found;
}

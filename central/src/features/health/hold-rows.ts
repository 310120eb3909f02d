import { encodeRecord, holdRecord, isOpenHold, type SubjectKey } from "@beket/domain";
import type { RandomPort } from "@beket/replication";
import { hex } from "../bytes.ts";
import type { ScopePort } from "../records/ledger.ts";
import { createNumber } from "../records/number.ts";
import type { CaseRow, HealthStore, HoldRow } from "./ports.ts";

export type HoldRowsDeps = {
  readonly store: Pick<HealthStore, "holds" | "putHold" | "addUrgent">;
  readonly scope: Pick<ScopePort, "commit">;
  readonly random: RandomPort;
  readonly isTaken: (number: string) => boolean;
};

/**
 * Brings the rows of the common scope to what a case says now, in the caller's transaction, and notes those for the lane. Identifiers
 * that the case did not name before get a row and a number of their own while it is open.
 */
export function putHoldRows(deps: HoldRowsDeps, row: CaseRow, keys: readonly SubjectKey[]): void {
  const held = deps.store.holds(row.case);
  const fresh = isOpenHold(row.state) ? distinct(keys).filter((key) => !held.some((hold) => isSameKey(hold.key, key))) : [];
  const given = new Set<string>();
  const added = fresh.map((key) => {
    const number = freshNumber(deps, given);
    return { number, key, scopeRow: "new" as const, record: holdRecord(row, number, key.country) };
  });
  const changed = held
    .map((hold) => ({ ...hold, record: holdRecord(row, hold.number, hold.key.country), before: hold.record }))
    .filter((hold) => hex(encodeRecord(hold.record)) !== hex(encodeRecord(hold.before)));
  const all = [...changed, ...added];
  if (all.length === 0) return;
  const committed = deps.scope.commit(
    all.map(({ key, scopeRow, record }) => ({ kind: key.scheme, value: key.value, row: scopeRow, record: encodeRecord(record) })),
  );
  const rows = all.flatMap(({ number, key, record }, at): readonly HoldRow[] => {
    const scopeRow = committed.rows[at]?.row;
    return scopeRow === undefined ? [] : [{ number, case: row.case, key, scopeRow, record }];
  });
  for (const hold of rows) deps.store.putHold(hold);
  deps.store.addUrgent(rows.map((hold) => hold.scopeRow));
}

const isSameKey = (left: SubjectKey, right: SubjectKey): boolean =>
  left.scheme === right.scheme && left.country === right.country && left.value === right.value;
const distinct = (keys: readonly SubjectKey[]): readonly SubjectKey[] =>
  keys.filter((key, at) => keys.findIndex((other) => isSameKey(other, key)) === at);

function freshNumber(deps: HoldRowsDeps, given: Set<string>): string {
  let number = createNumber("hold", deps.random);
  while (given.has(number) || deps.isTaken(number)) number = createNumber("hold", deps.random);
  given.add(number);
  return number;
}

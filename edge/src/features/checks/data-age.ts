import type { DataAge } from "@beket/api";
import type { ReplicaState } from "@beket/domain";

/** How old the data was at a moment; null ages where no signed head was ever covered. */
export function dataAge(replica: ReplicaState | null, at: number): DataAge {
  const age = (dataAsOf: number | null | undefined): number | null =>
    dataAsOf === null || dataAsOf === undefined ? null : Math.max(0, at - dataAsOf);
  return {
    ledgerAgeMs: age(replica?.ledger.dataAsOf),
    commonAgeMs: age(replica?.common.dataAsOf),
    complete: replica !== null && replica.ledger.complete && replica.common.complete,
    version: replica?.ledger.version ?? 0,
  };
}

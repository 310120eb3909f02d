import { toHex } from "../bytes/bytes.ts";
import type { ReplicaPosition, ReplicaStore, ScopeRow } from "../ports.ts";

const emptyPosition = (): ReplicaPosition => ({
  version: 0,
  whole: true,
  dataAsOf: null,
  sums: new Uint8Array(256 * 8),
  head: null,
  highestTime: 0,
});

/** A replica in memory: for tests and simulations, and for the rules data of a program that starts afresh each time. */
export function createMemoryReplicaStore(): ReplicaStore {
  const byNumber = new Map<number, ScopeRow>();
  const byKey = new Map<string, Map<number, ScopeRow>>();
  const overlay = new Map<number, ScopeRow>();
  let position = emptyPosition();

  const put = (row: ScopeRow): void => {
    const before = byNumber.get(row.row);
    if (before !== undefined) byKey.get(toHex(before.key))?.delete(row.row);
    byNumber.set(row.row, row);
    const key = toHex(row.key);
    const rows = byKey.get(key);
    if (rows === undefined) byKey.set(key, new Map([[row.row, row]]));
    else rows.set(row.row, row);
  };
  const overlayAt = (key: string): readonly ScopeRow[] => [...overlay.values()].filter((row) => toHex(row.key) === key);

  return {
    position: () => ({ ...position, sums: position.sums.slice() }),
    rowsAt: (key) => {
      const text = toHex(key);
      return { rows: [...(byKey.get(text)?.values() ?? [])], overlay: overlayAt(text) };
    },
    hasKey: (key) => {
      const text = toHex(key);
      return [...(byKey.get(text)?.values() ?? []), ...overlayAt(text)].some((row) => row.sealed.length > 0);
    },
    rowsByNumber: (rows) => rows.flatMap((row) => byNumber.get(row) ?? []),
    apply: (change) => {
      for (const row of change.rows) {
        put(row);
        if ((overlay.get(row.row)?.version ?? Number.POSITIVE_INFINITY) <= row.version) overlay.delete(row.row);
      }
      if (change.whole) {
        for (const row of overlay.values()) if (row.version <= change.version) overlay.delete(row.row);
      }
      position = { ...position, version: change.version, whole: change.whole, dataAsOf: change.dataAsOf, sums: change.sums.slice() };
    },
    putOverlay: (row) => {
      overlay.set(row.row, row);
    },
    recordHead: (head) => {
      position = {
        ...position,
        head: { version: head.version, time: head.time },
        highestTime: head.highestTime,
        dataAsOf: head.dataAsOf,
      };
    },
    reset: () => {
      byNumber.clear();
      byKey.clear();
      overlay.clear();
      position = { ...emptyPosition(), head: position.head, highestTime: position.highestTime };
    },
    close: () => {
      byNumber.clear();
      byKey.clear();
      overlay.clear();
    },
  };
}

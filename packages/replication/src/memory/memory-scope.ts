import { toHex } from "../bytes/bytes.ts";
import type { ScopeRow, ScopeStore } from "../ports.ts";

const emptySums = (): Uint8Array => new Uint8Array(256 * 8);

/** Central's side of a scope in memory: for tests, simulations and a central that keeps nothing. */
export function createMemoryScopeStore(): ScopeStore {
  const history: ScopeRow[] = [];
  const byKey = new Map<string, ScopeRow[]>();
  const currentRow = new Map<number, ScopeRow>();
  let position = { version: 0, sums: emptySums(), nextRow: 1 };

  return {
    position: () => ({ ...position, sums: position.sums.slice() }),
    current: (rows) => rows.flatMap((row) => currentRow.get(row) ?? []),
    commit: (change) => {
      for (const row of change.rows) {
        history.push(row);
        currentRow.set(row.row, row);
        const key = toHex(row.key);
        const versions = byKey.get(key);
        if (versions === undefined) byKey.set(key, [row]);
        else versions.push(row);
      }
      position = { version: change.version, sums: change.sums.slice(), nextRow: change.nextRow };
    },
    since: (from, rowsMax, bytesMax) => {
      const found: ScopeRow[] = [];
      let bytes = 0;
      // Versions are gap-free from 1, one a row, so a version is its index plus one.
      for (let index = from; index < history.length && found.length < rowsMax; index++) {
        const row = history[index];
        if (row === undefined || currentRow.get(row.row) !== row) continue;
        bytes += row.sealed.length + 8;
        if (bytes > bytesMax && found.length > 0) break;
        found.push(row);
      }
      return found;
    },
    at: (key, version) => {
      const newest = new Map<number, ScopeRow>();
      for (const row of byKey.get(toHex(key)) ?? []) if (row.version <= version) newest.set(row.row, row);
      return [...newest.values()];
    },
  };
}

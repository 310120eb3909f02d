import type { SqlDatabase } from "@beket/node-kit";
import type { PermitPages } from "../features/acts/count.ts";
import { permitColumns, permitRowFrom, type StoredPermit } from "./sql-ledger.ts";

/** So many registry rows are looked up by one statement. */
const rowsAtOnce = 100;

/** The permits of a ledger in the order of their registry rows, a page at a time. */
export function createPermitPages(database: SqlDatabase): PermitPages {
  const marks = Array.from({ length: rowsAtOnce }, (_, at) => `?${at + 1}`).join(", ");
  const page = database.prepare<StoredPermit>(`select ${permitColumns} from permit where scope_row > ?1 order by scope_row limit ?2`);
  const some = database.prepare<StoredPermit>(`select ${permitColumns} from permit where scope_row in (${marks}) order by scope_row`);
  const count = database.prepare<{ rows: number }>("select count(*) as rows from permit");
  return {
    page: (afterRow, limit) => page.all(afterRow, limit).map(permitRowFrom),
    rows: (scopeRows) => {
      const found: StoredPermit[] = [];
      for (let at = 0; at < scopeRows.length; at += rowsAtOnce) {
        const part = scopeRows.slice(at, at + rowsAtOnce);
        // Registry rows begin at one: a zero finds nothing.
        found.push(...some.all(...part, ...Array.from({ length: rowsAtOnce - part.length }, () => 0)));
      }
      return found.map(permitRowFrom);
    },
    count: () => count.get()?.rows ?? 0,
  };
}

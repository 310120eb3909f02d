import type { Database } from "bun:sqlite";
import { transactionOf } from "./sqlite-transaction.ts";

/**
 * Brings those who follow the events back to the newest that is stored. Events that were restored from a backup end before the followers'
 * cursors: what comes next is given the positions of what is gone, and would be passed over, or taken for it. What was made of the lost
 * ones stays; each thing is known by its own id and counts once.
 */
export function forgetAfter(newestEvent: number, files: { readonly common: Database; readonly sites: Database }): void {
  const { common, sites } = files;
  transactionOf(common)(() => {
    common.run("delete from health_event where position > ?1", [newestEvent]);
    common.run("update health_cursor set position = ?1 where position > ?1", [newestEvent]);
  });
  sites.run("update cursor set position = ?1 where position > ?1", [newestEvent]);
}

import type { Database } from "bun:sqlite";

/** All or nothing; joins a transaction that is already open. */
export function transactionOf(database: Database): <T>(work: () => T) => T {
  return <T>(work: () => T): T => database.transaction(work).immediate();
}
